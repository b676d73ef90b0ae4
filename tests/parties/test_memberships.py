"""Who is party to which instrument, in the admin."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission
from django.db import IntegrityError
from django.test import Client

from reviewmech.parties.models import Membership, Participant
from tests import factories
from tests.support import queries_of

LIST, NEW = "/admin/memberships/", "/admin/memberships/new/"


def party(participant: Participant, instrument: str = "UNTOC", **fields: object) -> Membership:
    facts = {"since": "2004-02-01", **fields}
    return Membership.objects.create(participant=participant, instrument=instrument, **facts)


def form(participant: Participant, fields: dict[str, str] | None = None, **more: str) -> dict[str, object]:
    return (
        {"participant": participant.pk, "instrument": "UNTOC", "since": "2004-02-01"} | (fields or {}) | more
    )


@pytest.fixture
def keeper(db):
    """May do everything with memberships, and nothing else."""
    user = factories.make_user("keeper@example.org")
    wanted = [f"{verb}_membership" for verb in ("view", "add", "change", "delete")]
    user.user_permissions.add(*Permission.objects.filter(codename__in=["access_admin", *wanted]))
    return user


def test_a_membership_is_added_changed_and_deleted(signed_in, keeper, state_a):
    browser = signed_in(keeper)
    browser.post(NEW, form(state_a, is_illustrative="on"))
    added = Membership.objects.get()
    assert (added.participant, added.instrument, str(added.since)) == (state_a, "UNTOC", "2004-02-01")
    assert added.is_illustrative
    browser.post(f"/admin/memberships/edit/{added.pk}/", form(state_a, since="2005-03-02"))
    added.refresh_from_db()
    assert (str(added.since), added.is_illustrative) == ("2005-03-02", False)
    browser.post(f"/admin/memberships/delete/{added.pk}/")
    assert Membership.objects.count() == 0


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"instrument": "NATO"}, "instrument"),
        ({"since": "soon"}, "since"),
        ({"participant": "0"}, "participant"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(signed_in, keeper, state_a, fields, wrong):
    response = signed_in(keeper).post(NEW, form(state_a, fields))
    assert list(response.context["form"].errors) == [wrong]
    assert Membership.objects.count() == 0


def test_a_group_is_party_to_nothing(signed_in, keeper, africa):
    response = signed_in(keeper).post(NEW, form(africa))
    assert list(response.context["form"].errors) == ["participant"]


def test_nobody_is_party_to_an_instrument_twice(signed_in, keeper, state_a):
    party(state_a)
    response = signed_in(keeper).post(NEW, form(state_a))
    assert response.context["form"].errors != {}
    with pytest.raises(IntegrityError):
        party(state_a)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["State A · Convention", "State A · Firearms Protocol", "State B · Convention"]),
        ("?q=state-b", ["State B · Convention"]),
        ("?q=Pays", ["State B · Convention"]),
        ("?instrument=FA", ["State A · Firearms Protocol"]),
        ("?is_illustrative=true", ["State B · Convention"]),
        ("?is_illustrative=false", ["State A · Convention", "State A · Firearms Protocol"]),
    ],
)
def test_the_list_is_searched_and_filtered(signed_in, keeper, state_a, query, found):
    party(state_a, "FA")
    party(state_a)
    other = factories.make_participant("state-b", name_en="State B", name_fr="Pays B")
    party(other, is_illustrative=True)
    rows = signed_in(keeper).get(f"{LIST}{query}").context["object_list"]
    assert [str(row) for row in rows] == found


def test_the_list_is_filtered_by_participant(signed_in, keeper, state_a):
    party(state_a)
    party(factories.make_participant("state-b"))
    rows = signed_in(keeper).get(f"{LIST}?participant={state_a.pk}").context["object_list"]
    assert [row.participant for row in rows] == [state_a]


def test_the_list_costs_the_same_number_of_queries_for_one_and_three_rows(signed_in, keeper, state_a):
    browser = signed_in(keeper)
    party(state_a)
    browser.get(LIST)
    one = queries_of(lambda: browser.get(LIST))
    party(state_a, "FA")
    party(factories.make_participant("state-b"))
    assert queries_of(lambda: browser.get(LIST)) == one


@pytest.mark.parametrize("page", ["edit", "inspect", "history", "delete", "usage"])
def test_the_pages_open(signed_in, keeper, state_a, page):
    row = party(state_a)
    assert signed_in(keeper).get(f"/admin/memberships/{page}/{row.pk}/").status_code == 200


@pytest.mark.parametrize("who", ["visitor", "member", "focal point", "Editors", "Publishers", "Moderators"])
def test_the_outsider_reaches_nothing(client, member, focal_point, in_group, state_a, who):
    people = {"visitor": None, "member": member, "focal point": focal_point}
    person = people[who] if who in people else in_group(who)
    if person:
        client.force_login(person)
    row = party(state_a)
    paths = [f"/admin/memberships/{page}/{row.pk}/" for page in ("edit", "delete", "inspect")]
    for path in [LIST, NEW, *paths]:
        assert client.get(path).status_code == 302
        assert client.post(path, form(state_a, instrument="FA")).status_code in (302, 405)
    assert [str(each) for each in Membership.objects.all()] == ["State A · Convention"]


def test_every_post_needs_the_token_of_its_form(keeper, state_a):
    client = Client(enforce_csrf_checks=True)
    client.force_login(keeper)
    row = party(state_a)
    for path in (NEW, f"/admin/memberships/edit/{row.pk}/", f"/admin/memberships/delete/{row.pk}/"):
        assert client.post(path, form(state_a, instrument="FA")).status_code == 403
    assert [str(each) for each in Membership.objects.all()] == ["State A · Convention"]
