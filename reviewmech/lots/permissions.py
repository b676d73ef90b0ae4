"""Who may do what with lists and draws, when.

Three permissions of their own lead from a draft to a result: to seal, to draw, to confirm. Who has drawn
never confirms the same draw, whatever rights the person has, superusers too: a result that one person alone
can make and confirm is a result that nobody else has looked at.
"""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser

from home.models import User

from .enums import DrawKind, DrawState, EventKind
from .models import Draw

Person = User | AnonymousUser


def can_add_parties(user: Person) -> bool:
    """May this person make lists of parties?"""
    return bool(user.has_perm("lots.add_partieslist"))


def can_prepare(user: Person, draw: Draw) -> bool:
    """May this person change what will be sealed?"""
    return draw.state == DrawState.DRAFT and bool(user.has_perm("lots.change_draw"))


def can_seal(user: Person, draw: Draw) -> bool:
    return draw.state == DrawState.DRAFT and bool(user.has_perm("lots.seal_draw"))


def can_hold(user: Person, draw: Draw) -> bool:
    """May this person enter the seed, which draws the lots?"""
    return draw.state == DrawState.SEALED and bool(user.has_perm("lots.hold_draw"))


def can_confirm(user: Person, draw: Draw) -> bool:
    if draw.state != DrawState.DRAWN or draw.kind != DrawKind.OFFICIAL:
        return False
    return bool(user.has_perm("lots.confirm_draw")) and not has_drawn(user, draw)


def can_supersede(user: Person, draw: Draw) -> bool:
    drawn = draw.state in {DrawState.DRAWN, DrawState.CONFIRMED}
    return drawn and bool(user.has_perm("lots.confirm_draw"))


def has_drawn(user: Person, draw: Draw) -> bool:
    """Whether it was this person who entered the seed."""
    drawn = draw.events.filter(kind=EventKind.DRAWN)
    return user.pk is not None and drawn.filter(person=user.pk).exists()
