"""What every view starts with: the draw this reader may see, and what is around it on every page of it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import get_language

from ..models import Draw, LotsPage
from ..names import StateNames
from ..reading import Reading, UnreadableError, reading_of
from ..titles import title_of

LANGUAGES = [code for code, _name in settings.LANGUAGES]


def draw_or_404(request: HttpRequest, code: str) -> Draw:
    """The draw; its transcript is fetched only by who reads it."""
    draws = Draw.objects.visible_to(request.user).select_related("parties", "superseded_by")
    return get_object_or_404(draws.defer("transcript", "superseded_by__transcript"), code=code)


def drawn_or_404(request: HttpRequest, code: str) -> tuple[Draw, Reading]:
    """A draw that has a result, and what its transcript says."""
    draw = draw_or_404(request, code)
    try:
        reading = reading_of(draw)
    except UnreadableError as error:
        raise Http404(str(error)) from error
    if reading is None:
        raise Http404
    return draw, reading


def lots_page() -> LotsPage | None:
    """The page that explains the draws, in the reader's language: for the way back to it."""
    return LotsPage.objects.live().public().filter(locale__language_code=get_language()).first()


def draw_context(draw: Draw, *steps: tuple[str, str]) -> dict[str, Any]:
    """What every page of a draw shows: its title, its way from the home page, its names and its languages."""
    url = reverse("lots:draw", args=[draw.code])
    return {
        "draw": draw,
        "title": title_of(draw),
        "page": lots_page(),
        "crumbs": [(title_of(draw), url), *steps],
        "names": StateNames.of(draw.parties),
        "alternate_languages": LANGUAGES,
    }
