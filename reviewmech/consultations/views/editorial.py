"""Many small corrections at once: a table of paragraphs, kept as drafts of the type editorial.

Nothing on this page needs a script: more rows, and the words as they stand, come with the page sent again.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext, override
from django.utils.translation import gettext as _

from ..actions import save_comments_once
from ..editorial import (
    MOST_ROWS,
    ROWS,
    EditorialForm,
    EditorialRow,
    paragraph_choices,
    row_count,
    typed_rows,
)
from ..enums import CommentStatus, CommentType
from ..models import Comment, DraftLanguage, ParagraphText, Round
from ..permissions import speakers
from .found import draft_or_404, missing_language, released_versions
from .guards import signed_in, words_back
from .inviting import current_round
from .late import tell_late
from .reading import draft_context
from .speaker import preset_speaker
from .writing import refusal, why_not

Texts = dict[int, ParagraphText]


@signed_in
def batch(request: HttpRequest, code: str, number: int) -> HttpResponse:
    draft = draft_or_404(request, code, number)
    version = released_versions(draft).get(get_language())
    if version is None:
        return missing_language(request, draft)
    round_ = current_round(draft, request.user)
    if round_ is None:
        raise Http404
    participants = speakers(request.user, round_)
    if not participants.exists():
        return refusal(request)
    if request.method != "POST" and (reason := why_not(round_, None)):
        messages.warning(request, reason)
        return redirect("consultations:draft", code, number)
    who = {"participants": participants, "speaker": preset_speaker(request, round_, participants)}
    texts = texts_of(version, round_)
    if request.method != "POST" or request.POST.get("action") in {"more", "fill"}:
        return again(request, round_, texts, who)
    return answer(request, round_, texts, EditorialForm(request.POST, **who))


def texts_of(version: DraftLanguage, round_: Round) -> Texts:
    """The paragraphs open for comment by position, in the order of the text."""
    rows = version.texts.select_related("paragraph", "draft_language").order_by("paragraph__position")
    return {row.paragraph.position: row for row in rows if round_.takes(row.paragraph)}


def again(request: HttpRequest, round_: Round, texts: Texts, who: dict[str, Any]) -> HttpResponse:
    """The table as it was typed, unchecked: empty at first, with more rows, or with the words filled in."""
    count = row_count(request.POST)
    typed = typed_rows(request.POST, count)
    if request.POST.get("action") == "fill":
        fill(typed, texts)
    elif request.method == "POST":
        typed += [{} for _row in range(min(ROWS, MOST_ROWS - count))]
    head = EditorialForm(
        initial={name: request.POST[name] for name in ("language", "participant") if name in request.POST},
        **who,
    )
    return page(request, round_, head, table(texts, typed=typed))


def fill(typed: list[dict[str, str]], texts: Texts) -> None:
    """Put the words as they stand where a paragraph was chosen and no other wording typed."""
    current = {str(position): text.plain for position, text in texts.items()}
    for row in typed:
        row["proposed_wording"] = row["proposed_wording"] or current.get(row["paragraph"], "")


def table(texts: Texts, *, typed: list[dict[str, str]] | None = None, data: Any = None) -> list[EditorialRow]:
    count = row_count(data) if typed is None else len(typed)
    choices = paragraph_choices(texts)
    return [
        EditorialRow(data, initial=typed and typed[n], number=n + 1, texts=texts, choices=choices)
        for n in range(count)
    ]


def answer(request: HttpRequest, round_: Round, texts: Texts, head: EditorialForm) -> HttpResponse:
    rows = table(texts, data=request.POST)
    valid = [row.is_valid() for row in rows]
    if head.is_valid() and all(valid):
        filled = [row for row in rows if not row.is_blank]
        if filled:
            return keep(request, round_, head, rows, filled)
        head.add_error(None, _("Fill in at least one row."))
    return page(request, round_, head, rows)


def keep(
    request: HttpRequest,
    round_: Round,
    head: EditorialForm,
    rows: list[EditorialRow],
    filled: list[EditorialRow],
) -> HttpResponse:
    language = head.cleaned_data["language"]
    try:
        kept = save_comments_once(
            [words_of(row, language) for row in filled],
            round_=round_,
            participant=head.cleaned_data["participant"],
            by=request.user,
            type_=CommentType.EDITORIAL,
            language=language,
            read_in=get_language(),
        )
    except PermissionDenied:
        return words_back(request)
    except ValidationError as error:
        head.add_error(None, error.messages)
        return page(request, round_, head, rows)
    return onwards(request, round_, kept)


def words_of(row: EditorialRow, language: str) -> dict[str, Any]:
    """A row as a comment. Where only other words were typed, a standing sentence leads to them."""
    words = row.cleaned_data
    with override(language):
        sentence = _("Editorial change, as proposed.")
    return {
        "paragraph": row.base.paragraph,
        "base": row.base,
        "proposed_wording": words["proposed_wording"],
        "text": words["text"] or sentence,
    }


def onwards(request: HttpRequest, round_: Round, kept: list[Comment]) -> HttpResponse:
    count = len(set(kept))
    if round_.is_over:
        tell_late(request, round_, timezone.now(), several=True)
    else:
        words = ngettext(
            "%(count)d editorial comment is kept as a draft. It has not been submitted.",
            "%(count)d editorial comments are kept as drafts. They have not been submitted.",
            count,
        )
        messages.success(request, words % {"count": count})
    query = {"participant": kept[0].participant.code, "round": round_.pk, "status": CommentStatus.DRAFT.value}
    return redirect(f"{reverse('consultations:own_comments')}?{urlencode(query)}")


def page(request: HttpRequest, round_: Round, head: EditorialForm, rows: list[EditorialRow]) -> HttpResponse:
    draft = round_.draft
    steps = [(_("Editorial comments"), request.path)]
    context = draft_context(draft, released_versions(draft), steps) | {
        "head": head,
        "rows": rows,
        "wrong": sum(len(form.errors) for form in [head, *rows]) if head.is_bound else 0,
        "may_have_more": len(rows) < MOST_ROWS,
        "no_alternates": True,
    }
    return render(request, "consultations/editorial.html", context)
