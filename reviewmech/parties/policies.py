"""What the admin's listings ask of invitations: they are looked at and made, and never rewritten."""

from __future__ import annotations

from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from home.models import User

from .models import Invitation
from .permissions import can_give_seats


class InvitationPolicy(ModelPermissionPolicy):
    """An invitation is sent again or called off by its verbs; its row is the record of it."""

    def user_has_permission(self, user: User, action: str) -> bool:
        if action not in {"add", "view"} or (action == "add" and not can_give_seats(user)):
            return False
        return bool(super().user_has_permission(user, action))

    def user_has_any_permission(self, user: User, actions: list[str]) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)


register_permission_policy(Invitation, InvitationPolicy(Invitation))
