"""What makes a page searchable. The index itself is Wagtail's."""

from __future__ import annotations

from typing import ClassVar

from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from .analyser import analyse


class SearchablePage:
    """A page found by the analysed words of its title and of ``searched_fields``.

    Name only fields a visitor may read: what is named here can be found by anybody who may open the page.
    """

    searched_fields: ClassVar[list[str]] = []
    search_fields = [*Page.search_fields, index.SearchField("search_terms")]

    @property
    def search_terms(self) -> str:
        texts = [self.title]
        for name in self.searched_fields:
            field = self._meta.get_field(name)
            value = getattr(self, name)
            texts += field.get_searchable_content(value) if isinstance(field, StreamField) else [value or ""]
        return " ".join(analyse(" ".join(map(str, texts)), self.locale.language_code))


class SearchableRow(index.Indexed):
    """A row other than a page found by the analysed words of ``searched_fields``."""

    searched_fields: ClassVar[list[str]] = []
    search_fields = [index.SearchField("search_terms")]

    @property
    def search_language(self) -> str:
        raise NotImplementedError

    @property
    def search_terms(self) -> str:
        return self.analysed([getattr(self, name) for name in self.searched_fields], self.search_language)

    @staticmethod
    def analysed(texts: list[str], language: str) -> str:
        return " ".join(analyse(" ".join(texts), language))
