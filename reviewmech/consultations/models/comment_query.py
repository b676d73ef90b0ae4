"""Which comments somebody may know of, and the other questions asked of many comments at once."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from home.models import User
from reviewmech.parties.models import Participant

from ..enums import GONE, PRIVATE, AppealOutcome, CommentStatus
from .consultation import Consultation
from .round import Round
from .totals import Totals, tally
from .version import CommentVersion

if TYPE_CHECKING:
    from .comment import Comment  # noqa: F401 (named in the type of the queryset)


class CommentQuerySet(models.QuerySet["Comment"]):
    def published(self) -> CommentQuerySet:
        return self.filter(status=CommentStatus.PUBLISHED)

    def in_queue(self) -> CommentQuerySet:
        return self.filter(status=CommentStatus.SUBMITTED)

    def appealed(self) -> CommentQuerySet:
        """Those whose appeal waits for its decision, and still has the decision it is against."""
        this_one = Q(status=CommentStatus.RETURNED, submitted_version__returned_at__lte=F("appeal__made_at"))
        this_one |= Q(status=CommentStatus.TAKEN_DOWN, taken_down_at__lte=F("appeal__made_at"))
        return self.filter(this_one, appeal__outcome=AppealOutcome.PENDING, status=F("appeal__against"))

    def moderated_by(self, user: User | AnonymousUser) -> CommentQuerySet:
        """What this person moderates: everything that was sent, and nothing that a delegation is writing."""
        if not user.has_perm("consultations.moderate_comment"):
            return self.none()
        return self.filter(number__isnull=False).exclude(status__in=PRIVATE)

    def totals(self) -> dict[int, Totals]:
        """Round's key -> what became of its comments; rounds without one are left out."""
        return tally(self)

    def ready(self) -> CommentQuerySet:
        """Those whose unsent words were verified, corrections among them.

        Not what a Group has circulated: its coordinator sends it alone, and says which States are named.
        """
        versions = CommentVersion.objects.filter(comment=OuterRef("pk"))
        unsent = versions.filter(submitted_at=None)
        return self.filter(
            Exists(unsent),
            ~Exists(unsent.filter(verified_at=None)),
            ~Exists(versions.filter(circulation__isnull=False)),
            status__in=[CommentStatus.VERIFIED, CommentStatus.RETURNED],
        )

    def in_reading_order(self) -> CommentQuerySet:
        """On the whole draft first, then in the order of the paragraphs, then as they were begun."""
        return self.order_by(F("paragraph__position").asc(nulls_first=True), "created_at", "pk")

    def written_for(self, user: User | AnonymousUser) -> CommentQuerySet:
        """The comments, in any state, of the participants this person speaks for."""
        return self.filter(participant__in=Participant.objects.spoken_for_by(user))

    def shared_in(self, group: Participant) -> CommentQuerySet:
        """What member States have shared with their Group, save what was taken back."""
        return self.filter(shared_at__isnull=False, participant__group=group).exclude(status__in=GONE)

    def visible_to(self, user: User | AnonymousUser, at: datetime | None = None) -> CommentQuerySet:
        """The comments this person may know of at a moment (now): the one place where that is decided.

        Published ones of visible consultations, under no embargo that keeps them from this person; those of
        one's own participants; what is shared or circulated in one's Regional Group; and, for moderators,
        everything that has been submitted.
        """
        shown = Round.objects.shown_to(user, at)
        visible = Q(status=CommentStatus.PUBLISHED, round__in=shown)
        visible &= Q(consultation__in=Consultation.objects.visible_to(user))
        if user.is_authenticated:
            visible |= Q(participant__in=Participant.objects.spoken_for_by(user)) | in_the_group_of(user)
        if user.has_perm("consultations.moderate_comment"):
            visible |= ~Q(status__in=PRIVATE) & Q(number__isnull=False)
        return self.filter(visible)

    def known_to(self, user: User | AnonymousUser) -> CommentQuerySet:
        """Those visible, and those published once: who kept the address learns that they are gone."""
        gone = Q(
            status__in=GONE,
            published_at__isnull=False,
            consultation__in=Consultation.objects.visible_to(user),
            round__in=Round.objects.shown_to(user),
        )
        return self.filter(Q(pk__in=self.visible_to(user).values("pk")) | gone)


def in_the_group_of(user: User | AnonymousUser) -> Q:
    """What a State has shared with its Regional Group, and what the Group has circulated among its States.

    Of consultations this person may read; not what was withdrawn or taken down since, and no words that were
    sent without having been circulated.
    """
    groups = Participant.objects.groups_around(user)
    shared = Q(shared_at__isnull=False, participant__group__in=groups)
    versions = CommentVersion.objects.filter(circulation__isnull=False)
    circulated = Q(participant__in=groups, pk__in=versions.values("comment_id"))
    circulated &= Q(submitted_version=None) | Q(submitted_version__in=versions)
    readable = Q(consultation__in=Consultation.objects.visible_to(user))
    return ~Q(status__in=GONE) & (shared | circulated) & readable
