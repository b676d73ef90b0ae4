"""From paragraphs with their labels to units: what Word files and pasted texts have in common."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..enums import ParagraphKind
from .inline import Run, html_of, plain_of, tidy, without_start
from .labels import Label, heading_label, heading_number, typed_label
from .losses import LossKind
from .outline import PARAGRAPH_LEVEL, Outline
from .tables import grid_of
from .units import LONGEST_NUMBER, Grid, Imported, ImportedUnit


@dataclass
class Composer:
    """Adds units to what is imported, one after the other."""

    imported: Imported = field(default_factory=Imported)
    outline: Outline = field(default_factory=Outline)
    last_heading: dict[str, int] = field(default_factory=dict)

    def heading(self, runs: list[Run], level: int, label: Label | None = None) -> None:
        """A heading; one whose number is all there is, Article 5, has that as its words."""
        runs, number = _trimmed(runs), label.text if label else ""
        if label is None and (found := heading_number(_text(runs))):
            number, length = found
            runs = without_start(runs, length)
        words = plain_of(tidy(runs))
        if not words:
            number, words = "", number
        if words:
            self.outline.heading()
            self._add(ParagraphKind.HEADING, words, number, level)

    def paragraph(self, runs: list[Run], label: Label | None = None) -> None:
        """A paragraph, with the label Word gave it or the number typed in front of it."""
        runs = _trimmed(runs)
        if not tidy(runs):
            if label and label.text:
                self.imported.lose(LossKind.EMPTY_NUMBER, label.text)
            return
        if label is None:
            text = _text(runs)
            if (found := heading_label(text, self.last_heading)) and text[found[2] :].strip():
                self.heading(runs, found[1])
                return
            label, runs = self._typed(runs, text)
        place = self.outline.place(label)
        if label and label.is_bullet:
            self.imported.lose(LossKind.BULLET)
        self._add(place.kind, html_of(tidy(runs)), place.number, place.level)

    def note(self, runs: list[Run], mark: str) -> None:
        """A footnote. Its number stands in brackets: [1] is no paragraph 1, in any language."""
        self._add(ParagraphKind.PARAGRAPH, html_of(tidy(runs)), f"[{mark}]", PARAGRAPH_LEVEL)

    def table(self, grid: Grid) -> None:
        self.imported.add(ImportedUnit(ParagraphKind.TABLE, grid=grid))

    def rows(self, rows: list[list[str]], caption: str = "") -> None:
        if any(any(row) for row in rows):
            self.table(grid_of(rows, caption))

    def _typed(self, runs: list[Run], text: str) -> tuple[Label | None, list[Run]]:
        found = typed_label(text, self.outline.open_forms)
        if found is None or not text[found[1] :].strip():
            return None, runs
        return found[0], without_start(runs, found[1])

    def _add(self, kind: str, words: str, number: str, level: int) -> None:
        if len(number) > LONGEST_NUMBER:
            self.imported.lose(LossKind.LONG_NUMBER, number)
            prefix = Run(f"{number[:500]} ")
            words = f"{prefix.text if kind == ParagraphKind.HEADING else prefix.html}{words}"
            number = ""
        self.imported.add(ImportedUnit(kind, words, number, level))


def _text(runs: list[Run]) -> str:
    return "".join(run.text for run in runs)


def _trimmed(runs: list[Run]) -> list[Run]:
    """Without white space in front; tabs inside stay, they part typed numbers from words."""
    text = _text(runs)
    return without_start(runs, len(text) - len(text.lstrip()))
