"""Comments as a file for a spreadsheet, in the columns of the compilation table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db.models import F
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from .filters import CommentFilter
from .models import Comment

AT_A_TIME = 500


def comment_rows(request: HttpRequest, asked: CommentFilter) -> Iterator[list[str]]:
    """The comments a reader has asked for: what the file is and as of when, the columns' heads, the rows."""
    moment = timezone.now()
    head = [
        pgettext("column of a table of comments", "No."),
        _("Paragraph"),
        _("Participant"),
        _("Type"),
        _("Language of the comment"),
        _("State"),
        _("Comment"),
        _("Proposed wording"),
        _("Permanent address"),
    ]
    yield [_("Comments as of %(moment)s UTC") % {"moment": f"{moment:%Y-%m-%d %H:%M}"}]
    yield head
    for comment in in_order(asked):
        yield row(request, comment)


def in_order(asked: CommentFilter) -> Iterable[Comment]:
    comments = asked.comments().order_by(F("paragraph__position").asc(nulls_first=True), "number", "pk")
    comments = comments.select_related("participant", "paragraph", "consultation", "submitted_version")
    return comments.prefetch_related("versions").iterator(chunk_size=AT_A_TIME)


def row(request: HttpRequest, comment: Comment) -> list[str]:
    version = comment.words
    return [
        str(comment.number or ""),
        str(comment.paragraph) if comment.paragraph else _("On the draft as a whole"),
        comment.participant.name,
        version.get_type_display(),
        version.get_language_display(),
        comment.get_status_display(),
        "" if comment.is_gone else version.text,
        "" if comment.is_gone else version.proposed_wording,
        permalink(request, comment),
    ]


def permalink(request: HttpRequest, comment: Comment) -> str:
    if comment.number is None:
        return ""
    place = [comment.consultation.code, comment.number]
    return request.build_absolute_uri(reverse("consultations:comment", args=place))
