"""The day a delegation sets itself: who sets it, who sees it, and what it may be."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import timezone
from wagtail.models import ModelLogEntry

from reviewmech.consultations.actions import set_internal_deadline
from reviewmech.consultations.enums import Commenters
from reviewmech.consultations.models import InternalDeadline, Round, RoundPeriod
from reviewmech.consultations.permissions import can_set_internal_deadline
from reviewmech.parties.enums import SeatRole
from tests import factories

from .writing import queries

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
DRAFT = "/en/consultations/pending-issues/drafts/1/"
ROLES = [SeatRole.FOCAL_POINT, SeatRole.DEPUTY, SeatRole.CONTRIBUTOR, SeatRole.OBSERVER]


@pytest.fixture
def round_(draft) -> Round:
    """Open until 31 January 2030, 18:00 in Vienna."""
    return factories.make_round(draft, closes_at=datetime(2030, 1, 31, 17, tzinfo=UTC))


@pytest.fixture
def people(cast, state_a) -> dict:
    """The cast, with everybody a delegation of State A may have, and one whose seat there has ended."""
    for role in ROLES[1:]:
        cast[role] = factories.make_user(f"{role}@example.org")
        factories.make_seat(cast[role], state_a, role=role)
    cast["former"] = factories.make_user("former@example.org")
    factories.make_seat(cast["former"], state_a, ended_at=timezone.now())
    return cast


def address(round_: Round, code: str = "state-a") -> str:
    return f"/en/delegations/{code}/rounds/{round_.pk}/internal-deadline/"


def browser(user) -> Client:
    client = Client()
    if user.is_authenticated:
        client.force_login(user)
    return client


# Who


def test_only_who_leads_the_delegation_sets_it(people, round_, state_a):
    may = [name for name, user in people.items() if can_set_internal_deadline(user, round_, state_a)]
    assert may == ["state-a"]
    for name, user in people.items():
        if name == "state-a":
            continue
        with pytest.raises(PermissionDenied):
            set_internal_deadline(round_, state_a, at=timezone.now() + DAY, by=user)
    assert not InternalDeadline.objects.exists()


def test_the_form_is_there_for_who_leads_and_for_nobody_else(people, round_):
    found = {name: browser(user).get(address(round_)).status_code for name, user in people.items()}
    assert found == {name: {"visitor": 302, "state-a": 200}.get(name, 404) for name in people}


def test_others_send_it_in_vain(people, round_):
    words = {"day": "2030-01-20", "time": "17:00"}
    found = {
        name: browser(user).post(address(round_), words).status_code
        for name, user in people.items()
        if name != "state-a"
    }
    assert found == {name: 302 if name == "visitor" else 404 for name in found}
    assert not InternalDeadline.objects.exists()


def test_without_a_token_nothing_is_set(people, round_):
    client = Client(enforce_csrf_checks=True)
    client.force_login(people["state-a"])
    assert client.post(address(round_), {"day": "2030-01-20", "time": "17:00"}).status_code == 403
    assert not InternalDeadline.objects.exists()


def test_the_members_of_the_delegation_see_it_and_nobody_else(people, round_, state_a):
    at = datetime(2030, 1, 20, 16, tzinfo=UTC)
    set_internal_deadline(round_, state_a, at=at, by=people["state-a"])
    pages = {name: browser(user).get(DRAFT).content.decode() for name, user in people.items()}
    told = "Internal deadline of <bdi>State A</bdi>:"
    assert [name for name, page in pages.items() if told in page] == ["state-a", *ROLES[1:]]
    assert [name for name, page in pages.items() if "2030-01-20T17:00" in page] == ["state-a", *ROLES[1:]]
    assert [name for name, page in pages.items() if address(round_) in page] == ["state-a"]


def test_it_is_not_told_in_the_log(people, round_, state_a):
    before = ModelLogEntry.objects.count()
    set_internal_deadline(round_, state_a, at=timezone.now() + DAY, by=people["state-a"])
    set_internal_deadline(round_, state_a, at=None, by=people["state-a"])
    assert ModelLogEntry.objects.count() == before


def test_in_the_admin_nobody_reads_it(people, round_, state_a):
    at = datetime(2030, 1, 20, 16, tzinfo=UTC)
    set_internal_deadline(round_, state_a, at=at, by=people["state-a"])
    root = factories.make_user("root@example.org", is_superuser=True)
    page = browser(root).get(f"/admin/consultations/inspect/{round_.draft.consultation_id}/")
    assert page.status_code == 200
    assert "20 January 2030" not in page.content.decode()


def test_a_delegation_that_may_not_comment_sets_none(people, round_, state_a, africa):
    Round.objects.update(commenters=Commenters.NAMED)
    round_.participants.add(africa)
    fresh = Round.objects.get()
    assert not can_set_internal_deadline(people["state-a"], fresh, state_a)
    assert can_set_internal_deadline(people["africa"], fresh, africa)
    assert browser(people["state-a"]).get(address(round_)).status_code == 404
    assert browser(people["africa"]).get(address(round_, "africa")).status_code == 200
    pages = {name: browser(people[name]).get(DRAFT).content.decode() for name in ("state-a", "africa")}
    assert {name: "Set an internal deadline" in page for name, page in pages.items()} == {
        "state-a": False,
        "africa": True,
    }


def test_a_named_consultation_offers_it_to_the_named(people, hidden_round, africa):
    url = "/en/consultations/closed-talks/drafts/1/"
    page = browser(people["africa"]).get(url).content.decode()
    assert address(hidden_round, "africa") in page
    assert browser(people["africa"]).get(address(hidden_round, "africa")).status_code == 200
    assert browser(people["state-a"]).get(address(hidden_round)).status_code == 404


def test_after_the_close_there_is_no_form(people, round_):
    RoundPeriod.objects.update(closes_at=timezone.now())
    assert browser(people["state-a"]).get(address(round_)).status_code == 404
    assert "Set an internal deadline" not in browser(people["state-a"]).get(DRAFT).content.decode()


# What


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (datetime(2030, 1, 31, 17, tzinfo=UTC), "An internal deadline comes before the end of the round."),
        (datetime(2030, 2, 1, 17, tzinfo=UTC), "An internal deadline comes before the end of the round."),
        (datetime(2030, 1, 20, 23, tzinfo=UTC), "Midnight is misread: choose 23:59 or a time of day."),
        (datetime(2020, 1, 20, 17, tzinfo=UTC), "This moment is over."),
    ],
    ids=["at the end", "after the end", "midnight in Vienna", "past"],
)
def test_what_cannot_be_is_refused(focal_point, round_, state_a, at, words):
    with pytest.raises(ValidationError) as refused:
        set_internal_deadline(round_, state_a, at=at, by=focal_point)
    assert refused.value.message_dict == {"at": [words]}
    assert not InternalDeadline.objects.exists()


def test_just_before_the_end_is_early_enough(focal_point, round_, state_a):
    at = round_.closes_at - timedelta(microseconds=1)
    assert set_internal_deadline(round_, state_a, at=at, by=focal_point).at == at


def test_a_second_one_takes_the_place_of_the_first(focal_point, round_, state_a):
    for day in (10, 20):
        at = datetime(2030, 1, day, 16, tzinfo=UTC)
        set_internal_deadline(round_, state_a, at=at, by=focal_point)
    row = InternalDeadline.objects.get()
    assert (row.at, row.set_by, row.participant) == (at, focal_point, state_a)


def test_after_an_extension_it_may_be_later(focal_point, round_, state_a):
    end = round_.closes_at
    round_.periods.create(opens_at=end, closes_at=end + 7 * DAY)
    assert set_internal_deadline(round_, state_a, at=end + DAY, by=focal_point).at == end + DAY


# The form


@pytest.mark.parametrize(
    ("zone", "day", "time", "expected"),
    [
        ("Europe/Vienna", "2030-01-20", "17:00", datetime(2030, 1, 20, 16, tzinfo=UTC)),
        ("Asia/Kathmandu", "2030-01-20", "17:00", datetime(2030, 1, 20, 11, 15, tzinfo=UTC)),
        ("Pacific/Auckland", "2030-01-20", "17:00", datetime(2030, 1, 20, 4, tzinfo=UTC)),
    ],
)
def test_what_is_typed_is_meant_in_the_zone_of_the_round(
    signed_in, focal_point, round_, state_a, zone, day, time, expected
):
    Round.objects.update(zone=zone)
    client = signed_in(focal_point)
    response = client.post(address(round_), {"day": day, "time": time})
    assert (response.status_code, response.url) == (302, "/en/delegations/state-a/")
    assert InternalDeadline.objects.get().at == expected
    html = client.get(address(round_)).content.decode()
    assert re.findall(r'name="(?:day|time)" value="([^"]+)"', html) == [day, time]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"day": "2030-01-20", "time": ""}, "Choose a time."),
        ({"day": "", "time": "17:00"}, "Choose a day."),
        ({"day": "2030-02-20", "time": "17:00"}, "An internal deadline comes before the end of the round."),
        ({"day": "2030-01-20", "time": "00:00"}, "Midnight is misread"),
        ({"day": "tomorrow", "time": "17:00"}, "Enter a valid date."),
    ],
)
def test_what_is_wrong_is_told_beside_what_was_typed(signed_in, focal_point, round_, typed, words):
    response = signed_in(focal_point).post(address(round_), typed)
    html = response.content.decode()
    assert response.status_code == 200
    assert words in html
    assert all(f'value="{value}"' in html for value in typed.values() if value)
    assert not InternalDeadline.objects.exists()


@pytest.mark.parametrize("day", ["2030-03-31", "2030-10-27"], ids=["never", "twice"])
def test_an_hour_that_is_there_never_or_twice_is_refused(signed_in, focal_point, round_, day):
    RoundPeriod.objects.update(closes_at=datetime(2031, 1, 1, 12, tzinfo=UTC))
    response = signed_in(focal_point).post(address(round_), {"day": day, "time": "02:30"})
    assert (response.status_code, InternalDeadline.objects.count()) == (200, 0)
    assert "clocks are changed" in response.context["form"].non_field_errors()[0]


def test_it_is_taken_away(signed_in, focal_point, round_, state_a):
    set_internal_deadline(round_, state_a, at=timezone.now() + DAY, by=focal_point)
    response = signed_in(focal_point).post(address(round_), {"day": "", "time": "", "remove": "1"})
    assert (response.status_code, InternalDeadline.objects.count()) == (302, 0)


def test_pages_cost_the_same_for_one_and_three_deadlines(client, draft, state_a, focal_point):
    client.force_login(focal_point)
    found = []
    for count in (1, 3):
        for number in range(draft.rounds.count() + 1, count + 1):
            round_ = factories.make_round(draft, number=number)
            set_internal_deadline(round_, state_a, at=timezone.now() + DAY, by=focal_point)
        if count == 3:
            Round.objects.exclude(number=3).update(draft=factories.make_draft(draft.consultation, number=2))
        found.append(queries(client, DRAFT))
    assert found[0] == found[1]
