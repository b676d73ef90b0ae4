from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PartiesConfig(AppConfig):
    name = "reviewmech.parties"
    label = "parties"
    verbose_name = _("Participants")

    def ready(self) -> None:
        from . import policies, signals  # noqa: F401 (registers the policy, connects the receiver)
