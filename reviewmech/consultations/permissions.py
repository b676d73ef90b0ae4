"""Who may do what, when. The server's clock decides; a view asks here and nowhere else."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from home.models import User
from reviewmech.parties.enums import WRITING, ParticipantKind
from reviewmech.parties.models import Participant, ParticipantQuerySet
from reviewmech.parties.permissions import can_speak_for, can_verify_for, can_write_for, has_seat

from .enums import APPEALABLE, DECIDED, EDITABLE, GONE, PRIVATE, Audience, Commenters, Embargo, RoundState
from .models import Appeal, Comment, ConsultationPage, Round

Person = User | AnonymousUser


def can_release_draft(user: Person) -> bool:
    return bool(user.has_perm("consultations.release_draft"))


def can_open_round(user: Person) -> bool:
    """Whether a person may open rounds, and extend, pause and resume them."""
    return bool(user.has_perm("consultations.open_round"))


def comments_are_out(round_: Round, at: datetime | None = None) -> bool:
    """Whether comments that an embargo kept until the close can be read at a moment (now)."""
    return round_.embargo != Embargo.NONE and round_.is_over_at(at)


def can_extend_round(user: Person, round_: Round, at: datetime | None = None) -> bool:
    """A round that held comments back takes no more once everybody can read them."""
    return can_open_round(user) and not comments_are_out(round_, at)


def can_pause_round(user: Person, round_: Round, at: datetime | None = None) -> bool:
    return can_open_round(user) and round_.state_at(at) == RoundState.OPEN


def can_resume_round(user: Person, round_: Round, at: datetime | None = None) -> bool:
    return can_open_round(user) and round_.state_at(at) == RoundState.PAUSED


def can_set_internal_deadline(user: Person, round_: Round, participant: Participant) -> bool:
    """Who leads a delegation that may comment in the round sets the day that only the delegation sees."""
    return can_speak_for(user, participant) and round_.may_be_spoken_in_by(participant)


def can_import_text(user: Person, page: ConsultationPage) -> bool:
    """Whoever may edit the page of the source language; the other languages come from translation."""
    is_source: bool = page.locale.language_code == settings.LANGUAGE_CODE
    return is_source and page.permissions_for_user(user).can_edit()


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
    """Whether a person may say that the words not yet sent are ready."""
    words = comment.unsent_version
    return words is not None and not words.verified_at and can_verify_for(user, comment.participant)


def can_unverify(user: Person, comment: Comment) -> bool:
    """Whether a person may say that they are not ready after all: whoever may say that they are."""
    words = comment.unsent_version
    return words is not None and bool(words.verified_at) and can_verify_for(user, comment.participant)


def can_share(user: Person, comment: Comment) -> bool:
    """Whether a person may show the comment, in whatever state, to the State's Regional Group."""
    if comment.shared_at or comment.status in GONE or comment.participant.group_id is None:
        return False
    return can_verify_for(user, comment.participant)


def can_unshare(user: Person, comment: Comment) -> bool:
    return comment.shared_at is not None and can_verify_for(user, comment.participant)


def can_give_opinion(user: Person, comment: Comment) -> bool:
    """Whether a person may support or question a draft: all of the delegation but who wrote its words."""
    words = comment.newest_version
    if comment.status not in EDITABLE or words is None or words.written_by_id == user.pk:
        return False
    return has_seat(user, comment.participant)


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


def can_send(user: Person, comment: Comment) -> bool:
    """Whether the words not yet sent are this person's to send, at whatever time."""
    return (
        comment.unsent_version is not None
        and can_speak_for(user, comment.participant)
        and comment.round.may_be_spoken_in_by(comment.participant)
    )


def can_submit(user: Person, comment: Comment, at: datetime | None = None) -> bool:
    """Whether a person may send the comment to the Secretariat at a moment (now)."""
    return can_send(user, comment) and comment.round.is_open(at)


def can_submit_late(user: Person, comment: Comment, at: datetime | None = None) -> bool:
    """Whether a person may offer the comment as late: after the close, until there is a newer draft."""
    return comment.takes_late_words(at) and can_send(user, comment)


def can_withdraw(user: Person, comment: Comment, at: datetime | None = None) -> bool:
    """Comments are taken back while the round is open; afterwards they belong to the record."""
    return comment.is_withdrawable and comment.round.is_open(at) and can_speak_for(user, comment.participant)


def can_take_down(user: Person, comment: Comment) -> bool:
    return comment.is_published and can_moderate(user)


def can_undo(user: Person, comment: Comment) -> bool:
    """Whether a person may take back the last decision on the comment.

    Not while an appeal waits against it; and who was appealed against does not undo the answer. That a
    return was taken up by its author is not told here: nobody learns of words being written by looking.
    """
    if comment.status not in DECIDED or not can_moderate(user):
        return False
    appeal = Appeal.objects.filter(comment=comment).first()
    if appeal is None:
        return True
    appeal.comment = comment
    own = appeal.is_last_decision and comment.decided_by_id == user.pk
    return not appeal.awaits_decision and not own


def can_appeal(user: Person, comment: Comment) -> bool:
    """Whether a person may ask for another look at a decision: who speaks for its author, and only once."""
    if comment.status not in APPEALABLE or not can_speak_for(user, comment.participant):
        return False
    return not Appeal.objects.filter(comment=comment).exists()


def can_decide_appeal(user: Person, appeal: Appeal) -> bool:
    """Whether a person may answer an appeal: a moderator, but not the one it is against."""
    return appeal.awaits_decision and can_moderate(user) and appeal.comment.decided_by_id != user.pk
