"""The page "suggestions for simplification": what the newest public simulation of the three ways found."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ..simulations.simplification import newest_for_the_public
from .found import LANGUAGES, lots_page


@require_safe
def simplification(request: HttpRequest) -> HttpResponse:
    title = _("Suggestions for simplification")
    context = {
        "title": title,
        "page": lots_page(),
        "crumbs": [(title, request.path)],
        "alternate_languages": LANGUAGES,
        "suggestions": newest_for_the_public(),
    }
    return render(request, "lots/simplification.html", context)
