"""What the room gives to search: released paragraphs and published comments; and the pages it hides."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Min, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.query import PageQuerySet

from home.models import User
from search.sources import Found, Source

from .models import Comment, ConsultationPage, ParagraphText, RoundPeriod


def without_hidden_consultations(pages: PageQuerySet[Any], user: User | AnonymousUser) -> PageQuerySet[Any]:
    shown = ConsultationPage.objects.visible_to(user)
    hidden = ConsultationPage.objects.exclude(pk__in=shown.values("pk"))
    return pages.exclude(pk__in=hidden.values("pk"))


def texts() -> Source:
    return Source("texts", gettext_lazy("Texts under consultation"), text_rows, text_found)


def text_rows(user: User | AnonymousUser, language: str) -> QuerySet[ParagraphText]:
    seen = ParagraphText.objects.visible_to(user).filter(draft_language__language=language)
    rows = ParagraphText.objects.filter(pk__in=seen.values("pk"))
    return rows.select_related("paragraph__draft__consultation", "draft_language")


def text_found(text: ParagraphText, request: HttpRequest) -> Found:
    paragraph = text.paragraph
    draft = paragraph.draft
    words = {"title": text.draft_language.title, "draft": draft.number, "paragraph": paragraph.printed_number}
    title = (
        _("%(title)s, draft %(draft)s, paragraph %(paragraph)s")
        if paragraph.printed_number
        else _("%(title)s, draft %(draft)s")
    )
    address = [draft.consultation.code, draft.number, paragraph.position]
    url = reverse("consultations:paragraph", args=address)
    return Found(_("Text under consultation"), title % words, url, text.plain)


def comments() -> Source:
    return Source("comments", gettext_lazy("Comments"), comment_rows, comment_found)


def comment_rows(user: User | AnonymousUser, language: str) -> QuerySet[Comment]:
    """Published comments in the language they were written in, whatever else the user may see of others."""
    seen = Comment.objects.visible_to(user).published().filter(submitted_version__language=language)
    rows = Comment.objects.filter(pk__in=seen.values("pk"))
    return rows.select_related("consultation", "participant", "submitted_version")


def comment_found(comment: Comment, request: HttpRequest) -> Found:
    words = {"number": comment.number, "participant": comment.participant.name}
    title = _("Comment %(number)s, %(participant)s") % words
    url = reverse("consultations:comment", args=[comment.consultation.code, comment.number])
    version = comment.submitted_version
    text = f"{version.text} {version.proposed_wording}" if version else ""
    return Found(_("Comment"), title, url, text)


def next_opening_or_closing(at: datetime) -> datetime | None:
    """The first moment after ``at`` at which a round opens or closes."""
    coming = RoundPeriod.objects.filter(closes_at__gt=at)
    moments = coming.aggregate(opens=Min("opens_at", filter=Q(opens_at__gt=at)), closes=Min("closes_at"))
    return min((moment for moment in moments.values() if moment), default=None)
