"""Who may speak for whom, and who says so."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.models import AnonymousUser

from home.models import User

from .models import Participant, Seat


def can_speak_for(user: User | AnonymousUser, participant: Participant, on: date | None = None) -> bool:
    """Does this person hold a seat of the participant on a day (today, UTC)?

    A seat is the only way: an administrator gives seats, and speaks for nobody.
    """
    if not user.is_authenticated:
        return False
    return Seat.objects.filter(user=user, participant=participant).current(on).exists()


def can_give_seats(user: User | AnonymousUser) -> bool:
    """May this person let others speak for a participant?"""
    return user.has_perm("parties.add_seat")
