"""Taking back what a moderator decided last. Both steps stay in the log."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from home.models import User

from ..enums import DECIDED, AppealOutcome, CommentStatus
from ..models import Appeal, Comment
from ..permissions import can_moderate
from .found import WrongState, locked


@transaction.atomic
def undo_decision(comment: Comment, *, by: User) -> Comment:
    """Make it as it was before the last decision, be that one on the comment or on an appeal.

    A publication or a return leads back to the queue, a take-down to publication, an answer to an appeal to
    the appeal. Raises PermissionDenied, WrongState where nothing can be undone, and ValidationError for who
    may not undo this decision.
    """
    if not can_moderate(by):
        raise PermissionDenied
    comment = locked(comment)
    if comment.status not in DECIDED:
        raise WrongState(_("There is no decision on this comment to undo."))
    appeal = Appeal.objects.filter(comment=comment).first()
    if appeal:
        appeal.comment = comment
    if appeal and appeal.awaits_decision:
        raise WrongState(_("An appeal against this decision is waiting: decide on it instead."))
    if appeal and appeal.is_last_decision:
        return _undo_answer(comment, appeal, by)
    action, data = UNDO[comment.status](comment)
    log(instance=comment, action=action, user=by, data=data)
    return comment


Undone = tuple[str, dict[str, object]]


def _undo_publish(comment: Comment) -> Undone:
    comment.status, comment.published_at, comment.decided_by = CommentStatus.SUBMITTED, None, None
    comment.save(update_fields=["status", "published_at", "decided_by"])
    return "consultations.undo_publish", {}


def _undo_return(comment: Comment) -> Undone:
    """Only until the author has taken the comment up: two sets of words would be in hand at once."""
    version = comment.submitted_version
    if comment.newest_version != version:
        raise WrongState(_("The author has taken the comment up again: the return stands."))
    data = {"reason": version.return_reason.code, "text": version.return_text}
    version.returned_at, version.return_reason, version.return_text = None, None, ""
    version.save(update_fields=["returned_at", "return_reason", "return_text"])
    comment.status, comment.decided_by = CommentStatus.SUBMITTED, None
    comment.save(update_fields=["status", "decided_by"])
    return "consultations.undo_return", data


def _undo_take_down(comment: Comment) -> Undone:
    """Who took it down stays on record, should an appeal against that decision be looked at again."""
    data = {"reason": comment.taken_down_reason.code}
    comment.status, comment.taken_down_at, comment.taken_down_reason = CommentStatus.PUBLISHED, None, None
    comment.save(update_fields=["status", "taken_down_at", "taken_down_reason"])
    return "consultations.undo_take_down", data


UNDO: dict[str, Callable[[Comment], Undone]] = {
    CommentStatus.PUBLISHED: _undo_publish,
    CommentStatus.RETURNED: _undo_return,
    CommentStatus.TAKEN_DOWN: _undo_take_down,
}


def _undo_answer(comment: Comment, appeal: Appeal, by: User) -> Comment:
    """The appeal waits again, and so does the decision it is against; its facts were kept for that."""
    if comment.decided_by_id == by.pk:
        raise ValidationError(_("The appeal was against your own decision: somebody else undoes the answer."))
    if appeal.is_upheld and not appeal.is_against_a_return and comment.taken_down_reason is None:
        raise WrongState(_("The comment was taken down once more since: the answer to the appeal stands."))
    data = {"outcome": appeal.outcome, "answer": appeal.answer}
    if appeal.is_upheld:
        comment.status = appeal.against
        comment.published_at = None if appeal.is_against_a_return else comment.published_at
        comment.save(update_fields=["status", "published_at"])
    appeal.outcome, appeal.answer = AppealOutcome.PENDING, ""
    appeal.decided_at = appeal.decided_by = None
    appeal.save(update_fields=["outcome", "answer", "decided_at", "decided_by"])
    log(instance=comment, action="consultations.undo_appeal_decision", user=by, data=data)
    return comment
