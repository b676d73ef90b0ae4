"""What every view starts with: the draft this reader may see, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.paginator import InvalidPage, Page, Paginator
from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language

from home import missing
from home.addresses import with_prefix

from ..models import Consultation, ConsultationPage, Draft, DraftLanguage, Round

PER_PAGE = 50


def draft_or_404(request: HttpRequest, code: str, number: int) -> Draft:
    drafts = Draft.objects.visible_to(request.user).select_related("consultation")
    return get_object_or_404(
        drafts.prefetch_related("language_versions", Prefetch("rounds", Round.objects.with_moments())),
        consultation__code=code,
        number=number,
    )


def released_versions(draft: Draft) -> dict[str, DraftLanguage]:
    """The languages a draft can be read in. A late language counts, whatever was said of its absence."""
    return {row.language: row for row in draft.language_versions.all() if not row.absence_reason}


def missing_language(request: HttpRequest, draft: Draft) -> HttpResponse:
    """A 404 that says in the reader's language why the text is absent, and offers the others by name."""
    reasons = [row.absence_reason for row in draft.language_versions.all() if row.language == get_language()]
    urls = {code: with_prefix(request.path, code) for code in released_versions(draft)}
    return missing.missing_language(request, urls, next(iter(reasons), ""))


def consultation_page(draft: Draft) -> ConsultationPage | None:
    """The page of a draft's consultation in the reader's language, if there is one: for the breadcrumbs."""
    pages = ConsultationPage.objects.live().public().filter(locale__language_code=get_language())
    return pages.filter(translation_key=draft.consultation.key).first()


def consultation_titles(consultations: Iterable[Consultation]) -> dict[int, str]:
    """Consultation's key in the database -> the title of its page in the reader's language; else its code."""
    found = list(consultations)
    pages = ConsultationPage.objects.live().public().filter(locale__language_code=get_language())
    titles = dict(
        pages.filter(translation_key__in=[row.key for row in found]).values_list("translation_key", "title")
    )
    return {row.pk: titles.get(row.key, row.code) for row in found}


def page_or_404(request: HttpRequest, rows: QuerySet[Any], per_page: int = PER_PAGE) -> Page:
    """The page of a list that the query asks for; a number that is none, or too high, is not found."""
    try:
        return Paginator(rows, per_page).page(request.GET.get("page") or 1)
    except InvalidPage as error:
        raise Http404(str(error)) from error
