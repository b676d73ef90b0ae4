from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConsultationsConfig(AppConfig):
    name = "reviewmech.consultations"
    label = "consultations"
    verbose_name = _("Consultations")

    def ready(self) -> None:
        from . import policies, signals  # noqa: F401 (registers the policies, connects the receivers)
