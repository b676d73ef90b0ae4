"""A transcript is checked in the reader's browser, and nothing is sent; also from a file, offline."""

from __future__ import annotations

from typing import Any

from csp.constants import NONE
from csp.decorators import csp_replace
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ..downloads import download
from ..enums import WITH_RESULT
from ..models import Draw
from ..offline import inlined
from ..titles import title_of
from ..verdicts import sentences
from .found import LANGUAGES, lots_page

MOST_KNOWN = 200


@require_safe
@csp_replace({"connect-src": [NONE]})
def page(request: HttpRequest) -> HttpResponse:
    """The transcript is chosen or dropped here. The page may connect to nothing, so nothing can leave it."""
    context = {
        "title": _("Check a transcript"),
        "page": lots_page(),
        "crumbs": [(_("Check a transcript"), request.path)],
        "alternate_languages": LANGUAGES,
        "words": words(),
    }
    return render(request, "lots/verify.html", context)


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """The same in one file, in the reader's language, that works from a disk without network."""
    context = {"title": _("Check a transcript"), "words": words(), **inlined()}
    name = f"verify-lots-{get_language()}.html"
    return download(render_to_string("lots/offline.html", context, request), name, "text/html")


def words() -> dict[str, Any]:
    """What the script says, and which draws of this site it knows by their hash, without asking anybody."""
    draws = Draw.objects.visible_to(AnonymousUser()).filter(state__in=WITH_RESULT).defer("transcript")
    return {
        "sentences": sentences(),
        "checking": _("Checking …"),
        "right": _("This transcript is right."),
        "wrong": _("Line %(line)s is wrong."),
        "unreadable": _("This cannot be read as a transcript."),
        "failed": _("Something went wrong in this browser. Use the program for Python instead."),
        "official": _("It is an official draw."),
        "simulation": _("It is a simulation, not an official draw."),
        "hash": _("Hash of the draw"),
        "known": _("The same hash is published for: %(name)s"),
        "unknown": _("No draw that was published when this page was made has this hash."),
        "draws": {draw.result_hash: title_of(draw) for draw in draws[:MOST_KNOWN]},
    }
