"""Verbs about words that have not been sent: nobody outside the delegation learns of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from home.models import User
from reviewmech.parties.models import Participant
from reviewmech.parties.permissions import can_write_for

from ..enums import GONE, PRIVATE, CommentStatus
from ..models import Comment, CommentVersion, Paragraph, ParagraphText, Round
from ..permissions import can_change_words, can_touch_words
from .found import WordsChanged, WrongState, locked


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
    read_in: str = "",
    seen: str = "",
    comment: Comment | None = None,
) -> Comment:
    """Keep the words of a new comment, or of one that is a draft or was returned. Nobody else sees them.

    Nor does the log tell of it: who reads the log would learn that a delegation is writing.
    ``base`` holds the words that were read; ``paragraph`` None means the whole text, read in the language
    ``read_in`` (that of ``base``, or else of the comment). Changed words have to be verified anew.
    ``seen`` is the stamp of the words that were open when the writing began.
    Raises PermissionDenied, and WordsChanged where a colleague has saved other ones since.
    """
    if comment is None:
        if not can_write_for(by, participant):
            raise PermissionDenied
        comment = Comment(
            consultation=round_.draft.consultation, round=round_, paragraph=paragraph, participant=participant
        )
        comment.full_clean()
        comment.save()
    else:
        comment = locked(comment)
        if not can_change_words(by, comment) or not can_write_for(by, participant):
            raise PermissionDenied
        _refuse_over_a_colleagues(comment, by, seen)
        _change_speaker(comment, participant)
        _take_back_verification(comment)
    version = comment.pending_version or CommentVersion(comment=comment, number=_next_version(comment))
    version.type, version.language, version.text = type_, language, text
    version.base, version.proposed_wording = base, proposed_wording
    version.read_in = base.draft_language.language if base else read_in or language
    version.written_by, version.saved_at = by, timezone.now()
    version.verified_at = version.verified_by = None
    version.full_clean()
    version.save()
    return comment


@transaction.atomic
def save_comment_once(
    *, comment: Comment | None, by: User, participant: Participant, **words: Any
) -> Comment:
    """``save_comment`` for a form that may be sent twice: the same words in one place are one comment.

    Circulated words that come back as they were have not changed: the Group need not be asked again.
    """
    if comment is None:
        # The second sender waits here for the first.
        Participant.objects.select_for_update(no_key=True).get(pk=participant.pk)
        comment = _same(by, participant, **words)
        if comment:
            return comment
    elif _stand_circulated(comment, participant, **words):
        return comment
    return save_comment(comment=comment, by=by, participant=participant, **words)


@transaction.atomic
def save_comments_once(rows: Iterable[dict[str, Any]], **same: Any) -> list[Comment]:
    """``save_comment_once`` for several new comments of one sending: all of them are kept, or none.

    ``same`` is what all have in common, a row what is its own.
    """
    return [save_comment_once(comment=None, **same, **row) for row in rows]


def _same(
    by: User,
    participant: Participant,
    *,
    round_: Round,
    paragraph: Paragraph | None,
    type_: str,
    read_in: str = "",
    seen: str = "",
    **words: Any,
) -> Comment | None:
    versions = CommentVersion.objects.filter(written_by=by, type=type_, **words)
    comments = Comment.objects.filter(round=round_, paragraph=paragraph, participant=participant)
    return comments.exclude(status__in=GONE).filter(versions__in=versions).order_by("pk").first()


def _stand_circulated(comment: Comment, participant: Participant, **words: Any) -> bool:
    version = comment.newest_version
    if not comment.is_circulated or version.submitted_at or participant != comment.participant:
        return False
    sent = (words["type_"], words["language"], words["text"], words.get("base"))
    sent += (words.get("proposed_wording", ""),)
    return sent == (version.type, version.language, version.text, version.base, version.proposed_wording)


def _refuse_over_a_colleagues(comment: Comment, by: User, seen: str) -> None:
    newest = comment.newest_version
    if newest is None or newest.written_by_id == by.pk or newest.stamp == (seen or newest.stamp):
        return
    raise WordsChanged(
        _("A colleague has changed this draft since you opened it. Nothing of yours has been saved yet.")
    )


def _change_speaker(comment: Comment, participant: Participant) -> None:
    """Until it has a number, a comment may still be spoken by another participant of the same person."""
    if participant == comment.participant:
        return
    if comment.status not in PRIVATE:
        raise ValidationError({"participant": _("A submitted comment stays with its participant.")})
    if comment.circulated_version:
        raise ValidationError({"participant": _("A circulated comment stays with its Group.")})
    if comment.status == CommentStatus.VERIFIED or comment.shared_at:
        words = _("A comment that was verified or shared stays with its participant.")
        raise ValidationError({"participant": words})
    # What colleagues said of it stays with them.
    comment.opinions.all().delete()
    comment.drawn_from.clear()
    comment.participant = participant
    comment.full_clean()
    comment.save(update_fields=["participant"])


def _take_back_verification(comment: Comment) -> None:
    if comment.status == CommentStatus.VERIFIED:
        comment.status = CommentStatus.DRAFT
        comment.save(update_fields=["status"])


def _next_version(comment: Comment) -> int:
    return (comment.versions.aggregate(Max("number"))["number__max"] or 0) + 1


@transaction.atomic
def discard_draft(comment: Comment, *, by: User) -> None:
    """Delete a comment that was never submitted."""
    comment = locked(comment)
    if not can_touch_words(by, comment):
        raise PermissionDenied
    if comment.status not in PRIVATE or comment.number:
        raise WrongState(_("A submitted comment cannot be deleted; it can be withdrawn."))
    if comment.circulated_version:
        raise WrongState(_("A circulated comment cannot be deleted: the Group has been asked about it."))
    comment.versions.all().delete()
    comment.delete()
