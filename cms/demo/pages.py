"""Pages from the content: the English ones first, then their translations through wagtail-localize."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from wagtail.models import Locale, Page

from home.models import HomePage, User
from reviewmech.documents.models import DocumentLanguage
from reviewmech.translation.actions import save_translation

from . import blocks
from .checks import NOT_FIELDS
from .content import TRANSLATIONS, Content, ContentError
from .strings import paired

Facts = dict[str, Any]
Words = dict[str, Any]


def translation_key(page: Facts) -> str:
    """The key that the page of the demo has in all six trees. The home pages have one of their own."""
    return blocks.stable_id("page", page["key"])


def are_loaded(content: Content) -> bool:
    """Whether the demo's pages were loaded. What became of them since is their editors' business."""
    keys = [translation_key(page) for page in content.facts["pages"]]
    return Page.objects.filter(translation_key__in=keys).exists()


def load(content: Content, *, user: User | None) -> None:
    """Make and publish every page in every language, and the rows of the documents' languages."""
    pages: dict[str, Page] = {}
    for facts in content.facts["pages"]:
        pages[facts["key"]] = make(facts, content.source["pages"][facts["key"]]["title"], pages)
    ids = {key: page.pk for key, page in pages.items()}
    empty = [facts for facts in content.facts["pages"] if not is_written(pages[facts["key"]])]
    for facts in empty:
        publish(pages[facts["key"]], fields(facts, content.source["pages"][facts["key"]], ids), user)
    for language in TRANSLATIONS:
        for facts in empty:
            words = fields(facts, content.words[language]["pages"][facts["key"]], ids)
            translate(pages[facts["key"]], language, words, user)


def make(facts: Facts, title: str, pages: dict[str, Page]) -> Page:
    """A draft of an English page with its facts and its title, so that other pages can link to it."""
    if "parent" not in facts:
        return source_home()
    model = apps.get_model(facts["type"])
    values = {name: value for name, value in facts.items() if name not in NOT_FIELDS}
    page = model(title=title, translation_key=translation_key(facts), live=False, **values)
    parent = pages[facts["parent"]]
    page.locale = parent.locale
    try:
        parent.add_child(instance=page)
    except ValidationError as error:
        raise ContentError(f"{facts['key']}: {'; '.join(error.messages)}") from error
    for language in facts.get("languages", []):
        DocumentLanguage.objects.create(document_key=page.translation_key, language=language)
    return page


def publish(page: Page, values: Words, user: User | None) -> None:
    page = fill(page, values)
    page.save_revision(user=user).publish(user=user)
    page.refresh_from_db()


def translate(source: Page, language: str, values: Words, user: User | None) -> None:
    """Publish the page in another language. Its words go the way that a translator's words go."""
    locale = Locale.objects.get(language_code=language)
    words = fill(type(source)(locale=locale), values)
    save_translation(source, locale, paired(source, words), user=user, publish=True)


def fields(facts: Facts, words: Words, pages: blocks.Ids) -> Words:
    """The values of the translated fields of a page."""
    values = {**words, "body": blocks.body(facts["key"], words.get("body", []), pages)}
    if "working_text" in facts:
        values["working_text"] = blocks.working_text(
            facts["key"], facts["working_text"], words["working_text"], pages
        )
    return values


def fill(page: Page, values: Words) -> Page:
    for name, value in values.items():
        setattr(page, name, value)
    return page


def is_written(home: HomePage) -> bool:
    """Whether somebody has written on a home page that was empty when the site was set up."""
    return bool(home.lead or home.body)


def source_home() -> HomePage:
    return HomePage.objects.get(depth=2, locale__language_code=settings.LANGUAGE_CODE)
