"""One list of results over several sources: counted source by source, fetched page by page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from wagtail.search.backends import get_search_backend

from .analyser import analyse
from .excerpts import excerpt
from .sources import Found, Source

# A condition of the query is one term; databases and Python's stack have limits on how many may be joined.
MOST_TERMS = 32


@dataclass(frozen=True)
class Result:
    kind: str
    title: str
    url: str
    excerpt: SafeString


class SourceResults:
    """The rows of one source with all the words, the best first."""

    def __init__(self, source: Source, query: str, request: HttpRequest, language: str) -> None:
        self.source, self.request, self.language = source, request, language
        self.terms = list(dict.fromkeys(analyse(query, language)))[:MOST_TERMS]
        self.address = urlencode({"q": query, "in": source.name})

    @cached_property
    def rows(self) -> Any:
        if not self.terms:
            return []
        rows = self.source.rows(self.request.user, self.language)
        return get_search_backend().search(" ".join(self.terms), rows)

    @cached_property
    def number(self) -> int:
        return self.rows.count() if self.terms else 0

    def between(self, start: int, stop: int) -> list[Result]:
        """The results from ``start``, which counts from 0, up to and without ``stop``."""
        return [self.result(self.source.found(row, self.request)) for row in self.rows[start:stop]]

    def result(self, found: Found) -> Result:
        return Result(found.kind, found.title, found.url, excerpt(found.text, set(self.terms), self.language))


class Results:
    """The results of several sources, one source after the other. What Django's Paginator needs."""

    def __init__(self, parts: list[SourceResults]) -> None:
        self.parts = parts

    def count(self) -> int:
        return sum(part.number for part in self.parts)

    def __len__(self) -> int:
        return self.count()

    def __getitem__(self, wanted: slice) -> list[Result]:
        results, first = [], 0
        for part in self.parts:
            start, stop = max(wanted.start - first, 0), min(wanted.stop - first, part.number)
            if start < stop:
                results += part.between(start, stop)
            first += part.number
        return results


def find(query: str, request: HttpRequest, sources: list[Source]) -> list[SourceResults]:
    """What a query finds in each source, in the language that is active."""
    return [SourceResults(source, query, request, get_language()) for source in sources]
