"""What tests of invitations do and look at."""

from __future__ import annotations

import re
from datetime import timedelta

from bs4 import BeautifulSoup
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import ModelLogEntry

from reviewmech.parties.links import link_for
from reviewmech.parties.models import Invitation

LINK = re.compile(r"http://127\.0\.0\.1:8000(/[a-z-]+/invitations/\S+/)")
PASSWORD = "a quiet long sentence"
THIRTY_DAYS = 30 * 24 * 60 * 60
NEW = {"name": "Amina", "language": "ar", "password1": PASSWORD, "password2": PASSWORD}


def link_in(message) -> str:
    return LINK.search(message.body)[1]


def path_of(invitation: Invitation, language: str = "en") -> str:
    with override(language):
        return link_for(invitation).removeprefix("http://127.0.0.1:8000")


def title_of(response) -> str:
    return BeautifulSoup(response.content, "html.parser").h1.get_text(strip=True)


def is_signed_in(client) -> bool:
    return "_auth_user_id" in client.session


def logged(instance) -> list[tuple[str, int | None]]:
    """Actions and who did them, the oldest first."""
    entries = ModelLogEntry.objects.for_instance(instance).order_by("timestamp", "pk")
    return list(entries.values_list("action", "user"))


def long_ago(invitation: Invitation, **ago) -> Invitation:
    Invitation.objects.filter(pk=invitation.pk).update(sent_at=timezone.now() - timedelta(**ago))
    invitation.refresh_from_db()
    return invitation


def words(page) -> str:
    return " ".join(BeautifulSoup(page.content, "html.parser").main.get_text(" ").split())
