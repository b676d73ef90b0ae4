"""The participants and memberships of this site as a table of parties."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from home.names import listed
from reviewmech.parties.enums import Instrument, ParticipantKind
from reviewmech.parties.models import Membership, Participant

from .engine.rules import is_code
from .tables import NAME_COLUMNS, write_table


@dataclass(frozen=True)
class SiteTable:
    """``left_out``: the States that are not party to the Convention on the day.

    ``is_illustrative``: whether a membership in the table is made up.
    """

    table: str
    left_out: tuple[Participant, ...]
    is_illustrative: bool


def site_table(on: date) -> SiteTable:
    """All who are party to the Convention on a day, by code. Two queries.

    Raises ValidationError where a participant's code cannot stand in a table.
    """
    held: dict[int, dict[str, Membership]] = {}
    for membership in Membership.objects.filter(since__lte=on).order_by("pk"):
        held.setdefault(membership.participant_id, {})[membership.instrument] = membership
    participants = Participant.objects.exclude(kind=ParticipantKind.GROUP).select_related("group")
    everybody = sorted(participants, key=lambda each: each.code.upper())
    parties = [each for each in everybody if Instrument.UNTOC in held.get(each.pk, {})]
    refuse_bad_codes(parties)
    states = [each for each in everybody if each.kind == ParticipantKind.STATE]
    return SiteTable(
        table=write_table(row_of(each, held[each.pk]) for each in parties),
        left_out=tuple(each for each in states if each not in parties),
        is_illustrative=any(row.is_illustrative for each in parties for row in held[each.pk].values()),
    )


def row_of(participant: Participant, held: dict[str, Membership]) -> list[str]:
    """The cells in the order of ``tables.COLUMNS``."""
    days = [held[each].since.isoformat() if each in held else "" for each in Instrument.values]
    group = participant.group.name_en if participant.group else ""
    names = [getattr(participant, column) for column in NAME_COLUMNS]
    return [participant.code.upper(), group, *days, *names]


def refuse_bad_codes(participants: list[Participant]) -> None:
    if bad := [str(each) for each in participants if not is_code(each.code.upper())]:
        words = _("In a draw, a code has 1 to 16 of the characters A-Z, 0-9, - and _. Not so: %(names)s.")
        raise ValidationError(words % {"names": listed(bad)})
