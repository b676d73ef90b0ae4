"""Who takes part in a draw, and how a table of parties is read. PROCEDURE.md, section 2."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from .problems import InputError, Problem
from .rules import Rules, is_code, is_group

INSTRUMENTS = ("UNTOC", "TIP", "SOM", "FA")
INSTRUMENT_COLUMNS = {"UNTOC": "untoc", "TIP": "tip", "SOM": "som", "FA": "firearms"}
COLUMNS = ("iso3", "regional_group", *INSTRUMENT_COLUMNS.values())
FEWEST_STATES, MOST_STATES = 3, 500


@dataclass(frozen=True, order=True)
class State:
    """``instruments``: those it is party to, in the order of ``INSTRUMENTS``."""

    code: str
    group: str
    instruments: tuple[str, ...]

    def values(self) -> dict[str, Any]:
        """As it stands in a transcript."""
        return {"code": self.code, "group": self.group, "instruments": list(self.instruments)}


@dataclass(frozen=True)
class Row:
    """A row of the table: ``number`` counts from 1, the row of the column names."""

    number: int
    cells: dict[str, str]


def read_parties(table: str | bytes, rules: Rules) -> tuple[State, ...]:
    """The States parties of a table (CSV), by code. Raises InputError with all that is wrong."""
    rows = list(read_rows(table))
    problems: list[Problem] = []
    states: dict[str, State] = {}
    seen: dict[str, int] = {}
    for row in rows:
        problems += check_code(row, seen)
        state = read_state(row, rules, problems)
        if state:
            states[state.code] = state
    problems = problems or check_outside_groups(rows, states) or check_number(len(states))
    if problems:
        raise InputError(problems)
    return tuple(sorted(states.values()))


def read_rows(table: str | bytes) -> Iterator[Row]:
    """The rows below the column names, with the cells of our columns, trimmed and in NFC."""
    if isinstance(table, bytes):
        try:
            table = table.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise InputError([Problem("not_utf8")]) from None
    text = unicodedata.normalize("NFC", table.removeprefix("\ufeff"))
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        raise InputError([Problem("not_csv", {"reason": str(error)})]) from None
    if not any(lines):
        raise InputError([Problem("empty")])
    names = [name.strip() for name in lines[0]]
    check_columns(names)
    for number, cells in enumerate(lines[1:], start=2):
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(names):
            raise InputError([Problem("cells", {"cells": len(cells), "columns": len(names)}, row=number)])
        found = dict(zip(names, (cell.strip() for cell in cells), strict=True))
        yield Row(number, {name: found[name] for name in COLUMNS})


def check_columns(names: list[str]) -> None:
    problems = [Problem("no_column", {"column": name}) for name in COLUMNS if name not in names]
    problems += [Problem("column_twice", {"column": name}) for name in COLUMNS if names.count(name) > 1]
    if problems:
        raise InputError(problems)


def check_code(row: Row, seen: dict[str, int]) -> list[Problem]:
    code = row.cells["iso3"]
    if not is_code(code):
        return [Problem("code", {"value": code[:40]}, row.number, "iso3")]
    if code in seen:
        return [Problem("code_twice", {"value": code, "first": seen[code]}, row.number, "iso3")]
    seen[code] = row.number
    return []


def read_state(row: Row, rules: Rules, problems: list[Problem]) -> State | None:
    """The State of a row; None where it is no State party, is left out, or something is wrong with it."""
    before = len(problems)
    problems += [
        Problem("date", {"value": row.cells[column][:40]}, row.number, column)
        for column in INSTRUMENT_COLUMNS.values()
        if not is_date(row.cells[column])
    ]
    code, group = row.cells["iso3"], row.cells["regional_group"]
    if group and not is_group(group):
        problems.append(Problem("group", {"value": group[:40]}, row.number, "regional_group"))
    if not row.cells["untoc"]:
        return None
    if not group and code not in rules.outside_groups:
        problems.append(Problem("no_group", {"value": code}, row.number, "regional_group"))
    group = group or rules.outside_groups.get(code, "")
    if len(problems) > before or not group:
        return None
    return State(code, group, tuple(each for each in INSTRUMENTS if row.cells[INSTRUMENT_COLUMNS[each]]))


def check_outside_groups(rows: list[Row], states: dict[str, State]) -> list[Problem]:
    """Refuse a party outside the groups that would be a group of its own because a name was misspelt."""
    groups = {row.cells["regional_group"] for row in rows}
    return [
        Problem(
            "outside_group",
            {"value": code, "group": states[code].group},
            row.number,
            "regional_group",
        )
        for row in rows
        if (code := row.cells["iso3"]) in states and states[code].group not in groups
    ]


def is_date(text: str) -> bool:
    """Whether a cell is empty or a day."""
    if not text:
        return True
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def check_number(count: int) -> list[Problem]:
    if count < FEWEST_STATES:
        return [Problem("few", {"count": count, "least": FEWEST_STATES})]
    if count > MOST_STATES:
        return [Problem("many", {"count": count, "most": MOST_STATES})]
    return []
