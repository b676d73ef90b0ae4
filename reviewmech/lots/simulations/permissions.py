"""Who may have draws simulated, and show what came out."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser

from home.models import User

Person = User | AnonymousUser


def can_simulate(user: Person) -> bool:
    """May this person begin a simulation, cancel it and start it again?"""
    return user.has_perm("lots.add_simulation")


def can_see_simulations(user: Person) -> bool:
    """May this person read simulations in the admin?"""
    return can_simulate(user) or user.has_perm("lots.view_simulation") or can_show_simulation(user)


def can_show_simulation(user: Person) -> bool:
    """May this person say that a simulation is shown to the public?"""
    return user.has_perm("lots.change_simulation")
