"""From paragraphs with their labels to units: what Word files and pasted texts have in common."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from ..enums import ParagraphKind
from .inline import NO_TEXT, Run, html_of, plain_of, tidy, without_start
from .labels import Label, heading_label, heading_number, typed_label
from .losses import LossKind
from .outline import PARAGRAPH_LEVEL, Outline
from .tables import grid_of
from .units import LONGEST_NUMBER, Grid, Imported, ImportedUnit, refuse_too_large, refuse_too_long


@dataclass
class Composer:
    """Adds units to what is imported, one after the other."""

    imported: Imported = field(default_factory=Imported)
    outline: Outline = field(default_factory=Outline)
    last_heading: dict[str, int] = field(default_factory=dict)

    def heading(self, runs: list[Run], level: int, label: Label | None = None) -> None:
        """A heading; one whose number is all there is, Article 5, has that as its words."""
        runs, number = self._trimmed(runs), label.text if label else ""
        if label is None and (found := heading_number(_text(runs))):
            number, length = found
            runs = without_start(runs, length)
        runs = tidy(runs)
        if not runs:
            runs, number = tidy([Run(number)]), ""
        if runs:
            self.outline.heading()
            self._add(ParagraphKind.HEADING, runs, number, level)

    def paragraph(self, runs: list[Run], label: Label | None = None) -> None:
        """A paragraph, with the label Word gave it or the number typed in front of it."""
        runs = self._trimmed(runs)
        if not _text(runs):
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
        self._add(place.kind, tidy(runs), place.number, place.level)

    def note(self, runs: list[Run], mark: str) -> None:
        """A footnote. Its number stands in brackets: [1] is no paragraph 1, in any language."""
        self._add(ParagraphKind.PARAGRAPH, tidy(runs), f"[{mark}]", PARAGRAPH_LEVEL)

    def table(self, grid: Grid) -> None:
        refuse_too_large(grid, self.imported.position)
        self.imported.add(ImportedUnit(ParagraphKind.TABLE, grid=grid))

    def rows(self, rows: list[list[str]], caption: str = "") -> None:
        if any(any(row) for row in rows):
            self.table(grid_of(rows, caption))

    def _trimmed(self, runs: list[Run]) -> list[Run]:
        """Without white space in front; tabs inside stay, they part typed numbers from words."""
        runs = [replace(run, text=NO_TEXT.sub("", run.text)) for run in runs]
        text = _text(runs)
        refuse_too_long(text.strip(), self.imported.position)
        return without_start(runs, len(text) - len(text.lstrip()))

    def _typed(self, runs: list[Run], text: str) -> tuple[Label | None, list[Run]]:
        found = typed_label(text, self.outline.open_forms)
        if found is None or not text[found[1] :].strip():
            return None, runs
        return found[0], without_start(runs, found[1])

    def _add(self, kind: str, runs: list[Run], number: str, level: int) -> None:
        if len(number) > LONGEST_NUMBER:
            self.imported.lose(LossKind.LONG_NUMBER, number)
            runs, number = [Run(f"{number[:500]} "), *runs], ""
        refuse_too_long(plain_of(runs), self.imported.position)
        words = plain_of(runs) if kind == ParagraphKind.HEADING else html_of(runs)
        self.imported.add(ImportedUnit(kind, words, number, level))


def _text(runs: list[Run]) -> str:
    return "".join(run.text for run in runs)
