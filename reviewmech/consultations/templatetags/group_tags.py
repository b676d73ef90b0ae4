"""Where member States stand on their Group's comment, and moments of the Group's history."""

from __future__ import annotations

from datetime import datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from django import template
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

from reviewmech.consultations.enums import Stance
from reviewmech.consultations.models import CommentVersion
from reviewmech.parties.models import Participant

register = template.Library()


@register.filter
def named_states(version: CommentVersion) -> list[tuple[str, list[Participant]]]:
    """The States named with a Group's words, by their stance, as ``with_words`` has fetched them."""
    rows = sorted(
        getattr(version, "named_endorsements", ()),
        key=lambda row: (Stance.values.index(row.stance), row.participant.name),
    )
    grouped = groupby(rows, key=lambda row: row.get_stance_display())
    return [(words, [row.participant for row in same]) for words, same in grouped]


@register.simple_tag
def local_moment(moment: datetime, zone: str) -> SafeString:
    """Day and time in a zone that the page names beside them."""
    local = moment.astimezone(ZoneInfo(zone))
    words = date_format(local, "DATE_FORMAT"), date_format(local, "H:i")
    return format_html('<time datetime="{}">{} {}</time>', local.isoformat(timespec="seconds"), *words)
