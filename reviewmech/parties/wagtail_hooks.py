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
    actions.register_action("parties.end_seat", _("End a seat"), _("Ended the seat"))
    actions.register_action("parties.hand_over", _("Hand a seat over"), _("Began to hand the seat over"))
    actions.register_action("parties.invite", _("Invite to a seat"), _("Invited somebody to a seat"))
    actions.register_action(
        "parties.resend_invitation", _("Send an invitation again"), _("Sent the invitation again")
    )
    actions.register_action(
        "parties.cancel_invitation", _("Call an invitation off"), _("Called the invitation off")
    )
    actions.register_action(
        "parties.accept_invitation", _("Accept an invitation"), _("Accepted the invitation")
    )
