"""What stands around a comment on the desk: who backs it, what came before it, what was done with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.db.models.functions import Left
from wagtail.log_actions import registry as log_registry

from .enums import PRIVATE
from .models import Comment, CommentVersion, Endorsement, ReturnReason

MOST_EARLIER = 10
MOST_STEPS = 100
FIRST_WORDS = 160  # characters


@dataclass(frozen=True)
class Step:
    """One line of the log: when, what, who; with the reason and the words that went with it, if any."""

    at: datetime
    what: str
    who: str
    reason: str
    words: str


def history(comment: Comment) -> list[Step]:
    """The newest steps first."""
    entries = log_registry.get_logs_for_instance(comment).select_related("user")[:MOST_STEPS]
    reasons = ReturnReason.objects.in_bulk(field_name="code")
    return [
        Step(
            at=entry.timestamp,
            what=str(entry.message),
            who=entry.user_display_name,
            reason=str(reasons.get(code, code)) if (code := entry.data.get("reason", "")) else "",
            words=entry.data.get("text") or entry.data.get("answer") or "",
        )
        for entry in entries
    ]


def versions_sent(comment: Comment) -> QuerySet[CommentVersion]:
    """The words that were sent, newest first; never those being written."""
    sent = comment.versions.filter(submitted_at__isnull=False)
    return sent.select_related("return_reason", "base__draft_language").order_by("-number")


def endorsements(version: CommentVersion) -> QuerySet[Endorsement]:
    """Where the States of a Group stood; nothing for a comment of anybody else."""
    return version.endorsements.select_related("participant").order_by("stance", "participant__name_en")


@dataclass(frozen=True)
class Earlier:
    """The last comments that the participant sent before, and how many there are."""

    comments: list[Comment]
    count: int

    @property
    def has_more(self) -> bool:
        return self.count > len(self.comments)


def earlier_comments(comment: Comment) -> Earlier:
    same = Comment.objects.filter(participant=comment.participant_id, consultation=comment.consultation_id)
    found = same.filter(number__lt=comment.number).exclude(status__in=PRIVATE)
    rows = found.select_related("paragraph", "submitted_version").defer("submitted_version__text")
    rows = rows.annotate(first_words=Left("submitted_version__text", FIRST_WORDS)).order_by("-number")
    return Earlier(list(rows[:MOST_EARLIER]), found.count())
