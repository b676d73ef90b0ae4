"""Moments as they are announced and typed: never without the zone and its offset from UTC."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _

# The regions whose zones are named after places; the other names of the database are old or for machines.
REGIONS = [
    *("Africa", "America", "Antarctica", "Arctic", "Asia"),
    *("Atlantic", "Australia", "Europe", "Indian", "Pacific"),
]


def zones() -> list[tuple[str, object]]:
    """The zones somebody may choose, by region, as a choice field wants them; UTC first."""
    names = sorted(available_timezones())
    regions: list[tuple[str, object]] = [
        (region, [(name, name) for name in names if name.startswith(f"{region}/")]) for region in REGIONS
    ]
    return [("UTC", "UTC"), *regions]


def utc_offset(moment: datetime) -> str:
    """``UTC+01:00`` for an aware moment, ``UTC`` where there is no difference."""
    digits = f"{moment:%z}"
    return "UTC" if digits.strip("+-0") == "" else f"UTC{digits[:3]}:{digits[3:5]}"


def parts_of(moment: datetime, zone: str, *, seconds: bool = False) -> dict[str, str]:
    """The parts of a moment in a zone of the IANA database, in the active language: ``day``, ``time``,
    ``zone``, ``offset``, and ``moment``, the whole as machines read it; to the minute or to the second."""
    local = moment.astimezone(ZoneInfo(zone))
    return {
        "moment": local.isoformat(timespec="seconds" if seconds else "minutes"),
        "day": date_format(local, "DATE_FORMAT"),
        "time": date_format(local, "H:i:s" if seconds else "H:i"),
        "zone": zone,
        "offset": utc_offset(local),
    }


def in_words(moment: datetime, zone: str) -> str:
    """``31 January 2019 18:00 Europe/Vienna UTC+01:00``, for where there is no markup."""
    parts = parts_of(moment, zone)
    return " ".join(parts[name] for name in ("day", "time", "zone", "offset"))


def moment_in(zone: str, day: date, at: time) -> datetime:
    """The moment at which clocks in a zone show a time of day.

    Raises ValidationError for one that they skip, or show twice, when summer time begins or ends.
    """
    first, second = (datetime.combine(day, at, ZoneInfo(zone)).replace(fold=fold) for fold in (0, 1))
    if first.utcoffset() != second.utcoffset():
        raise ValidationError(_("The clocks are changed at that hour there: choose another one."))
    return first
