"""The sitemap: every public page and every released text, each with its other languages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.sitemaps import Sitemap
from django.db.models import Max
from django.urls import reverse
from django.utils import translation

from home.addresses import html_lang
from reviewmech.consultations.models import Draft, DraftLanguage
from reviewmech.lots.enums import WITH_RESULT
from reviewmech.lots.models import Draw
from search.pages import visible_pages

VISITOR = AnonymousUser()


@dataclass(frozen=True)
class Entry:
    """An address in one language; entries with the same ``key`` are the same text in other languages."""

    key: Hashable
    language: str
    path: str
    changed_at: datetime | None


class EntrySitemap(Sitemap):  # type: ignore[type-arg]  # generic for the type checker only
    """A sitemap of entries, each with its alternates; English is what others are offered (x-default)."""

    def entries(self) -> Iterable[Entry]:
        raise NotImplementedError

    def items(self) -> list[tuple[Entry, list[Entry]]]:
        groups: dict[Hashable, list[Entry]] = defaultdict(list)
        entries = list(self.entries())
        for entry in entries:
            groups[entry.key].append(entry)
        return [(entry, groups[entry.key]) for entry in entries]

    def location(self, item: tuple[Entry, list[Entry]]) -> str:
        return item[0].path

    def lastmod(self, item: tuple[Entry, list[Entry]]) -> datetime | None:
        return item[0].changed_at

    def get_urls(
        self, page: int | str = 1, site: Any = None, protocol: str | None = None
    ) -> list[dict[str, Any]]:
        urls: list[dict[str, Any]] = super().get_urls(page, site, protocol)
        address = f"{self.get_protocol(protocol)}://{self.get_domain(site)}"
        for url in urls:
            url["alternates"] = list(alternates(url["item"][1], address))
        return urls


def alternates(group: list[Entry], site: str) -> Iterable[dict[str, str]]:
    for entry in group:
        yield {"lang_code": html_lang(entry.language), "location": site + entry.path}
        if entry.language == settings.LANGUAGE_CODE:
            yield {"lang_code": "x-default", "location": site + entry.path}


class PageSitemap(EntrySitemap):
    def entries(self) -> Iterable[Entry]:
        for page in visible_pages(VISITOR).select_related("locale").order_by("path"):
            if parts := page.get_url_parts():
                yield Entry(page.translation_key, page.locale.language_code, parts[2], page.last_published_at)


class DraftSitemap(EntrySitemap):
    """The reading pages of released drafts, in the languages in which they were released."""

    def entries(self) -> Iterable[Entry]:
        versions = DraftLanguage.objects.filter(draft__in=Draft.objects.visible_to(VISITOR))
        versions = versions.exclude(released_at=None).select_related("draft__consultation").order_by("pk")
        for version in versions:
            draft = version.draft
            with translation.override(version.language):
                path = reverse("consultations:draft", args=[draft.consultation.code, draft.number])
            yield Entry(draft.pk, version.language, path, version.released_at)


class DrawSitemap(EntrySitemap):
    """The drawings of lots with their results, and the pages about all of them, in every language."""

    def entries(self) -> Iterable[Entry]:
        draws = Draw.objects.visible_to(VISITOR).annotate(changed_at=Max("events__at")).order_by("pk")
        rows = list(draws.values_list("code", "state", "changed_at"))
        for language, _name in settings.LANGUAGES:
            with translation.override(language):
                for name in ("lots:verify", "lots:simplification"):
                    yield Entry(name, language, reverse(name), None)
                for code, state, changed_at in rows:
                    yield Entry(code, language, reverse("lots:draw", args=[code]), changed_at)
                    if state in WITH_RESULT:
                        path = reverse("lots:result", args=[code])
                        yield Entry((code, "result"), language, path, changed_at)


SITEMAPS = {"pages": PageSitemap, "drafts": DraftSitemap, "draws": DrawSitemap}
