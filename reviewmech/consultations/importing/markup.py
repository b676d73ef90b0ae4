"""Pasted HTML, read into units: never run, never fetched, of unknown tags the words only."""

from __future__ import annotations

from dataclasses import dataclass, field

from .composer import Composer
from .inline import Run, plain_of, safe_href, tidy
from .labels import Label, letter, roman
from .losses import LossKind
from .numbering import BASE_FORMATS
from .tables import MOST_COLUMNS, refuse_too_many_cells
from .tokens import tokens
from .units import Imported
from .xml import whole

HEADINGS = {f"h{n}": min(n, 4) for n in range(1, 7)}
PARAGRAPHS = {
    "p", "div", "li", "ul", "ol", "dl", "dt", "dd", "blockquote", "section", "article", "header", "footer",
    "main", "nav", "aside", "body", "pre", "figure", "figcaption", "address", "hr", "details", "summary",
    *HEADINGS,
}  # fmt: skip
SKIPPED = {
    "script",
    "style",
    "template",
    "noscript",
    "head",
    "iframe",
    "object",
    "select",
    "textarea",
    "svg",
    "math",
}
QUIETLY_SKIPPED = {"head", "style"}
IMAGES = {"img", "picture", "video", "audio", "canvas"}
INLINE = {"b": "bold", "strong": "bold", "i": "italic", "em": "italic", "sup": "superscript"}
STRUCK = dict.fromkeys(("s", "del", "strike"), LossKind.STRIKE)
LOST_LOOKS = {"u": LossKind.UNDERLINE, "sub": LossKind.SUBSCRIPT, **STRUCK}
LIST_TYPES = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}

Attributes = dict[str, str]


@dataclass
class OpenList:
    """An ``ol`` or ``ul`` being read."""

    type: str  # as in LIST_TYPES; none for bullets
    next: int = 1

    def label(self, depth: int) -> Label:
        number, self.next = self.next, self.next + 1
        if not self.type:
            return Label("", f"bullet-{depth}", is_bullet=True)
        if depth == 0:
            return Label(
                _figures(self.type, number), f"html-{depth}", is_base=LIST_TYPES[self.type] in BASE_FORMATS
            )
        return Label(f"({_figures(self.type, number)})", f"html-{depth}")


def _figures(type_: str, number: int) -> str:
    figures = {"a": letter, "i": roman}.get(type_.lower(), str)(number)
    return figures.upper() if type_ in "AI" else figures


@dataclass
class OpenTable:
    rows: list[list[str]] = field(default_factory=list)
    caption: str = ""
    cell: list[Run] | None = None
    span: int = 1
    width: int = 1


class HtmlReader:
    """``read_all`` gives what is imported. Closed tags or not, any text can be read."""

    def __init__(self) -> None:
        self.composer = Composer()
        self.runs: list[Run] = []
        self.heading = 0
        self.label: Label | None = None
        self.lists: list[OpenList] = []
        self.table: OpenTable | None = None
        self.tables_inside = 0
        self.looks: dict[str, int] = {"bold": 0, "italic": 0, "superscript": 0}
        self.href = ""
        self.skipping = ""  # until this tag ends
        self.in_caption = False

    @property
    def imported(self) -> Imported:
        return self.composer.imported

    def read_all(self, source: str) -> Imported:
        """The units and what could not be kept. Raises Refused."""
        for token in tokens(source):
            if self.skipping:
                if token.ends and token.tag == self.skipping:
                    self.skipping = ""
            elif token.ends:
                self._end(token.tag)
            elif token.tag:
                self._start(token.tag, token.attributes)
            else:
                self._text(token.words)
        self._end_table()
        self._end_paragraph()
        return self.imported.checked()

    def _start(self, tag: str, attributes: Attributes) -> None:
        if tag in SKIPPED:
            self._skip(tag)
        elif tag in IMAGES:
            self.imported.has_images = True
            self.imported.lose(LossKind.IMAGE)
        elif tag == "br":
            self._text(" ")
            self.imported.lose(LossKind.LINE_BREAK)
        elif tag in INLINE:
            self.looks[INLINE[tag]] += 1
        elif tag in LOST_LOOKS:
            self.imported.lose(LOST_LOOKS[tag])
        elif tag == "a":
            self._start_link(attributes)
        else:
            self._start_block(tag, attributes)

    def _skip(self, tag: str) -> None:
        self.skipping = tag
        if tag not in QUIETLY_SKIPPED:
            self.imported.lose(LossKind.SKIPPED)

    def _start_link(self, attributes: Attributes) -> None:
        address = attributes.get("href", "")
        self.href = safe_href(address)
        if address and not self.href:
            self.imported.lose(LossKind.LINK)

    def _start_block(self, tag: str, attributes: Attributes) -> None:
        if tag in ("table", "caption", "tr", "td", "th"):
            self._start_of_table(tag, attributes)
        elif self.table:
            self._text(" ")
        elif tag in PARAGRAPHS:
            self._end_paragraph()
            self.heading = HEADINGS.get(tag, 0)
            if tag in ("ol", "ul"):
                self.lists.append(_open_list(tag, attributes))
            elif tag == "li" and self.lists:
                self._start_item(attributes)

    def _start_item(self, attributes: Attributes) -> None:
        self.lists[-1].next = whole(attributes.get("value"), self.lists[-1].next)
        self.label = self.lists[-1].label(len(self.lists) - 1)

    def _start_of_table(self, tag: str, attributes: Attributes) -> None:
        if tag == "table":
            if self.table:
                self.tables_inside += 1
                self.imported.lose(LossKind.NESTED_TABLE)
            else:
                self._end_paragraph()
                self.table = OpenTable()
        elif self.table and not self.tables_inside:
            self._start_of_row_or_cell(self.table, tag, attributes)
        else:
            self._text(" ")

    def _start_of_row_or_cell(self, table: OpenTable, tag: str, attributes: Attributes) -> None:
        self._end_cell(table)
        if tag == "caption":
            table.cell, self.in_caption = [], True
        elif tag == "tr" or not table.rows:
            table.rows.append([])
            refuse_too_many_cells(len(table.rows) * table.width)
        if tag in ("td", "th"):
            table.cell, table.span = [], min(max(whole(attributes.get("colspan"), 1), 1), MOST_COLUMNS)
            if table.span > 1 or whole(attributes.get("rowspan"), 1) > 1:
                self.imported.lose(LossKind.MERGED_CELLS)

    def _end(self, tag: str) -> None:
        if tag in INLINE:
            self.looks[INLINE[tag]] = max(0, self.looks[INLINE[tag]] - 1)
        elif tag == "a":
            self.href = ""
        elif self.table:
            self._end_in_table(self.table, tag)
        elif tag in PARAGRAPHS:
            self._end_paragraph()
            if tag in ("ol", "ul") and self.lists:
                self.lists.pop()

    def _end_in_table(self, table: OpenTable, tag: str) -> None:
        if tag == "table":
            self._end_of_table()
        elif tag in ("td", "th", "tr", "caption") and not self.tables_inside:
            self._end_cell(table)

    def _text(self, text: str) -> None:
        looks = {name: depth > 0 for name, depth in self.looks.items()}
        run = Run(text.replace("\t", " ").replace("\n", " "), href=self.href, **looks)
        if self.table is None:
            self.runs.append(run)
        elif self.table.cell is not None:
            self.table.cell.append(run)

    def _end_paragraph(self) -> None:
        runs, self.runs = self.runs, []
        if not tidy(runs):
            return
        if self.heading:
            self.composer.heading(runs, self.heading)
        else:
            label, self.label = self.label, None
            self.composer.paragraph(runs, label)
        self.heading = 0

    def _end_cell(self, table: OpenTable) -> None:
        cell, table.cell = table.cell, None
        if cell is None:
            return
        words = plain_of(tidy(cell))
        if self.in_caption:
            table.caption, self.in_caption = words, False
        elif table.rows:
            table.rows[-1] += [words, *[""] * (table.span - 1)]
            table.width = max(table.width, len(table.rows[-1]))

    def _end_of_table(self) -> None:
        if self.tables_inside:
            self.tables_inside -= 1
        else:
            self._end_table()

    def _end_table(self) -> None:
        if self.table:
            self._end_cell(self.table)
            rows = [row[:MOST_COLUMNS] for row in self.table.rows if row]
            caption, self.table = self.table.caption, None
            self.composer.rows(rows, caption)


def _open_list(tag: str, attributes: Attributes) -> OpenList:
    if tag == "ul":
        return OpenList("")
    type_ = attributes.get("type", "1")
    return OpenList(type_ if type_ in LIST_TYPES else "1", whole(attributes.get("start"), 1))
