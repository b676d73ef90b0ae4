"""What every response carries, and what no request may carry."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.middleware import CSPMiddleware, PolicyParts
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers

from home.caching import next_change

from .bad_text import is_bad_address, is_bad_form
from .views import bad_request

GetResponse = Callable[[HttpRequest], HttpResponse]

# What no page of this site uses, and no script on it may ask a reader for.
POWERFUL_FEATURES = [
    "accelerometer", "autoplay", "browsing-topics", "camera", "display-capture", "encrypted-media",
    "geolocation", "gyroscope", "magnetometer", "microphone", "midi", "payment", "usb", "xr-spatial-tracking",
]  # fmt: skip
PERMISSIONS_POLICY = ", ".join(f"{feature}=()" for feature in POWERFUL_FEATURES)

# Wagtail's admin has inline scripts and styles, and shows images before they are sent and embedded videos.
ADMIN_POLICY = {
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "connect-src": [SELF],
    "frame-src": [SELF],
    "object-src": [NONE],
}
ADMIN_PATHS = ("/admin/",)

# Seconds a shared cache may keep a page; nothing purges it, so this is how late a publication may appear.
LONGEST_IN_SHARED_CACHES = 60


class BadTextMiddleware:
    """Refuse what is no text: NUL bytes, and bytes that are no UTF-8 (lone surrogates are none).

    Databases and file systems fail on them, each in its own way; here the reader gets one clear answer.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if is_bad_address(request):
            return bad_request(request)
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *args: Any) -> HttpResponse | None:
        """After the language is known, and where Django's CSRF check reads the form too."""
        try:
            return bad_request(request) if request.method == "POST" and is_bad_form(request) else None
        except UnreadablePostError:
            return None  # the reader went away while sending


class PermissionsPolicyMiddleware:
    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        return response


class ContentSecurityPolicyMiddleware(CSPMiddleware):
    """The strict policy of the settings on public pages, and a looser one in the admin."""

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        in_admin = request.path_info.startswith(ADMIN_PATHS) or getattr(request, "is_preview", False)
        return replace(parts, replace={**ADMIN_POLICY, **(parts.replace or {})}) if in_admin else parts


class LanguageMiddleware(LocaleMiddleware):
    """The language of the address. An address without one is not guessed at: it is not found."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if not translation.get_language_from_path(request.path_info):
            patch_vary_headers(response, ["Accept-Language"])
        response.headers.setdefault("Content-Language", translation.get_language() or "")
        return response


class SharedCacheMiddleware:
    """Lets shared caches keep what every visitor sees alike, never past the next opening or closing.

    It stands outside the middlewares that set cookies, so that it sees all of them.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked_at = timezone.now()
        response = self.get_response(request)
        if not response.has_header("Cache-Control"):
            response["Cache-Control"] = self.policy(request, response, asked_at)
        return response

    def policy(self, request: HttpRequest, response: HttpResponse, asked_at: datetime) -> str:
        if not is_the_same_for_everybody(request, response):
            return "private, no-store"
        change = next_change(asked_at)
        seconds = LONGEST_IN_SHARED_CACHES
        if change:
            seconds = max(0, min(seconds, int((change - timezone.now()).total_seconds())))
        return f"public, max-age=0, s-maxage={seconds}"


def is_the_same_for_everybody(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether this is a page as any visitor gets it: no session, no cookie, no form with a token.

    A page behind a view restriction is opened by what the session remembers, so it never comes here.
    """
    session = getattr(request, "session", None)
    return (
        request.method in ("GET", "HEAD")
        and response.status_code == 200
        and session is not None
        and session.is_empty()
        and not response.cookies
        and not request.META.get("CSRF_COOKIE_NEEDS_UPDATE")
        and not getattr(request, "is_preview", False)
    )
