"""Reading a draft, one of its paragraphs, and a comment by its permanent address."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ..enums import ParagraphKind
from ..filters import CommentFilter
from ..models import Comment, Draft, DraftLanguage, ParagraphText
from .found import consultation_page, draft_or_404, missing_language, page_or_404, released_versions
from .inviting import Invitation
from .threads import Thread, Unit, by_speaker, cards, link_commented, threads, with_words


@require_safe
def draft(request: HttpRequest, code: str, number: int) -> HttpResponse:
    found = draft_or_404(request, code, number)
    versions = released_versions(found)
    version = versions.get(get_language())
    if version is None:
        return missing_language(request, found)
    invitation = Invitation.to(request, found)
    asked = CommentFilter(request.GET, draft=found, user=request.user)
    by_paragraph = threads(asked)
    texts = version.texts.select_related("paragraph").order_by("paragraph__position")
    units = [unit(found, text, by_paragraph.get(text.paragraph_id), invitation) for text in texts]
    link_commented(units)
    prefetch_related_objects(found.rounds.all(), "participants")
    context = draft_context(found, versions) | {
        "units": units,
        "filter": asked,
        "general": by_paragraph.get(None) or Thread(),
        "rounds": sorted(found.rounds.all(), key=lambda row: row.number),
        "invitation": invitation,
    }
    return render(request, "consultations/draft.html", context)


@require_safe
def place(request: HttpRequest, code: str, number: int, position: int | None = None) -> HttpResponse:
    """A paragraph, or without a position the whole draft, with all its comments, page by page."""
    found = draft_or_404(request, code, number)
    row = None if position is None else get_object_or_404(found.paragraphs, position=position)
    versions = released_versions(found)
    version = versions.get(get_language())
    if version is None:
        return missing_language(request, found)
    text = row and row.texts.select_related("paragraph", "draft_language").get(draft_language=version)
    asked = CommentFilter(request.GET, draft=found, user=request.user)
    comments = cards(by_speaker(asked.comments_and_gaps().filter(paragraph=row)), asked)
    invitation = Invitation.to(request, found)
    context = draft_context(found, versions, [(place_title(text), request.path)]) | {
        "unit": text and unit(found, text, None, invitation),
        "filter": asked,
        "base_query": asked.query,
        "neighbours": commented_neighbours(asked, position or 0, version),
        "invitation": invitation,
        "comment_url": invitation.url(position),
        "page_obj": (page_obj := page_or_404(request, comments)),
        "comments": [comment for comment in page_obj if not comment.is_observer],
        "observers": [comment for comment in page_obj if comment.is_observer],
    }
    return render(request, "consultations/paragraph.html", context)


@require_safe
def comment(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """A comment's permanent address. Of one taken back after its publication only that is told."""
    found = get_object_or_404(
        with_words(Comment.objects.known_to(request.user))
        .select_related("taken_down_reason")
        .prefetch_related("round__draft__language_versions"),
        consultation__code=code,
        number=number,
    )
    of = found.round.draft
    versions = released_versions(of)
    steps = [(_("Comment %(number)s") % {"number": number}, request.path)]
    context = draft_context(of, versions, steps) | {
        "comment": found,
        "text": None if found.is_gone else text_commented_on(found, versions.get(get_language())),
        "alternate_languages": [language for language, _name in settings.LANGUAGES if found.is_published],
    }
    return render(request, "consultations/comment.html", context)


def commented_neighbours(
    asked: CommentFilter, position: int, version: DraftLanguage
) -> tuple[ParagraphText | None, ParagraphText | None]:
    """The paragraphs with comments before and after a position; the whole draft stands at 0."""
    commented = asked.comments().values("paragraph")
    texts = version.texts.select_related("paragraph").filter(paragraph__in=commented)
    before = texts.filter(paragraph__position__lt=position).order_by("-paragraph__position")
    after = texts.filter(paragraph__position__gt=position).order_by("paragraph__position")
    return before.first(), after.first()


def draft_context(
    found: Draft, versions: dict[str, DraftLanguage], steps: list[tuple[str, str]] | None = None
) -> dict[str, Any]:
    """What every page of a draft shows: its title and way from the home page, and the languages there are."""
    page = consultation_page(found)
    version = versions.get(get_language())
    draft_url = reverse("consultations:draft", args=[found.consultation.code, found.number])
    return {
        "draft": found,
        "draft_url": draft_url,
        "language_version": version,
        "title": version.title if version else getattr(page, "title", ""),
        "page": page,
        "crumbs": [(_("Draft %(number)s") % {"number": found.number}, draft_url), *(steps or [])],
        "alternate_languages": list(versions),
    }


def unit(found: Draft, text: ParagraphText, thread: Thread | None, invitation: Invitation) -> Unit:
    position = text.paragraph.position
    return Unit(
        text=text,
        thread=thread or Thread(),
        url=reverse("consultations:paragraph", args=[found.consultation.code, found.number, position]),
        comment_url=invitation.url(position),
    )


def place_title(text: ParagraphText | None) -> str:
    if text is None:
        return _("On the draft as a whole")
    if number := text.paragraph.printed_number:
        return _("Paragraph %(number)s") % {"number": number}
    return text.plain if text.paragraph.kind == ParagraphKind.HEADING else _("Paragraph without a number")


def text_commented_on(found: Comment, version: DraftLanguage | None) -> ParagraphText | None:
    """The paragraph in the reader's language; where there is none, the words that the author read."""
    if found.paragraph is None:
        return None
    rows = ParagraphText.objects.filter(paragraph=found.paragraph).select_related(
        "paragraph", "draft_language"
    )
    return (
        rows.filter(draft_language=version).first() or rows.filter(pk=found.submitted_version.base_id).first()
    )
