"""What a page of one language needs of its translations. This room has no rows of its own yet."""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.utils.functional import cached_property
from wagtail.models import Page, PageQuerySet


class SourceFacts:
    """A page whose facts are edited on the source page only and read from there in all six languages.

    A synchronised field would stay old until somebody presses Sync. Read a fact as ``page.source.<fact>``.
    """

    @cached_property
    def source(self) -> Self:
        """The page of the source language; this page itself where there is none."""
        if self.is_source:
            return self
        pages = type(self).objects.filter(translation_key=self.translation_key)
        return pages.filter(locale__language_code=settings.LANGUAGE_CODE).first() or self

    @property
    def is_source(self) -> bool:
        return self.locale.language_code == settings.LANGUAGE_CODE


def with_sources(pages: PageQuerySet[Any]) -> list[Any]:
    """The specific pages of one model with their source pages set: two queries for any number of pages."""
    pages = list(pages.select_related("locale"))
    if not pages:
        return []
    sources = {
        page.translation_key: page
        for page in type(pages[0])
        .objects.filter(translation_key__in=[page.translation_key for page in pages])
        .filter(locale__language_code=settings.LANGUAGE_CODE)
        .select_related("locale")
    }
    for page in pages:
        page.source = sources.get(page.translation_key, page)
    return pages


def translated(page: Page) -> bool:
    """Whether this page is a translation: unofficial until a UN translator has checked it."""
    return page.locale.language_code != settings.LANGUAGE_CODE
