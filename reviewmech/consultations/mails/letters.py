"""What the room's mails have in common: language and direction, two parts, and the way out of them."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language, get_language_bidi

from home.addresses import html_lang
from home.mails import Words, absolute
from home.models import User

from ..models import Round
from .tokens import unsubscribe_url


def letter(name: str, person: User, subject: str, words: dict[str, Any]) -> Words:
    """Both parts of the mail ``name`` (consultations/mails/<name>.txt and .html) in the active language."""
    language = get_language() or person.preferred_language
    way_out = unsubscribe_url(person)
    context = words | {
        "subject": subject,
        "language": html_lang(language),
        "direction": "rtl" if get_language_bidi() else "ltr",
        "unsubscribe_url": way_out,
        "choose_url": absolute(reverse("consultations:mails")),
    }
    text = render_to_string(f"consultations/mails/{name}.txt", context)
    html = render_to_string(f"consultations/mails/{name}.html", context)
    headers = {"List-Unsubscribe": f"<{way_out}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return Words(subject, without_gaps(text), html, language, headers)


def without_gaps(text: str) -> str:
    """Template tags leave empty lines: one is enough."""
    lines = [line.rstrip() for line in text.strip().split("\n")]
    return "\n".join(line for line, before in zip(lines, ["", *lines], strict=False) if line or before) + "\n"


def calendar_url(row: Round) -> str:
    """The deadline as a file for calendars."""
    place = [row.draft.consultation.code, row.draft.number, row.number]
    return absolute(reverse("consultations:calendar", args=place))
