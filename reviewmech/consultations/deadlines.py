"""How a moment is told: in the zone it was announced in, with the zone's name and its offset from UTC."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.formats import date_format


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
