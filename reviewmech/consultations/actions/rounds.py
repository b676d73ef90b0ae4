"""Verbs about rounds: when comments are taken, and until when a delegation wants its own."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from home.models import User
from reviewmech.parties.models import Participant

from ..enums import Commenters, RoundState
from ..mails.extensions import tell_of_extension
from ..models import (
    Consultation,
    Draft,
    InternalDeadline,
    Round,
    RoundPause,
    RoundPeriod,
    RoundReason,
)
from ..permissions import can_open_round, can_set_internal_deadline, comments_are_out
from .found import WrongState


@transaction.atomic
def open_round(
    draft: Draft,
    *,
    zone: str,
    opens_at: datetime,
    closes_at: datetime,
    by: User,
    participants: Iterable[Participant] = (),
    **facts: str,
) -> Round:
    """Announce the next round of comments on a draft, for one period.

    ``facts`` are the round's ``commenters``, ``embargo`` and ``scope`` where they are not the default;
    ``participants`` are those who may comment where not all do.
    Raises PermissionDenied, and ValidationError for what cannot be.
    """
    if not can_open_round(by):
        raise PermissionDenied
    # Two people at once must not take the same number.
    Consultation.objects.select_for_update().get(pk=draft.consultation_id)
    number = (draft.rounds.aggregate(Max("number"))["number__max"] or 0) + 1
    round_ = Round(draft=draft, number=number, zone=zone, **facts)
    round_.full_clean()
    named = _named(round_, participants)
    round_.save()
    round_.participants.set(named)
    period = RoundPeriod(round=round_, opens_at=opens_at, closes_at=closes_at, announced_by=by)
    period.full_clean()
    period.save()
    log(
        instance=round_, action="consultations.open_round", user=by, data={"closes_at": closes_at.isoformat()}
    )
    return round_


def _named(round_: Round, participants: Iterable[Participant]) -> list[Participant]:
    """Those who may comment where not all do: some, and all of them among those who may read."""
    if round_.commenters == Commenters.ALL:
        return []
    named = list(participants)
    if not named:
        raise ValidationError({"participants": _("Name those who may comment.")})
    consultation = round_.draft.consultation
    if outside := [each.name for each in named if not consultation.may_be_spoken_in_by(each)]:
        words = _("These may not read the consultation: %(names)s.")
        raise ValidationError({"participants": words % {"names": ", ".join(outside)}})
    return named


@transaction.atomic
def extend_round(
    round_: Round, *, closes_at: datetime, reason: RoundReason, by: User, at: datetime | None = None
) -> RoundPeriod:
    """Announce a later end: the old one stays on record, and whoever sees it is told why.

    The new period begins where the last one ends, or, once that is over, at ``at`` (now).
    Raises PermissionDenied, WrongState once held-back comments are out, and ValidationError for an end that
    is not later or is midnight.
    """
    round_ = _locked(round_, by)
    at = at or timezone.now()  # after the wait: later than what the one before has done
    if comments_are_out(round_, at):
        raise WrongState(
            _("The comments of this round were held back until its close and are out: open a new round.")
        )
    end = round_.closes_at
    if end is None or closes_at <= end:
        raise ValidationError({"closes_at": _("The new end has to be later than the present one.")})
    period = RoundPeriod(
        round=round_,
        opens_at=max(end, at),
        closes_at=closes_at,
        reason=reason,
        announced_at=at,
        announced_by=by,
    )
    period.full_clean()
    period.save()
    data = {"from": end.isoformat(), "closes_at": closes_at.isoformat(), "reason": reason.code}
    log(instance=round_, action="consultations.extend_round", user=by, data=data)
    tell_of_extension(period)
    return period


@transaction.atomic
def pause_round(round_: Round, *, reason: RoundReason, by: User, at: datetime | None = None) -> RoundPause:
    """Take no comments from ``at`` (now) on. The end stays where it is.

    Raises PermissionDenied, and WrongState where the round is not open.
    """
    round_ = _locked(round_, by)
    at = at or timezone.now()  # after the wait: later than what the one before has done
    if round_.state_at(at) != RoundState.OPEN:
        raise WrongState(_("Only a round that is open can be paused."))
    pause = RoundPause(round=round_, paused_at=at, reason=reason)
    pause.full_clean()
    pause.save()
    log(instance=round_, action="consultations.pause_round", user=by, data={"reason": reason.code})
    return pause


@transaction.atomic
def resume_round(round_: Round, *, by: User, at: datetime | None = None) -> RoundPause:
    """Take comments again from ``at`` (now) on, until the end of the round.

    Raises PermissionDenied, and WrongState where the round is not paused.
    """
    round_ = _locked(round_, by)
    at = at or timezone.now()  # after the wait: later than what the one before has done
    pause = round_.pause_at(at)
    if pause is None or round_.state_at(at) != RoundState.PAUSED:
        raise WrongState(_("This round is not paused."))
    pause.resumed_at = at
    pause.save(update_fields=["resumed_at"])
    log(instance=round_, action="consultations.resume_round", user=by)
    return pause


@transaction.atomic
def set_internal_deadline(
    round_: Round, participant: Participant, *, at: datetime | None, by: User
) -> InternalDeadline | None:
    """Note until when a delegation wants its own comments; None takes it away. Nothing is closed by it.

    The log says nothing of it: who reads the log would learn how a delegation works.
    Raises PermissionDenied, and ValidationError for a moment that is over, or not before the round's end.
    """
    if not can_set_internal_deadline(by, round_, participant):
        raise PermissionDenied
    round_ = Round.objects.select_for_update(no_key=True).get(pk=round_.pk)
    deadlines = InternalDeadline.objects.filter(round=round_, participant=participant)
    if at is None:
        deadlines.delete()
        return None
    if at <= timezone.now():
        raise ValidationError({"at": _("This moment is over.")})
    deadline = deadlines.first() or InternalDeadline(round=round_, participant=participant)
    deadline.at, deadline.set_by = at, by
    deadline.full_clean()
    deadline.save()
    return deadline


def _locked(round_: Round, by: User) -> Round:
    """The round as it is now, kept from others until the transaction ends. Raises PermissionDenied.

    A lock of its key would hold up everybody who writes a comment in it.
    """
    if not can_open_round(by):
        raise PermissionDenied
    return Round.objects.select_for_update(no_key=True).get(pk=round_.pk)
