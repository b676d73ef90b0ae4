"""What the preview of an import shows: every unit as it will be, and what an editor should look at."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from ..enums import ParagraphKind
from ..models import ConsultationPage, TextImport
from ..text import Unit
from .actions import compared, losses_of, units_of
from .losses import LossGroup, grouped
from .matching import Match, Matching, State

NUMBERED = (ParagraphKind.PARAGRAPH, ParagraphKind.SUBPARAGRAPH)
MOST_PLACES = 20


@dataclass(frozen=True)
class Row:
    position: int
    match: Match

    @property
    def name(self) -> str:
        """What an editor calls it: its number, else its place in the text."""
        return self.match.unit.number or f"#{self.position}"

    @property
    def kind(self) -> str:
        return str(ParagraphKind(self.match.unit.kind).label)


@dataclass(frozen=True)
class Problem:
    """What could not be kept, with the rows at which that is, the first of them."""

    group: LossGroup
    rows: list[Row]
    more: int


@dataclass(frozen=True)
class Preview:
    rows: list[Row]
    problems: list[Problem]
    removed: list[Unit]
    matching: Matching
    source: str

    @classmethod
    def of(cls, text_import: TextImport, draft: ConsultationPage) -> Preview:
        matching = compared(draft, units_of(text_import))
        rows = [Row(position, match) for position, match in enumerate(matching.matches, start=1)]
        problems = [_problem(group, rows) for group in grouped(losses_of(text_import))]
        return cls(rows, problems, matching.removed, matching, text_import.source)

    @property
    def kept(self) -> int:
        return self.matching.number_of(State.SAME)

    @property
    def changed(self) -> int:
        return self.matching.number_of(State.CHANGED)

    @property
    def new(self) -> int:
        return self.matching.number_of(State.NEW)

    @property
    def unnumbered(self) -> list[Row]:
        """Paragraphs that delegates will have no number for, the first of them."""
        rows = [row for row in self.rows if row.match.unit.kind in NUMBERED and not row.match.unit.number]
        return rows[:MOST_PLACES]

    @property
    def number_of_unnumbered(self) -> int:
        return sum(row.match.unit.kind in NUMBERED and not row.match.unit.number for row in self.rows)

    @property
    def repeated(self) -> list[str]:
        """Numbers that more than one paragraph has."""
        numbers = Counter(row.match.unit.number for row in self.rows if row.match.unit.kind in NUMBERED)
        return [number for number, times in numbers.items() if number and times > 1][:MOST_PLACES]


def _problem(group: LossGroup, rows: list[Row]) -> Problem:
    places = [rows[place - 1] for place in group.places if 0 < place <= len(rows)]
    return Problem(group, places[:MOST_PLACES], max(0, len(places) - MOST_PLACES))
