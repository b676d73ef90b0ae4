"""Links to pages in rich text lead to the reader's language."""

from __future__ import annotations

from django.db.models import Q
from django.utils.html import format_html
from django.utils.translation import get_language
from wagtail.models import Page
from wagtail.rich_text.pages import PageLinkHandler

from .addresses import html_lang


def linked_pages(ids: set[str], language: str | None) -> dict[str, Page]:
    """The live pages with these ids, or their live versions in ``language`` where there are. One query."""
    linked = Page.objects.filter(pk__in=[id_ for id_ in ids if id_.isdecimal()])
    versions = Page.objects.live().filter(
        Q(pk__in=linked.values("pk"))
        | Q(translation_key__in=linked.values("translation_key"), locale__language_code=language)
    )
    pages = {str(page.pk): page for page in versions.select_related("locale")}
    localized = {p.translation_key: p for p in pages.values() if p.locale.language_code == language}
    return {id_: localized.get(page.translation_key, page) for id_, page in pages.items()}


class LocalizedPageLinkHandler(PageLinkHandler):
    """Wagtail's own handler finds the same pages, but with a query or two for each link of a text.

    Where there is no live version in the reader's language, the link names the language it leads to.
    A link to a page that is not live leads nowhere. Page types here have no addresses of their own making,
    so the generic page is enough.
    """

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, str]]) -> list[str]:
        ids = [attrs.get("id", "") for attrs in attrs_list]
        pages = linked_pages(set(ids), get_language())
        return [cls.opening_tag(pages.get(id_)) for id_ in ids]

    @staticmethod
    def opening_tag(page: Page | None) -> str:
        if page is None:
            return "<a>"
        language = page.locale.language_code
        if language == get_language():
            return format_html('<a href="{}">', page.url)
        return format_html('<a href="{}" hreflang="{}">', page.url, html_lang(language))
