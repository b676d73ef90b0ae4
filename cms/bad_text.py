"""Requests that carry what is no text. Browsers send none; what does is broken, or is trying something."""

from __future__ import annotations

from urllib.parse import unquote_to_bytes

from django.http import HttpRequest


def is_text(raw: bytes) -> bool:
    """Whether bytes are UTF-8 without a NUL. The encoding of a lone surrogate is no UTF-8."""
    try:
        return "\0" not in raw.decode()
    except UnicodeDecodeError:
        return False


def is_bad_address(request: HttpRequest) -> bool:
    """Whether the path, the query or a cookie is no text. A cookie can quote a NUL: ``"\\000"``.

    Django has quoted again what is no UTF-8 in a path: there is nothing at such an address, so that is a 404.
    """
    query = request.META.get("QUERY_STRING", "").encode("latin-1", "replace")
    bad_cookie = any("\0" in text for pair in request.COOKIES.items() for text in pair)
    return "\0" in request.path_info or bad_cookie or not is_text(unquote_to_bytes(query))


def is_bad_form(request: HttpRequest) -> bool:
    """Whether a name or a value of a form is no text. Raises UnreadablePostError when the sender has gone.

    Of a form with files only NUL bytes are seen: Django has read it already, with a sign for what is no text.
    """
    names_and_values = [text for name, values in request.POST.lists() for text in (name, *values)]
    if any("\0" in text for text in names_and_values):
        return True
    if request.content_type != "application/x-www-form-urlencoded":
        return False
    return not is_text(unquote_to_bytes(request.body))
