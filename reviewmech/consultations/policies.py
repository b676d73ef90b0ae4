"""What the admin's listings ask: the predicates of permissions.py in the words of Wagtail's policies."""

from __future__ import annotations

from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from home.models import User

from .models import Comment, Consultation
from .permissions import can_moderate, can_open_round, can_release_draft


class ConsultationPolicy(ModelPermissionPolicy):
    """Whoever may release or open may look and set the audience. Rows come and go with nobody's click."""

    def user_has_permission(self, user: User, action: str) -> bool:
        return action in {"view", "change"} and (can_release_draft(user) or can_open_round(user))

    def user_has_any_permission(self, user: User, actions: list[str]) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)


class QueuePolicy(ModelPermissionPolicy):
    """Moderators look; the words of a comment are nobody's to add, change or delete."""

    def user_has_permission(self, user: User, action: str) -> bool:
        return action == "view" and can_moderate(user)

    def user_has_any_permission(self, user: User, actions: list[str]) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)


register_permission_policy(Consultation, ConsultationPolicy(Consultation))
register_permission_policy(Comment, QueuePolicy(Comment))
