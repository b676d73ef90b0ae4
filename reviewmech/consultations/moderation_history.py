"""What stands around a comment on the desk: who backs it, what came before it, what was done with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Left
from django.utils.translation import gettext as _
from wagtail.log_actions import registry as log_registry

from reviewmech.parties.models import Participant

from .deadlines import in_words
from .enums import PRIVATE, Stance
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
    circulations: list[str]


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
            circulations=[retold(row) for row in entry.data.get("circulations", [])],
        )
        for entry in entries
    ]


def retold(row: dict[str, Any]) -> str:
    """How a Group came to words: when its States were asked about a version, and where they stood.

    Named are those only whom the coordinator chose to name.
    """
    told = _("Version %(number)s was circulated on %(circulated)s, with silence until %(until)s.") % {
        "number": row["version"],
        "circulated": in_words(datetime.fromisoformat(row["circulated_at"]), row["zone"]),
        "until": in_words(datetime.fromisoformat(row["silence_ends_at"]), row["zone"]),
    }
    return " ".join([told, *(f"{words}." for words in stances_told(row["states"]))])


def stances_told(states: list[dict[str, Any]]) -> Iterator[str]:
    """``Aligned: 3 (State A, State F)``"""
    named = [state["state"] for state in states if state.get("named")]
    names = {row.code: row.name for row in Participant.objects.filter(code__in=named)}
    for stance in Stance:
        rows = [state for state in states if state["stance"] == stance]
        who = [names.get(state["state"], state["state"]) for state in rows if state.get("named")]
        if rows:
            yield f"{stance.label}: {len(rows)}" + (f" ({', '.join(who)})" if who else "")


def versions_sent(comment: Comment) -> QuerySet[CommentVersion]:
    """The words that were sent, newest first; never those being written."""
    sent = comment.versions.filter(submitted_at__isnull=False)
    return sent.select_related("return_reason", "base__draft_language").order_by("-number")


def endorsements(version: CommentVersion) -> QuerySet[Endorsement]:
    """The States that a Group's coordinator chose to name; nothing for a comment of anybody else."""
    return (
        version.endorsements.named().select_related("participant").order_by("stance", "participant__name_en")
    )


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
