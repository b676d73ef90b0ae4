"""A text that was pasted, as plain words or as HTML, read into units."""

from __future__ import annotations

import re
from itertools import pairwise

from django.utils.translation import gettext as _

from .composer import Composer
from .inline import Run
from .labels import typed_label
from .markup import HtmlReader
from .refusals import Refused
from .units import LONGEST_TEXT, Imported

# Longer than any text that can be imported, with the tags of HTML: not worth reading.
LONGEST_PASTED = 3 * LONGEST_TEXT

LOOKS_LIKE_HTML = re.compile(r"</(p|div|h[1-6]|[ou]l|li|table|t[dh]|body|section|article)\s*>", re.IGNORECASE)
MARKED_HEADING = re.compile(r"(#{1,4})\s+(?=\S)")
WRAPPED_LINES = range(45, 101)  # characters of a line that goes on in the next one
LONGEST_SHOUT = 120


def read_pasted(text: str) -> Imported:
    """The units of what was pasted and what could not be kept. Raises Refused."""
    if len(text) > LONGEST_PASTED:
        message = _("The text has %(length)s characters: import it in parts.")
        raise Refused(message % {"length": f"{len(text):,}"})
    if LOOKS_LIKE_HTML.search(text):
        return HtmlReader().read_all(text)
    return read_words(text)


def read_words(text: str) -> Imported:
    """Plain words: a line is a paragraph, save in texts whose lines were broken to fit a width."""
    composer = Composer()
    for block in blocks_of(text):
        if is_table(block):
            composer.rows([[cell.strip() for cell in line.split("\t")] for line in block])
            continue
        for line in block:
            _line(composer, line)
    return composer.imported.checked()


def blocks_of(text: str) -> list[list[str]]:
    """Lines between empty lines; the lines of a wrapped text are joined, rows of cells kept together."""
    blocks = [
        block.split("\n") for block in re.split(r"\n[ \t\u00a0]*\n\s*", _with_one_line_end(text).strip("\n"))
    ]
    blocks = [[line for line in block if line.strip()] for block in blocks]
    wrapped = is_wrapped(blocks)
    return [part for block in blocks for part in _parts(block, wrapped=wrapped)]


def _with_one_line_end(text: str) -> str:
    return re.sub(r"\r\n?|[\v\f\u0085\u2028\u2029]", "\n", text)


def is_wrapped(blocks: list[list[str]]) -> bool:
    """Whether line ends are those of a width: empty lines between paragraphs, and full lines inside them."""
    inside = [line for block in blocks for line, following in pairwise(block) if _goes_on(following)]
    return len(blocks) > 1 and bool(inside) and all(len(line) in WRAPPED_LINES for line in inside)


def _parts(block: list[str], *, wrapped: bool) -> list[list[str]]:
    """A block as one table, as its paragraphs, or, in a wrapped text, as paragraphs put together again."""
    if is_table(block):
        return [block]
    runs_of_rows: list[list[str]] = []
    for line in block:
        is_row = _cells(line) > 1 and not typed_label(line.lstrip(), {})
        before = runs_of_rows[-1] if runs_of_rows else []
        if (
            is_row
            and before
            and _cells(before[-1]) == _cells(line)
            and not typed_label(before[0].lstrip(), {})
        ):
            before.append(line)
        elif wrapped and before and not is_row and _goes_on(line):
            before[-1] = f"{before[-1]} {line.strip()}"
        else:
            runs_of_rows.append([line])
    return runs_of_rows


def _goes_on(line: str) -> bool:
    return not typed_label(line.lstrip(), {}) and not MARKED_HEADING.match(line)


def _cells(line: str) -> int:
    return line.strip(" ").count("\t") + 1


def is_table(block: list[str]) -> bool:
    """Whether lines are rows of cells parted by tabs, as a table copied from Word or Excel is pasted."""
    widths = {_cells(line) for line in block}
    return len(block) > 1 and len(widths) == 1 and widths != {1} and not typed_label(block[0].lstrip(), {})


def _line(composer: Composer, line: str) -> None:
    if match := MARKED_HEADING.match(line):
        composer.heading([Run(line[match.end() :])], len(match[1]))
    elif line.isupper() and len(line) <= LONGEST_SHOUT and not typed_label(line.lstrip(), {}):
        composer.heading([Run(line)], 1)
    else:
        composer.paragraph([Run(line)])
