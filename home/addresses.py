"""Addresses and language codes: the same place in another language."""

import re

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language_info

PREFIX = re.compile("^/({})(?=/|$)".format("|".join(re.escape(code) for code, _ in settings.LANGUAGES)))


def html_lang(code: str) -> str:
    """A language code as HTML writes it: the script in title case, ``zh-hans`` -> ``zh-Hans``."""
    language, _, script = code.partition("-")
    return f"{language}-{script.title()}" if script else language


def direction(code: str) -> str:
    """``rtl`` or ``ltr``; a code nobody knows is read from left to right."""
    try:
        return "rtl" if get_language_info(code)["bidi"] else "ltr"
    except KeyError:
        return "ltr"


def with_prefix(path: str, code: str) -> str:
    """The path under another language's prefix; a path without one leads to that language's home page."""
    return PREFIX.sub(f"/{code}", path, count=1) if PREFIX.match(path) else f"/{code}/"


def in_language(request: HttpRequest, code: str) -> str:
    """Where this request's page is in another language: the query is kept, its ``next`` moves along."""
    query = request.GET.copy()
    onwards = str(query.get("next", ""))
    if PREFIX.match(onwards):
        query["next"] = with_prefix(onwards, code)
    path = with_prefix(request.path, code)
    return f"{path}?{query.urlencode()}" if query and path != f"/{code}/" else path
