"""Names in the six languages on one row, for things every foreign key must hit once."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext_lazy as _


class NamedInSixLanguages(models.Model):
    """``name`` is the name in the reader's language, the English one where that is empty."""

    name_ar = models.CharField(_("name in Arabic"), max_length=200, blank=True)
    name_zh_hans = models.CharField(_("name in Chinese"), max_length=200, blank=True)
    name_en = models.CharField(_("name in English"), max_length=200)
    name_fr = models.CharField(_("name in French"), max_length=200, blank=True)
    name_ru = models.CharField(_("name in Russian"), max_length=200, blank=True)
    name_es = models.CharField(_("name in Spanish"), max_length=200, blank=True)

    NAME_FIELDS = tuple(f"name_{code.replace('-', '_')}" for code, _native in settings.LANGUAGES)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return self.name_in(get_language() or settings.LANGUAGE_CODE)

    def name_in(self, language: str) -> str:
        """The name in ``language``, a code of settings.LANGUAGES; English where there is none."""
        return getattr(self, f"name_{language.replace('-', '_')}", "") or self.name_en


def listed(words: Iterable[object]) -> str:
    """Names one after the other, with the comma of the language that is active."""
    return pgettext("between two things", ", ").join(map(str, words))
