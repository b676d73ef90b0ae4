"""Verbs by which words become a participant's: sent to the Secretariat, and taken back."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from home.models import User
from reviewmech.parties.permissions import can_speak_for

from ..enums import SAID, CommentStatus
from ..models import Comment
from ..permissions import can_withdraw
from .endorsing import endorse, refuse_unfinished_circulation
from .found import RoundClosed, WrongState, locked


@transaction.atomic
def submit_comment(
    comment: Comment, *, by: User, at: datetime | None = None, named: Collection[str] = SAID
) -> Comment:
    """Send a comment to the Secretariat: from now on its words stand, and it has a number.

    With words that a Group has circulated goes where each member State stood; ``named`` are the stances
    whose States readers see.
    Raises PermissionDenied, WrongState, and RoundClosed if the round is not open at ``at`` (now).
    """
    at = at or timezone.now()  # before the row is waited for: what counts is when it arrived
    comment = locked(comment)
    if not can_speak_for(by, comment.participant):
        raise PermissionDenied
    if not comment.round.may_be_spoken_in_by(comment.participant):
        raise PermissionDenied
    version = comment.shown_version
    if not comment.is_editable or version.submitted_at:
        raise WrongState(_("This comment has been submitted already."))
    if not comment.round.is_open(at):
        raise RoundClosed(
            _("The round is not open: the comment was kept as a draft and has not been submitted.")
        )
    refuse_unfinished_circulation(comment, at)
    version.submitted_at, version.frozen_at = at, version.frozen_at or at
    version.save(update_fields=["submitted_at", "frozen_at"])
    comment.number = comment.number or comment.consultation.next_comment_number()
    comment.submitted_version, comment.status = version, CommentStatus.SUBMITTED
    comment.save(update_fields=["number", "submitted_version", "status"])
    data = {"version": version.number, "written_by": version.written_by_id}
    if circulations := endorse(comment, named):
        data["circulations"] = circulations
    log(instance=comment, action="consultations.submit", user=by, data=data)
    return comment


@transaction.atomic
def withdraw_comment(comment: Comment, *, by: User) -> Comment:
    """Take a submitted comment back while the round is open. The number stays its own."""
    comment = locked(comment)
    if not can_speak_for(by, comment.participant):
        raise PermissionDenied
    if not can_withdraw(by, comment):
        raise WrongState(_("Comments can be withdrawn while their round is open."))
    comment.status, comment.withdrawn_at = CommentStatus.WITHDRAWN, timezone.now()
    comment.save(update_fields=["status", "withdrawn_at"])
    log(instance=comment, action="consultations.withdraw", user=by)
    return comment
