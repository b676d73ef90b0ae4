"""A round of comments on a draft, and the periods in which it is open."""

from __future__ import annotations

from datetime import datetime, time
from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from .consultation import Consultation
from .draft import Draft


def validate_zone(name: str) -> None:
    if name not in available_timezones():
        raise ValidationError(_("Use a name of the time zone database, for example Europe/Vienna."))


class RoundQuerySet(models.QuerySet["Round"]):
    def open(self, at: datetime | None = None) -> RoundQuerySet:
        """Rounds with a period that holds a moment (now): ``opens_at <= at < closes_at``."""
        at = at or timezone.now()
        return self.filter(Q(pk__in=RoundPeriod.objects.holding(at).values("round_id")))

    def visible_to(self, user: object) -> RoundQuerySet:
        return self.filter(draft__consultation__in=Consultation.objects.visible_to(user))


class Round(models.Model):
    draft = models.ForeignKey(Draft, verbose_name=_("draft"), on_delete=models.PROTECT, related_name="rounds")
    number = models.PositiveSmallIntegerField(_("number"))
    zone = models.CharField(
        _("time zone"),
        max_length=60,
        default="Europe/Vienna",
        validators=[validate_zone],
        help_text=_("The zone in which the deadline is announced, for example Europe/Vienna."),
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
    def last_period(self) -> RoundPeriod | None:
        """The period that ends last, from the prefetched ones where there are."""
        return max(self.periods.all(), key=lambda period: period.closes_at, default=None)

    @property
    def opens_at(self) -> datetime | None:
        return min((period.opens_at for period in self.periods.all()), default=None)

    @property
    def closes_at(self) -> datetime | None:
        return self.last_period and self.last_period.closes_at

    def is_open(self, at: datetime | None = None) -> bool:
        """Whether a moment (now, by the server's clock) lies in one of the periods."""
        at = at or timezone.now()
        return any(period.opens_at <= at < period.closes_at for period in self.periods.all())

    @property
    def is_over(self) -> bool:
        """Whether the last period has ended."""
        return bool(self.closes_at and self.closes_at <= timezone.now())


class RoundPeriodQuerySet(models.QuerySet["RoundPeriod"]):
    def holding(self, at: datetime) -> RoundPeriodQuerySet:
        return self.filter(opens_at__lte=at, closes_at__gt=at)


class RoundPeriod(models.Model):
    """Half-open: a comment sent at ``closes_at`` is late. An extension adds a period, none is changed."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="periods")
    opens_at = models.DateTimeField(_("opens at"), db_index=True)
    closes_at = models.DateTimeField(_("closes at"), db_index=True)

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
        if self.closes_at and self.closes_at.astimezone(ZoneInfo(self.round.zone)).time() == time(0):
            raise ValidationError(
                {"closes_at": _("Midnight is misread: let the round close at 23:59 or by day.")}
            )
