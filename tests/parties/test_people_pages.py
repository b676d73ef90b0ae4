"""Who belongs to a delegation: read by its members, changed by who leads it, not there for anybody else."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import ModelLogEntry

from reviewmech.parties.actions import hand_over
from reviewmech.parties.models import Invitation, Seat
from tests import factories

PEOPLE = "/en/delegations/state-a/people/"
INVITE, HAND_OVER = f"{PEOPLE}invite/", f"{PEOPLE}hand-over/"
ASKED = {"email": "new@a.example", "role": "deputy", "language": "fr", "until_on": ""}
OVER = {"email": "next@a.example", "language": "fr", "understood": "on"}
LANGUAGES = ["ar", "zh-hans", "en", "fr", "ru", "es"]
MEMBERS = ["deputy", "contributor", "observer"]
OUTSIDERS = [
    "member",
    "coordinator of the group",
    "focal point of another State",
    "focal point until last year",
    "secretariat",
]


@pytest.fixture
def lead(client, focal_point) -> Client:
    client.force_login(focal_point)
    return client


@pytest.fixture
def invitation(invited) -> Invitation:
    row = invited()
    Invitation.objects.update(sent_at=timezone.now() - timedelta(minutes=6))
    row.refresh_from_db()
    return row


def addresses(delegation, invitation) -> dict[str, dict[str, str]]:
    """Every page of the lead's with what is sent there."""
    seat = Seat.objects.get(user=delegation["contributor"])
    return {
        INVITE: ASKED,
        HAND_OVER: OVER,
        f"{PEOPLE}seats/{seat.pk}/end/": {},
        f"{PEOPLE}invitations/{invitation.pk}/resend/": {},
        f"{PEOPLE}invitations/{invitation.pk}/call-off/": {},
    }


def untouched() -> bool:
    return (
        not Seat.objects.exclude(ended_at=None).exists()
        and Invitation.objects.count() == 1
        and Invitation.objects.get().state == "pending"
    )


def words(page) -> str:
    return " ".join(BeautifulSoup(page.content, "html.parser").main.get_text(" ").split())


# --- Who reads


@pytest.mark.parametrize("who", ["focal_point", *MEMBERS])
def test_members_read_who_belongs_to_it(client, cast, invitation, who):
    client.force_login(cast[who])
    text = words(client.get(PEOPLE))
    people = [
        "Focal point state-a",
        "Deputy deputy",
        "Contributor contributor",
        "Observer of the delegation observer",
    ]
    assert [each for each in [*people, "Deputy new@a.example Pending"] if each not in text] == []
    assert "lapsed" not in text
    assert ("Invite somebody" in text) is (who == "focal_point")


@pytest.mark.parametrize("who", OUTSIDERS)
def test_to_others_there_is_no_such_page(client, cast, delegation, invitation, mailoutbox, who):
    mailoutbox.clear()
    client.force_login(cast[who])
    for path, sent in {PEOPLE: {}, **addresses(delegation, invitation)}.items():
        found = [client.get(path).status_code, client.post(path, sent).status_code]
        assert (path, set(found) - {404, 405}) == (path, set())
    assert untouched()
    assert mailoutbox == []


@pytest.mark.parametrize("who", MEMBERS)
def test_members_who_do_not_lead_change_nothing(client, cast, delegation, invitation, mailoutbox, who):
    mailoutbox.clear()
    client.force_login(cast[who])
    for path, sent in addresses(delegation, invitation).items():
        found = [client.get(path).status_code, client.post(path, sent).status_code]
        assert (path, set(found) - {404, 405}) == (path, set())
    assert untouched()
    assert mailoutbox == []


@pytest.mark.parametrize("code", ["state-a", "nowhere"])
def test_a_visitor_signs_in_first_and_learns_nothing(client, delegation, invitation, code):
    for path, sent in {PEOPLE: {}, **addresses(delegation, invitation)}.items():
        for answer in (
            client.get(path.replace("state-a", code)),
            client.post(path.replace("state-a", code), sent),
        ):
            if answer.status_code != 405:
                assert (
                    answer.headers["Location"] == f"/en/accounts/login/?next=/en/delegations/{code}/people/"
                )
    assert untouched()


def test_every_post_needs_the_token_of_its_form(focal_point, delegation, invitation, mailoutbox):
    mailoutbox.clear()
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(focal_point)
    for path, sent in addresses(delegation, invitation).items():
        assert (path, browser.post(path, sent).status_code) == (path, 403)
    assert untouched()
    assert mailoutbox == []


@pytest.mark.parametrize(
    "change", [{"ended_at": timezone.now()}, {"until_on": "2019-12-31"}, {"role": "observer"}]
)
def test_who_loses_the_seat_loses_the_pages_at_once(lead, own_seat, change):
    assert lead.get(INVITE).status_code == 200
    Seat.objects.filter(pk=own_seat.pk).update(from_on="2019-01-01", **change)
    assert lead.post(INVITE, ASKED).status_code == 404
    assert lead.get(PEOPLE).status_code == (200 if "role" in change else 404)


# --- What the lead does


def test_somebody_is_invited(lead, focal_point, state_a, mailoutbox):
    page = lead.post(INVITE, {**ASKED, "until_on": "2100-12-31"}, follow=True)
    assert page.request["PATH_INFO"] == PEOPLE
    assert "An invitation is on its way to new@a.example." in words(page)
    row = Invitation.objects.get()
    assert (row.participant, row.role, row.language, str(row.until_on), row.invited_by) == (
        state_a,
        "deputy",
        "fr",
        "2100-12-31",
        focal_point,
    )
    assert [message.to for message in mailoutbox] == [["new@a.example"]]


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"email": ""}, "email"),
        ({"email": "x"}, "email"),
        ({"email": "a@b.example\r\nBcc: c@d.example"}, "email"),
        ({"role": "focal_point"}, "role"),
        ({"role": "coordinator"}, "role"),
        ({"language": "de"}, "language"),
        ({"until_on": "31.12.2100"}, "until_on"),
        ({"until_on": "2019-12-31"}, "until_on"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(lead, mailoutbox, fields, wrong):
    response = lead.post(INVITE, {**ASKED, **fields})
    assert response.status_code == 200
    assert list(response.context["form"].errors) == [wrong]
    assert mailoutbox == []


def test_inviting_says_the_same_of_an_address_with_an_account_and_one_without(lead, member):
    answers = []
    for email in (member.email, "nobody@example.org"):
        page = lead.post(INVITE, {**ASKED, "email": email}, follow=True)
        answers.append(words(page).replace(email, "somebody"))
        Invitation.objects.all().delete()
    assert answers[0] == answers[1]


def test_an_invitation_is_sent_again_and_called_off(lead, invitation, mailoutbox):
    page = lead.post(f"{PEOPLE}invitations/{invitation.pk}/resend/", follow=True)
    assert "The invitation was sent to new@a.example again." in words(page)
    page = lead.post(f"{PEOPLE}invitations/{invitation.pk}/resend/", follow=True)
    assert "Wait a little before the next one." in words(page)
    assert len(mailoutbox) == 2
    off = f"{PEOPLE}invitations/{invitation.pk}/call-off/"
    assert "Call this invitation off?" in words(lead.get(off))
    page = lead.post(off, follow=True)
    assert "The invitation to new@a.example was called off." in words(page)
    assert lead.get(off).headers["Location"] == PEOPLE


def test_a_seat_is_ended_after_a_question(lead, delegation, focal_point):
    seat = Seat.objects.get(user=delegation["deputy"])
    path = f"{PEOPLE}seats/{seat.pk}/end/"
    assert "What they wrote stays" in words(lead.get(path))
    seat.refresh_from_db()
    assert seat.ended_at is None
    assert "The seat of deputy has ended." in words(lead.post(path, follow=True))
    browser = Client()
    browser.force_login(delegation["deputy"])
    assert browser.get(PEOPLE).status_code == 404
    assert [entry.user for entry in ModelLogEntry.objects.for_instance(seat)] == [focal_point]


def test_nobody_who_leads_is_put_out_by_another(lead, state_a, own_seat):
    second = factories.make_seat(factories.make_user("second@a.example"), state_a)
    for seat in (second, own_seat):
        assert lead.post(f"{PEOPLE}seats/{seat.pk}/end/").status_code == 404
    assert not Seat.objects.exclude(ended_at=None).exists()


def test_seats_and_invitations_of_others_are_not_found_here(lead, cast, state_b, invited):
    other = cast["focal point of another State"]
    foreign = invited(participant=state_b, by=other)
    deputy = factories.make_seat(factories.make_user("deputy@b.example"), state_b, role="deputy")
    for verb in ("resend", "call-off"):
        assert lead.post(f"{PEOPLE}invitations/{foreign.pk}/{verb}/").status_code == 404
    assert lead.post(f"{PEOPLE}seats/{deputy.pk}/end/").status_code == 404
    assert lead.post("/en/delegations/state-b/people/invite/", ASKED).status_code == 404


def test_the_own_seat_is_handed_over_by_who_says_to_know_what_follows(lead, own_seat, mailoutbox):
    refused = lead.post(HAND_OVER, {**OVER, "understood": ""})
    assert list(refused.context["form"].errors) == ["understood"]
    assert mailoutbox == []
    page = lead.post(HAND_OVER, OVER, follow=True)
    assert "next@a.example has been invited to take your seat. It is yours until they accept." in words(page)
    assert "Takes the seat of state-a when accepting" in words(page)
    assert Invitation.objects.get().replaces == own_seat


def test_what_is_wrong_with_a_successor_is_said(lead, focal_point):
    response = lead.post(HAND_OVER, {**OVER, "email": focal_point.email})
    assert list(response.context["form"].errors) == ["email"]


def test_a_handover_of_the_secretariats_is_shown_and_is_not_the_leads(lead, own_seat, secretariat):
    handover = hand_over(own_seat, email="next@a.example", language="en", by=secretariat)
    page = lead.get(PEOPLE)
    assert "next@a.example" in words(page)
    assert "Call off" not in words(page)
    assert lead.post(f"{PEOPLE}invitations/{handover.pk}/call-off/").status_code == 404


# --- The pages


def test_a_groups_page_names_its_member_states(client, africa_coordinator, state_a, state_b):
    client.force_login(africa_coordinator)
    page = client.get("/en/delegations/africa/people/")
    assert [
        item.text for item in BeautifulSoup(page.content, "html.parser").select(".people__states li")
    ] == [
        "State A",
        "State B",
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_open_in_six_languages(lead, delegation, invitation, language):
    for path in (PEOPLE, *addresses(delegation, invitation)):
        if path.endswith("/resend/"):
            continue
        response = lead.get(path.replace("/en/", f"/{language}/"))
        page = response.content.decode()
        assert (path, response.status_code) == (path, 200)
        assert re.findall(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)", page) == []
        assert "noindex" in page


@pytest.mark.parametrize("page", ["0", "-1", "2", "x", "9" * 100])
def test_a_page_that_is_not_there_is_not_found(lead, page):
    assert lead.get(f"{PEOPLE}?page={page}").status_code == 404


@pytest.mark.parametrize("number", ["0", "9" * 19, "9" * 40])
def test_a_number_that_nothing_has_is_not_found(lead, number):
    paths = [f"seats/{number}/end/", f"invitations/{number}/resend/", f"invitations/{number}/call-off/"]
    assert [lead.post(f"{PEOPLE}{path}").status_code for path in paths] == [404] * 3


def test_a_long_list_has_pages(lead, state_a):
    for number in range(50):
        factories.make_seat(factories.make_user(f"{number:02}@a.example"), state_a, role="observer")
    counts = [len(lead.get(f"{PEOPLE}?page={page}").context["people"]) for page in (1, 2)]
    assert counts == [50, 1]


def test_three_of_each_cost_as_many_queries_as_one(lead, state_a, invited):
    counts = []
    for numbers in ([1], [2, 3]):
        for number in numbers:
            factories.make_seat(factories.make_user(f"{number}@a.example"), state_a, role="deputy")
            invited(email=f"invited-{number}@a.example")
        with CaptureQueriesContext(connection) as queries:
            lead.get(PEOPLE)
        counts.append(len(queries))
    assert counts[0] == counts[1]
