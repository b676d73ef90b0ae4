"""Which pages a reader may know of: the one answer for search, menus, sitemap, offers and changes."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from wagtail import hooks
from wagtail.models import Locale, Page
from wagtail.query import PageQuerySet

ROOT_DEPTH = 1


def visible_pages(user: AbstractBaseUser | AnonymousUser, language: str = "") -> PageQuerySet[Any]:
    """The live, public pages in a language (in all of them), without those that a room hides from this user.

    A room hides pages with the hook ``hide_pages``: it is given the pages and the user, and returns fewer
    pages. Its filters may touch what Wagtail's Page lists as FilterField only, else search refuses them.
    """
    pages = Page.objects.live().public().filter(depth__gt=ROOT_DEPTH)
    if language:
        pages = pages.filter(locale__in=Locale.objects.filter(language_code=language))
    for hide in hooks.get_hooks("hide_pages"):
        pages = hide(pages, user)
    return pages
