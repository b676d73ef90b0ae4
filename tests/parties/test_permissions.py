"""Who speaks for whom, and when; who lets others speak."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser, Permission
from django.utils import timezone

from reviewmech.parties.models import Participant
from reviewmech.parties.permissions import can_give_seats, can_speak_for
from tests import factories

TODAY = date(2019, 10, 9)
DAY = timedelta(days=1)


def with_seat(email, participant, *, from_on=TODAY - 30 * DAY, until_on=None, **user):
    person = factories.make_user(email, **user)
    factories.make_seat(person, participant, from_on=from_on, until_on=until_on)
    return person


@pytest.fixture
def cast(africa, grulac, state_a):
    administrator = factories.make_user("administrator@example.org", is_superuser=True)
    return {
        "visitor": AnonymousUser(),
        "outsider": factories.make_user("member@example.org"),
        "administrator": administrator,
        "coordinator": with_seat("africa@example.org", africa),
        "coordinator of another group": with_seat("grulac@example.org", grulac),
        "focal point of a member State": with_seat("state-a@example.org", state_a),
        "from today": with_seat("from-today@example.org", africa, from_on=TODAY),
        "from tomorrow": with_seat("from-tomorrow@example.org", africa, from_on=TODAY + DAY),
        "until today": with_seat("until-today@example.org", africa, until_on=TODAY),
        "until yesterday": with_seat("until-yesterday@example.org", africa, until_on=TODAY - DAY),
        "deactivated": with_seat("deactivated@example.org", africa, is_active=False),
    }


@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("visitor", False),
        ("outsider", False),
        ("administrator", False),
        ("coordinator", True),
        ("coordinator of another group", False),
        ("focal point of a member State", False),
        ("from today", True),
        ("from tomorrow", False),
        ("until today", True),
        ("until yesterday", False),
        ("deactivated", False),
    ],
)
def test_can_speak_for_the_african_states(cast, africa, who, may):
    assert can_speak_for(cast[who], africa, on=TODAY) is may
    assert (africa in Participant.objects.spoken_for_by(cast[who], on=TODAY)) is may


@pytest.mark.parametrize(
    ("who", "on", "may"),
    [
        ("from tomorrow", TODAY + DAY, True),
        ("until today", TODAY + DAY, False),
        ("until yesterday", TODAY - DAY, True),
        ("coordinator", TODAY - 31 * DAY, False),
        ("coordinator", TODAY + 3650 * DAY, True),
        ("outsider", TODAY + 3650 * DAY, False),
    ],
)
def test_can_speak_for_on_another_day(cast, africa, who, on, may):
    assert can_speak_for(cast[who], africa, on=on) is may


def test_without_a_day_it_is_today(africa):
    today = timezone.now().date()
    assert can_speak_for(with_seat("a@example.org", africa, from_on=today), africa)
    assert not can_speak_for(with_seat("b@example.org", africa, from_on=today + DAY), africa)


def test_a_group_does_not_speak_for_its_members(africa_coordinator, state_a):
    assert not can_speak_for(africa_coordinator, state_a)


@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("visitor", False),
        ("outsider", False),
        ("coordinator", False),
        ("administrator", True),
        ("who may add seats", True),
        ("who may only see them", False),
    ],
)
def test_can_give_seats(cast, who, may):
    cast["who may add seats"] = factories.make_user("adds@example.org")
    cast["who may add seats"].user_permissions.add(Permission.objects.get(codename="add_seat"))
    cast["who may only see them"] = factories.make_user("sees@example.org")
    cast["who may only see them"].user_permissions.add(Permission.objects.get(codename="view_seat"))
    assert can_give_seats(cast[who]) is may
