"""Verbs of moderators. They never touch the words."""

from __future__ import annotations

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


def _in_queue(comment: Comment, by: User) -> Comment:
    if not can_moderate(by):
        raise PermissionDenied
    comment = locked(comment)
    if comment.status != CommentStatus.SUBMITTED:
        raise WrongState(_("This comment is no longer in the queue: somebody else has dealt with it."))
    return comment
