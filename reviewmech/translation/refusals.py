"""What Wagtail would allow in the trees of other languages, and this house refuses: each with a sentence.

A page is made in English and reaches every other language by translation: so the six trees stay equal.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.models import Page

from .missing import missing_words
from .models import translated
from .permissions import can_publish

STRINGS_SHOWN = 5


def refuse(request: HttpRequest, sentence: str, page: Page | None = None) -> HttpResponse:
    """Say why not, beside the page or on the admin's first page."""
    messages.error(request, sentence)
    return redirect("wagtailadmin_explore", page.pk) if page else redirect("wagtailadmin_home")


def refuse_to_create(request: HttpRequest, parent: Page, page_class: type[Page]) -> HttpResponse | None:
    if parent.is_root():
        return refuse(request, _("The home pages of the six languages are made when the site is set up."))
    if translated(parent):
        return refuse(request, by_translation_only(), parent)
    return None


def by_translation_only() -> str:
    return _("Pages are made in English. In every other language they come from translation.")


def refuse_to_copy(request: HttpRequest, page: Page) -> HttpResponse | None:
    target = Page.objects.filter(pk=as_number(request.POST.get("new_parent_page"))).first()
    if translated(page) or (target and (target.is_root() or translated(target))):
        return refuse(request, by_translation_only(), page.get_parent())
    return None


def as_number(value: str | None) -> int | None:
    return int(value) if value and value.isascii() and value.isdigit() and len(value) < 10 else None


def refuse_to_move(request: HttpRequest, pages: Iterable[Page], destination: Page) -> HttpResponse | None:
    if any(page.locale_id != destination.locale_id for page in pages):
        return refuse(request, _("A page stays in the tree of its language."), destination)
    return None


def refuse_to_delete(request: HttpRequest, pages: Iterable[Page]) -> HttpResponse | None:
    for page in pages:
        if not can_publish(request.user, page):
            return refuse(request, _("Only publishers delete pages."), page.get_parent())
    return None


def refuse_to_publish(request: HttpRequest, pages: Iterable[Page]) -> HttpResponse | None:
    """Refuse where a page's latest draft is a translation that lacks words."""
    for page in pages:
        if missing := missing_words(page, page.get_latest_revision_as_object()):
            return refuse(request, sentence_of_missing(page, missing), page.get_parent())
    return None


def refuse_bulk_action(
    request: HttpRequest, action_type: str, objects: Sequence[Any], action: Any
) -> HttpResponse | None:
    """The same for many pages at once."""
    if not objects or not isinstance(objects[0], Page):
        return None
    if action_type == "move":
        return refuse_to_move(request, objects, action.cleaned_form.cleaned_data["chooser"])
    if action_type == "delete":
        return refuse_to_delete(request, objects)
    if action_type == "publish":
        return refuse_to_publish(request, with_descendants(objects, action))
    return None


def with_descendants(pages: Sequence[Page], action: Any) -> list[Page]:
    """The pages that would be published: those chosen, and the drafts below them if asked for."""
    chosen = list(pages)
    if action.cleaned_form.cleaned_data.get("include_descendants"):
        for page in pages:
            chosen += page.get_descendants().not_live().specific()
    return chosen


def sentence_of_missing(page: Page, missing: Sequence[str]) -> str:
    """What is missing, with the first few strings, as far as a message has room for them."""
    shown = "; ".join(strip_tags(string)[:80] for string in missing[:STRINGS_SHOWN])
    shown += " …" if len(missing) > STRINGS_SHOWN else ""
    return ngettext(
        "“%(title)s” cannot be published: %(number)s string has no valid translation (%(strings)s).",
        "“%(title)s” cannot be published: %(number)s strings have no valid translation (%(strings)s).",
        len(missing),
    ) % {"title": page.get_admin_display_title(), "number": len(missing), "strings": shown}
