"""The participants and memberships of the site as a table."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from reviewmech.lots.from_site import site_table
from reviewmech.lots.tables import check_table, names_in, summary_of
from reviewmech.parties.enums import ParticipantKind
from reviewmech.parties.models import Membership, Participant
from tests import factories
from tests.support import queries_of

pytestmark = pytest.mark.django_db

DAY = date(2019, 1, 1)
HEADER = "iso3,regional_group,untoc,tip,som,firearms,name_ar,name_zh_hans,name_en,name_fr,name_ru,name_es\n"


def party(participant: Participant, since: str = "2004-02-01", **more: object) -> Participant:
    for instrument in more.pop("instruments", ["UNTOC"]):
        Membership.objects.create(participant=participant, instrument=instrument, since=since, **more)
    return participant


@pytest.fixture
def states(africa) -> list[Participant]:
    """Three States that are party, by no order."""
    made = [factories.make_participant(code, group=africa) for code in ("state-c", "state-a", "state-b")]
    return [party(each) for each in made]


def test_the_table_has_who_is_party_by_code_with_dates_and_names(states, africa):
    Participant.objects.filter(code="state-a").update(name_fr='État "A", le premier')
    party(states[1], "2010-03-04", instruments=["FA"])
    assert site_table(DAY).table == (
        f"{HEADER}"
        'STATE-A,African States,2004-02-01,,,2010-03-04,,,State A,"État ""A"", le premier",,\n'
        "STATE-B,African States,2004-02-01,,,,,,State B,,,\n"
        "STATE-C,African States,2004-02-01,,,,,,State C,,,\n"
    )


def test_the_engine_reads_it(states):
    table = site_table(DAY).table
    assert [state.code for state in check_table(table)] == ["STATE-A", "STATE-B", "STATE-C"]
    assert names_in(table)["STATE-A"] == {"name_en": "State A"}


def test_an_organization_that_is_party_is_in_it_and_a_group_never(states, africa):
    party(factories.make_participant("eu", ParticipantKind.ORGANIZATION, name_en="A union"))
    factories.make_participant("observer", ParticipantKind.ORGANIZATION)
    made = site_table(DAY)
    assert [row.split(",")[0] for row in made.table.splitlines()[1:]] == [
        "EU", "STATE-A", "STATE-B", "STATE-C",
    ]  # fmt: skip
    assert summary_of(made.table).outside == ("EU",)
    assert made.left_out == ()


def test_who_is_not_party_on_the_day_is_left_out_by_name(states):
    later = party(factories.make_participant("later"), "2019-01-02")
    never = factories.make_participant("never")
    protocol = party(factories.make_participant("protocol"), instruments=["TIP"])
    made = site_table(DAY)
    assert made.left_out == (later, never, protocol)
    assert "LATER" not in made.table
    assert "LATER,,2019-01-02" in site_table(date(2019, 1, 2)).table


def test_a_membership_of_later_is_not_yet_in_it(states):
    party(states[0], "2019-01-02", instruments=["SOM"])
    assert "2019-01-02" not in site_table(DAY).table


def test_it_is_illustrative_if_any_membership_in_it_is(states):
    party(factories.make_participant("later"), "2030-01-01", is_illustrative=True)
    assert not site_table(DAY).is_illustrative
    party(states[0], instruments=["FA"], is_illustrative=True)
    assert site_table(DAY).is_illustrative


def test_a_code_that_is_too_long_is_refused_by_name(states):
    party(factories.make_participant("a-code-of-more-than-sixteen", name_en="Long"))
    with pytest.raises(ValidationError) as caught:
        site_table(DAY)
    assert caught.value.messages == [
        "In a draw, a code has 1 to 16 of the characters A-Z, 0-9, - and _. Not so: Long."
    ]


def test_it_costs_as_many_queries_for_three_states_as_for_one(africa):
    party(factories.make_participant("one", group=africa))
    one = queries_of(lambda: site_table(DAY))
    for code in ("two", "three"):
        party(factories.make_participant(code, group=africa), instruments=["UNTOC", "FA"])
    assert queries_of(lambda: site_table(DAY)) == one == 2
