"""Who takes part: participants, and the seats of the people who speak for them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from home.models import User
from home.names import NamedInSixLanguages

from .enums import LEADING, Instrument, InvitationState, ParticipantKind, SeatRole

# How long the link of an invitation works, counted from the mail that carries it.
LINK_VALID_FOR = timedelta(days=30)


class ParticipantQuerySet(models.QuerySet["Participant"]):
    def spoken_for_by(
        self, user: User | AnonymousUser, on: date | None = None, *, roles: Iterable[str] = SeatRole.values
    ) -> ParticipantQuerySet:
        """The participants this person holds a current seat of, in one of some roles (any)."""
        if not user.is_authenticated:
            return self.none()
        seats = Seat.objects.filter(user=user, role__in=list(roles)).current(on)
        return self.filter(pk__in=seats.values("participant"))

    def groups_around(self, user: User | AnonymousUser) -> ParticipantQuerySet:
        """The Regional Groups whose inner life this person shares: as their voice, or as a member State's."""
        mine = self.model.objects.spoken_for_by(user)
        return self.filter(
            Q(pk__in=mine.values("pk")) | Q(pk__in=mine.values("group")), kind=ParticipantKind.GROUP
        )


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


class Membership(models.Model):
    """A State or organization is party to an instrument, from a day on."""

    participant = models.ForeignKey(
        Participant,
        verbose_name=_("participant"),
        on_delete=models.PROTECT,
        related_name="memberships",
        limit_choices_to=~Q(kind=ParticipantKind.GROUP),
    )
    instrument = models.CharField(_("instrument"), max_length=10, choices=Instrument)
    since = models.DateField(_("party since"))
    is_illustrative = models.BooleanField(
        _("illustrative"), default=False, help_text=_("Made up: every page that shows it says so.")
    )

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["participant__name_en", "instrument"]
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "instrument"], name="one_membership_a_participant_and_instrument"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participant} · {self.get_instrument_display()}"

    def clean(self) -> None:
        super().clean()
        if self.participant_id and self.participant.kind == ParticipantKind.GROUP:
            raise ValidationError({"participant": _("A Regional Group is not party to an instrument.")})


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
