"""Giving a person a seat."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from wagtail.models import ModelLogEntry

from reviewmech.parties.actions import seat_person
from reviewmech.parties.models import Seat
from tests import factories


def test_the_role_follows_from_the_participant(member, africa, state_a):
    roles = [seat_person(person=member, participant=each).role for each in (africa, state_a)]
    assert roles == ["coordinator", "focal_point"]


def test_a_seat_begins_today_and_has_no_end_unless_told(member, africa, state_a):
    seat = seat_person(person=member, participant=africa)
    told = seat_person(
        person=member, participant=state_a, from_on=date(2019, 1, 1), until_on=date(2019, 12, 31)
    )
    assert (seat.from_on, seat.until_on) == (timezone.now().date(), None)
    assert (told.from_on, told.until_on) == (date(2019, 1, 1), date(2019, 12, 31))


def test_the_log_tells_who_gave_it_to_whom(member, africa):
    administrator = factories.make_user("admin@example.org", is_superuser=True)
    seat = seat_person(person=member, participant=africa, by=administrator)
    [entry] = ModelLogEntry.objects.for_instance(seat)
    assert (entry.action, entry.user, entry.label) == (
        "parties.seat",
        administrator,
        "member · African States",
    )
    assert entry.data == {"person": member.pk, "participant": "africa"}


def test_the_outsider_gives_nobody_a_seat(member, africa):
    with pytest.raises(PermissionDenied):
        seat_person(person=member, participant=africa, by=member)
    assert list(Seat.objects.all()) == []


@pytest.mark.parametrize(
    "wrong",
    [{"role": "focal_point"}, {"from_on": date(2019, 2, 1), "until_on": date(2019, 1, 31)}, {"role": "king"}],
)
def test_a_seat_that_cannot_be_is_refused(member, africa, wrong):
    with pytest.raises(ValidationError):
        seat_person(person=member, participant=africa, **wrong)
    assert list(Seat.objects.all()) == []


def test_a_second_seat_of_the_same_person_is_refused(africa_coordinator, africa):
    with pytest.raises(ValidationError):
        seat_person(person=africa_coordinator, participant=africa)
    assert Seat.objects.count() == 1
