"""A result as a file for a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from .models import Draw
from .names import StateNames
from .reading import Reading, Reviewer, Row


def result_rows(draw: Draw, reading: Reading, rows: Iterable[Row], names: StateNames) -> Iterator[list[str]]:
    """What the file is, the columns' heads, the rows."""
    yield [notice(draw), _("Hash of the draw"), reading.hash]
    yield [
        _("Code"),
        _("State under review"),
        _("Group"),
        _("Party to"),
        _("Start group"),
        _("Home reviewer: code"),
        _("Home reviewer"),
        _("Other reviewer: code"),
        _("Other reviewer"),
        _("Additional reviewers"),
    ]
    for row in rows:
        yield cells_of(row, names)


def notice(draw: Draw) -> str:
    """What no reader of the file may miss."""
    words = [draw.name]
    if draw.is_simulation:
        words.insert(0, _("Simulation: not an official draw"))
    if draw.parties.is_illustrative:
        words.append(_("Illustrative: the list of States was made up."))
    return " · ".join(words)


def cells_of(row: Row, names: StateNames) -> list[str]:
    home, other = (next(each for each in row.reviewers if each.place == place) for place in ("home", "other"))
    extra = (additional(each, names) for each in row.reviewers if each.is_additional)
    return [
        row.code,
        str(names.state(row.code)),
        str(names.group(row.state.group)),
        " ".join(row.state.instruments),
        str(row.start_group),
        home.code,
        str(names.state(home.code)),
        other.code,
        str(names.state(other.code)),
        "; ".join(extra),
    ]


def additional(reviewer: Reviewer, names: StateNames) -> str:
    name = str(names.state(reviewer.code))
    who = reviewer.code if name == reviewer.code else f"{reviewer.code} {name}"
    return f"{who} ({' '.join(reviewer.instruments)})"
