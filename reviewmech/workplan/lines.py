"""The overview table and the timeline, from the pages that stand in them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.utils.timezone import localdate

if TYPE_CHECKING:
    from .models import PlannedAction


def overview_lines(pages: Iterable[PlannedAction]) -> list[Any]:
    """The pages that are lines of the overview table.

    Sorted by the latest possible day; lines without one come after the dated ones, in the document's order.
    """
    lines = [page for page in pages if page.source.line]
    return sorted(lines, key=lambda page: (page.latest_on or date.max, page.source.line))


@dataclass(frozen=True)
class Bar:
    """A line on the timeline. Positions are per cent of the axis; a bar fades where its end is uncertain."""

    page: Any
    start: float
    width: float
    fades_in: bool
    fades_out: bool

    @property
    def end(self) -> float:
        return round(self.start + self.width, 2)


@dataclass(frozen=True)
class Timeline:
    first_on: date
    last_on: date
    bars: list[Bar]
    years: list[tuple[int, float]]

    def position(self, day: date) -> float:
        """Where a day stands on the axis, in per cent (below 0 or above 100: outside)."""
        return round(100 * (day - self.first_on).days / (self.last_on - self.first_on).days, 2)

    @property
    def today(self) -> float | None:
        """Where today stands; None when it lies outside the axis."""
        position = self.position(localdate())
        return position if 0 <= position <= 100 else None


# How much of the axis a date without its other end takes, so that it can be seen at all.
UNCERTAIN = timedelta(days=90)


def timeline(lines: list[Any]) -> Timeline | None:
    """The dated lines as bars over whole years; None where no line has a date."""
    spans = [(page, page.source.starts_on, page.source.ends_on) for page in lines]
    spans = [span for span in spans if span[1] or span[2]]
    if not spans:
        return None
    days = [day for _page, *ends in spans for day in ends if day]
    axis = Timeline(date(min(days).year, 1, 1), date(max(days).year, 12, 31), [], [])
    axis.bars.extend(_bar(axis, *span) for span in spans)
    axis.years.extend(
        (year, axis.position(date(year, 1, 1))) for year in range(axis.first_on.year, axis.last_on.year + 1)
    )
    return axis


def _bar(axis: Timeline, page: Any, starts_on: date | None, ends_on: date | None) -> Bar:
    first = starts_on or max(axis.first_on, ends_on - UNCERTAIN)
    last = ends_on or min(axis.last_on, first + UNCERTAIN)
    start = axis.position(first)
    width = max(round(axis.position(last + timedelta(days=1)) - start, 2), 0.8)
    return Bar(page, start, width, fades_in=starts_on is None, fades_out=ends_on is None)
