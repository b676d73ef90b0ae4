"""What a consultation is called in a reader's language."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.conf import settings

from ..models import Consultation, ConsultationPage, DraftLanguage


@dataclass(frozen=True)
class Title:
    """``language`` is that of the words: the source language where the reader's has none."""

    words: str
    language: str


def titles(consultations: Collection[int], language: str) -> dict[int, Title]:
    """By consultation: its public page's title, or that of its newest draft. One without either is absent.

    The same number of queries for any number of consultations.
    """
    languages = (settings.LANGUAGE_CODE, language)
    keys = dict(Consultation.objects.filter(pk__in=consultations).values_list("key", "pk"))
    pages = (
        ConsultationPage.objects.live()
        .public()
        .filter(translation_key__in=keys, locale__language_code__in=languages)
    )
    released = DraftLanguage.objects.filter(
        draft__consultation__in=consultations, language__in=languages, absence_reason=""
    ).order_by("draft__number")
    found: dict[tuple[int, str], str] = {
        (pk, code): title
        for pk, code, title in released.values_list("draft__consultation", "language", "title")
    }
    rows = pages.values_list("translation_key", "locale__language_code", "title")
    found |= {(keys[key], code): title for key, code, title in rows}
    return {
        pk: Title(found[pk, code], code) for code in languages for pk in keys.values() if (pk, code) in found
    }
