"""The comments on a draft as lists: all of them, by participant, and as a file."""

from __future__ import annotations

from django.db.models import Count, F
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from home.spreadsheets import csv_lines
from reviewmech.parties.enums import ParticipantKind
from reviewmech.parties.models import Participant

from ..exports import comment_rows
from ..filters import CommentFilter
from ..models import Comment
from .found import draft_or_404, missing_language, page_or_404, released_versions
from .reading import draft_context
from .threads import cards


@require_safe
def comments(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Every comment on a draft in the order of the text, those on the whole first, page by page."""
    found = draft_or_404(request, code, number)
    versions = released_versions(found)
    if get_language() not in versions:
        return missing_language(request, found)
    asked = CommentFilter(request.GET, draft=found, user=request.user)
    in_order = asked.comments_and_gaps().order_by(
        F("paragraph__position").asc(nulls_first=True), "number", "pk"
    )
    context = draft_context(found, versions, [(_("All comments"), request.path)]) | {
        "filter": asked,
        "base_query": asked.query,
        "page_obj": page_or_404(request, cards(in_order, asked)),
    }
    return render(request, "consultations/comments.html", context)


@require_safe
def participants(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Who has commented on a draft, and how often: States and Regional Groups, and observers apart."""
    found = draft_or_404(request, code, number)
    versions = released_versions(found)
    if get_language() not in versions:
        return missing_language(request, found)
    spoken = Comment.objects.visible_to(request.user).published().filter(round__draft=found)
    counted = spoken.order_by().values_list("participant").annotate(Count("pk"))
    numbers = dict(counted)
    rows = Participant.objects.filter(pk__in=numbers).select_related("group")
    speakers = sorted(((row, numbers[row.pk]) for row in rows), key=lambda pair: pair[0].name)
    context = draft_context(found, versions, [(_("By participant"), request.path)]) | {
        "speakers": [pair for pair in speakers if pair[0].kind != ParticipantKind.ORGANIZATION],
        "observers": [pair for pair in speakers if pair[0].kind == ParticipantKind.ORGANIZATION],
    }
    return render(request, "consultations/participants.html", context)


@require_safe
def export(request: HttpRequest, code: str, number: int) -> HttpResponse | StreamingHttpResponse:
    """The same comments as the list with the same filter, as a file for a spreadsheet."""
    found = draft_or_404(request, code, number)
    asked = CommentFilter(request.GET, draft=found, user=request.user)
    rows = comment_rows(request, asked)
    response = StreamingHttpResponse(csv_lines(rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{code}-{number}-comments.csv"'
    return response
