"""When a round is open: its periods and pauses; and the day a delegation sets itself."""

from __future__ import annotations

from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from home.names import NamedInSixLanguages
from reviewmech.parties.models import Participant


def is_midnight(moment: datetime | None, zone: str) -> bool:
    """Whether a moment is 00:00 in a zone, which delegations read as the end of the wrong day."""
    return moment is not None and moment.astimezone(ZoneInfo(zone)).time() == time(0)


class RoundReason(NamedInSixLanguages):
    """Why a round was extended or paused. The list is the Secretariat's to edit."""

    code = models.SlugField(_("code"), max_length=40, unique=True)

    class Meta:
        verbose_name = _("reason for extending or pausing a round")
        verbose_name_plural = _("reasons for extending or pausing a round")
        ordering = ["code"]


class RoundPeriodQuerySet(models.QuerySet["RoundPeriod"]):
    def holding(self, at: datetime) -> RoundPeriodQuerySet:
        return self.filter(opens_at__lte=at, closes_at__gt=at)


class RoundPeriod(models.Model):
    """Half-open: a comment sent at ``closes_at`` is late. An extension adds a period, none is changed."""

    round = models.ForeignKey("consultations.Round", on_delete=models.PROTECT, related_name="periods")
    opens_at = models.DateTimeField(_("opens at"), db_index=True)
    closes_at = models.DateTimeField(_("closes at"), db_index=True)
    reason = models.ForeignKey(
        RoundReason,
        verbose_name=_("reason"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Why the end was moved. Empty for the period announced first."),
    )
    announced_at = models.DateTimeField(_("announced at"), default=timezone.now, editable=False)
    announced_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    objects = RoundPeriodQuerySet.as_manager()

    class Meta:
        verbose_name = _("period of a round")
        verbose_name_plural = _("periods of rounds")
        ordering = ["round", "opens_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")), name="period_closes_after_it_opens"
            )
        ]

    def __str__(self) -> str:
        return f"{self.opens_at:%Y-%m-%d %H:%M} – {self.closes_at:%Y-%m-%d %H:%M} UTC"

    def clean(self) -> None:
        super().clean()
        if self.opens_at and self.closes_at and self.closes_at <= self.opens_at:
            raise ValidationError({"closes_at": _("A round cannot close before it opens.")})
        if is_midnight(self.closes_at, self.round.zone):
            raise ValidationError(
                {"closes_at": _("Midnight is misread: let the round close at 23:59 or by day.")}
            )


class RoundPauseQuerySet(models.QuerySet["RoundPause"]):
    def holding(self, at: datetime) -> RoundPauseQuerySet:
        return self.filter(Q(resumed_at=None) | Q(resumed_at__gt=at), paused_at__lte=at)


class RoundPause(models.Model):
    """No comment is taken from ``paused_at`` until ``resumed_at`` (half-open; empty: not yet known)."""

    round = models.ForeignKey("consultations.Round", on_delete=models.PROTECT, related_name="pauses")
    paused_at = models.DateTimeField(_("paused at"), default=timezone.now)
    resumed_at = models.DateTimeField(_("resumed at"), null=True, blank=True)
    reason = models.ForeignKey(
        RoundReason, verbose_name=_("reason"), on_delete=models.PROTECT, related_name="+"
    )

    objects = RoundPauseQuerySet.as_manager()

    class Meta:
        verbose_name = _("pause of a round")
        verbose_name_plural = _("pauses of rounds")
        ordering = ["round", "paused_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["round"], condition=Q(resumed_at=None), name="one_running_pause_a_round"
            ),
            models.CheckConstraint(
                condition=Q(resumed_at=None) | Q(resumed_at__gte=F("paused_at")),
                name="pause_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round} · {self.paused_at:%Y-%m-%d %H:%M} UTC"

    def holds(self, at: datetime) -> bool:
        return self.paused_at <= at and (self.resumed_at is None or at < self.resumed_at)


class InternalDeadline(models.Model):
    """The day a delegation has set itself, before the round closes. Nobody else knows of it."""

    round = models.ForeignKey(
        "consultations.Round", on_delete=models.PROTECT, related_name="internal_deadlines"
    )
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("internal deadline"))
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = _("internal deadline")
        verbose_name_plural = _("internal deadlines")
        ordering = ["round", "participant"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "participant"], name="one_internal_deadline_a_delegation"
            )
        ]

    def __str__(self) -> str:
        return f"{self.round} · {self.participant}"

    def clean(self) -> None:
        super().clean()
        if is_midnight(self.at, self.round.zone):
            raise ValidationError({"at": _("Midnight is misread: choose 23:59 or a time of day.")})
        end = self.round.closes_at
        if self.at and end and self.at >= end:
            raise ValidationError({"at": _("An internal deadline comes before the end of the round.")})
