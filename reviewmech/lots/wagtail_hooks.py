"""What this room registers with Wagtail. Registrations only."""

from wagtail import hooks

from .simulations import logged

hooks.register("register_log_actions", logged.register_log_actions)
