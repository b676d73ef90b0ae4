"""Paragraphs with the comments under them, as the templates show them."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from django.db.models import Count, F, Prefetch, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from reviewmech.parties.enums import ParticipantKind

from ..filters import CommentFilter
from ..models import Comment, Endorsement, ParagraphText
from ..models.comment_query import CommentQuerySet

SHOWN_IN_A_THREAD = 5
# A text with more comments than this shows how many there are, and where; each thread opens on demand.
MOST_IN_PLACE = 150
OBSERVER = Q(participant__kind=ParticipantKind.ORGANIZATION)


@dataclass
class Thread:
    """The first comments of a place: those of States and Regional Groups, and observers' apart.

    ``comments`` and ``observers`` are empty where a text has too many comments to show them in place.
    """

    comments: list[Comment] = field(default_factory=list)
    observers: list[Comment] = field(default_factory=list)
    count: int = 0

    @property
    def is_in_place(self) -> bool:
        return bool(self.comments or self.observers)

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
    previous_commented: ParagraphText | None = None
    next_commented: ParagraphText | None = None


def with_words(comments: QuerySet[Comment]) -> QuerySet[Comment]:
    """All that a comment's card shows, in three queries: with its round's ends, and the States named."""
    rows = comments.select_related(
        "consultation",
        "participant",
        "paragraph__draft__consultation",
        "submitted_version__base__draft_language",
        "taken_down_reason",
        "round",
    )
    named = Endorsement.objects.named().select_related("participant")
    return rows.prefetch_related(
        "round__periods", Prefetch("submitted_version__endorsements", named, to_attr="named_endorsements")
    )


def by_speaker(comments: QuerySet[Comment]) -> QuerySet[Comment]:
    """States and Regional Groups first, then observers; each in the order of the numbers."""
    return comments.annotate(is_observer=OBSERVER).order_by("is_observer", "number", "pk")


def counts(comments: CommentQuerySet) -> dict[int | None, int]:
    """Paragraph's key, None for the whole draft -> the number of its comments: one query."""
    rows = Comment.objects.filter(pk__in=comments.values("pk")).order_by().values_list("paragraph_id")
    return dict(rows.annotate(number=Count("pk")))


def threads(asked: CommentFilter) -> dict[int | None, Thread]:
    """Paragraph's key, None for the whole draft -> its thread: as many queries, whatever there is."""
    comments = asked.comments()
    found = {place: Thread(count=number) for place, number in counts(comments).items()}
    if sum(thread.count for thread in found.values()) > MOST_IN_PLACE:
        return found
    for comment in cards(first_ones(comments), asked):
        thread = found[comment.paragraph_id]
        (thread.observers if comment.is_observer else thread.comments).append(comment)
    return found


def cards(comments: QuerySet[Comment], asked: CommentFilter) -> QuerySet[Comment]:
    """The comments with all that their cards show; words not sent yet cost some queries more."""
    comments = with_words(comments)
    return comments.prefetch_related("versions__base__draft_language") if asked.looks_behind else comments


def first_ones(comments: CommentQuerySet) -> QuerySet[Comment]:
    """The first comments of each place, of States and Groups and of observers."""
    place = [F("paragraph_id"), F("is_observer")]
    ranked = by_speaker(Comment.objects.filter(pk__in=comments.values("pk")))
    rank = Window(RowNumber(), partition_by=place, order_by=["number", "pk"])
    return ranked.annotate(rank=rank).filter(rank__lte=SHOWN_IN_A_THREAD)


def link_commented(units: list[Unit]) -> None:
    """Tell each paragraph with comments which one comes before it and after it."""
    commented = [unit for unit in units if unit.thread.count]
    for before, after in pairwise(commented):
        before.next_commented, after.previous_commented = after.text, before.text
