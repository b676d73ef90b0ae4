"""A round of comments on a draft: from whom, on what, and what is held back until the close."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import available_timezones

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, Prefetch, Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from home.models import User
from reviewmech.parties.models import Participant

from ..enums import Audience, Commenters, Embargo, RoundScope, RoundState
from .consultation import Consultation
from .draft import Draft, Paragraph
from .period import RoundPause, RoundPeriod


def validate_zone(name: str) -> None:
    if name not in available_timezones():
        raise ValidationError(_("Use a name of the time zone database, for example Europe/Vienna."))


class RoundQuerySet(models.QuerySet["Round"]):
    def open(self, at: datetime | None = None) -> RoundQuerySet:
        """Rounds in a period at a moment (now), ``opens_at <= at < closes_at``, and not paused then."""
        at = at or timezone.now()
        return self.in_a_period(at).exclude(pk__in=RoundPause.objects.holding(at).values("round_id"))

    def in_a_period(self, at: datetime | None = None) -> RoundQuerySet:
        """Rounds that are open or paused at a moment (now)."""
        return self.filter(pk__in=RoundPeriod.objects.holding(at or timezone.now()).values("round_id"))

    def with_moments(self) -> RoundQuerySet:
        """With all that says when a round is open, and why it was moved or paused: two queries more."""
        return self.prefetch_related(
            Prefetch("periods", RoundPeriod.objects.select_related("reason")),
            Prefetch("pauses", RoundPause.objects.select_related("reason")),
        )

    def with_terms(self) -> RoundQuerySet:
        """With its moments, and those who may comment: three queries more."""
        return self.with_moments().prefetch_related("participants")

    def visible_to(self, user: User | AnonymousUser) -> RoundQuerySet:
        return self.filter(draft__consultation__in=Consultation.objects.visible_to(user))

    def not_over(self, at: datetime | None = None) -> RoundQuerySet:
        """Rounds that are open at a moment (now) or will be."""
        coming = RoundPeriod.objects.filter(closes_at__gt=at or timezone.now())
        return self.filter(pk__in=coming.values("round_id"))

    def for_speaker(self, participant: Participant) -> RoundQuerySet:
        """Rounds in which a participant may comment: ``may_be_spoken_in_by`` for a list."""
        audience = Q(draft__consultation__audience=Audience.PUBLIC)
        audience |= Q(draft__consultation__in=Consultation.objects.filter(participants=participant))
        invited = Q(commenters=Commenters.ALL)
        invited |= Q(
            pk__in=self.model.participants.through.objects.filter(participant=participant).values("round_id")
        )
        return self.filter(audience, invited)

    def shown_to(self, user: User | AnonymousUser, at: datetime | None = None) -> RoundQuerySet:
        """The rounds under no embargo that keeps their comments from this person at a moment (now).

        An embargo lifts by itself when the last period ends.
        """
        running = RoundPeriod.objects.filter(closes_at__gt=at or timezone.now()).values("round_id")
        takes_part = Exists(Participant.objects.spoken_for_by(user))
        from_the_public = Q(embargo=Embargo.PUBLIC) & Q(takes_part)
        return self.filter(Q(embargo=Embargo.NONE) | ~Q(pk__in=running) | from_the_public)


class Round(models.Model):
    """When comments on a draft are taken, from whom, on what, and what is held back until the close."""

    draft = models.ForeignKey(Draft, verbose_name=_("draft"), on_delete=models.PROTECT, related_name="rounds")
    number = models.PositiveSmallIntegerField(_("number"))
    zone = models.CharField(
        _("time zone"),
        max_length=60,
        default="Europe/Vienna",
        validators=[validate_zone],
        help_text=_("The zone in which the deadline is announced, for example Europe/Vienna."),
    )
    commenters = models.CharField(
        _("who may comment"), max_length=10, choices=Commenters, default=Commenters.ALL
    )
    participants = models.ManyToManyField(
        Participant, verbose_name=_("named participants"), blank=True, related_name="+"
    )
    embargo = models.CharField(
        _("held back until the close"), max_length=10, choices=Embargo, default=Embargo.NONE
    )
    scope = models.CharField(
        _("open for comment"), max_length=10, choices=RoundScope, default=RoundScope.WHOLE
    )

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("round")
        verbose_name_plural = _("rounds")
        ordering = ["draft", "number"]
        constraints = [models.UniqueConstraint(fields=["draft", "number"], name="round_number_once")]
        permissions = [("open_round", _("Can open a round"))]

    def __str__(self) -> str:
        return _("Round %(number)s, draft %(draft)s") % {"number": self.number, "draft": self.draft}

    @cached_property
    def periods_in_order(self) -> list[RoundPeriod]:
        """From the prefetched periods where there are any, the one that ends first before the others."""
        return sorted(self.periods.all(), key=lambda period: period.closes_at)

    @property
    def last_period(self) -> RoundPeriod | None:
        return self.periods_in_order[-1] if self.periods_in_order else None

    @property
    def opens_at(self) -> datetime | None:
        return min((period.opens_at for period in self.periods_in_order), default=None)

    @property
    def first_closes_at(self) -> datetime | None:
        """The end as it was announced first, before any extension."""
        return self.periods_in_order[0].closes_at if self.periods_in_order else None

    @property
    def closes_at(self) -> datetime | None:
        return self.last_period and self.last_period.closes_at

    @property
    def earlier_ends(self) -> list[RoundPeriod]:
        """The periods whose end an extension has moved, first one first."""
        return self.periods_in_order[:-1]

    @property
    def extensions(self) -> list[RoundPeriod]:
        """The periods that were added, first one first, each with the reason."""
        return self.periods_in_order[1:]

    def pause_at(self, at: datetime | None = None) -> RoundPause | None:
        """The pause that holds a moment (now), from the prefetched ones where there are any."""
        at = at or timezone.now()
        return next((pause for pause in self.pauses.all() if pause.holds(at)), None)

    @property
    def is_paused(self) -> bool:
        """Whether it would be open now, but for a pause."""
        return self.state_at() == RoundState.PAUSED

    def state_at(self, at: datetime | None = None) -> RoundState:
        """Where it stands at a moment (now)."""
        at = at or timezone.now()
        if self._is_in_a_period(at):
            return RoundState.PAUSED if self.pause_at(at) else RoundState.OPEN
        return RoundState.CLOSED if self.is_over_at(at) else RoundState.PLANNED

    @property
    def state(self) -> RoundState:
        return self.state_at()

    def is_open(self, at: datetime | None = None) -> bool:
        """Whether a moment (now, by the server's clock) lies in one of the periods and in no pause."""
        return self.state_at(at) == RoundState.OPEN

    def _is_in_a_period(self, at: datetime) -> bool:
        return any(period.opens_at <= at < period.closes_at for period in self.periods_in_order)

    def is_over_at(self, at: datetime | None = None) -> bool:
        """Whether the last period has ended at a moment (now)."""
        return bool(self.closes_at and self.closes_at <= (at or timezone.now()))

    @property
    def has_begun(self) -> bool:
        """Whether it has opened at least once."""
        return bool(self.opens_at and self.opens_at <= timezone.now())

    @property
    def is_over(self) -> bool:
        return self.is_over_at()

    @property
    def is_embargoed(self) -> bool:
        """Whether comments are held back from somebody now."""
        return self.embargo != Embargo.NONE and not self.is_over

    @cached_property
    def positions_taken(self) -> frozenset[int] | None:
        """The positions of the paragraphs on which comments are taken; None means all of them.

        The first draft has nothing before it that could have changed.
        """
        return self.draft.changed_positions() if self.scope == RoundScope.CHANGED else None

    def takes(self, paragraph: Paragraph | None) -> bool:
        """Whether comments on a paragraph of the draft, or on the draft as a whole (None), are taken."""
        if paragraph is None or self.positions_taken is None:
            return True
        return paragraph.position in self.positions_taken

    def may_be_spoken_in_by(self, participant: Participant) -> bool:
        """Whether a participant belongs to those who may comment in this round."""
        if not self.draft.consultation.may_be_spoken_in_by(participant):
            return False
        return self.commenters == Commenters.ALL or self.participants.filter(pk=participant.pk).exists()
