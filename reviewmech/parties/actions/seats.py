"""Giving somebody a seat, and ending one."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from home.models import User

from ..enums import ParticipantKind, SeatRole
from ..models import Invitation, Participant, Seat
from ..permissions import can_end_seat, can_give_seats


def seat_person(
    *,
    person: User,
    participant: Participant,
    role: str | None = None,
    from_on: date | None = None,
    until_on: date | None = None,
    note_verbale: str = "",
    by: User | None = None,
) -> Seat:
    """Let a person speak for a participant, from a day (today, UTC) until a day, both included.

    The role follows from the participant unless told, and without ``until_on`` there is no end; ``by`` is
    None when a command does it.

    :raises PermissionDenied: ``by`` may not give seats.
    :raises ValidationError: the seat is there already, ends before it begins, or has the wrong role.
    """
    if by is not None and not can_give_seats(by):
        raise PermissionDenied
    seat = Seat(
        user=person,
        participant=participant,
        role=role or role_of(participant),
        note_verbale=note_verbale,
        from_on=from_on or timezone.now().date(),
        until_on=until_on,
    )
    seat.full_clean()
    seat.save()
    log(
        instance=seat,
        action="parties.seat",
        user=by,
        data={"person": person.pk, "participant": participant.code},
    )
    return seat


def role_of(participant: Participant) -> SeatRole:
    """A Regional Group has coordinators, everybody else focal points."""
    return SeatRole.COORDINATOR if participant.kind == ParticipantKind.GROUP else SeatRole.FOCAL_POINT


def end_seat(seat: Seat, *, by: User) -> Seat:
    """Take the seat away, from this moment on; its row stays.

    A handover of it that is under way is called off: nobody passes on what they do not have any more.

    :raises PermissionDenied: ``by`` may not.
    :raises ValidationError: it has ended already.
    """
    with transaction.atomic():
        hold(seat.participant_id)
        seat = Seat.objects.select_related("participant").get(pk=seat.pk)
        if not can_end_seat(by, seat):
            raise PermissionDenied
        if seat.ended_at is not None:
            raise ValidationError(_("This seat has ended already."))
        close(seat, by=by)
        for handover in Invitation.objects.pending().filter(replaces=seat):
            call_off(handover, by=by)
    return seat


def hold(participant_pk: int) -> None:
    """Nobody else changes a seat or an invitation of the participant until the transaction ends.

    One lock for all of them: a handover touches two seats and an invitation, and two people who lock them
    in different order would wait for each other.
    """
    Participant.objects.select_for_update(no_key=True).get(pk=participant_pk)


def close(seat: Seat, *, by: User) -> None:
    """The end of a seat that was looked at."""
    seat.ended_at = timezone.now()
    seat.save(update_fields=["ended_at"])
    data = {"person": seat.user_id, "participant": seat.participant.code, "role": seat.role}
    log(instance=seat, action="parties.end_seat", user=by, data=data)


def call_off(invitation: Invitation, *, by: User | None) -> None:
    """The end of an invitation that is pending."""
    invitation.cancelled_at = timezone.now()
    invitation.save(update_fields=["cancelled_at"])
    log(instance=invitation, action="parties.cancel_invitation", user=by)
