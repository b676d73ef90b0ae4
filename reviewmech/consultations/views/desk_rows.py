"""What stands on a delegation's desk: a task for each round, with the first comments in each state."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.db.models import Case, Count, DateTimeField, F, Max, Q, When, Window
from django.db.models.functions import RowNumber
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from reviewmech.parties.models import Participant

from ..enums import CommentStatus
from ..models import Comment, DraftLanguage, InternalDeadline, Round
from ..models.comment_query import CommentQuerySet
from ..models.round import RoundQuerySet
from .found import released_versions
from .inviting import form_url

SHOWN_IN_A_PILE = 5
# What asks for work comes first.
ORDER = (
    CommentStatus.RETURNED,
    CommentStatus.DRAFT,
    CommentStatus.VERIFIED,
    CommentStatus.SUBMITTED,
    CommentStatus.PUBLISHED,
    CommentStatus.WITHDRAWN,
    CommentStatus.TAKEN_DOWN,
)


@dataclass
class Pile:
    """The comments of a round in one state: how many, and the first of them."""

    status: CommentStatus
    count: int
    url: str
    comments: list[Comment] = field(default_factory=list)

    @property
    def has_more(self) -> bool:
        return self.count > len(self.comments)


@dataclass
class Task:
    """A round in which the delegation may speak. ``ready``: how many verified comments wait to be sent."""

    round: Round
    participant: Participant
    own_deadline: datetime | None
    piles: list[Pile]
    ready: int

    @property
    def title(self) -> DraftLanguage:
        """The title in the reader's language, else in the first language that the draft has."""
        versions = released_versions(self.round.draft)
        return versions.get(get_language()) or versions.get("en") or next(iter(versions.values()))

    @property
    def days_left(self) -> int:
        """Nights between today and the last day, as the zone of the deadline counts them."""
        zone = ZoneInfo(self.round.zone)
        return (self.round.closes_at.astimezone(zone).date() - timezone.localdate(timezone=zone)).days

    @property
    def draft_url(self) -> str:
        return reverse("consultations:draft", args=self._place)

    @property
    def form_url(self) -> str:
        return f"{form_url(self.round.draft, None)}?{self._speaker}"

    @property
    def editorial_url(self) -> str:
        return f"{reverse('consultations:editorial', args=self._place)}?{self._speaker}"

    @property
    def _place(self) -> list[object]:
        return [self.round.draft.consultation.code, self.round.draft.number]

    @property
    def _speaker(self) -> str:
        return urlencode({"for": self.participant.code})


def rounds_in_order(participant: Participant) -> RoundQuerySet:
    """Running and announced rounds, what is due first before the rest; then those over that hold comments."""
    now = timezone.now()
    rounds = Round.objects.for_speaker(participant).annotate(ends_at=Max("periods__closes_at"))
    rounds = rounds.annotate(is_past=Case(When(ends_at__lte=now, then=1), default=0))
    own = Comment.objects.filter(participant=participant).values("round")
    rounds = rounds.filter(Q(is_past=0) | Q(pk__in=own), ends_at__isnull=False)
    due = Case(When(is_past=0, then=F("ends_at")), default=None, output_field=DateTimeField())
    rounds = rounds.order_by("is_past", due.asc(nulls_last=True), "-ends_at", "pk")
    return rounds.select_related("draft__consultation").prefetch_related(
        "periods__reason", "pauses__reason", "draft__language_versions"
    )


def tasks(rounds: list[Round], participant: Participant, own: CommentQuerySet) -> list[Task]:
    """A task a round: the same number of queries for any number of rounds and comments."""
    own = own.filter(participant=participant, round__in=rounds)
    deadlines = InternalDeadline.objects.filter(participant=participant, round__in=rounds)
    own_deadlines = dict(deadlines.values_list("round_id", "at"))
    ready = dict(own.ready().order_by().values("round").annotate(n=Count("pk")).values_list("round", "n"))
    found = piles(participant, own, [row for row in rounds if not row.is_over])
    return [
        Task(row, participant, own_deadlines.get(row.pk), found[row.pk], ready.get(row.pk, 0))
        for row in rounds
    ]


def piles(
    participant: Participant, own: CommentQuerySet, running: Iterable[Round]
) -> defaultdict[int, list[Pile]]:
    """Round's key -> its piles in the order of the work; their comments only where work is left."""
    first = defaultdict(list)
    for comment in first_of_each(own.filter(round__in=list(running))):
        first[comment.round_id, comment.status].append(comment)
    counts = own.order_by().values("round", "status").annotate(n=Count("pk"))
    rows = sorted(counts, key=lambda row: ORDER.index(row["status"]))
    found = defaultdict(list)
    for row in rows:
        status, key = CommentStatus(row["status"]), row["round"]
        query = urlencode({"participant": participant.code, "round": key, "status": status.value})
        url = f"{reverse('consultations:own_comments')}?{query}"
        found[key].append(Pile(status, row["n"], url, first[key, status.value]))
    return found


def first_of_each(own: CommentQuerySet) -> CommentQuerySet:
    order = [F("paragraph__position").asc(nulls_first=True), "created_at", "pk"]
    rank = Window(RowNumber(), partition_by=[F("round_id"), F("status")], order_by=order)
    ranked = own.annotate(rank=rank).filter(rank__lte=SHOWN_IN_A_PILE).in_reading_order()
    ranked = ranked.select_related(
        "paragraph", "submitted_version__return_reason", "submitted_version__written_by"
    )
    return ranked.prefetch_related("versions__written_by", "opinions")
