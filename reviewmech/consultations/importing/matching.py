"""Which blocks of the working text live on: comments follow a paragraph by its anchor, the block's id."""

from __future__ import annotations

import uuid
from collections import defaultdict
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy

from ..text import Unit
from .units import ImportedUnit

ALIKE = 0.5  # of the words, where the printed number is the same
ALIKE_WITHOUT_NUMBER = 0.7
WORDS_COMPARED = 400
CANDIDATES = 20  # so many paragraphs of one number are compared, no more


class State(TextChoices):
    SAME = "same", pgettext_lazy("paragraph", "Kept")
    CHANGED = "changed", pgettext_lazy("paragraph", "Kept, changed")
    NEW = "new", pgettext_lazy("paragraph", "New")


@dataclass(frozen=True)
class Match:
    """A unit, and the block of the present text whose anchor it takes over, if any."""

    unit: ImportedUnit
    old: Unit | None = None

    @property
    def state(self) -> State:
        if self.old is None:
            return State.NEW
        return State.SAME if words(self.old.plain) == words(self.unit.plain) else State.CHANGED

    @property
    def old_number(self) -> str:
        """The number the paragraph had, where it is another one now."""
        changed = self.old is not None and self.old.printed_number != self.unit.number
        return self.old.printed_number if self.old and changed else ""

    def block(self) -> dict[str, Any]:
        """The block as a StreamField keeps it: with the old anchor, or with one of its own."""
        anchor = self.old.anchor if self.old else uuid.uuid4()
        return {"type": str(self.unit.kind), "id": str(anchor), "value": self.unit.value}


@dataclass
class Matching:
    matches: list[Match]
    removed: list[Unit]

    def number_of(self, state: State) -> int:
        return sum(match.state == state for match in self.matches)


def words(plain: str) -> str:
    return " ".join(plain.split())


def match(units: list[ImportedUnit], present: list[Unit]) -> Matching:
    """Pair each unit with a block of the present text: the same words first, then the same number."""
    pairing = _Pairing(units, present)
    pairing.pair_same_words(with_number=True)
    pairing.pair_same_words(with_number=False)
    pairing.pair_alike()
    matches = [Match(unit, pairing.found.get(position)) for position, unit in enumerate(units)]
    return Matching(matches, [old for old in present if old.anchor in pairing.free])


@dataclass
class _Pairing:
    units: list[ImportedUnit]
    present: list[Unit]
    found: dict[int, Unit] = field(default_factory=dict)  # by the position of the unit
    free: dict[uuid.UUID, Unit] = field(init=False)

    def __post_init__(self) -> None:
        self.free = {old.anchor: old for old in self.present}
        self.plain = [words(unit.plain) for unit in self.units]

    def pair_same_words(self, *, with_number: bool) -> None:
        waiting: dict[tuple[str, str], list[Unit]] = defaultdict(list)
        for old in self.free.values():
            waiting[words(old.plain), old.printed_number if with_number else ""].append(old)
        for position, unit in self._unpaired():
            olds = waiting[self.plain[position], unit.number if with_number else ""]
            if olds:
                self._pair(position, olds.pop(0))

    def pair_alike(self) -> None:
        waiting: dict[tuple[str, str], list[Unit]] = defaultdict(list)
        for left in self.free.values():
            waiting[left.kind, left.printed_number].append(left)
        for position, unit in self._unpaired():
            olds = waiting[unit.kind, unit.number]
            enough = ALIKE if unit.number else ALIKE_WITHOUT_NUMBER
            old = next(
                (old for old in olds[:CANDIDATES] if alike(old.plain, self.plain[position], enough)), None
            )
            if old:
                olds.remove(old)
                self._pair(position, old)

    def _unpaired(self) -> list[tuple[int, ImportedUnit]]:
        return [(position, unit) for position, unit in enumerate(self.units) if position not in self.found]

    def _pair(self, position: int, old: Unit) -> None:
        self.found[position] = self.free.pop(old.anchor)


def alike(one: str, other: str, enough: float) -> bool:
    """Whether two texts share enough of their words, in order."""
    matcher = SequenceMatcher(None, one.split()[:WORDS_COMPARED], other.split()[:WORDS_COMPARED])
    return matcher.quick_ratio() >= enough and matcher.ratio() >= enough
