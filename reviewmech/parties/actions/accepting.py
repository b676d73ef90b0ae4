"""Taking the seat one was invited to, with an account one has or with a new one."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from home.actions import open_account
from home.models import User

from ..models import Invitation, Seat
from ..permissions import can_hand_over
from ..tasks import mail_handover
from .inviting import held_invitation, refuse_closed
from .seats import close, seat_person


def accept_invitation(invitation: Invitation, *, person: User) -> Seat:
    """Give the person the seat of the invitation, from today on.

    In the same moment ends the seat that it replaces, and another one the person holds of the participant.

    :raises PermissionDenied: the account is not that of the address, or is deactivated.
    :raises ValidationError: the invitation is not open any more, its last day is over, or the seat that it
        replaces has ended or is not for the one who hands it over to give any more.
    """
    with transaction.atomic():
        invitation = held_invitation(invitation)
        if not (person.is_active and invitation.is_for(person)):
            raise PermissionDenied
        check_still_stands(invitation)
        if invitation.replaces is not None:
            give_up(invitation.replaces, invitation, by=person)
        for other in Seat.objects.filter(user=person, participant=invitation.participant, ended_at=None):
            close(other, by=person)
        seat = take(invitation, person)
    if invitation.is_by_the_holder:
        mail_handover.enqueue(invitation.pk, "done")
    return seat


def check_still_stands(invitation: Invitation) -> None:
    """Refuse an invitation that is closed, or to a seat whose time is over. Raises ValidationError."""
    refuse_closed(invitation)
    if invitation.until_on and invitation.until_on < timezone.now().date():
        words = _("The seat was until %(day)s. Ask for a new invitation.")
        raise ValidationError(words % {"day": formats.date_format(invitation.until_on)})


def give_up(seat: Seat, invitation: Invitation, *, by: User) -> None:
    """End the seat that is handed over. Raises ValidationError where there is nothing to hand over."""
    holder_may = not invitation.is_by_the_holder or can_hand_over(seat.user, seat)
    if seat.ended_at is not None or not holder_may:
        raise ValidationError(_("The seat that was to be handed over has ended. Ask for a new invitation."))
    close(seat, by=by)


def take(invitation: Invitation, person: User) -> Seat:
    """The new seat, and the invitation as the record of how it came about."""
    seat = seat_person(
        person=person,
        participant=invitation.participant,
        role=invitation.role,
        until_on=invitation.until_on,
        note_verbale=invitation.note_verbale,
    )
    invitation.seat, invitation.accepted_at = seat, timezone.now()
    invitation.save(update_fields=["seat", "accepted_at"])
    data = {"person": person.pk, "participant": invitation.participant.code, "role": invitation.role}
    log(instance=invitation, action="parties.accept_invitation", user=person, data=data)
    return seat


def join(invitation: Invitation, *, name: str, language: str, password: str) -> User:
    """Open an account for the invited address, whose owner the mailed link proves, and take the seat.

    :raises ValidationError: there is such an account by now, or as in ``accept_invitation``.
    """
    with transaction.atomic():
        person = open_account(email=invitation.email, name=name, language=language, password=password)
        accept_invitation(invitation, person=person)
    return person
