"""Tables as files for spreadsheets."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from typing import Any

# A spreadsheet takes a cell that begins with one of these for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Echo:
    """What csv writes into: it gives each line back instead of keeping it."""

    def write(self, line: str) -> str:
        return line


def csv_lines(rows: Iterable[list[str]]) -> Iterator[bytes]:
    """The rows as CSV that spreadsheets take for UTF-8, with no cell that they could take for a formula."""
    writer: Any = csv.writer(Echo())
    yield b"\xef\xbb\xbf"
    for cells in rows:
        yield writer.writerow([harmless(cell) for cell in cells]).encode()


def harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell
