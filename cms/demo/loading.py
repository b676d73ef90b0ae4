"""Load the demo once: nothing is written before the content is checked, and all of it or none of it is."""

from __future__ import annotations

from django.core.management import call_command
from django.db import transaction
from wagtail.models import Page

from home.models import HomePage, User
from reviewmech.consultations.models import Consultation

from . import consultation, lots, pages, people
from .checks import check
from .content import LANGUAGES, Content
from .group_work import group_work
from .states import load_states


class OtherContent(Exception):  # noqa: N818 (no error: the site belongs to somebody)
    """The site has pages or people that are not the demo's."""


@transaction.atomic
def load(content: Content, *, beside_other_content: bool = False) -> None:
    """Load what is not there yet. What was loaded before stays as its users left it.

    Accounts, and with them the consultation's draft, round and comments and the draws, are made under the
    demo's settings only. Raises ContentError, and OtherContent unless told otherwise.
    """
    check(content)
    set_up()
    loaded = pages.are_loaded(content)
    if not loaded and not beside_other_content:
        refuse_other_content(content)
    people.load_participants(content)
    load_states(content)
    people.load_reasons(content)
    if people.accounts_exist():
        people.load_accounts(content)
    if not loaded:
        pages.load(content, user=people.in_group(content, "Publishers"))
    consultation.load(content)
    if people.accounts_exist():
        for row in Consultation.objects.filter(code="pending-issues"):
            group_work(row)
    lots.load(content)


def set_up() -> None:
    """Make languages, home pages and groups where that has not been done."""
    if HomePage.objects.filter(depth=2).values("locale").distinct().count() < len(LANGUAGES):
        call_command("setup_site", verbosity=0)


def refuse_other_content(content: Content) -> None:
    others = [f"the page {page.url_path}" for page in other_pages()]
    emails = [facts["email"] for facts in content.facts["accounts"]]
    others += [f"the account {user.email}" for user in User.objects.exclude(email__in=emails)]
    if others:
        raise OtherContent(", ".join(others[:5]) + (", …" if len(others) > 5 else ""))


def other_pages() -> list[Page]:
    """Pages below the home pages, and home pages on which somebody has written."""
    written = [page for page in HomePage.objects.all() if pages.is_written(page)]
    return [*written, *Page.objects.filter(depth__gt=2)]
