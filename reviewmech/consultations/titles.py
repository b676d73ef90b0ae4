"""Consultations by the titles of their pages, for the admin: nobody there knows them by their codes."""

from __future__ import annotations

from django.conf import settings
from django.db.models import CharField, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import get_language

from .models import Consultation, ConsultationPage


def title_of(consultation: str = "") -> Coalesce:
    """The title in the language of who looks, else in the source's; the code while there is no page.

    ``consultation`` is the way to it from the row that is annotated, with its underscores: ``round__``.
    """
    pages = ConsultationPage.objects.filter(translation_key=OuterRef(f"{consultation}key")).values("title")
    languages = dict.fromkeys([get_language() or settings.LANGUAGE_CODE, settings.LANGUAGE_CODE])
    titles = [Subquery(pages.filter(locale__language_code=language)[:1]) for language in languages]
    return Coalesce(*titles, F(f"{consultation}code"), output_field=CharField())


def with_titles(consultations: QuerySet[Consultation]) -> QuerySet[Consultation]:
    return consultations.annotate(title=title_of())
