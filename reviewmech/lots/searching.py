"""What the room gives to search: the draws, found by their names and codes."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from home.models import User
from search.sources import Found, Source

from .models import Draw
from .titles import title_of


def draws() -> Source:
    return Source("draws", gettext_lazy("Draws"), draw_rows, draw_found)


def draw_rows(user: User | AnonymousUser, language: str) -> QuerySet[Draw]:
    """The draws a reader may see: they are there in every language."""
    seen = Draw.objects.visible_to(user)
    return Draw.objects.filter(pk__in=seen.values("pk")).select_related("parties").defer("transcript")


def draw_found(draw: Draw, request: HttpRequest) -> Found:
    facts = [draw.get_kind_display(), draw.get_state_display(), draw.code]
    if draw.parties.is_illustrative:
        facts.append(_("Illustrative: the list of States was made up."))
    url = reverse("lots:draw", args=[draw.code])
    return Found(_("Drawing of lots"), title_of(draw), url, " · ".join(map(str, facts)))
