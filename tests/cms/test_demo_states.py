"""The demo's States for the drawing of lots: made up, and enough for the default rules."""

import re
from collections import Counter
from copy import deepcopy

import pytest

from cms.demo import content as files
from cms.demo.content import LANGUAGES
from cms.demo.states import load_states, numbered_states, state_problems
from reviewmech.lots.engine import Rules, State, prepare
from reviewmech.parties.enums import Instrument
from reviewmech.parties.models import Membership, Participant

from .demo_content import two_pages


@pytest.fixture(scope="module")
def real():
    return files.read()


def groups_of(content):
    """The Regional Group of each State, by code."""
    named = {row["code"]: row["group"] for row in content.facts["participants"] if row["kind"] == "state"}
    return named | {code: group for code, group, _number in numbered_states(content)}


def test_there_are_45_states_in_five_groups(real):
    assert Counter(groups_of(real).values()) == {
        "africa": 12,
        "asia-pacific": 12,
        "eastern-europe": 6,
        "grulac": 8,
        "weog": 7,
    }


def test_all_are_party_to_the_convention_and_about_half_to_the_firearms_protocol(real):
    memberships = Counter(each for row in real.facts["memberships"].values() for each in row)
    assert memberships == {"UNTOC": 45, "TIP": 40, "SOM": 36, "FA": 24}


def test_memberships_are_listed_in_the_order_of_the_instruments(real):
    order = list(Instrument.values)
    for row in real.facts["memberships"].values():
        assert row == sorted(set(row), key=order.index)


@pytest.mark.parametrize("rules", [{}, {"package": "literal"}, {"fewest_reviews_first": 0}])
def test_lots_can_be_drawn_without_additional_lots(real, rules):
    states = [
        State(code.upper(), group, tuple(real.facts["memberships"][code]))
        for code, group in groups_of(real).items()
    ]
    assert prepare(sorted(states), Rules.from_values(rules)).additional == ()


def test_the_numbered_states_have_codes_that_are_no_countrys(real):
    """Countries' codes have two or three letters and no figures."""
    codes = [code for code, _group, _number in numbered_states(real)]
    assert (codes[0], codes[-1], len(set(codes))) == ("af01", "we06", 36)
    assert [code for code in codes if not re.fullmatch(r"[a-z]{2}\d\d", code)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_participants_have_the_same_name(db, language):
    load(two_pages())
    names = [participant.name_in(language) for participant in Participant.objects.all()]
    assert len(names) == len(set(names)) == 4


def load(content):
    for row in content.facts["participants"]:
        names = content.names("participants", row["code"])
        group = Participant.objects.filter(code=row.get("group")).first()
        Participant.objects.create(code=row["code"], kind=row["kind"], group=group, **names)
    load_states(content)


def test_a_numbered_state_is_named_after_its_group_in_each_language(db):
    load(two_pages())
    state = Participant.objects.get(code="af02")
    assert (state.kind, state.group.code) == ("state", "africa")
    assert (state.name_en, state.name_fr) == ("African State 02", "[fr] African State 02")


def test_memberships_are_illustrative(db):
    load(two_pages())
    rows = Membership.objects.values_list("participant__code", "instrument", "since", "is_illustrative")
    assert sorted((code, instrument, str(day), made_up) for code, instrument, day, made_up in rows) == [
        ("af01", "UNTOC", "2005-01-01", True),
        ("af02", "UNTOC", "2005-01-01", True),
        ("state-a", "FA", "2008-01-01", True),
        ("state-a", "UNTOC", "2005-01-01", True),
    ]


def test_a_membership_that_was_taken_away_stays_away(db):
    load(two_pages())
    Membership.objects.filter(instrument="FA").delete()
    load_states(two_pages())
    assert set(Membership.objects.values_list("instrument", flat=True)) == {"UNTOC"}


def broken(change):
    content = deepcopy(two_pages())
    change(content)
    return list(state_problems(content))


def test_nothing_is_wrong_with_the_states(real):
    assert list(state_problems(real)) == list(state_problems(two_pages())) == []


def test_a_state_without_memberships_and_memberships_without_a_state_are_found():
    def change(content):
        content.facts["memberships"]["af09"] = content.facts["memberships"].pop("af02")

    assert broken(change) == [
        "memberships: af02: no memberships",
        "memberships: af09: there is no such State",
    ]


def test_an_unknown_instrument_is_found():
    def change(content):
        content.facts["memberships"]["af02"] = ["UNTOC", "ABC"]

    assert broken(change) == ["memberships: af02: there is no instrument ABC"]


def test_a_pattern_without_a_number_or_without_states_is_found():
    def change(content):
        content.words["fr"]["numbered_states"]["africa"] = "État d’Afrique"
        content.source["numbered_states"]["weog"] = "State {number}"

    assert broken(change) == [
        "numbered_states: weog: words only",
        "fr.toml: numbered_states.africa: no {number}",
    ]
