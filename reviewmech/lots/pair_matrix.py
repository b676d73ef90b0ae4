"""How likely it is that a State of one kind reviews a State of another: numbers whose ground shows how large.

States of one *class* have the same group and the same instruments, and so the same chances.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import groupby
from typing import Any

from django.utils.formats import number_format

LEVELS = 8  # shades, the lightest is 1; 0 is for what cannot happen
MOST_CLASSES = 48  # more cannot be read in one table
TENTH = Decimal("0.1")


@dataclass(frozen=True)
class Class:
    """States with one group and one package; ``states``: how many."""

    group: str
    instruments: tuple[str, ...]
    states: int = 0


@dataclass(frozen=True)
class Cell:
    """``percent``: in the reader's digits, empty where there is no such pair; ``level``: its shade."""

    percent: str
    level: int


@dataclass(frozen=True)
class MatrixRow:
    """The States under review of one class."""

    states: Class
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Band:
    """The rows of one group; as many columns are its own."""

    group: str
    rows: tuple[MatrixRow, ...]


@dataclass(frozen=True)
class Matrix:
    """``columns``: the reviewers' classes; ``left_out``: how many classes are too many."""

    bands: tuple[Band, ...]
    columns: tuple[Class, ...]
    left_out: int


def matrix_of(pairs: Sequence[dict[str, Any]]) -> Matrix:
    """The matrix of ``pair_probabilities`` as ``simulate_lots`` writes them; it may be empty."""
    lines = {class_of(line): line for line in pairs}
    found = sorted(lines, key=lambda each: (each.group, -len(each.instruments), each.instruments))
    shown = tuple(found[:MOST_CLASSES])
    chances = {each: chances_of(lines[each]) for each in shown}
    highest = max((chance for row in chances.values() for chance in row.values()), default=Decimal(0))

    def row(states: Class) -> MatrixRow:
        of_pairs = (chances[states].get((each.group, each.instruments)) for each in shown)
        return MatrixRow(states, tuple(cell_of(chance, highest) for chance in of_pairs))

    bands = (
        Band(group, tuple(map(row, same))) for group, same in groupby(shown, key=lambda each: each.group)
    )
    return Matrix(tuple(bands), shown, len(found) - len(shown))


def class_of(line: dict[str, Any]) -> Class:
    return Class(str(line["group"]), tuple(line["instruments"]), int(line.get("states", 0)))


def chances_of(line: dict[str, Any]) -> dict[tuple[str, tuple[str, ...]], Decimal]:
    """By group and instruments of the reviewer: the probability, 0 to 1."""
    chances = {}
    for each in line["reviewers"]:
        try:
            chances[each["group"], tuple(each["instruments"])] = Decimal(each["probability"])
        except InvalidOperation:
            continue
    return chances


def cell_of(chance: Decimal | None, highest: Decimal) -> Cell:
    if chance is None:
        return Cell("", 0)
    percent = chance * 100
    if not percent:
        return Cell(number_format(0), 0)
    # By the root: few pairs are very likely, and the others must not all look alike.
    level = 1 + round((chance / highest).sqrt() * (LEVELS - 1))
    if percent < TENTH:
        return Cell(f"<{number_format(TENTH, 1)}", level)
    return Cell(number_format(percent, 1), level)
