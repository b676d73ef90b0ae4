"""What an imported text consists of, whatever it came from; and what of the source could not be kept."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from home.fields import tame

from ..enums import ParagraphKind
from ..text import plain_text, sanitised
from .losses import Loss
from .refusals import NO_WORDS, ONLY_IMAGES, Refused

LONGEST_NUMBER = 40  # what the block takes
LONGEST_UNIT = 20_000  # characters
LONGEST_TABLE = 100_000
MOST_UNITS = 1_000
MOST_LOSSES = 200  # of one kind; an editor looks at a few and goes back to the file
LONGEST_TEXT = 600_000  # characters


@dataclass(frozen=True)
class Grid:
    """A table: words only, every row as long as the headings."""

    headings: list[str]
    rows: list[list[str]]
    caption: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "headings", [tame(words) for words in self.headings])
        object.__setattr__(self, "rows", [[tame(words) for words in row] for row in self.rows])
        object.__setattr__(self, "caption", tame(self.caption))

    @property
    def html(self) -> str:
        caption = format_html("<caption>{}</caption>", self.caption) if self.caption else ""
        head = format_html_join("", '<th scope="col">{}</th>', ((words,) for words in self.headings))
        rows = format_html_join("", "<tr>{}</tr>", ((_cells(row),) for row in self.rows))
        return format_html(
            "<table>{}<thead><tr>{}</tr></thead><tbody>{}</tbody></table>", caption, head, rows
        )


def _cells(row: list[str]) -> str:
    return format_html_join("", "<td>{}</td>", ((words,) for words in row))


@dataclass(frozen=True)
class ImportedUnit:
    """One block to be: ``words`` is plain text in a heading, and inline HTML in a paragraph."""

    kind: str
    words: str = ""
    number: str = ""
    level: int = 2
    grid: Grid | None = None

    def __post_init__(self) -> None:
        """Leave out what would turn the text around: it is to be read and released."""
        object.__setattr__(self, "words", tame(self.words))
        object.__setattr__(self, "number", tame(self.number))

    @property
    def html(self) -> str:
        """As readers will see it, sanitised again: it comes out of a database."""
        if self.grid:
            return sanitised(self.grid.html)
        if self.kind == ParagraphKind.HEADING:
            return sanitised(format_html("{}", self.words))
        return sanitised(f"<p>{self.words}</p>")

    @property
    def plain(self) -> str:
        return plain_text(self.html)

    @property
    def value(self) -> dict[str, Any]:
        """The value of its block, as a StreamField keeps it."""
        if self.grid:
            columns = [{"type": "text", "heading": heading} for heading in self.grid.headings]
            rows = [{"values": row} for row in self.grid.rows]
            table = {"columns": columns, "rows": rows, "caption": self.grid.caption}
            return {"number": self.number, "table": table}
        if self.kind == ParagraphKind.HEADING:
            return {"number": self.number, "level": self.level, "text": self.words}
        text = {"number": self.number, "text": sanitised(f"<p>{self.words}</p>")}
        return {**text, "level": self.level} if self.kind == ParagraphKind.SUBPARAGRAPH else text

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, row: dict[str, Any]) -> ImportedUnit:
        return cls(**{**row, "grid": Grid(**row["grid"]) if row["grid"] else None})


@dataclass
class Imported:
    """A text that was read: its units in order, and what of it could not be kept."""

    units: list[ImportedUnit] = field(default_factory=list)
    losses: list[Loss] = field(default_factory=list)
    lost: Counter[str] = field(default_factory=Counter)
    has_images: bool = False

    def add(self, unit: ImportedUnit) -> None:
        """Take the next unit. Raises Refused for one too many."""
        if len(self.units) == MOST_UNITS:
            message = _("The text has more than %(limit)s paragraphs: import it in parts.")
            raise Refused(message % {"limit": f"{MOST_UNITS:,}"})
        self.units.append(unit)

    @property
    def position(self) -> int:
        """Of the unit that comes next, from 1."""
        return len(self.units) + 1

    def lose(self, kind: str, words: str = "", *, position: int | None = None) -> None:
        """Remember what is not kept, at a unit (the next one); position 0 is nowhere in the text."""
        at = self.position if position is None else position
        self.lost[kind] += 1
        if self.lost[kind] <= MOST_LOSSES:
            self.losses.append(Loss(kind, at, words[:80]))

    def checked(self) -> Imported:
        """Itself, once there is something to import, and not too much. Raises Refused."""
        if not self.units:
            raise Refused(ONLY_IMAGES if self.has_images else NO_WORDS)
        last = len(self.units)
        self.losses = [replace(loss, position=min(loss.position, last)) for loss in self.losses]
        length = sum(len(unit.plain) for unit in self.units)
        if length > LONGEST_TEXT:
            message = _("The text has %(length)s characters; at most %(limit)s can be imported at once.")
            raise Refused(message % {"length": f"{length:,}", "limit": f"{LONGEST_TEXT:,}"})
        return self


def refuse_too_long(words: str, position: int) -> None:
    """Raise Refused for the words of a paragraph that nobody could comment on as one."""
    if len(words) > LONGEST_UNIT:
        message = _(
            "Paragraph %(position)s of the text, “%(words)s…”, has %(length)s characters; a paragraph may"
            " have %(limit)s at most. Divide it, then import the text again."
        )
        raise Refused(message % _sizes(words, LONGEST_UNIT, position))


def refuse_too_large(grid: Grid, position: int) -> None:
    """Raise Refused for a table of too many words."""
    words = " ".join(cell for row in [grid.headings, *grid.rows] for cell in row if cell)
    if len(words) > LONGEST_TABLE:
        message = _(
            "The table at position %(position)s of the text, “%(words)s…”, has %(length)s characters; a table"
            " may have %(limit)s at most. Divide it, then import the text again."
        )
        raise Refused(message % _sizes(words, LONGEST_TABLE, position))


def _sizes(words: str, limit: int, position: int) -> dict[str, Any]:
    return {"position": position, "words": words[:60], "length": f"{len(words):,}", "limit": f"{limit:,}"}
