"""Verbs about participants: they check, change and log."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from wagtail.log_actions import log

from home.models import User

from .enums import ParticipantKind, SeatRole
from .models import Participant, Seat
from .permissions import can_give_seats


def seat_person(
    *,
    person: User,
    participant: Participant,
    role: str | None = None,
    from_on: date | None = None,
    until_on: date | None = None,
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
