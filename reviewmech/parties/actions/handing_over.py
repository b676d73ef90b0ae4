"""Handing a seat over to a successor, without sharing a password."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from home.models import User

from ..models import Invitation, Seat
from ..permissions import can_give_seats, can_hand_over
from ..tasks import mail_handover, mail_invitation
from .inviting import ask
from .seats import hold


def hand_over(
    seat: Seat,
    *,
    email: str,
    language: str,
    note_verbale: str = "",
    until_on: date | None = None,
    by: User,
) -> Invitation:
    """Invite a successor. Nothing changes until they accept; then the seat ends and theirs begins.

    The holder of a seat that leads may do so without the Secretariat, which is told by mail at once and can
    call it off. The holder gives on what they have: not a day more.

    :raises PermissionDenied: ``by`` is neither the holder nor of the Secretariat.
    :raises ValidationError: the seat has ended, the address is the holder's own, or a fact is wrong.
    """
    with transaction.atomic():
        hold(seat.participant_id)
        seat = Seat.objects.select_related("participant", "user").get(pk=seat.pk)
        if not can_hand_over(by, seat):
            raise PermissionDenied
        check_handover(seat, email, until_on, by=by)
        facts = {
            "role": seat.role,
            "language": language,
            "note_verbale": note_verbale,
            "until_on": until_on or seat.until_on,
            "replaces": seat,
        }
        invitation = ask(email, seat.participant, facts, by=by)
        data = {"email": invitation.email, "invitation": invitation.pk}
        log(instance=seat, action="parties.hand_over", user=by, data=data)
    mail_invitation.enqueue(invitation.pk)
    if seat.user_id == by.pk:
        mail_handover.enqueue(invitation.pk, "begun")
    return invitation


def check_handover(seat: Seat, email: str, until_on: date | None, *, by: User) -> None:
    """Refuse what would be no handover, or would outlast the seat. Raises ValidationError."""
    if seat.ended_at is not None:
        raise ValidationError(_("This seat has ended already."))
    if email.strip().lower() == seat.user.email.lower():
        raise ValidationError({"email": _("This is the address of the person who holds the seat.")})
    beyond = seat.until_on and until_on and until_on > seat.until_on
    if beyond and not can_give_seats(by):
        raise ValidationError({"until_on": _("Your seat ends before this day: ask the secretariat.")})
