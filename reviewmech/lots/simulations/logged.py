"""How the log tells what was done with simulations."""

from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogActionRegistry


def register_log_actions(actions: LogActionRegistry) -> None:
    for name, label, message in (
        ("simulate", _("Begin a simulation"), _("Began the simulation")),
        ("cancel_simulation", _("Cancel a simulation"), _("Cancelled the simulation")),
        ("restart_simulation", _("Start a simulation again"), _("Started the simulation again")),
        ("show_simulation", _("Show a simulation to the public"), _("Showed the simulation to the public")),
        ("hide_simulation", _("Hide a simulation from the public"), _("Hid the simulation from the public")),
    ):
        actions.register_action(f"lots.{name}", label, message)
