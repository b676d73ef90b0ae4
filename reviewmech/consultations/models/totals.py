"""What became of the comments of a round, in numbers that everybody may read."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import Case, Count, F, When

from ..enums import APPEALABLE, PRIVATE, CommentStatus
from .version import ReturnReason

if TYPE_CHECKING:
    from .comment import CommentQuerySet


@dataclass
class Totals:
    """Of the comments of one round, where each stands now: the numbers below ``received`` add up to it."""

    states: Counter[str] = field(default_factory=Counter)
    returned_for: list[tuple[ReturnReason, int]] = field(default_factory=list)
    taken_down_for: list[tuple[ReturnReason, int]] = field(default_factory=list)

    @property
    def received(self) -> int:
        return self.states.total()

    @property
    def published(self) -> int:
        return self.states[CommentStatus.PUBLISHED]

    @property
    def in_hand(self) -> int:
        return self.states[CommentStatus.SUBMITTED]

    @property
    def returned(self) -> int:
        return self.states[CommentStatus.RETURNED]

    @property
    def withdrawn(self) -> int:
        return self.states[CommentStatus.WITHDRAWN]

    @property
    def taken_down(self) -> int:
        return self.states[CommentStatus.TAKEN_DOWN]


def tally(comments: CommentQuerySet) -> dict[int, Totals]:
    """Round's key -> its totals: one query that counts, and where there is something to explain two more."""
    sent = comments.filter(number__isnull=False).exclude(status__in=PRIVATE).order_by()
    found: dict[int, Totals] = {}
    for round_, status, number in sent.values_list("round", "status").annotate(number_of=Count("pk")):
        found.setdefault(round_, Totals()).states[status] = number
    if any(totals.states[status] for totals in found.values() for status in APPEALABLE):
        explain(found, sent.filter(status__in=APPEALABLE))
    return found


def explain(found: dict[int, Totals], comments: CommentQuerySet) -> None:
    """Say how many were returned and taken down for which reason, the most frequent one first."""
    reason = Case(
        When(status=CommentStatus.RETURNED, then=F("submitted_version__return_reason")),
        default=F("taken_down_reason"),
    )
    rows = comments.values_list("round", "status", reason).annotate(number_of=Count("pk"))
    reasons = ReturnReason.objects.in_bulk()
    for round_, status, why, number in sorted(rows, key=lambda row: (-row[3], reasons[row[2]].code)):
        totals = found[round_]
        kind = totals.returned_for if status == CommentStatus.RETURNED else totals.taken_down_for
        kind.append((reasons[why], number))
