"""What a table of parties says: whether it can be read, counts, and names in the six languages."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from home.names import NamedInSixLanguages

from .engine import INSTRUMENTS, Rules, State, read_parties
from .engine.parties import INSTRUMENT_COLUMNS, Row, read_rows

CODE, GROUP = "iso3", "regional_group"
NAME_COLUMNS = NamedInSixLanguages.NAME_FIELDS
COLUMNS = (CODE, GROUP, *INSTRUMENT_COLUMNS.values(), *NAME_COLUMNS)


def names_in(table: str) -> dict[str, dict[str, str]]:
    """The names in a table that the engine can read: by code, from columns like ``name_zh_hans`` to words."""
    text = unicodedata.normalize("NFC", table.removeprefix("\ufeff"))
    lines = [line for line in csv.reader(io.StringIO(text, newline=""), strict=True) if "".join(line).strip()]
    columns = [name.strip() for name in lines[0]] if lines else []
    rows = [dict(zip(columns, map(str.strip, cells), strict=False)) for cells in lines[1:]]
    return {row[CODE]: {name: row[name] for name in NAME_COLUMNS if row.get(name)} for row in rows}


def write_table(rows: Iterable[Sequence[str]]) -> str:
    """A table with all columns, LF at the end of each line."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows([COLUMNS, *rows])
    return out.getvalue()


def check_table(table: str | bytes) -> tuple[State, ...]:
    """The States parties of a table, whatever a draw's rules say of those without a group.

    Raises InputError with all that is wrong.
    """
    return states_of(table, list(read_rows(table)))


def states_of(table: str | bytes, rows: list[Row]) -> tuple[State, ...]:
    """While there are no rules of a draw, any group that is there stands for those a rule will name."""
    there = (row.cells[GROUP] for row in rows if row.cells[GROUP] and row.cells[INSTRUMENT_COLUMNS["UNTOC"]])
    group = next(there, "")
    outside = {row.cells[CODE]: group for row in rows if not row.cells[GROUP]}
    return read_parties(table, Rules(outside_groups=outside))


@dataclass(frozen=True)
class GroupCount:
    """``parties``: how many are party to each instrument, in the order of INSTRUMENTS."""

    name: str
    parties: tuple[int, ...]


@dataclass(frozen=True)
class Summary:
    """``outside``: codes without a group; ``left_out``: codes of rows that are no party to the Convention."""

    groups: tuple[GroupCount, ...]
    total: GroupCount
    outside: tuple[str, ...]
    left_out: tuple[str, ...]


def summary_of(table: str | bytes) -> Summary:
    """The counts of a table. Raises InputError."""
    rows = list(read_rows(table))
    states = states_of(table, rows)
    parties = {state.code for state in states}
    without = {row.cells[CODE] for row in rows if not row.cells[GROUP]}
    names = sorted({state.group for state in states if state.code not in without})
    members = {name: [s for s in states if s.group == name and s.code not in without] for name in names}
    return Summary(
        groups=tuple(count(name, those) for name, those in members.items()),
        total=count("", states),
        outside=tuple(sorted(without & parties)),
        left_out=tuple(sorted(row.cells[CODE] for row in rows if row.cells[CODE] not in parties)),
    )


def count(name: str, states: Iterable[State]) -> GroupCount:
    held = [state.instruments for state in states]
    return GroupCount(name, tuple(sum(each in instruments for instruments in held) for each in INSTRUMENTS))
