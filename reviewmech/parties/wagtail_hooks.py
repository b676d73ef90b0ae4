"""What this room registers with Wagtail. Registrations only."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry

from .viewsets import ParticipantsGroup


@hooks.register("register_admin_viewset")
def register_viewsets() -> ParticipantsGroup:
    return ParticipantsGroup()


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    actions.register_action("parties.seat", _("Give a seat"), _("Gave the person a seat"))
