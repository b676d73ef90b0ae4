"""Somebody is asked to take a seat."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from home.models import User

from ..enums import InvitationState, SeatRole
from .participant import Participant
from .seat import Seat, check_role

# How long the link of an invitation works, counted from the mail that carries it.
LINK_VALID_FOR = timedelta(days=30)


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def pending(self) -> InvitationQuerySet:
        """Those nobody has accepted or called off, with a link that works or an expired one."""
        return self.filter(accepted_at=None, cancelled_at=None)

    def in_state(self, state: str, at: datetime | None = None) -> InvitationQuerySet:
        """Those in one of the states of ``InvitationState`` at a moment (now)."""
        oldest = (at or timezone.now()) - LINK_VALID_FOR
        return {
            InvitationState.PENDING: self.pending().filter(sent_at__gte=oldest),
            InvitationState.EXPIRED: self.pending().filter(sent_at__lt=oldest),
            InvitationState.ACCEPTED: self.exclude(accepted_at=None),
            InvitationState.CANCELLED: self.exclude(cancelled_at=None),
        }[InvitationState(state)]


class Invitation(models.Model):
    """Somebody is asked by e-mail to take a seat. Accepting it makes the seat; the row stays as its record.

    One that ``replaces`` a seat is a handover: accepting it ends that seat at the same moment.
    """

    email = models.EmailField(_("e-mail address"))
    participant = models.ForeignKey(
        Participant, verbose_name=_("participant"), on_delete=models.PROTECT, related_name="invitations"
    )
    role = models.CharField(_("role"), max_length=20, choices=SeatRole)
    language = models.CharField(
        _("language of the invitation"),
        max_length=10,
        choices=settings.LANGUAGES,
        default=settings.LANGUAGE_CODE,
    )
    note_verbale = models.CharField(
        _("note verbale"),
        max_length=100,
        blank=True,
        help_text=_("The reference of the note that names the person."),
    )
    until_on = models.DateField(
        _("until"), null=True, blank=True, help_text=_("The seat's last day, or empty.")
    )
    replaces = models.ForeignKey(
        Seat,
        verbose_name=_("replaces"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="handovers",
    )
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    created_at = models.DateTimeField(_("created at"), default=timezone.now, editable=False)
    sent_at = models.DateTimeField(_("last sent at"), default=timezone.now, editable=False)
    accepted_at = models.DateTimeField(_("accepted at"), null=True, blank=True, editable=False)
    cancelled_at = models.DateTimeField(_("called off at"), null=True, blank=True, editable=False)
    seat = models.OneToOneField(
        Seat, null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="invitation"
    )

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                "participant",
                condition=Q(accepted_at=None, cancelled_at=None),
                name="one_open_invitation_an_address_and_participant",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(cancelled_at=None), name="accepted_or_called_off"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email} · {self.participant}"

    def clean(self) -> None:
        super().clean()
        self.email = self.email.strip().lower()
        check_role(self.participant_id, self.role)

    @property
    def state(self) -> InvitationState:
        if self.accepted_at:
            return InvitationState.ACCEPTED
        if self.cancelled_at:
            return InvitationState.CANCELLED
        expired = timezone.now() - self.sent_at > LINK_VALID_FOR
        return InvitationState.EXPIRED if expired else InvitationState.PENDING

    @property
    def is_by_the_holder(self) -> bool:
        """Whether somebody hands over their own seat, and not the Secretariat somebody else's."""
        return self.replaces is not None and self.replaces.user_id == self.invited_by_id

    def is_for(self, person: User) -> bool:
        """Whether the person's account has the address that was invited; its case does not matter."""
        return person.email.lower() == self.email.lower()
