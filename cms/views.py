"""The answers that belong to no room: the root, robots, and what a reader sees when something is wrong."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from home.missing import missing_language, same_page_elsewhere

LAST_LATIN = 0x24F


@require_safe
def root(request: HttpRequest) -> HttpResponse:
    """To the home page in the language the browser asks for. No cache may keep one language for all."""
    return HttpResponseRedirect(reverse("wagtail_serve", args=[""]))


@require_safe
@cache_control(public=True, max_age=24 * 60 * 60)
def favicon(request: HttpRequest) -> HttpResponse:
    """For programs that look here without reading the page: where the icon is."""
    return HttpResponseRedirect(static("site/favicon.ico"))


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    context = {
        "languages": [code for code, _name in settings.LANGUAGES],
        "sitemap": request.build_absolute_uri(reverse("sitemap")),
    }
    return render(request, "robots.txt", context, content_type="text/plain; charset=utf-8")


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400. Nothing of the request is repeated, and no database is asked."""
    language = translation.get_language_from_request(request, check_path=True)
    with translation.override(language):
        return HttpResponse(render_to_string("400.html"), status=400)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: the languages in which the page is there, else that there is none."""
    if urls := same_page_elsewhere(request):
        return missing_language(request, urls)
    return render(request, "404.html", status=404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for an expired form: how to go on, and the words that were typed, so that none are lost."""
    return render(request, "403_csrf.html", {"typed": typed_words(request)}, status=403)


def typed_words(request: HttpRequest) -> list[str]:
    """What was written in the form, not what was chosen in it. Nothing where another site sent it."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        return []
    fields = ((name, value.strip()) for name, values in request.POST.lists() for value in values)
    return [value for name, value in fields if is_written(value) and "password" not in name]


def is_written(value: str) -> bool:
    """Whether somebody typed it: several words, or a script that writes without spaces between them."""
    return " " in value or any(ord(character) > LAST_LATIN for character in value)
