"""What is known of a draw before and after it is made: what is sealed, where the seed comes from."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from .beacons import value_of
from .engine import InputError, State, canonical, hash_of, read_parties
from .models import Draw
from .reading import Reading, UnreadableError, reading_of
from .switches import RuleInWords, rules_in_words


class Signature(StrEnum):
    """Whether the signature of a beacon shows that the seed is its value."""

    CHECKED = "checked"
    WRONG = "wrong"
    ABSENT = "absent"


@dataclass(frozen=True)
class Overview:
    """``groups``: pairs of a group and how many of the States are in it; ``input_hash`` and ``rules_hash``:
    as the head of the transcript has them; ``is_unreadable``: the transcript that is kept is none.
    """

    states: tuple[State, ...]
    groups: tuple[tuple[str, int], ...]
    input_hash: str
    rules_hash: str
    rules: list[RuleInWords]
    signature: Signature
    reading: Reading | None
    is_unreadable: bool

    @property
    def has_other_rules(self) -> bool:
        """Whether a switch does not stand on its default."""
        return not all(rule.is_default for rule in self.rules)


def overview_of(draw: Draw) -> Overview:
    states = states_of(draw)
    reading, is_unreadable = None, False
    try:
        reading = reading_of(draw)
    except UnreadableError:
        is_unreadable = True
    return Overview(
        states=states,
        groups=tuple(sorted(Counter(state.group for state in states).items())),
        input_hash=hash_of(canonical([state.values() for state in states])),
        rules_hash=hash_of(rules_text(draw)),
        rules=rules_in_words(draw.rules),
        signature=signature_of(draw),
        reading=reading,
        is_unreadable=is_unreadable,
    )


def states_of(draw: Draw) -> tuple[State, ...]:
    """Who takes part; nobody where the list of a draft cannot be read yet."""
    try:
        return read_parties(draw.parties.table, draw.read_rules())
    except InputError:
        return ()


def rules_text(draw: Draw) -> str:
    """The rules of a draw as they are hashed."""
    try:
        return canonical(draw.read_rules().values())
    except InputError:  # of a draft
        return canonical(draw.rules)


def signature_of(draw: Draw) -> Signature:
    """Whether what is kept is still as ``draw_lots`` checked it."""
    if not draw.signature:
        return Signature.ABSENT
    try:
        return Signature.CHECKED if value_of(draw.signature) == draw.seed else Signature.WRONG
    except ValueError:
        return Signature.WRONG
