"""Who may do what, when. The server's clock decides; a view asks here and nowhere else."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from home.models import User
from reviewmech.parties.enums import WRITING, ParticipantKind
from reviewmech.parties.models import Participant, ParticipantQuerySet
from reviewmech.parties.permissions import can_speak_for, can_verify_for, can_write_for

from .enums import PRIVATE, Audience, Commenters
from .models import Comment, Round

Person = User | AnonymousUser


def can_release_draft(user: Person) -> bool:
    return bool(user.has_perm("consultations.release_draft"))


def can_open_round(user: Person) -> bool:
    """Whether a person may open rounds, and extend, pause and resume them."""
    return bool(user.has_perm("consultations.open_round"))


def can_moderate(user: Person) -> bool:
    return bool(user.has_perm("consultations.moderate_comment"))


def speakers(user: Person, round_: Round) -> ParticipantQuerySet:
    """The participants for which a person may write in a round."""
    participants = Participant.objects.spoken_for_by(user, roles=WRITING)
    consultation = round_.draft.consultation
    if consultation.audience == Audience.NAMED:
        participants = participants.filter(pk__in=consultation.participants.values("pk"))
    if round_.commenters == Commenters.NAMED:
        participants = participants.filter(pk__in=round_.participants.values("pk"))
    return participants


def can_touch_words(user: Person, comment: Comment) -> bool:
    """Whether the words are this person's to work on: a contributor's own, else all of the delegation's."""
    if can_verify_for(user, comment.participant):
        return True
    newest = comment.newest_version
    own = newest is not None and newest.written_by_id == user.pk
    return own and can_write_for(user, comment.participant)


def can_change_words(user: Person, comment: Comment) -> bool:
    """Whether a person may go on writing: the words of a draft or of a returned comment."""
    return comment.is_editable and can_touch_words(user, comment)


def can_verify(user: Person, comment: Comment) -> bool:
    """Whether a person may say that the words being written are ready."""
    pending = comment.pending_version
    return pending is not None and not pending.verified_at and can_verify_for(user, comment.participant)


def can_discard(user: Person, comment: Comment) -> bool:
    """Whether a person may delete words that nobody outside the delegation has seen."""
    if comment.number is not None or comment.circulated_version:
        return False
    return comment.status in PRIVATE and can_touch_words(user, comment)


def can_circulate(user: Person, comment: Comment) -> bool:
    """Whether a person may ask a Group's member States about the words being written."""
    return (
        comment.participant.kind == ParticipantKind.GROUP
        and comment.is_editable
        and comment.pending_version is not None
        and can_verify_for(user, comment.participant)
        and comment.round.may_be_spoken_in_by(comment.participant)
    )


def is_circulation_finished(comment: Comment, at: datetime | None = None) -> bool:
    """Whether the words that would be sent at a moment (now) are those circulated, and silence has ended."""
    circulated = comment.circulated_version
    if circulated is None or not comment.is_circulated:
        return False
    return bool(circulated.circulation.silence_ends_at <= (at or timezone.now()))


def can_submit(user: Person, comment: Comment, at: datetime | None = None) -> bool:
    """Whether a person may send the comment to the Secretariat at a moment (now)."""
    return (
        comment.is_editable
        and comment.shown_version.submitted_at is None
        and can_speak_for(user, comment.participant)
        and comment.round.may_be_spoken_in_by(comment.participant)
        and comment.round.is_open(at)
    )


def can_withdraw(user: Person, comment: Comment, at: datetime | None = None) -> bool:
    """Comments are taken back while the round is open; afterwards they belong to the record."""
    return comment.is_withdrawable and comment.round.is_open(at) and can_speak_for(user, comment.participant)
