from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TranslationConfig(AppConfig):
    name = "reviewmech.translation"
    label = "translation"
    verbose_name = _("Translation")

    def ready(self) -> None:
        from . import signals  # noqa: F401 (connects itself, once the models are there)
