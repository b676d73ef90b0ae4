"""What this room registers with Wagtail. Registrations only."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry

from . import searching
from .simulations import logged
from .viewsets import LotsGroup

hooks.register("register_search_source", searching.draws, order=3)
hooks.register("register_log_actions", logged.register_log_actions)


@hooks.register("register_admin_viewset")
def register_viewsets() -> LotsGroup:
    return LotsGroup()


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    actions.register_action("lots.add_parties", _("Make a list of parties"), _("Made the list of parties"))
    actions.register_action("lots.seal", _("Seal a drawing of lots"), _("Sealed the drawing of lots"))
    actions.register_action("lots.draw", _("Draw the lots"), _("Drew the lots"))
    actions.register_action("lots.confirm", _("Confirm a draw"), _("Confirmed the draw"))
    actions.register_action("lots.supersede", _("Supersede a draw"), _("Superseded the draw"))
