"""What whoever leads a delegation does on the page of its people."""

from __future__ import annotations

import pytest
from django.test import Client
from wagtail.models import ModelLogEntry

from reviewmech.parties.actions import hand_over
from reviewmech.parties.models import Invitation, Seat
from tests import factories
from tests.parties.steps import words

PEOPLE = "/en/delegations/state-a/people/"
INVITE, HAND_OVER = f"{PEOPLE}invite/", f"{PEOPLE}hand-over/"
ASKED = {"email": "new@a.example", "role": "deputy", "language": "fr", "until_on": ""}
OVER = {"email": "next@a.example", "language": "fr", "understood": "on"}


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
