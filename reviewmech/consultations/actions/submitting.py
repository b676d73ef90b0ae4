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
from reviewmech.parties.models import Participant
from reviewmech.parties.permissions import can_speak_for

from ..enums import EDITABLE, SAID, CommentStatus
from ..models import Comment, Round
from ..permissions import can_send, can_withdraw
from .endorsing import endorse, refuse_unfinished_circulation
from .found import RELATED, RoundClosed, WrongState, locked, refuse_unseen


@transaction.atomic
def submit_comment(
    comment: Comment,
    *,
    by: User,
    at: datetime | None = None,
    named: Collection[str] = SAID,
    seen: str = "",
) -> Comment:
    """Send a comment to the Secretariat: from now on its words stand, and it has a number.

    With words that a Group has circulated goes where each member State stood; ``named`` are the stances
    whose States readers see; ``seen`` is the stamp of the words that were read.
    Raises PermissionDenied, WrongState, and RoundClosed if the round is not open at ``at`` (now).
    """
    at = at or timezone.now()  # before the row is waited for: what counts is when it arrived
    comment = _to_be_sent(comment, by, seen)
    if not comment.round.is_open(at):
        raise RoundClosed(
            _("The round is not open: the comment was kept as a draft and has not been submitted.")
        )
    return _send(comment, by=by, at=at, named=named)


@transaction.atomic
def submit_late(
    comment: Comment,
    *,
    by: User,
    at: datetime | None = None,
    named: Collection[str] = SAID,
    seen: str = "",
) -> Comment:
    """Offer a comment to the Secretariat after the close: sent, and marked with the moment ``at`` (now).

    Raises PermissionDenied, and WrongState while the round is not over or once there is a newer draft.
    """
    at = at or timezone.now()
    comment = _to_be_sent(comment, by, seen)
    if not comment.takes_late_words(at):
        raise WrongState(_("A comment is offered as late after the close, until a newer draft is released."))
    return _send(comment, by=by, at=at, named=named, late=True)


@transaction.atomic
def submit_verified(
    round_: Round, participant: Participant, *, by: User, at: datetime | None = None
) -> list[Comment]:
    """Send all that a participant has verified in a round: all of it or nothing, at one moment ``at`` (now).

    The numbers follow the order of the text. Where nothing is verified (any more), nothing is sent.
    Raises PermissionDenied, and RoundClosed if the round is not open.
    """
    at = at or timezone.now()
    round_ = Round.objects.select_related("draft__consultation").get(pk=round_.pk)
    if not can_speak_for(by, participant) or not round_.may_be_spoken_in_by(participant):
        raise PermissionDenied
    if not round_.is_open(at):
        raise RoundClosed(_("The round is not open: nothing has been submitted. What was verified is kept."))
    return [_send(comment, by=by, at=at, named=SAID) for comment in _ready(round_, participant, at)]


def _ready(round_: Round, participant: Participant, at: datetime) -> list[Comment]:
    """The verified comments as they are now, kept from others until the transaction ends.

    All that may become one are locked first, each time in the same order, and read then.
    """
    editable = Comment.objects.filter(round=round_, participant=participant, status__in=EDITABLE)
    keys = list(editable.select_for_update().order_by("pk").values_list("pk", flat=True))
    ready = Comment.objects.filter(pk__in=keys).ready().in_reading_order()
    return list(ready.select_related(*RELATED).prefetch_related("versions"))


def _to_be_sent(comment: Comment, by: User, seen: str) -> Comment:
    comment = locked(comment)
    if not can_speak_for(by, comment.participant):
        raise PermissionDenied
    if comment.unsent_version is None:
        raise WrongState(_("This comment has been submitted already."))
    if not can_send(by, comment):
        raise PermissionDenied
    refuse_unseen(comment, seen)
    return comment


def _send(comment: Comment, *, by: User, at: datetime, named: Collection[str], late: bool = False) -> Comment:
    """The one place where words become the participant's. Who sends words has verified them."""
    refuse_unfinished_circulation(comment, at)
    version = comment.shown_version
    version.submitted_at, version.frozen_at = at, version.frozen_at or at
    if version.verified_at is None:
        version.verified_at, version.verified_by = at, by
    version.save(update_fields=["submitted_at", "frozen_at", "verified_at", "verified_by"])
    comment.number = comment.number or comment.consultation.next_comment_number()
    comment.submitted_version, comment.status = version, CommentStatus.SUBMITTED
    if late:
        comment.late_at = at
    comment.save(update_fields=["number", "submitted_version", "status", "late_at"])
    data = {"version": version.number, "written_by": version.written_by_id}
    if circulations := endorse(comment, named):
        data["circulations"] = circulations
    action = "consultations.submit_late" if late else "consultations.submit"
    log(instance=comment, action=action, user=by, data=data)
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
