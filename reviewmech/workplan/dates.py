"""A possible date in words, in the reader's language, from facts that are kept once."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext, pgettext_lazy

from .enums import DateKind

# After "by the end of" a language may need another case of the month than elsewhere.
MONTHS_AFTER_BY_THE_END_OF = {
    1: pgettext_lazy("by the end of", "January"),
    2: pgettext_lazy("by the end of", "February"),
    3: pgettext_lazy("by the end of", "March"),
    4: pgettext_lazy("by the end of", "April"),
    5: pgettext_lazy("by the end of", "May"),
    6: pgettext_lazy("by the end of", "June"),
    7: pgettext_lazy("by the end of", "July"),
    8: pgettext_lazy("by the end of", "August"),
    9: pgettext_lazy("by the end of", "September"),
    10: pgettext_lazy("by the end of", "October"),
    11: pgettext_lazy("by the end of", "November"),
    12: pgettext_lazy("by the end of", "December"),
}


def date_words(kind: str, starts_on: date | None, ends_on: date | None) -> str:
    """The words for a possible date; "" where there is none."""
    if kind == DateKind.RANGE and starts_on and ends_on:
        return _range(starts_on, ends_on)
    if kind == DateKind.BY_END_OF_MONTH and ends_on:
        return _("By the end of %(month)s %(year)s") % {
            "month": MONTHS_AFTER_BY_THE_END_OF[ends_on.month],
            "year": ends_on.year,
        }
    if kind == DateKind.BEGINS_EARLY and starts_on:
        return _("To begin in early %(year)s") % {"year": starts_on.year}
    if kind == DateKind.WHEN_FUNDED:
        return _("Will begin when the necessary funding is made available")
    return ""


def _range(first: date, last: date) -> str:
    if first == last:
        return date_format(first, "DATE_FORMAT")
    formats = ("DATE_FORMAT", "DATE_FORMAT")
    if (first.year, first.month) == (last.year, last.month):
        # Translators: Django date formats for "9 to 11 October 2019"; in Chinese the first day has the year.
        formats = (pgettext("first day, same month", "j"), pgettext("last day, same month", "j F Y"))
    first_day, last_day = (date_format(day, form) for day, form in zip((first, last), formats, strict=True))
    return _("%(first)s to %(last)s") % {"first": first_day, "last": last_day}


def length_words(meeting_days: Decimal | None, duration_months: int | None) -> str:
    """How long something takes: days of meeting time, or an approximate duration. "" where unknown."""
    if meeting_days is not None:
        return _days(meeting_days)
    if duration_months and duration_months % 12 == 0:
        years = duration_months // 12
        return ngettext(
            "Approximate duration: %(years)s year from time of start",
            "Approximate duration: %(years)s years from time of start",
            years,
        ) % {"years": years}
    if duration_months:
        return ngettext(
            "Approximate duration: %(months)s month from time of start",
            "Approximate duration: %(months)s months from time of start",
            duration_months,
        ) % {"months": duration_months}
    return ""


def _days(days: Decimal) -> str:
    if days == int(days):
        return ngettext("%(days)s day", "%(days)s days", int(days)) % {"days": int(days)}
    # Languages count fractions their own way: "2,5 дня", "2.5 يوم".
    return pgettext("a fraction, as in 2.5", "%(days)s days") % {"days": number_format(days, 1)}
