"""Verbs about rounds: when comments are taken."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from wagtail.log_actions import log

from home.models import User
from reviewmech.parties.models import Participant

from ..models import Consultation, Draft, Round, RoundPeriod
from ..permissions import can_open_round


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
    round_.save()
    round_.participants.set(participants)
    period = RoundPeriod(round=round_, opens_at=opens_at, closes_at=closes_at, announced_by=by)
    period.full_clean()
    period.save()
    log(
        instance=round_, action="consultations.open_round", user=by, data={"closes_at": closes_at.isoformat()}
    )
    return round_
