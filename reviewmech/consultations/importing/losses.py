"""What of a text a working text cannot keep, by kind and by place."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class LossKind(TextChoices):
    IMAGE = "image", _("Images are left out.")
    OBJECT = "object", _("Embedded objects (charts, sheets, drawings) are left out.")
    TEXT_BOX = "text_box", _("Text boxes are left out: put their words into the text.")
    EQUATION = "equation", _("Equations are kept as plain characters: check them.")
    COMMENT = "comment", _("Word's comments are left out.")
    INSERTION = "insertion", _("Tracked insertions are kept, as if accepted.")
    DELETION = "deletion", _("Tracked deletions are left out, as if accepted.")
    FIELD = "field", _("Fields (cross-references, dates, page numbers) are kept as the words last shown.")
    CONTENTS = "contents", _("The table of contents is left out.")
    HEADER = "header", _("Page headers and footers are left out.")
    HIDDEN = "hidden", _("Hidden words are left out.")
    SYMBOL = "symbol", _("Symbols of a special font cannot be read: type them anew.")
    UNDERLINE = "underline", _("Underlining is not kept.")
    STRIKE = "strike", _("Struck-out words are kept as plain words: check whether they belong to the text.")
    SUBSCRIPT = "subscript", _("Subscripts are kept as plain characters.")
    LINK = "link", _("Links that do not lead to a web or mail address are kept as words.")
    LINE_BREAK = "line_break", _("Line breaks inside a paragraph have become spaces.")
    MERGED_CELLS = "merged_cells", _("Merged cells are divided: the words stand in the first of them.")
    NESTED_TABLE = "nested_table", _("A table inside a table has become words of its cell.")
    TABLE_FORMAT = "table_format", _("Bold, italics and links inside tables are kept as plain words.")
    WIDE_TABLE = "wide_table", _("Columns beyond the 63rd are left out.")
    BULLET = "bullet", _("Bullets have become sub-paragraphs without a number.")
    EMPTY_NUMBER = "empty_number", _("A number without words is left out.")
    LONG_NUMBER = "long_number", _("A number longer than 40 characters stands in front of the words instead.")
    NUMBER_FORMAT = "number_format", _("Numbers of an unusual kind are written as 1, 2, 3: check them.")
    LOST_NOTE = "lost_note", _("A footnote that is referred to is not in the file.")
    SKIPPED = "skipped", _("Scripts, forms and other parts that are no text are left out.")


@dataclass(frozen=True)
class Loss:
    """Something not kept, at the unit of a position (from 1), with its first words where there are any."""

    kind: str
    position: int
    words: str = ""

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class LossGroup:
    """All losses of one kind: a sentence, and the positions at which they stand, each once."""

    sentence: str
    places: list[int]
    words: list[str]


def grouped(losses: list[Loss]) -> list[LossGroup]:
    """The losses by kind, in the order of ``LossKind``."""
    by_kind: dict[str, list[Loss]] = {}
    for loss in losses:
        by_kind.setdefault(loss.kind, []).append(loss)
    return [_group(kind, by_kind[kind]) for kind in LossKind if kind in by_kind]


def _group(kind: LossKind, losses: list[Loss]) -> LossGroup:
    places = sorted({loss.position for loss in losses})
    words = list(dict.fromkeys(loss.words for loss in losses if loss.words))
    return LossGroup(str(kind.label), places, words)
