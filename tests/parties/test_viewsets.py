"""Participants and seats in the admin."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import ModelLogEntry

from reviewmech.parties.models import Participant, Seat
from tests import factories

LISTS = ["/admin/participants/", "/admin/seats/"]
NEW_PARTICIPANT = "/admin/participants/new/"
NEW_SEAT = "/admin/seats/new/"


@pytest.fixture
def manager(db):
    """May do everything with participants and seats, and nothing else."""
    manager = factories.make_user("manager@example.org")
    models = ["participant", "seat"]
    wanted = [f"{verb}_{model}" for verb in ("view", "add", "change", "delete") for model in models]
    manager.user_permissions.add(*Permission.objects.filter(codename__in=["access_admin", *wanted]))
    return manager


@pytest.fixture
def editor(db):
    """Has access to the admin, and none to participants."""
    editor = factories.make_user("editor@example.org")
    editor.user_permissions.add(Permission.objects.get(codename="access_admin"))
    return editor


def state(**more):
    return {
        "kind": "state",
        "code": "state-x",
        "group": "",
        "name_en": "State X",
        "name_ar": "الدولة س",
        **more,
    }


def seat(user, participant, **more):
    fields = {"user": user.pk, "participant": participant.pk, "role": "coordinator", "from_on": "2019-01-01"}
    return {**fields, "until_on": "", **more}


# --- Participants


def test_a_participant_is_added_and_changed_with_its_names(signed_in, manager, africa):
    browser = signed_in(manager)
    browser.post(NEW_PARTICIPANT, state(group=africa.pk))
    added = Participant.objects.get(code="state-x")
    assert (added.name_en, added.name_ar, added.group) == ("State X", "الدولة س", africa)
    browser.post(f"/admin/participants/edit/{added.pk}/", state(name_fr="État X"))
    added.refresh_from_db()
    assert (added.name_fr, added.group) == ("État X", None)


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"code": "africa"}, "code"),
        ({"code": "no code"}, "code"),
        ({"name_en": ""}, "name_en"),
        ({"kind": "empire"}, "kind"),
        ({"kind": "organization", "group": "africa"}, "group"),
        ({"group": "state-a"}, "group"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(signed_in, manager, africa, state_a, fields, wrong):
    rows = {"africa": africa.pk, "state-a": state_a.pk, "": ""}
    if "group" in fields:
        fields = {**fields, "group": rows[fields["group"]]}
    response = signed_in(manager).post(NEW_PARTICIPANT, state(**fields))
    assert response.status_code == 200
    assert list(response.context["form"].errors) == [wrong]


def test_a_participant_on_whom_something_depends_is_not_deleted_and_the_reason_is_said(
    signed_in, manager, africa_coordinator, africa, state_a
):
    path = f"/admin/participants/delete/{africa.pk}/"
    browser = signed_in(manager)
    assert browser.get(path).status_code == 200
    page = browser.post(path, follow=True)
    assert page.status_code == 200
    assert "participants: 1, seats: 1" in page.content.decode()
    assert Participant.objects.filter(code="africa").exists()
    assert list(ModelLogEntry.objects.for_instance(africa)) == []


def test_a_participant_on_whom_nothing_depends_is_deleted(signed_in, manager, state_a):
    signed_in(manager).post(f"/admin/participants/delete/{state_a.pk}/")
    assert not Participant.objects.filter(code="state-a").exists()


# --- Seats


def test_giving_a_seat_is_logged(signed_in, manager, member, africa):
    signed_in(manager).post(NEW_SEAT, seat(member, africa, until_on="2019-12-31"))
    given = Seat.objects.get()
    assert (given.user, given.participant, str(given.until_on)) == (member, africa, "2019-12-31")
    entries = ModelLogEntry.objects.for_instance(given).values_list("action", "user")
    assert list(entries) == [("parties.seat", manager.pk)]


def test_ending_a_seat_is_logged(signed_in, manager, africa_coordinator, africa):
    given = Seat.objects.get()
    ended = seat(africa_coordinator, africa, until_on="2019-01-31")
    signed_in(manager).post(f"/admin/seats/edit/{given.pk}/", ended)
    assert list(Participant.objects.spoken_for_by(africa_coordinator)) == []
    assert [entry.action for entry in ModelLogEntry.objects.for_instance(given)] == ["wagtail.edit"]


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"role": "focal_point"}, "role"),
        ({"until_on": "2018-12-31"}, "until_on"),
        ({"from_on": "yesterday"}, "from_on"),
        ({"user": "0"}, "user"),
    ],
)
def test_a_seat_that_cannot_be_is_refused_at_its_field(signed_in, manager, member, africa, fields, wrong):
    response = signed_in(manager).post(NEW_SEAT, {**seat(member, africa), **fields})
    assert response.status_code == 200
    assert list(response.context["form"].errors) == [wrong]
    assert list(Seat.objects.all()) == []


def test_a_second_seat_for_the_same_participant_is_refused(signed_in, manager, africa_coordinator, africa):
    response = signed_in(manager).post(NEW_SEAT, seat(africa_coordinator, africa))
    assert response.context["form"].errors != {}
    assert Seat.objects.count() == 1


# --- The pages


@pytest.mark.parametrize("page", ["edit", "inspect", "history", "delete", "usage"])
@pytest.mark.parametrize("kind", ["participants", "seats"])
def test_the_pages_open(signed_in, manager, africa_coordinator, africa, kind, page):
    row = africa if kind == "participants" else Seat.objects.get()
    assert signed_in(manager).get(f"/admin/{kind}/{page}/{row.pk}/").status_code == 200


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("/admin/participants/?q=african", ["African States"]),
        ("/admin/participants/?q=state-a", ["State A"]),
        ("/admin/participants/?kind=group", ["African States", "GRULAC"]),
        ("/admin/participants/?ordering=-name_en", ["State A", "GRULAC", "African States"]),
        ("/admin/participants/?ordering=nonsense", ["African States", "GRULAC", "State A"]),
        ("/admin/seats/?q=grulac@", ["grulac · GRULAC"]),
        ("/admin/seats/?q=african", ["africa · African States"]),
        ("/admin/seats/?current=true", ["africa · African States", "grulac · GRULAC"]),
        ("/admin/seats/?current=false", ["state-a · State A"]),
        ("/admin/seats/?role=focal_point", ["state-a · State A"]),
    ],
)
def test_the_lists_are_searched_filtered_and_sorted(
    signed_in, manager, africa_coordinator, grulac_coordinator, focal_point, path, found
):
    Seat.objects.filter(user=focal_point).update(from_on="2019-01-01", until_on="2019-01-31")
    rows = signed_in(manager).get(path).context["object_list"]
    assert [str(row) for row in rows] == found


@pytest.mark.parametrize("path", LISTS)
def test_a_list_costs_the_same_number_of_queries_for_one_and_three_rows(signed_in, manager, africa, path):
    browser = signed_in(manager)
    counts = []
    for codes in (["x"], ["y", "z"]):
        for code in codes:
            participant = factories.make_participant(code, group=africa)
            factories.make_seat(factories.make_user(f"{code}@example.org"), participant)
        with CaptureQueriesContext(connection) as queries:
            browser.get(path)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_menu_shows_them_to_those_who_may(signed_in, manager, editor):
    browser = signed_in(manager)
    assert "/admin/seats/" in browser.get("/admin/").content.decode()
    browser.force_login(editor)
    assert "/admin/seats/" not in browser.get("/admin/").content.decode()


# --- Who may not


@pytest.mark.parametrize("who", ["visitor", "member", "editor", "coordinator"])
def test_the_outsider_reaches_nothing(client, member, editor, africa_coordinator, africa, who):
    people = {"member": member, "editor": editor, "coordinator": africa_coordinator}
    if who in people:
        client.force_login(people[who])
    given = Seat.objects.get()
    rows = [("participants", africa.pk), ("seats", given.pk)]
    paths = [f"/admin/{kind}/{page}/{pk}/" for kind, pk in rows for page in ("edit", "delete", "inspect")]
    for path in [*LISTS, NEW_PARTICIPANT, NEW_SEAT, *paths]:
        assert client.get(path).status_code == 302
        assert client.post(path, {**state(), **seat(member, africa)}).status_code in (302, 405)
    assert [row.code for row in Participant.objects.all()] == ["africa"]
    assert [row.user for row in Seat.objects.all()] == [africa_coordinator]


def test_every_post_needs_the_token_of_its_form(manager, member, africa):
    client = Client(enforce_csrf_checks=True)
    client.force_login(manager)
    for path in (NEW_PARTICIPANT, NEW_SEAT, f"/admin/participants/delete/{africa.pk}/"):
        assert client.post(path, {**state(), **seat(member, africa)}).status_code == 403
    assert (Participant.objects.count(), Seat.objects.count()) == (1, 0)
