"""Who takes part: participants, and the seats of the people who speak for them."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from home.models import User
from home.names import NamedInSixLanguages

from .enums import ParticipantKind, SeatRole


class ParticipantQuerySet(models.QuerySet["Participant"]):
    def spoken_for_by(self, user: User | AnonymousUser, on: date | None = None) -> ParticipantQuerySet:
        """The participants this person holds a current seat of."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(seats__in=Seat.objects.filter(user=user).current(on)).distinct()


class Participant(NamedInSixLanguages):
    """A State party, a Regional Group or an organization: the only voices a comment can have."""

    kind = models.CharField(_("kind"), max_length=20, choices=ParticipantKind)
    code = models.SlugField(
        _("code"), max_length=40, unique=True, help_text=_("Short and lasting; it stands in addresses.")
    )
    group = models.ForeignKey(
        "self",
        verbose_name=_("Regional Group"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="member_states",
        limit_choices_to={"kind": ParticipantKind.GROUP},
        help_text=_("For a State party. Empty for one outside the groups."),
    )

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        ordering = ["name_en"]
        constraints = [
            models.CheckConstraint(
                condition=Q(group=None) | Q(kind=ParticipantKind.STATE), name="only_states_have_a_group"
            ),
        ]

    def clean(self) -> None:
        super().clean()
        if self.group and self.kind != ParticipantKind.STATE:
            raise ValidationError({"group": _("Only a State party belongs to a Regional Group.")})


class SeatQuerySet(models.QuerySet["Seat"]):
    def current(self, on: date | None = None) -> SeatQuerySet:
        """Seats held on a day (today, UTC), by people whose account is active."""
        on = on or timezone.now().date()
        return self.filter(Q(until_on=None) | Q(until_on__gte=on), from_on__lte=on, user__is_active=True)


class Seat(models.Model):
    """A person speaks for a participant, from a day, until a day (both included)."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.CASCADE, related_name="seats"
    )
    participant = models.ForeignKey(
        Participant, verbose_name=_("participant"), on_delete=models.PROTECT, related_name="seats"
    )
    role = models.CharField(_("role"), max_length=20, choices=SeatRole)
    from_on = models.DateField(_("from"), default=timezone.localdate)
    until_on = models.DateField(_("until"), null=True, blank=True, help_text=_("The last day, or empty."))

    objects = SeatQuerySet.as_manager()

    class Meta:
        verbose_name = _("seat")
        verbose_name_plural = _("seats")
        ordering = ["participant__name_en", "user__email"]
        constraints = [
            models.UniqueConstraint(fields=["user", "participant"], name="one_seat_a_person_and_participant"),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")), name="seat_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.participant}"

    def clean(self) -> None:
        super().clean()
        if self.until_on and self.from_on and self.until_on < self.from_on:
            raise ValidationError({"until_on": _("A seat cannot end before it begins.")})
        self._check_role()

    def _check_role(self) -> None:
        participant = Participant.objects.filter(pk=self.participant_id).first()
        if participant and (participant.kind == ParticipantKind.GROUP) != (self.role == SeatRole.COORDINATOR):
            raise ValidationError(
                {"role": _("A Regional Group has a coordinator; a State or organization has a focal point.")}
            )
