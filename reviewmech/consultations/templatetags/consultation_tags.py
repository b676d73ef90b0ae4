"""Deadlines, differences, and what is open for comment now."""

from __future__ import annotations

from datetime import datetime

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.translation import get_language

from reviewmech.consultations.deadlines import parts_of
from reviewmech.consultations.differences import Part, differences
from reviewmech.consultations.enums import Frequency
from reviewmech.consultations.mails.following import Following
from reviewmech.consultations.models import CommentVersion, ConsultationIndexPage, ConsultationPage, Round
from reviewmech.consultations.own_deadlines import OwnDeadline, OwnDeadlines

register = template.Library()


@register.inclusion_tag("consultations/includes/deadline.html")
def deadline(moment: datetime, zone: str, *, seconds: bool = False) -> dict[str, str]:
    """A moment as it is announced: day, time and name of a zone of the IANA database, and its offset.

    With ``seconds`` where it is about being before or after another one.
    """
    return parts_of(moment, zone, seconds=seconds)


@register.filter
def difference(version: CommentVersion) -> tuple[Part, ...]:
    """What a version's proposed wording changes in the words that were read; empty where nothing."""
    if not version.proposed_wording or version.base is None:
        return ()
    return differences(version.base.plain, version.proposed_wording)


@register.inclusion_tag("consultations/includes/open_now.html", takes_context=True)
def open_now(context: Context) -> dict[str, object]:
    """The rounds open or paused now of consultations that the reader may know of and that have a page in the
    language: the open ones first, and of those what closes first.

    The same number of queries for any number of rounds.
    """
    request = context["request"]
    live = ConsultationPage.objects.live().public().filter(locale__language_code=get_language())
    pages = {page.translation_key: page for page in live.visible_to(request.user)}
    now = Round.objects.in_a_period().visible_to(request.user)
    rounds = now.filter(draft__consultation__key__in=list(pages)).select_related("draft__consultation")
    index = ConsultationIndexPage.objects.live().filter(locale__language_code=get_language()).first()
    return {
        "request": request,
        "rounds": [shown(row, pages) for row in sorted(rounds.with_terms(), key=by_urgency)],
        "consultations_url": index.get_url(request) if index else "",
    }


def by_urgency(row: Round) -> tuple[bool, datetime | None]:
    return row.is_paused, row.closes_at


@register.inclusion_tag("consultations/includes/follow.html", takes_context=True)
def follow(context: Context, page: ConsultationPage) -> dict[str, object]:
    """How often the signed-in reader is mailed about a page's consultation, and a button to change it."""
    consultation = page.consultation
    if consultation is None:
        return {}
    following = Following.of(context["user"])
    frequency = following.frequency(consultation.pk)
    if following.of_translations_only(consultation.pk):
        frequency = Frequency.NEVER
    return {"consultation": consultation, "frequency": frequency.value}


def shown(row: Round, pages: dict[object, ConsultationPage]) -> dict[str, object]:
    consultation = row.draft.consultation
    return {
        "round": row,
        "url": reverse("consultations:draft", args=[consultation.code, row.draft.number]),
        "consultation_title": pages[consultation.key].title,
    }


@register.simple_tag
def calendar_url(round_: Round) -> str:
    """The address of the round's end as a calendar file, in the language of the page."""
    draft = round_.draft
    place = [draft.consultation.code, draft.number, round_.number]
    return reverse("consultations:calendar", args=place)


@register.simple_tag(takes_context=True)
def internal_deadlines_of(context: Context, round_: Round) -> list[OwnDeadline]:
    """What the reader's delegations have set themselves in a round; of those it leads also who has set none.

    Visitors ask nothing; for others three queries a page, however many rounds stand on it.
    """
    request = context.get("request")
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return []
    if not hasattr(request, "_own_deadlines"):
        request._own_deadlines = OwnDeadlines.of(user)
    return request._own_deadlines.in_round(round_)
