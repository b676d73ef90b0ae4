"""Paragraphs with the comments under them, as the templates show them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from reviewmech.parties.enums import ParticipantKind

from ..models import Comment, ParagraphText

SHOWN_IN_A_THREAD = 5
OBSERVER = Q(participant__kind=ParticipantKind.ORGANIZATION)


@dataclass
class Thread:
    """The first comments of a place: those of States and Regional Groups, and observers' apart."""

    comments: list[Comment] = field(default_factory=list)
    observers: list[Comment] = field(default_factory=list)
    count: int = 0

    @property
    def has_more(self) -> bool:
        return self.count > len(self.comments) + len(self.observers)


@dataclass
class Unit:
    """A paragraph in one language, with what hangs on it. An empty address: not for this reader now."""

    text: ParagraphText
    thread: Thread
    url: str = ""
    comment_url: str = ""


def with_words(comments: QuerySet[Comment]) -> QuerySet[Comment]:
    """All that a comment's card shows, in two queries."""
    return comments.select_related(
        "consultation",
        "participant",
        "paragraph__draft__consultation",
        "submitted_version__base__draft_language",
        "round",
    ).prefetch_related("round__periods")


def by_speaker(comments: QuerySet[Comment]) -> QuerySet[Comment]:
    """States and Regional Groups first, then observers; each in the order of the numbers."""
    return comments.annotate(is_observer=OBSERVER).order_by("is_observer", "number")


def threads(comments: QuerySet[Comment]) -> dict[int | None, Thread]:
    """Paragraph's key, None for the whole draft -> its thread: one query, however many there are."""
    ranked = by_speaker(comments).annotate(
        rank=Window(RowNumber(), partition_by=[F("paragraph_id"), F("is_observer")], order_by="number"),
        total=Window(Count("pk"), partition_by=[F("paragraph_id")]),
    )
    return grouped(with_words(ranked.filter(rank__lte=SHOWN_IN_A_THREAD)))


def grouped(comments: Iterable[Comment]) -> dict[int | None, Thread]:
    found: dict[int | None, Thread] = defaultdict(Thread)
    for comment in comments:
        thread = found[comment.paragraph_id]
        (thread.observers if comment.is_observer else thread.comments).append(comment)
        thread.count = comment.total
    return found
