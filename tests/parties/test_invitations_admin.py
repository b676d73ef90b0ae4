"""The Secretariat's screens: invitations, and the end and the handover of a seat."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from reviewmech.parties.actions import accept_invitation
from reviewmech.parties.models import Invitation, Seat
from tests import factories

LIST, NEW = "/admin/invitations/", "/admin/invitations/new/"


@pytest.fixture
def office(client, secretariat) -> Client:
    client.force_login(secretariat)
    return client


@pytest.fixture
def invitation(invited) -> Invitation:
    row = invited()
    Invitation.objects.update(sent_at=timezone.now() - timedelta(minutes=6))
    row.refresh_from_db()
    return row


def asked(participant, **more) -> dict[str, object]:
    fields = {
        "email": "new@a.example",
        "participant": participant.pk,
        "role": "focal_point",
        "language": "fr",
    }
    return {**fields, "note_verbale": "NV 7/2019", "until_on": "", **more}


def test_the_secretariat_invites_with_a_note_verbale_and_an_end(office, secretariat, state_a, mailoutbox):
    page = office.post(NEW, asked(state_a, until_on="2100-12-31"), follow=True)
    assert "Invited: new@a.example · State A." in page.content.decode()
    row = Invitation.objects.get()
    assert (row.role, row.note_verbale, str(row.until_on), row.invited_by) == (
        "focal_point",
        "NV 7/2019",
        "2100-12-31",
        secretariat,
    )
    assert [message.to for message in mailoutbox] == [["new@a.example"]]


def test_an_address_that_is_invited_already_is_invited_anew(office, invitation, state_a, mailoutbox):
    office.post(NEW, asked(state_a, email="New@A.example"))
    row = Invitation.objects.get()
    assert (row.pk, row.role, row.language) == (invitation.pk, "focal_point", "fr")
    assert len(mailoutbox) == 2


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"email": "x"}, "email"),
        ({"role": "coordinator"}, "role"),
        ({"until_on": "2019-12-31"}, "until_on"),
        ({"participant": ""}, "participant"),
        ({"language": "de"}, "language"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(office, state_a, mailoutbox, fields, wrong):
    response = office.post(NEW, {**asked(state_a), **fields})
    assert response.status_code == 200
    assert list(response.context["form"].errors) == [wrong]
    assert (mailoutbox, Invitation.objects.count()) == ([], 0)


@pytest.fixture
def of_each_kind(invited, member) -> None:
    """One in each state, whose address says which."""
    for state in ("pending", "expired", "cancelled"):
        invited(email=f"{state}@a.example")
    accept_invitation(invited(email=member.email), person=member)
    long_ago = timezone.now() - timedelta(days=30, seconds=1)
    Invitation.objects.filter(email="expired@a.example").update(sent_at=long_ago)
    Invitation.objects.filter(email="cancelled@a.example").update(cancelled_at=timezone.now())


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("state=pending", ["pending@a.example"]),
        ("state=expired", ["expired@a.example"]),
        ("state=accepted", ["member@example.org"]),
        ("state=cancelled", ["cancelled@a.example"]),
        ("q=CANCELLED@", ["cancelled@a.example"]),
        ("role=observer", []),
        (
            "q=State+A&ordering=email",
            ["cancelled@a.example", "expired@a.example", "member@example.org", "pending@a.example"],
        ),
    ],
)
def test_the_list_is_filtered_by_state_and_searched(office, of_each_kind, query, found):
    rows = office.get(f"{LIST}?{query}").context["object_list"]
    assert [row.email for row in rows] == found
    assert [row.state for row in rows if query == f"state={row.state}"] == (
        [query.removeprefix("state=")] if query.startswith("state=") else []
    )


def test_the_list_costs_the_same_number_of_queries_for_one_and_three_rows(office, invited):
    counts = []
    for numbers in ([1], [2, 3]):
        for number in numbers:
            invited(email=f"{number}@a.example")
        with CaptureQueriesContext(connection) as queries:
            office.get(LIST)
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("verb", "words"),
    [("resend", "sent to new@a.example again"), ("call-off", "to new@a.example was called off")],
)
def test_an_invitation_is_sent_again_and_called_off_by_a_post(office, invitation, mailoutbox, verb, words):
    path = f"/admin/invitations/{invitation.pk}/{verb}/"
    assert f'href="{path}"' in office.get(f"/admin/invitations/inspect/{invitation.pk}/").content.decode()
    assert office.get(path).status_code == 200
    assert (len(mailoutbox), Invitation.objects.get().state) == (1, "pending")
    page = office.post(path, follow=True)
    assert page.request["PATH_INFO"] == f"/admin/invitations/inspect/{invitation.pk}/"
    assert words in page.content.decode()
    again = office.post(path)
    assert again.status_code == 200  # refused, with the reason
    assert len(again.context["form"].non_field_errors()) == 1


@pytest.mark.parametrize("page", ["edit", "delete"])
def test_the_record_of_an_invitation_is_neither_changed_nor_deleted(office, invitation, page):
    path = f"/admin/invitations/{page}/{invitation.pk}/"
    assert office.get(path).headers["Location"] == "/admin/"
    assert office.post(path, {"email": "other@a.example"}).headers["Location"] == "/admin/"
    assert Invitation.objects.get().email == "new@a.example"


def test_a_seat_is_handed_over_from_its_page(office, own_seat, secretariat, mailoutbox):
    path = f"/admin/seats/{own_seat.pk}/hand-over/"
    assert path in office.get(f"/admin/seats/edit/{own_seat.pk}/").content.decode()
    assert office.get(path).status_code == 200
    wrong = office.post(path, {"email": own_seat.user.email, "language": "en"})
    assert list(wrong.context["form"].errors) == ["email"]
    sent = {"email": "next@a.example", "language": "ar", "note_verbale": "NV 8", "until_on": "2100-12-31"}
    assert office.post(path, sent).headers["Location"] == f"/admin/seats/edit/{own_seat.pk}/"
    row = Invitation.objects.get()
    assert (row.replaces, row.role, row.note_verbale, str(row.until_on)) == (
        own_seat,
        "focal_point",
        "NV 8",
        "2100-12-31",
    )


def test_a_seat_is_ended_from_its_page_and_then_offers_no_more(office, own_seat):
    path = f"/admin/seats/{own_seat.pk}/end/"
    assert office.get(path).status_code == 200
    own_seat.refresh_from_db()
    assert own_seat.ended_at is None
    page = office.post(path, follow=True).content.decode()
    own_seat.refresh_from_db()
    assert own_seat.ended_at is not None
    assert (path in page, f"/admin/seats/{own_seat.pk}/hand-over/" in page) == (False, False)
    assert list(office.post(path).context["form"].non_field_errors()) == ["This seat has ended already."]


def test_a_seat_given_in_the_admin_keeps_its_note_verbale(office, member, state_a):
    office.post(
        "/admin/seats/new/",
        {
            "user": member.pk,
            "participant": state_a.pk,
            "role": "deputy",
            "note_verbale": "NV 9",
            "from_on": "2019-01-01",
            "until_on": "",
        },
    )
    assert Seat.objects.get().note_verbale == "NV 9"


# --- Who may not


@pytest.mark.parametrize("who", ["visitor", "member", "focal_point", "editor", "who may only look"])
def test_the_outsider_changes_nothing(client, cast, own_seat, invitation, state_a, mailoutbox, who):
    mailoutbox.clear()
    for name, codenames in (("editor", []), ("who may only look", ["view_invitation", "view_seat"])):
        cast[name] = factories.make_user(f"{name.replace(' ', '-')}@example.org")
        wanted = Permission.objects.filter(codename__in=["access_admin", *codenames])
        cast[name].user_permissions.add(*wanted)
    if who != "visitor":
        client.force_login(cast[who])
    verbs = [f"/admin/invitations/{invitation.pk}/{verb}/" for verb in ("resend", "call-off")]
    verbs += [f"/admin/seats/{own_seat.pk}/{verb}/" for verb in ("end", "hand-over")]
    for path in (NEW, *verbs):
        assert (path, client.get(path).status_code) == (path, 302)
        assert (path, client.post(path, asked(state_a)).status_code) == (path, 302)
    assert client.get(LIST).status_code == (200 if who == "who may only look" else 302)
    own_seat.refresh_from_db()
    assert (own_seat.ended_at, Invitation.objects.get().state, mailoutbox) == (None, "pending", [])


def test_every_post_needs_the_token_of_its_form(secretariat, own_seat, invitation, state_a, mailoutbox):
    mailoutbox.clear()
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(secretariat)
    verbs = [f"/admin/invitations/{invitation.pk}/{verb}/" for verb in ("resend", "call-off")]
    verbs += [f"/admin/seats/{own_seat.pk}/{verb}/" for verb in ("end", "hand-over")]
    for path in (NEW, *verbs):
        assert (path, browser.post(path, asked(state_a)).status_code) == (path, 403)
    assert mailoutbox == []


def test_the_administrators_of_the_site_may(client, site, state_a, in_group, mailoutbox):
    client.force_login(in_group("Administrators"))
    client.post(NEW, asked(state_a))
    assert Group.objects.filter(permissions__codename="add_invitation").get().name == "Administrators"
    assert [message.to for message in mailoutbox] == [["new@a.example"]]
