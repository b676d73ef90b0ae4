"""What is searched: the pages, and the rows that rooms register with the hook ``register_search_source``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.models import Page

from .pages import visible_pages

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


@dataclass(frozen=True)
class Found:
    """A result as it is shown. The excerpt is cut from ``text``, which is plain text."""

    kind: str
    title: str
    url: str
    text: str


@dataclass(frozen=True)
class Source:
    """``name`` stands in addresses (``?in=``); ``rows`` are those in a language that a user may see."""

    name: str
    label: StrPromise
    rows: Callable[[Any, str], QuerySet[Any]]
    found: Callable[[Any, HttpRequest], Found]


def page_found(page: Page, request: HttpRequest) -> Found:
    texts = getattr(page, "searched_texts", [])
    return Found(page.page_type_display_name, page.title, page.get_url(request), " ".join(texts))


def page_rows(user: AbstractBaseUser | AnonymousUser, language: str) -> QuerySet[Any]:
    pages: QuerySet[Any] = visible_pages(user, language).specific()
    return pages


PAGES = Source("pages", _("Pages"), page_rows, page_found)


def sources() -> list[Source]:
    """The pages, then what the rooms register, in the order of their hooks."""
    return [PAGES, *(register() for register in hooks.get_hooks("register_search_source"))]
