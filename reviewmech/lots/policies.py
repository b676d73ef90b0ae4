"""What the admin's listings ask of lists and draws, which is less than rights in general allow."""

from __future__ import annotations

from typing import Any

from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from home.models import User

from .enums import DrawState
from .models import Draw, PartiesList


class PartiesListPolicy(ModelPermissionPolicy):
    """A list is made, looked at and deleted, and never changed, whatever rights a person has."""

    def user_has_permission(self, user: User, action: str) -> bool:
        return action != "change" and bool(super().user_has_permission(user, action))

    def user_has_any_permission(self, user: User, actions: list[str]) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)


class DrawPolicy(ModelPermissionPolicy):
    """Only the draft of a draw is changed and deleted."""

    def user_has_permission_for_instance(self, user: User, action: str, instance: Any) -> bool:
        if action in {"change", "delete"} and instance.state != DrawState.DRAFT:
            return False
        return bool(super().user_has_permission_for_instance(user, action, instance))


register_permission_policy(PartiesList, PartiesListPolicy(PartiesList))
register_permission_policy(Draw, DrawPolicy(Draw))
