"""A person speaks for a participant."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..enums import LEADING, ParticipantKind, SeatRole
from .participant import Participant


def check_role(participant_pk: int | None, role: str) -> None:
    """Refuse to let a Group have a focal point, or anybody else a coordinator. Raises ValidationError."""
    participant = Participant.objects.filter(pk=participant_pk or 0).first()
    if participant is None or role not in LEADING:
        return
    if (participant.kind == ParticipantKind.GROUP) != (role == SeatRole.COORDINATOR):
        raise ValidationError(
            {"role": _("A Regional Group has a coordinator; a State or organization has a focal point.")}
        )


class SeatQuerySet(models.QuerySet["Seat"]):
    def current(self, on: date | None = None) -> SeatQuerySet:
        """Seats held on a day (today, UTC) and not ended before, by people whose account is active."""
        on = on or timezone.now().date()
        return self.filter(
            Q(until_on=None) | Q(until_on__gte=on), from_on__lte=on, ended_at=None, user__is_active=True
        )

    def current_or_coming(self) -> SeatQuerySet:
        """Those held today or from a later day on: who belongs to a delegation."""
        today = timezone.now().date()
        return self.filter(Q(until_on=None) | Q(until_on__gte=today), ended_at=None, user__is_active=True)


class Seat(models.Model):
    """A person speaks for a participant, from a day, until a day (both included)."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.CASCADE, related_name="seats"
    )
    participant = models.ForeignKey(
        Participant, verbose_name=_("participant"), on_delete=models.PROTECT, related_name="seats"
    )
    role = models.CharField(_("role"), max_length=20, choices=SeatRole)
    note_verbale = models.CharField(
        _("note verbale"),
        max_length=100,
        blank=True,
        help_text=_("The reference of the note that names the person."),
    )
    from_on = models.DateField(_("from"), default=timezone.localdate)
    until_on = models.DateField(_("until"), null=True, blank=True, help_text=_("The last day, or empty."))
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True, editable=False)

    objects = SeatQuerySet.as_manager()

    class Meta:
        verbose_name = _("seat")
        verbose_name_plural = _("seats")
        ordering = ["participant__name_en", "user__email"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "participant"],
                condition=Q(ended_at=None),
                name="one_seat_a_person_and_participant",
            ),
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
        same = Seat.objects.filter(user=self.user_id, participant=self.participant_id, ended_at=None)
        if self.ended_at is None and same.exclude(pk=self.pk).exists():
            raise ValidationError(_("This person holds a seat of this participant already."))
        check_role(self.participant_id, self.role)
