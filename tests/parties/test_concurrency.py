"""Several people at the same moment, each with a connection of their own: PostgreSQL only."""

from __future__ import annotations

import pytest
from django.db import connection

from reviewmech.parties.actions import accept_invitation, cancel_invitation, end_seat, hand_over, invite, join
from reviewmech.parties.models import Invitation, Seat
from tests import factories
from tests.consultations.test_concurrency import at_once, kinds, the_site_is_set_up_again  # noqa: F401 (a fixture)
from tests.parties.steps import PASSWORD

pytestmark = [
    pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL lets two write at once"),
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


def held(participant) -> list[tuple[str, str]]:
    """Who holds which seat, in the order of addresses."""
    seats = participant.seats.filter(ended_at=None).order_by("user__email")
    return list(seats.values_list("user__email", "role"))


def test_a_double_click_accepts_once(site, invited, state_a):
    person, invitation = factories.make_user("new@a.example"), invited()
    twice = [lambda: accept_invitation(invitation, person=person)] * 2
    assert kinds(at_once(*twice)) == ["Seat", "ValidationError"]
    assert held(state_a) == [("new@a.example", "deputy"), ("state-a@example.org", "focal_point")]


def test_a_double_click_opens_one_account(site, invited, state_a):
    invitation = invited()
    twice = [lambda: join(invitation, name="Amina", language="ar", password=PASSWORD)] * 2
    assert kinds(at_once(*twice)) == ["User", "ValidationError"]
    assert held(state_a) == [("new@a.example", "deputy"), ("state-a@example.org", "focal_point")]


def test_an_invitation_accepted_and_called_off_at_once_is_one_of_the_two(site, invited, focal_point):
    person, invitation = factories.make_user("new@a.example"), invited()
    results = at_once(
        lambda: accept_invitation(invitation, person=person),
        lambda: cancel_invitation(invitation, by=focal_point),
    )
    accepted = isinstance(results[0], Seat)
    assert kinds(results) == sorted(["Seat" if accepted else "Invitation", "ValidationError"])
    assert (Invitation.objects.get().state, person.seats.count()) == (
        ("accepted", 1) if accepted else ("cancelled", 0)
    )


def test_one_address_invited_twice_at_once_has_one_invitation(site, state_a, focal_point):
    asked = {"email": "new@a.example", "participant": state_a, "language": "en", "by": focal_point}
    roles = ["deputy", "observer"]
    results = at_once(*(lambda role=role: invite(**asked, role=role) for role in roles))
    assert kinds(results) == ["Invitation"] * 2
    assert Invitation.objects.count() == 1


def test_two_handovers_begun_at_once_leave_one_successor(site, own_seat, focal_point):
    emails = ["one@a.example", "two@a.example"]
    results = at_once(
        *(
            lambda email=email: hand_over(own_seat, email=email, language="en", by=focal_point)
            for email in emails
        )
    )
    assert kinds(results) == ["Invitation"] * 2
    assert Invitation.objects.pending().count() == 1


def test_a_seat_ended_and_taken_over_at_once_is_one_of_the_two(
    site, own_seat, focal_point, secretariat, state_a
):
    successor = factories.make_user("next@a.example")
    handover = hand_over(own_seat, email="next@a.example", language="en", by=focal_point)
    results = at_once(
        lambda: accept_invitation(handover, person=successor), lambda: end_seat(own_seat, by=secretariat)
    )
    assert kinds(results) == ["Seat", "ValidationError"]
    taken = not isinstance(results[0], Exception)
    assert held(state_a) == ([("next@a.example", "focal_point")] if taken else [])
