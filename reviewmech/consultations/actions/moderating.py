"""Verbs of moderators. They never touch the words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from home.models import User

from ..enums import CommentStatus
from ..models import Comment, ReturnReason
from ..permissions import can_moderate
from .found import WrongState, locked


@transaction.atomic
def publish_comment(comment: Comment, *, by: User, at: datetime | None = None) -> Comment:
    """Show a submitted comment, as of ``at`` (now), to everybody who may read the consultation."""
    comment = _in_queue(comment, by)
    comment.status, comment.published_at = CommentStatus.PUBLISHED, at or timezone.now()
    comment.decided_by = by
    comment.save(update_fields=["status", "published_at", "decided_by"])
    log(
        instance=comment,
        action="consultations.publish",
        user=by,
        data={"version": comment.submitted_version.number},
    )
    return comment


def publish_comments(comments: Iterable[Comment], *, by: User) -> tuple[list[Comment], list[Comment]]:
    """Publish those that are in the queue: those published, and those that somebody else had dealt with.

    Each is published by itself, in an order that is always the same: two who do this at once with the same
    comments do not stop each other.
    """
    if not can_moderate(by):
        raise PermissionDenied
    published, missed = [], []
    for comment in sorted(comments, key=lambda row: row.pk):
        try:
            published.append(publish_comment(comment, by=by))
        except WrongState:
            missed.append(comment)
    return published, missed


@transaction.atomic
def return_comment(
    comment: Comment, *, reason: ReturnReason, text: str, by: User, at: datetime | None = None
) -> Comment:
    """Give a submitted comment back to its author, with a listed reason and a text."""
    comment = _in_queue(comment, by)
    version = comment.submitted_version
    version.returned_at, version.return_reason, version.return_text = at or timezone.now(), reason, text
    version.save(update_fields=["returned_at", "return_reason", "return_text"])
    comment.status, comment.decided_by = CommentStatus.RETURNED, by
    comment.save(update_fields=["status", "decided_by"])
    log(instance=comment, action="consultations.return", user=by, data={"reason": reason.code, "text": text})
    return comment


@transaction.atomic
def take_down_comment(
    comment: Comment, *, reason: ReturnReason, by: User, at: datetime | None = None
) -> Comment:
    """Remove a published comment from public view: its number and the listed reason are all that stays."""
    if not can_moderate(by):
        raise PermissionDenied
    comment = locked(comment)
    if not comment.is_published:
        raise WrongState(_("This comment is not published: somebody else has dealt with it."))
    comment.status, comment.taken_down_at = CommentStatus.TAKEN_DOWN, at or timezone.now()
    comment.taken_down_reason, comment.decided_by = reason, by
    comment.save(update_fields=["status", "taken_down_at", "taken_down_reason", "decided_by"])
    log(instance=comment, action="consultations.take_down", user=by, data={"reason": reason.code})
    return comment


def _in_queue(comment: Comment, by: User) -> Comment:
    if not can_moderate(by):
        raise PermissionDenied
    comment = locked(comment)
    if comment.status != CommentStatus.SUBMITTED:
        raise WrongState(_("This comment is no longer in the queue: somebody else has dealt with it."))
    return comment
