"""A Word file, read into units."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import zip_longest
from xml.etree.ElementTree import Element

from .composer import Composer
from .inline import Run, plain_of, tidy
from .labels import Label
from .losses import LossKind
from .notes import HEADINGS, KINDS, Notes
from .numbering import Numbering, is_unusual
from .package import WordFile
from .runs import RunReader, chosen, words_of
from .styles import DEEPEST_HEADING, NO_OUTLINE, Style, Styles
from .tables import TableReader
from .units import Imported
from .xml import value, whole


def read_word(data: bytes) -> Imported:
    """The units of a Word file and what could not be kept. Raises Refused."""
    return WordReader(WordFile(data)).read()


class WordReader:
    def __init__(self, file: WordFile) -> None:
        self.file = file
        self.styles = Styles(file.root("styles"))
        self.numbering = Numbering(file.root("numbering"))
        self.notes = Notes()
        self.composer = Composer()
        self.imported = self.composer.imported
        self.runs = RunReader(self.imported, self.styles, file.relations, self.notes)
        self.tables = TableReader(self.imported, self._runs_of_cell)
        self.caption = ""  # of the table that comes next
        self.carried: list[Run] = []  # the words before a paragraph mark whose deletion is tracked

    def read(self) -> Imported:
        self._blocks(self.file.body)
        self.composer.paragraph(self._with_carried([]))
        for kind in KINDS:
            self._read_notes(kind)
        if any(words_of(root) for kind in ("header", "footer") for root in self.file.roots(kind)):
            self.imported.lose(LossKind.HEADER, position=0)
        return self.imported.checked()

    def _blocks(self, parent: Iterable[Element]) -> None:
        blocks = list(parent)
        for block, following in zip_longest(blocks, blocks[1:]):
            if block.tag == "p":
                self._paragraph(block, is_before_table=following is not None and following.tag == "tbl")
            elif block.tag == "tbl":
                self._table(block)
            elif block.tag == "sdt":
                self._content_control(block)
            elif block.tag == "altChunk":
                self.imported.lose(LossKind.OBJECT)
            elif block.tag in ("customXml", "smartTag", "ins", "moveTo", "mc.AlternateContent"):
                self._blocks(chosen(block) or block)
            elif block.tag in ("mc.Choice", "mc.Fallback"):
                self._blocks(block)

    def _content_control(self, control: Element) -> None:
        if value(control, "sdtPr/docPartObj/docPartGallery") == "Table of Contents":
            self.imported.lose(LossKind.CONTENTS)
            return
        for content in control.findall("sdtContent"):
            self._blocks(content)

    def _paragraph(self, paragraph: Element, *, is_before_table: bool) -> None:
        style = self.styles.paragraph(value(paragraph, "pPr/pStyle"))
        if style.is_contents:
            self._skip_contents(paragraph, style)
            return
        runs = self._with_carried(self.runs.read(paragraph, style))
        if _is_mark_deleted(paragraph):
            self.carried = runs  # it joins the next paragraph, whose number counts
            return
        label = self._label(paragraph, style)
        level = _heading_level(paragraph, style)
        if level:
            self.composer.heading(runs, level, label)
        elif style.name == "caption" and is_before_table:
            self.caption = plain_of(tidy(runs))
        else:
            self.composer.paragraph(runs, label)

    def _table(self, table: Element) -> None:
        caption, self.caption = self.caption, ""
        grid = self.tables.read(table, caption)
        if grid:
            self.composer.table(grid)
        elif caption:
            self.composer.paragraph([Run(caption)])

    def _skip_contents(self, paragraph: Element, style: Style) -> None:
        """Read it, for the field that may end here, and forget it."""
        losses = list(self.imported.losses)
        self.runs.read(paragraph, style)
        self.imported.losses[:] = losses
        if not losses or losses[-1].kind != LossKind.CONTENTS:
            self.imported.lose(LossKind.CONTENTS)

    def _with_carried(self, runs: list[Run]) -> list[Run]:
        carried, self.carried = self.carried, []
        return [*carried, *runs]

    def _label(self, paragraph: Element, style: Style) -> Label | None:
        """Count the paragraph in its list; what it says itself counts before what its style says."""
        own = paragraph.find("pPr/numPr")
        list_id = value(own, "numId") or style.list_id
        if not list_id or list_id == "0":
            return None
        depth = value(own, "ilvl")
        number = whole(depth) if depth is not None else self._depth_of_style(list_id, paragraph, style)
        if is_unusual(self.numbering, list_id, number):
            self.imported.lose(LossKind.NUMBER_FORMAT)
        return self.numbering.label(list_id, number)

    def _depth_of_style(self, list_id: str, paragraph: Element, style: Style) -> int:
        reserved = self.numbering.level_of_style(list_id, value(paragraph, "pPr/pStyle") or "")
        return reserved if reserved is not None else style.list_depth or 0

    def _runs_of_cell(self, paragraph: Element) -> list[Run]:
        style = self.styles.paragraph(value(paragraph, "pPr/pStyle"))
        runs = self._with_carried(self.runs.read(paragraph, style))
        if _is_mark_deleted(paragraph):
            self.carried = runs
            return []
        label = self._label(paragraph, style)
        return [Run(f"{label.text} "), *runs] if label and label.text else runs

    def _read_notes(self, kind: str) -> None:
        """The notes that the text refers to, in its order, below a heading of their own."""
        root = self.file.root(kind)
        notes = {note.get("id", ""): note for note in (root if root is not None else [])}
        self.runs.relations = self.file.relations_of(kind)
        for position, (note_id, mark) in enumerate(list(self.notes.marks[kind].items())):
            if position == 0:
                self.composer.heading([Run(HEADINGS[kind])], 1)
            runs = self._note_runs(notes.get(note_id))
            if tidy(runs):
                self.composer.note(runs, mark)
            else:
                self.imported.lose(LossKind.LOST_NOTE, mark)

    def _note_runs(self, note: Element | None) -> list[Run]:
        runs: list[Run] = []
        for paragraph in note.iter("p") if note is not None else []:
            style = self.styles.paragraph(value(paragraph, "pPr/pStyle"))
            runs += [Run(" "), *self.runs.read(paragraph, style)]
        return runs


def _heading_level(paragraph: Element, style: Style) -> int | None:
    """1 to 4 for a heading. An outline level of the paragraph's own counts before its style."""
    own = value(paragraph, "pPr/outlineLvl")
    if own is None:
        return style.heading_level
    outline = whole(own, NO_OUTLINE)
    return min(max(outline, 0) + 1, DEEPEST_HEADING) if outline < NO_OUTLINE else None


def _is_mark_deleted(paragraph: Element) -> bool:
    return any(paragraph.find(f"pPr/rPr/{change}") is not None for change in ("del", "moveFrom"))
