"""What makes a page or a row searchable. The index itself is Wagtail's."""

from __future__ import annotations

from typing import Any, ClassVar

from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from .analyser import index_terms


class SearchablePage:
    """A page found by the analysed words of its title and of ``searched_fields``.

    Name only fields a visitor may read: what is named here can be found by anybody who may open the page.
    """

    searched_fields: ClassVar[list[str]] = []
    search_fields = [*Page.search_fields, index.SearchField("search_terms")]

    _meta: Any
    title: str
    locale: Any

    @property
    def searched_texts(self) -> list[str]:
        """The texts of ``searched_fields``, in that order, without markup."""
        texts: list[Any] = []
        for name in self.searched_fields:
            field = self._meta.get_field(name)
            value = getattr(self, name)
            texts += field.get_searchable_content(value) if isinstance(field, StreamField) else [value or ""]
        return [str(text) for text in texts]

    @property
    def search_terms(self) -> str:
        return " ".join(index_terms(" ".join([self.title, *self.searched_texts]), self.locale.language_code))


class SearchableRow(index.Indexed):
    """A row other than a page found by the analysed words of ``searched_fields``."""

    searched_fields: ClassVar[list[str]] = []
    # The key, so that a search can be held to the rows a reader may see.
    search_fields = [index.SearchField("search_terms"), index.FilterField("id")]

    @property
    def search_language(self) -> str:
        raise NotImplementedError

    @property
    def search_terms(self) -> str:
        return self.analysed([getattr(self, name) for name in self.searched_fields], self.search_language)

    @staticmethod
    def analysed(texts: list[str], language: str) -> str:
        return " ".join(index_terms(" ".join(texts), language))
