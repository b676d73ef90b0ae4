"""Rows for tests, made with as few words as the test needs."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from wagtail.models import Locale, Page

from home.models import User
from reviewmech.consultations.enums import Audience, ParagraphKind
from reviewmech.consultations.models import (
    Consultation,
    Draft,
    DraftLanguage,
    Paragraph,
    ParagraphText,
    Round,
    RoundPeriod,
)
from reviewmech.consultations.models.draft import text_hash
from reviewmech.parties.enums import ParticipantKind, SeatRole
from reviewmech.parties.models import Participant, Seat


def make_user(email: str, *, password: str | None = None, **fields: Any) -> User:
    return User.objects.create_user(email, password, **{"name": email.split("@", maxsplit=1)[0], **fields})


def make_participant(code: str, kind: str = ParticipantKind.STATE, **fields: Any) -> Participant:
    return Participant.objects.create(
        code=code, kind=kind, **{"name_en": code.replace("-", " ").title(), **fields}
    )


def make_seat(user: User, participant: Participant, **fields: Any) -> Seat:
    """A seat held for a while: what happened before a seat is no news to its holder."""
    group = participant.kind == ParticipantKind.GROUP
    role = SeatRole.COORDINATOR if group else SeatRole.FOCAL_POINT
    defaults = {"role": role, "from_on": timezone.now().date() - timedelta(days=30)}
    return Seat.objects.create(user=user, participant=participant, **defaults | fields)


def add_page(parent: Page, page: Page, *, publish: bool = True) -> Page:
    """Add a page below another, in its language, and publish it."""
    page.locale, page.live = parent.locale, publish
    parent.add_child(instance=page)
    if publish:
        page.save_revision().publish()
        page.refresh_from_db()
    return page


def locale(language: str) -> Locale:
    return Locale.objects.get(language_code=language)


def home_page(language: str = "en") -> Page:
    return Page.objects.get(depth=2, locale=Locale.objects.get(language_code=language)).specific


def make_consultation(
    code: str = "pending-issues", *, audience: str = Audience.PUBLIC, **fields: Any
) -> Consultation:
    return Consultation.objects.create(key=uuid.uuid4(), code=code, audience=audience, **fields)


def make_draft(
    consultation: Consultation,
    *,
    number: int = 1,
    paragraphs: int = 3,
    languages: tuple[str, ...] = ("en", "fr", "ar", "zh-hans", "ru", "es"),
) -> Draft:
    """A released draft with numbered paragraphs in some languages."""
    draft = Draft.objects.create(consultation=consultation, number=number)
    rows = [
        Paragraph.objects.create(
            draft=draft,
            anchor=uuid.uuid4(),
            kind=ParagraphKind.PARAGRAPH,
            printed_number=str(n),
            level=2,
            position=n,
        )
        for n in range(1, paragraphs + 1)
    ]
    for language in languages:
        words = [(row, f"<p>Paragraph {row.position} in {language}.</p>") for row in rows]
        version = DraftLanguage.objects.create(
            draft=draft,
            language=language,
            title=f"Title {language}",
            released_at=timezone.now(),
            unofficial=language != "en",
            sha256=text_hash(f"Title {language}", words),
        )
        for row, html in words:
            ParagraphText.objects.create(
                paragraph=row,
                draft_language=version,
                html=html,
                plain=html.removeprefix("<p>").removesuffix("</p>"),
            )
    return draft


def make_round(
    draft: Draft,
    *,
    number: int = 1,
    opens_at: datetime | None = None,
    closes_at: datetime | None = None,
    zone: str = "Europe/Vienna",
) -> Round:
    """A round that is open unless told otherwise: from yesterday to in a week."""
    now = timezone.now()
    row = Round.objects.create(draft=draft, number=number, zone=zone)
    RoundPeriod.objects.create(
        round=row,
        opens_at=opens_at or now - timedelta(days=1),
        closes_at=closes_at or now + timedelta(days=7),
    )
    return row
