"""What a list's table says beside what the engine reads: names in the six languages."""

from __future__ import annotations

import csv
import io
import unicodedata
from typing import Any

from home.names import NamedInSixLanguages

CODE = "iso3"
NAME_COLUMNS = NamedInSixLanguages.NAME_FIELDS


def rows(table: str) -> list[dict[str, str]]:
    """The rows of a table that the engine can read, by column, trimmed and in NFC as the engine has them."""
    text = unicodedata.normalize("NFC", table.removeprefix("\ufeff"))
    lines = [
        line for line in csv.reader(io.StringIO(text, newline=""), strict=True) if any(map(str.strip, line))
    ]
    if not lines:
        return []
    names = [name.strip() for name in lines[0]]
    return [dict(zip(names, map(str.strip, cells), strict=False)) for cells in lines[1:]]


def names_of(row: dict[str, Any]) -> dict[str, str]:
    """The names in a row by their columns (``name_zh_hans``), those that are there."""
    return {column: row[column] for column in NAME_COLUMNS if row.get(column)}
