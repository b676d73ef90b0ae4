"""Whether a text is ready to be released, language by language, and the release itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from home.models import User
from reviewmech.translation.missing import is_outdated, missing_segments

from .models import Consultation, ConsultationPage, Draft, DraftLanguage, Paragraph, ParagraphText
from .models.draft import text_hash
from .permissions import can_release_draft
from .text import Unit, working_units


@dataclass
class LanguageCheck:
    """One language of a release: its live page, its units, and what stands in the way."""

    language: str
    native_name: str
    page: Any = None
    units: list[Unit] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def is_ready(self) -> bool:
        return not self.problems

    @property
    def is_source(self) -> bool:
        return self.language == settings.LANGUAGE_CODE


def check_release(consultation: Consultation) -> list[LanguageCheck]:
    """The six languages of a consultation as the live pages have them now, the source first."""
    pages = ConsultationPage.objects.filter(translation_key=consultation.key, live=True).select_related(
        "locale"
    )
    by_language = {page.locale.language_code: page for page in pages}
    names = sorted(settings.LANGUAGES, key=lambda language: language[0] != settings.LANGUAGE_CODE)
    checks = [LanguageCheck(code, name, by_language.get(code)) for code, name in names]
    source = checks[0]
    for check in checks:
        if check.page is None:
            check.problems.append(_("The page is not published in this language."))
            continue
        check.units = working_units(check.page)
        check.problems += (
            _problems_of_source(check) if check.is_source else _problems_of_translation(check, source)
        )
    return checks


def _problems_of_source(check: LanguageCheck) -> list[str]:
    problems = [] if check.units else [_("The working text is empty.")]
    return problems + _empty_units(check)


def _problems_of_translation(check: LanguageCheck, source: LanguageCheck) -> list[str]:
    problems = []
    if [unit.anchor for unit in check.units] != [unit.anchor for unit in source.units]:
        problems.append(
            _("The blocks are not those of the source in the source's order: sync and publish it again.")
        )
    if missing := len(missing_segments(check.page)):
        problems.append(
            _("Segments without a translation, or with an error: %(number)s.") % {"number": missing}
        )
    if is_outdated(check.page):
        problems.append(_("The source changed after this translation was published."))
    return problems + _empty_units(check)


def _empty_units(check: LanguageCheck) -> list[str]:
    return [
        _("Block %(position)s has no words.") % {"position": position}
        for position, unit in enumerate(check.units, start=1)
        if not unit.plain
    ]


@transaction.atomic
def release_draft(
    consultation: Consultation, *, by: User, absent: dict[str, str] | None = None, at: datetime | None = None
) -> Draft:
    """Freeze the live working text as the next draft, released at ``at`` (now).

    ``absent`` gives, for each language that is left out, the reason readers will see; the source cannot be
    left out. Raises PermissionDenied, and ValidationError with a list of what is missing.
    """
    if not can_release_draft(by):
        raise PermissionDenied
    at = at or timezone.now()
    absent = {language: reason.strip() for language, reason in (absent or {}).items() if reason.strip()}
    # Two releases at once must not take the same number.
    Consultation.objects.select_for_update().get(pk=consultation.pk)
    checks = check_release(consultation)
    _refuse_unless_ready(checks, absent)
    draft = Draft.objects.create(
        consultation=consultation, number=consultation.drafts.count() + 1, released_at=at, released_by=by
    )
    source = checks[0]
    paragraphs = [_paragraph(draft, unit, position) for position, unit in enumerate(source.units, start=1)]
    for check in checks:
        if check.language in absent:
            DraftLanguage.objects.create(
                draft=draft, language=check.language, absence_reason=absent[check.language]
            )
        else:
            _freeze(draft, check, paragraphs)
    log(instance=consultation, action="consultations.release", user=by, data={"draft": draft.number})
    return draft


def _refuse_unless_ready(checks: list[LanguageCheck], absent: dict[str, str]) -> None:
    problems = [
        f"{check.native_name}: {problem}"
        for check in checks
        if check.is_source or check.language not in absent
        for problem in check.problems
    ]
    if problems:
        raise ValidationError(problems)


def _paragraph(draft: Draft, unit: Unit, position: int) -> Paragraph:
    return Paragraph.objects.create(
        draft=draft,
        anchor=unit.anchor,
        kind=unit.kind,
        printed_number=unit.printed_number,
        level=unit.level,
        position=position,
    )


def _freeze(draft: Draft, check: LanguageCheck, paragraphs: list[Paragraph]) -> None:
    words = list(zip(paragraphs, [unit.html for unit in check.units], strict=True))
    version = DraftLanguage.objects.create(
        draft=draft,
        language=check.language,
        title=check.page.title,
        released_at=draft.released_at,
        unofficial=not check.is_source,
        sha256=text_hash(check.page.title, words),
    )
    for paragraph, unit in zip(paragraphs, check.units, strict=True):
        ParagraphText.objects.create(
            paragraph=paragraph, draft_language=version, html=unit.html, plain=unit.plain
        )
