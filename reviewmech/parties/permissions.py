"""Who may speak for whom, and who says so."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.contrib.auth.models import AnonymousUser

from home.models import User

from .enums import FOLLOWING, LEADING, VERIFYING, WRITING, SeatRole
from .models import Invitation, Participant, Seat

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


def can_invite(user: Person, participant: Participant, role: str) -> bool:
    """May this person ask others to take a seat in this role? Who leads may, below their own role."""
    return can_give_seats(user) or (role in FOLLOWING and can_speak_for(user, participant))


def can_end_seat(user: Person, seat: Seat) -> bool:
    """May this person take the seat away? Who leads may, from those who do not; nobody from themselves."""
    return can_give_seats(user) or (seat.role in FOLLOWING and can_speak_for(user, seat.participant))


def can_hand_over(user: Person, seat: Seat) -> bool:
    """May this person name a successor? Whoever leads may for the own seat, as long as it is held."""
    if can_give_seats(user):
        return True
    own = user.is_authenticated and seat.user_id == user.pk and seat.ended_at is None
    return own and seat.role in LEADING and can_speak_for(user, seat.participant)


def can_manage_invitation(user: Person, invitation: Invitation) -> bool:
    """May this person send the invitation again, change it or call it off?

    A handover that the Secretariat began is not for the holder of the seat to stop.
    """
    if can_give_seats(user):
        return True
    if invitation.replaces is not None:
        return invitation.invited_by_id == user.pk and can_hand_over(user, invitation.replaces)
    return can_invite(user, invitation.participant, invitation.role)
