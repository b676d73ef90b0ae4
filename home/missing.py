"""A page that is not there in the reader's language: say so in that language, and offer the others."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from wagtail.models import Page, Site

from search.pages import visible_pages

from .addresses import PREFIX, direction, html_lang


def missing_language(request: HttpRequest, urls: dict[str, str], reason: str = "") -> HttpResponse:
    """Status 404. ``urls`` are the addresses there are, by language code; ``reason`` is for the reader."""
    offers = [
        (name, urls[code], html_lang(code), direction(code))
        for code, name in settings.LANGUAGES
        if code in urls
    ]
    return render(request, "missing_language.html", {"offers": offers, "reason": reason}, status=404)


def same_page_elsewhere(request: HttpRequest) -> dict[str, str]:
    """Where the page of this address is in other languages, by language code, as far as the reader may see.

    Slugs are the same in every language: the address below the home page says which page is meant.
    """
    prefix, site = PREFIX.match(request.path_info), Site.find_for_request(request)
    if prefix is None or site is None:
        return {}
    rest = request.path_info[prefix.end() :].strip("/")
    homes = site.root_page.get_translations(inclusive=True)
    paths = [f"{path}{rest}/" if rest else path for path in homes.values_list("url_path", flat=True)]
    pages = visible_pages(getattr(request, "user", AnonymousUser())).filter(url_path__in=paths)
    pages = pages.exclude(locale__language_code=prefix[1]).select_related("locale")
    return {page.locale.language_code: page.get_url(request) for page in pages}


def refuse_another_language(page: Page, request: HttpRequest, *args: Any) -> None:
    """Where a home page is not live, Wagtail serves the English one at its address, and what is below it."""
    if page.locale.language_code != get_language():
        raise Http404
