"""The verbs of the room. Each one checks, changes, logs and returns."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from home.models import User
from reviewmech.parties.models import Participant
from reviewmech.parties.permissions import can_speak_for

from .enums import GONE, PRIVATE, CommentStatus
from .models import (
    Comment,
    CommentVersion,
    Consultation,
    Draft,
    Paragraph,
    ParagraphText,
    ReturnReason,
    Round,
    RoundPeriod,
)
from .permissions import can_change_words, can_moderate, can_open_round, can_withdraw


class RoundClosed(ValidationError):  # noqa: N818 (named for what happened, as Django names DoesNotExist)
    """The round was not open at the moment of submission."""


class WrongState(ValidationError):  # noqa: N818 (the same)
    """Somebody else was there first: the comment is not in a state that allows this."""


@transaction.atomic
def open_round(draft: Draft, *, zone: str, opens_at: datetime, closes_at: datetime, by: User) -> Round:
    """Announce the next round of comments on a draft, for one period.

    Raises PermissionDenied, and ValidationError for a period or zone that cannot be.
    """
    if not can_open_round(by):
        raise PermissionDenied
    # Two people at once must not take the same number.
    Consultation.objects.select_for_update().get(pk=draft.consultation_id)
    number = (draft.rounds.aggregate(Max("number"))["number__max"] or 0) + 1
    round_ = Round(draft=draft, number=number, zone=zone)
    round_.full_clean()
    round_.save()
    period = RoundPeriod(round=round_, opens_at=opens_at, closes_at=closes_at)
    period.full_clean()
    period.save()
    log(
        instance=round_, action="consultations.open_round", user=by, data={"closes_at": closes_at.isoformat()}
    )
    return round_


@transaction.atomic
def save_comment(  # noqa: PLR0913 (the columns of a comment table, each by name)
    *,
    round_: Round,
    paragraph: Paragraph | None,
    participant: Participant,
    by: User,
    type_: str,
    language: str,
    text: str,
    base: ParagraphText | None = None,
    proposed_wording: str = "",
    comment: Comment | None = None,
) -> Comment:
    """Keep the words of a new comment, or of one that is a draft or was returned. Nobody else sees them.

    Nor does the log tell of it: who reads the log would learn that a delegation is writing.
    ``base`` holds the words that were read; ``paragraph`` None means the whole text. Raises PermissionDenied.
    """
    if comment is None:
        if not can_speak_for(by, participant):
            raise PermissionDenied
        comment = Comment(
            consultation=round_.draft.consultation, round=round_, paragraph=paragraph, participant=participant
        )
        comment.full_clean()
        comment.save()
    else:
        comment = _locked(comment)
        if not can_change_words(by, comment) or not can_speak_for(by, participant):
            raise PermissionDenied
        _change_speaker(comment, participant)
    version = comment.pending_version or CommentVersion(comment=comment, number=_next_version(comment))
    version.type, version.language, version.text = type_, language, text
    version.base, version.proposed_wording = base, proposed_wording
    version.written_by, version.saved_at = by, timezone.now()
    version.full_clean()
    version.save()
    return comment


@transaction.atomic
def save_comment_once(
    *, comment: Comment | None, by: User, participant: Participant, **words: Any
) -> Comment:
    """``save_comment`` for a form that may be sent twice: the same words in one place are one comment."""
    if comment is None:
        # The second sender waits here for the first.
        Participant.objects.select_for_update(no_key=True).get(pk=participant.pk)
        comment = _same(by, participant, **words)
        if comment:
            return comment
    return save_comment(comment=comment, by=by, participant=participant, **words)


def _same(
    by: User,
    participant: Participant,
    *,
    round_: Round,
    paragraph: Paragraph | None,
    type_: str,
    **words: Any,
) -> Comment | None:
    versions = CommentVersion.objects.filter(written_by=by, type=type_, **words)
    comments = Comment.objects.filter(round=round_, paragraph=paragraph, participant=participant)
    return comments.exclude(status__in=GONE).filter(versions__in=versions).order_by("pk").first()


def _change_speaker(comment: Comment, participant: Participant) -> None:
    """Until it has a number, a comment may still be spoken by another participant of the same person."""
    if participant == comment.participant:
        return
    if comment.status not in PRIVATE:
        raise ValidationError({"participant": _("A submitted comment stays with its participant.")})
    comment.participant = participant
    comment.full_clean()
    comment.save(update_fields=["participant"])


def _next_version(comment: Comment) -> int:
    return (comment.versions.aggregate(Max("number"))["number__max"] or 0) + 1


def _locked(comment: Comment) -> Comment:
    """The comment as it is now, kept from others until the transaction ends.

    Locked first and read then: what is joined to a row that had to be waited for is of before the wait.
    """
    if Comment.objects.select_for_update().filter(pk=comment.pk).first() is None:
        raise WrongState(_("The draft was deleted."))
    related = ["participant", "consultation", "round__draft__consultation", "submitted_version", "paragraph"]
    return Comment.objects.select_related(*related).get(pk=comment.pk)


@transaction.atomic
def submit_comment(comment: Comment, *, by: User, at: datetime | None = None) -> Comment:
    """Send a comment to the Secretariat: from now on its words stand, and it has a number.

    Raises PermissionDenied, WrongState, and RoundClosed if the round is not open at ``at`` (now).
    """
    comment, at = _locked(comment), at or timezone.now()
    if not can_speak_for(by, comment.participant):
        raise PermissionDenied
    if not comment.consultation.may_be_spoken_in_by(comment.participant):
        raise PermissionDenied
    version = comment.pending_version
    if not comment.is_editable or version is None:
        raise WrongState(_("This comment has been submitted already."))
    if not comment.round.is_open(at):
        raise RoundClosed(
            _("The round is not open: the comment was kept as a draft and has not been submitted.")
        )
    version.submitted_at = at
    version.save(update_fields=["submitted_at"])
    comment.number = comment.number or comment.consultation.next_comment_number()
    comment.submitted_version, comment.status = version, CommentStatus.SUBMITTED
    comment.save(update_fields=["number", "submitted_version", "status"])
    data = {"version": version.number, "written_by": version.written_by_id}
    log(instance=comment, action="consultations.submit", user=by, data=data)
    return comment


@transaction.atomic
def withdraw_comment(comment: Comment, *, by: User) -> Comment:
    """Take a submitted comment back while the round is open. The number stays its own."""
    comment = _locked(comment)
    if not can_speak_for(by, comment.participant):
        raise PermissionDenied
    if not can_withdraw(by, comment):
        raise WrongState(_("Comments can be withdrawn while their round is open."))
    comment.status = CommentStatus.WITHDRAWN
    comment.save(update_fields=["status"])
    log(instance=comment, action="consultations.withdraw", user=by)
    return comment


@transaction.atomic
def discard_draft(comment: Comment, *, by: User) -> None:
    """Delete a comment that was never submitted."""
    comment = _locked(comment)
    if not can_speak_for(by, comment.participant):
        raise PermissionDenied
    if comment.status not in PRIVATE or comment.number:
        raise WrongState(_("A submitted comment cannot be deleted; it can be withdrawn."))
    comment.versions.all().delete()
    comment.delete()


@transaction.atomic
def publish_comment(comment: Comment, *, by: User, at: datetime | None = None) -> Comment:
    """Show a submitted comment, as of ``at`` (now), to everybody who may read the consultation."""
    comment = _in_queue(comment, by)
    comment.status, comment.published_at = CommentStatus.PUBLISHED, at or timezone.now()
    comment.save(update_fields=["status", "published_at"])
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
    comment.status = CommentStatus.RETURNED
    comment.save(update_fields=["status"])
    log(instance=comment, action="consultations.return", user=by, data={"reason": reason.code, "text": text})
    return comment


def _in_queue(comment: Comment, by: User) -> Comment:
    if not can_moderate(by):
        raise PermissionDenied
    comment = _locked(comment)
    if comment.status != CommentStatus.SUBMITTED:
        raise WrongState(_("This comment is no longer in the queue: somebody else has dealt with it."))
    return comment
