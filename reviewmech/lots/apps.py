from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LotsConfig(AppConfig):
    name = "reviewmech.lots"
    label = "lots"
    verbose_name = _("Drawing of lots")

    def ready(self) -> None:
        from . import checks, policies  # noqa: F401 (registers the check and the policies)
