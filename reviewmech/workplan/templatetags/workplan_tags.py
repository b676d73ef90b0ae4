"""What comes next on the workplan."""

from __future__ import annotations

from datetime import date

from django import template
from django.conf import settings
from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import get_language

from reviewmech.translation.models import with_sources
from reviewmech.workplan.models import MeetingPage, MilestonePage, PlannedAction, WorkplanPage

register = template.Library()

SHOWN = 3


@register.inclusion_tag("workplan/includes/next.html")
def next_on_workplan() -> dict[str, object]:
    """The next few dated actions and meetings in the language that is active, the soonest first.

    The same number of queries for any number of them.
    """
    today = localdate()
    ahead = [page for model in (MilestonePage, MeetingPage) for page in still_ahead(model, today)]
    ahead.sort(key=lambda page: (page.source.ends_on or page.source.starts_on, page.source.line or 0))
    workplan = WorkplanPage.objects.live().public().filter(locale__language_code=get_language()).first()
    return {"milestones": ahead[:SHOWN], "workplan_url": workplan.url if workplan else ""}


def still_ahead(model: type[PlannedAction], today: date) -> list[PlannedAction]:
    """Live pages of a model whose source's dates have not passed."""
    sources = model.objects.filter(
        Q(ends_on__gte=today) | Q(ends_on=None, starts_on__gte=today),
        locale__language_code=settings.LANGUAGE_CODE,
    )
    pages = model.objects.live().public().filter(locale__language_code=get_language())
    return with_sources(pages.filter(translation_key__in=sources.values("translation_key")))
