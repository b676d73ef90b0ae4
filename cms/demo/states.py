"""The States that the demo has for the drawing of lots, and the instruments to which its States are party."""

from __future__ import annotations

from collections.abc import Iterator

from reviewmech.parties.enums import Instrument, ParticipantKind
from reviewmech.parties.models import Membership, Participant

from .content import Content

NUMBER = "{number}"  # in the pattern for the names of a Group's States


def numbered_states(content: Content) -> Iterator[tuple[str, str, str]]:
    """The code, the Group's code and the number of each State that is known by a number."""
    for row in content.facts["numbered_states"]:
        for number in range(1, row["count"] + 1):
            yield f"{row['prefix']}{number:02}", row["group"], f"{number:02}"


def make_state(content: Content, code: str, group: Participant, number: str) -> Participant:
    """A State that is named by its number and the pattern of its Group; it is not saved."""
    patterns = content.names("numbered_states", group.code)
    names = {field: pattern.replace(NUMBER, number) for field, pattern in patterns.items()}
    return Participant(code=code, kind=ParticipantKind.STATE, group=group, **names)


def load_states(content: Content) -> None:
    """Make the States that are not there, and all memberships where there are none."""
    known = {row.code: row for row in Participant.objects.all()}
    Participant.objects.bulk_create(
        make_state(content, code, known[group], number)
        for code, group, number in numbered_states(content)
        if code not in known
    )
    if not Membership.objects.exists():
        load_memberships(content)


def load_memberships(content: Content) -> None:
    participants = {row.code: row for row in Participant.objects.all()}
    Membership.objects.bulk_create(
        Membership(
            participant=participants[code],
            instrument=instrument,
            since=content.facts["party_since"][instrument],
            is_illustrative=True,
        )
        for code, instruments in content.facts["memberships"].items()
        for instrument in instruments
    )


def state_problems(content: Content) -> Iterator[str]:
    """What does not fit together in the States, their names and memberships."""
    groups = [row["group"] for row in content.facts["numbered_states"]]
    for group in sorted(set(groups) ^ content.source["numbered_states"].keys()):
        yield f"numbered_states: {group}: {'facts' if group in groups else 'words'} only"
    for language, words in content.words.items():
        for group, pattern in words["numbered_states"].items():
            if NUMBER not in pattern:
                yield f"{language}.toml: numbered_states.{group}: no {NUMBER}"
    yield from _membership_problems(content)


def _membership_problems(content: Content) -> Iterator[str]:
    states = {row["code"] for row in content.facts["participants"] if row["kind"] == ParticipantKind.STATE}
    states |= {code for code, _group, _number in numbered_states(content)}
    memberships = content.facts["memberships"]
    for code in sorted(states ^ memberships.keys()):
        yield f"memberships: {code}: {'no memberships' if code in states else 'there is no such State'}"
    for code, instruments in memberships.items():
        for instrument in instruments:
            if instrument not in Instrument.values or instrument not in content.facts["party_since"]:
                yield f"memberships: {code}: there is no instrument {instrument}"
