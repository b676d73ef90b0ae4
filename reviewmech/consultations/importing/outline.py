"""Where a paragraph stands: its kind, its level, and its full printed number, 12 (b) (i)."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..enums import ParagraphKind
from .labels import Label, value_of

PARAGRAPH_LEVEL = 2
DEEPEST_LEVEL = 4


@dataclass(frozen=True)
class Place:
    kind: str
    number: str
    level: int


@dataclass(frozen=True)
class Item:
    """A numbered paragraph below which others may come."""

    label: Label
    number: str

    def is_like(self, label: Label) -> bool:
        """Whether a label is the next of this item's list, or of one that this item stands below."""
        if self.label.list_id and self.label.list_id == label.list_id:
            return self.label.depth >= label.depth
        return self.label.form == label.form

    def is_above(self, label: Label) -> bool:
        """Whether a label is of a deeper level of this item's own list."""
        return bool(label.list_id) and self.label.list_id == label.list_id and self.label.depth < label.depth


@dataclass
class Outline:
    """The items that are open, the outermost first."""

    open: list[Item] = field(default_factory=list)

    @property
    def open_forms(self) -> dict[str, int]:
        return {item.label.form: value_of(item.label) for item in self.open}

    def heading(self) -> None:
        """A heading ends all lists."""
        self.open.clear()

    def place(self, label: Label | None) -> Place:
        """The place of the next paragraph; one without a number leaves the lists open."""
        if label is None:
            return Place(ParagraphKind.PARAGRAPH, "", PARAGRAPH_LEVEL)
        self._close_for(label)
        depth = self._depth(label)
        number = self._number(label)
        self.open.append(Item(label, number))
        if depth == 0:
            return Place(ParagraphKind.PARAGRAPH, number, PARAGRAPH_LEVEL)
        return Place(ParagraphKind.SUBPARAGRAPH, number, min(PARAGRAPH_LEVEL + depth, DEEPEST_LEVEL))

    def _is_base(self, label: Label) -> bool:
        """Whether it numbers the paragraphs of the text, and is no 1. below an a. of its own list."""
        return label.is_base and not any(item.is_above(label) for item in self.open)

    def _close_for(self, label: Label) -> None:
        """Close the lists that this item does not stand in. An item of a new form goes below the last one."""
        if self._is_base(label):
            self.open.clear()
        if label.is_full:
            self.open = [item for item in self.open if _begins_with(label.text, item.number)]
        for position, item in enumerate(self.open):
            if item.is_like(label):
                del self.open[position:]
                break

    def _number(self, label: Label) -> str:
        if label.is_bullet:
            return ""
        parents = [item.number for item in self.open if item.number]
        return label.text if label.is_full or not parents else f"{parents[-1]} {label.text}"

    def _depth(self, label: Label) -> int:
        """How deep: 0 for the paragraphs of the text; lists without a paragraph above them begin at 1."""
        if label.is_full:
            return max(len(self.open), label.text.count("("))
        return 0 if self._is_base(label) else max(len(self.open), 1)


def _begins_with(number: str, parent: str) -> bool:
    """Whether 12 (b) stands below 12: it does, and not below 1."""
    return bool(parent) and number.startswith((f"{parent} ", f"{parent}."))
