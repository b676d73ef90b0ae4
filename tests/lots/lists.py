"""Lists of made-up States."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from reviewmech.lots.models import PartiesList

COLUMNS = "iso3,regional_group,untoc,tip,som,firearms"
DAY = "2004-02-01"


def table(rows: Iterable[str], columns: str = COLUMNS) -> str:
    """A table with some rows, ``"AAA,North,2004-02-01,,,"``."""
    return "".join(f"{row}\n" for row in [columns, *rows])


def many(count: int = 8, groups: int = 2, instruments: int = 4) -> str:
    """States A00, A01, … in some groups by turns, all party to the first so many instruments."""
    days = [DAY if place < instruments else "" for place in range(4)]
    return table(
        ",".join([f"A{number:02}", f"Group {number % groups + 1}", *days]) for number in range(count)
    )


def make_list(text: str | None = None, **fields: Any) -> PartiesList:
    return PartiesList.objects.create(**{"title": "A list", "table": text or many(), **fields})
