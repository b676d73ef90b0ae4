"""Deadlines, differences, and what is open for comment now."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language

from reviewmech.consultations.differences import Part, differences
from reviewmech.consultations.models import CommentVersion, ConsultationIndexPage, ConsultationPage, Round
from reviewmech.consultations.moments import utc_offset

register = template.Library()


@register.inclusion_tag("consultations/includes/deadline.html")
def deadline(moment: datetime, zone: str) -> dict[str, object]:
    """A moment as it is announced: day, time and name of a zone of the IANA database, and its offset."""
    local = moment.astimezone(ZoneInfo(zone))
    return {
        "moment": local.isoformat(timespec="minutes"),
        "day": date_format(local, "DATE_FORMAT"),
        "time": date_format(local, "H:i"),
        "zone": zone,
        "offset": utc_offset(local),
    }


@register.filter
def difference(version: CommentVersion) -> tuple[Part, ...]:
    """What a version's proposed wording changes in the words that were read; empty where nothing."""
    if not version.proposed_wording or version.base is None:
        return ()
    return differences(version.base.plain, version.proposed_wording)


@register.inclusion_tag("consultations/includes/open_now.html", takes_context=True)
def open_now(context: Context) -> dict[str, object]:
    """The rounds open now of consultations that the reader may know of and that have a page in the language.

    The same number of queries for any number of rounds.
    """
    request = context["request"]
    live = ConsultationPage.objects.live().public().filter(locale__language_code=get_language())
    pages = {page.translation_key: page for page in live.visible_to(request.user)}
    rounds = Round.objects.open().visible_to(request.user).filter(draft__consultation__key__in=list(pages))
    rounds = rounds.select_related("draft__consultation").with_moments()
    index = ConsultationIndexPage.objects.live().filter(locale__language_code=get_language()).first()
    return {
        "rounds": sorted((shown(row, pages) for row in rounds), key=lambda row: row["closes_at"]),
        "consultations_url": index.get_url(request) if index else "",
    }


def shown(row: Round, pages: dict[object, ConsultationPage]) -> dict[str, object]:
    consultation = row.draft.consultation
    return {
        "url": reverse("consultations:draft", args=[consultation.code, row.draft.number]),
        "consultation_title": pages[consultation.key].title,
        "closes_at": row.closes_at,
        "zone": row.zone,
    }
