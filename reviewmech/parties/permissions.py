"""Who may speak for whom, and who says so."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.contrib.auth.models import AnonymousUser

from home.models import User

from .enums import LEADING, VERIFYING, WRITING, SeatRole
from .models import Participant, Seat

Person = User | AnonymousUser


def has_seat(
    user: Person,
    participant: Participant,
    on: date | None = None,
    *,
    roles: Iterable[str] = SeatRole.values,
) -> bool:
    """Does this person hold a seat of the participant on a day (today, UTC), in one of some roles (any)?

    A seat is the only way: an administrator gives seats, and speaks for nobody.
    """
    if not user.is_authenticated:
        return False
    seats = Seat.objects.filter(user=user, participant=participant, role__in=list(roles))
    return seats.current(on).exists()


def can_write_for(user: Person, participant: Participant, on: date | None = None) -> bool:
    """May this person draft for the participant? Everybody of its delegation but the observers."""
    return has_seat(user, participant, on, roles=WRITING)


def can_verify_for(user: Person, participant: Participant, on: date | None = None) -> bool:
    """May this person say that a draft is ready to be submitted?"""
    return has_seat(user, participant, on, roles=VERIFYING)


def can_speak_for(user: Person, participant: Participant, on: date | None = None) -> bool:
    """May this person submit for the participant, and take back what was submitted?"""
    return has_seat(user, participant, on, roles=LEADING)


def can_give_seats(user: Person) -> bool:
    """May this person let others speak for any participant?"""
    return bool(user.has_perm("parties.add_seat"))
