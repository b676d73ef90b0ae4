"""Who may do what, when. The server's clock decides; a view asks here and nowhere else."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import AnonymousUser

from home.models import User
from reviewmech.parties.models import Participant, ParticipantQuerySet
from reviewmech.parties.permissions import can_speak_for

from .enums import Audience
from .models import Comment, Consultation, ConsultationPage, Round

Person = User | AnonymousUser


def can_release_draft(user: Person) -> bool:
    return user.has_perm("consultations.release_draft")


def can_open_round(user: Person) -> bool:
    return user.has_perm("consultations.open_round")


def can_import_text(user: Person, page: ConsultationPage) -> bool:
    """Whoever may edit the page of the source language; the other languages come from translation."""
    is_source: bool = page.locale.language_code == settings.LANGUAGE_CODE
    return is_source and page.permissions_for_user(user).can_edit()


def can_moderate(user: Person) -> bool:
    return user.has_perm("consultations.moderate_comment")


def can_comment(user: Person, round_: Round, participant: Participant, at: datetime | None = None) -> bool:
    """Whether a person may submit for a participant in a round at a moment (now)."""
    return (
        can_speak_for(user, participant)
        and round_.draft.consultation.may_be_spoken_in_by(participant)
        and round_.is_open(at)
    )


def speakers(user: Person, consultation: Consultation) -> ParticipantQuerySet:
    """The participants for which a person may write in a consultation."""
    participants = Participant.objects.spoken_for_by(user)
    if consultation.audience == Audience.NAMED:
        return participants.filter(pk__in=consultation.participants.values("pk"))
    return participants


def can_change_words(user: Person, comment: Comment) -> bool:
    """Whether a person may go on writing: the words of a draft or of a returned comment."""
    return comment.is_editable and can_speak_for(user, comment.participant)


def can_withdraw(user: Person, comment: Comment, at: datetime | None = None) -> bool:
    """Comments are taken back while the round is open; afterwards they belong to the record."""
    return comment.is_withdrawable and comment.round.is_open(at) and can_speak_for(user, comment.participant)
