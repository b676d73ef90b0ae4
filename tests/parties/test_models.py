"""Participants, their names and their groups, and the rules that the database keeps too."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils.translation import override

from reviewmech.parties.models import Participant, Seat
from tests import factories

NAMES = {
    "ar": "الدولة ألف",
    "zh-hans": "甲国",
    "en": "State A",
    "fr": "État A",
    "ru": "Государство A",
    "es": "Estado A",
}


@pytest.fixture
def named(db):
    fields = {f"name_{code.replace('-', '_')}": name for code, name in NAMES.items()}
    return factories.make_participant("named", **fields)


@pytest.mark.parametrize("language", NAMES)
def test_a_participant_is_named_in_the_readers_language(named, language):
    with override(language):
        assert (named.name, str(named)) == (NAMES[language], NAMES[language])


def test_a_missing_name_is_the_english_one(state_a):
    with override("fr"):
        assert state_a.name == "State A"


def test_only_a_state_belongs_to_a_group(africa, grulac):
    grulac.group = africa
    with pytest.raises(ValidationError) as refused:
        grulac.full_clean()
    assert list(refused.value.message_dict) == ["group"]
    with pytest.raises(IntegrityError), transaction.atomic():
        grulac.save()


def test_a_seat_does_not_end_before_it_begins(member, africa):
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.make_seat(member, africa, from_on="2019-02-01", until_on="2019-01-31")


def test_a_participant_with_seats_stays(africa_coordinator, africa):
    with pytest.raises(ProtectedError):
        africa.delete()


def test_a_group_with_member_states_stays(africa, state_a):
    with pytest.raises(ProtectedError):
        africa.delete()


def test_current_seats_are_those_of_active_people(africa_coordinator, grulac_coordinator):
    grulac_coordinator.is_active = False
    grulac_coordinator.save()
    assert [seat.user for seat in Seat.objects.current()] == [africa_coordinator]


def test_who_holds_two_seats_speaks_for_both_once(member, africa, state_a):
    for participant in (africa, state_a):
        factories.make_seat(member, participant)
    assert [each.code for each in Participant.objects.spoken_for_by(member)] == ["africa", "state-a"]
