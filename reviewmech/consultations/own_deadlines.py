"""The internal deadlines of the delegations a person belongs to, and those the person may set."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from home.models import User
from reviewmech.parties.enums import LEADING
from reviewmech.parties.models import Participant, Seat

from .enums import Audience, Commenters
from .models import Consultation, InternalDeadline, Round


@dataclass(frozen=True)
class OwnDeadline:
    """``at`` is None where a delegation has set none. ``may_set``: the reader leads the delegation."""

    participant: Participant
    at: datetime | None
    may_set: bool


@dataclass(frozen=True)
class OwnDeadlines:
    """``roles`` are pairs of participant and whether the person leads; ``named`` pairs of keys: consultation
    of named participants, participant."""

    roles: list[tuple[Participant, bool]]
    moments: dict[tuple[int, int], datetime]
    named: set[tuple[int, int]]

    @classmethod
    def of(cls, user: User) -> OwnDeadlines:
        seats = Seat.objects.filter(user=user).current().select_related("participant")
        roles = [(seat.participant, seat.role in LEADING) for seat in seats]
        keys = [participant.pk for participant, _leads in roles]
        rows = InternalDeadline.objects.filter(participant__in=keys)
        through = Consultation.participants.through.objects.filter(participant__in=keys)
        return cls(
            roles,
            {(row.round_id, row.participant_id): row.at for row in rows},
            set(through.values_list("consultation_id", "participant_id")),
        )

    def in_round(self, round_: Round) -> list[OwnDeadline]:
        """Those of a round with its terms, and an empty one for each delegation the person leads in it."""
        found = []
        for participant, leads in self.roles:
            at = self.moments.get((round_.pk, participant.pk))
            may_set = leads and not round_.is_over and self._takes_part(participant, round_)
            if at or may_set:
                found.append(OwnDeadline(participant, at, may_set))
        return found

    def _takes_part(self, participant: Participant, round_: Round) -> bool:
        consultation = round_.draft.consultation
        if consultation.audience == Audience.NAMED and (consultation.pk, participant.pk) not in self.named:
            return False
        return round_.commenters == Commenters.ALL or participant in round_.participants.all()
