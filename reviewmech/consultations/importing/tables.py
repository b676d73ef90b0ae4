"""A Word table as a grid of words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from django.utils.translation import gettext as _

from .inline import Run, plain_of, tidy
from .losses import LossKind
from .refusals import Refused
from .runs import chosen
from .units import Grid, Imported
from .xml import value, whole

MOST_COLUMNS = 63  # as many as Word itself allows
MOST_CELLS = 10_000
TRANSPARENT = {"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"}


def below(parent: Element, *tags: str) -> Iterator[Element]:
    """The elements of some names right below another, seen through what wraps them."""
    for child in parent:
        if child.tag in tags:
            yield child
        elif child.tag in TRANSPARENT:
            yield from below(child, *tags)
        elif child.tag == "mc.AlternateContent":
            for alternative in chosen(child):
                yield from below(alternative, *tags)


@dataclass
class TableReader:
    """``runs_of`` gives the runs of a paragraph, with its number in front."""

    imported: Imported
    runs_of: Callable[[Element], list[Run]]

    def read(self, table: Element, caption: str) -> Grid | None:
        """The grid; None for a table without words. Raises Refused for one of too many cells."""
        rows: list[list[str]] = []
        width = 1
        for row in below(table, "tr"):
            if row.find("trPr/del") is None:
                rows.append(self._row(row, is_first=not rows))
                width = max(width, len(rows[-1]))
                refuse_too_many_cells(width * len(rows))
            else:
                self.imported.lose(LossKind.DELETION)
        if not any(any(row) for row in rows):
            return None
        return grid_of(rows, caption)

    def _row(self, row: Element, *, is_first: bool) -> list[str]:
        cells = [""] * self._span(whole(value(row, "trPr/gridBefore")))
        for cell in below(row, "tc"):
            merged = cell.find("tcPr/vMerge")
            is_rest = merged is not None and merged.get("val", "continue") == "continue"
            span = self._span(whole(value(cell, "tcPr/gridSpan"), 1)) or 1
            if span > 1 or merged is not None:
                self.imported.lose(LossKind.MERGED_CELLS)
            words = self._words(cell, is_heading=is_first)
            cells += ["" if is_rest and not words else words, *[""] * (span - 1)]
        if len(cells) > MOST_COLUMNS:
            self.imported.lose(LossKind.WIDE_TABLE)
        return cells[:MOST_COLUMNS]

    @staticmethod
    def _span(columns: int) -> int:
        return min(max(columns, 0), MOST_COLUMNS)

    def _words(self, cell: Element, *, is_heading: bool) -> str:
        parts = [self._part(child, is_heading=is_heading) for child in below(cell, "p", "tbl")]
        return " ".join(part for part in parts if part)

    def _part(self, element: Element, *, is_heading: bool) -> str:
        if element.tag == "tbl":
            self.imported.lose(LossKind.NESTED_TABLE)
            cells = (cell for row in below(element, "tr") for cell in below(row, "tc"))
            return " ".join(filter(None, (self._words(cell, is_heading=is_heading) for cell in cells)))
        runs = tidy(self.runs_of(element))
        if any(run.italic or run.href or (run.bold and not is_heading) for run in runs):
            self.imported.lose(LossKind.TABLE_FORMAT)
        return plain_of(runs)


def refuse_too_many_cells(cells: int) -> None:
    if cells > MOST_CELLS:
        message = _("A table has more than %(limit)s cells: divide it, or publish it as a document.")
        raise Refused(message % {"limit": f"{MOST_CELLS:,}"})


def grid_of(rows: list[list[str]], caption: str = "") -> Grid:
    """Rows of any length as a grid; the first one are the headings, unless it is the only one."""
    width = max(len(row) for row in rows)
    full = [row + [""] * (width - len(row)) for row in rows]
    if len(full) == 1:
        return Grid([""] * width, full, caption)
    return Grid(full[0], full[1:], caption)
