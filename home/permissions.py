"""Who may manage whom."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser

from .models import User


def can_manage(user: User | AnonymousUser, person: User) -> bool:
    """May the user change the person's account?

    Only an administrator manages an administrator: who may change an e-mail address may take the account.
    """
    may_change = user.has_perm("home.change_user") or (person.pk is None and user.has_perm("home.add_user"))
    return may_change and (user.is_superuser or not person.is_superuser)
