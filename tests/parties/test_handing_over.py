"""Ending a seat, and handing one over."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from reviewmech.parties.actions import (
    end_seat,
    hand_over,
    invite,
    seat_person,
)
from reviewmech.parties.models import Invitation, Seat
from tests import factories
from tests.parties.steps import logged


def test_ending_a_seat_is_logged_and_final(delegation, focal_point):
    seat = Seat.objects.get(user=delegation["deputy"])
    end_seat(seat, by=focal_point)
    with pytest.raises(ValidationError):
        end_seat(seat, by=focal_point)
    assert logged(seat) == [("parties.end_seat", focal_point.pk)]


def test_who_ends_a_seat_calls_off_its_handover(own_seat, focal_point, secretariat):
    hand_over(own_seat, email="next@a.example", language="en", by=focal_point)
    end_seat(own_seat, by=secretariat)
    assert list(Invitation.objects.pending()) == []


def test_a_seat_that_is_deleted_takes_its_handover_along(own_seat, focal_point):
    handover = hand_over(own_seat, email="next@a.example", language="en", by=focal_point)
    focal_point.delete()
    handover.refresh_from_db()
    assert (handover.cancelled_at is not None, handover.replaces) == (True, None)


def test_an_ended_seat_is_not_handed_over(own_seat, secretariat):
    end_seat(own_seat, by=secretariat)
    with pytest.raises(ValidationError):
        hand_over(own_seat, email="next@a.example", language="en", by=secretariat)


def test_nobody_hands_a_seat_over_to_themselves(own_seat, focal_point):
    with pytest.raises(ValidationError) as refused:
        hand_over(own_seat, email=" State-A@Example.org", language="en", by=focal_point)
    assert list(refused.value.message_dict) == ["email"]


def test_a_successor_has_the_role_and_the_last_day_of_the_seat(own_seat, focal_point, secretariat):
    Seat.objects.update(until_on="2100-06-30")
    handover = hand_over(own_seat, email="next@a.example", language="en", by=focal_point)
    assert (handover.role, str(handover.until_on)) == ("focal_point", "2100-06-30")
    with pytest.raises(ValidationError) as refused:
        hand_over(own_seat, email="next@a.example", language="en", until_on=date(2100, 7, 1), by=focal_point)
    assert list(refused.value.message_dict) == ["until_on"]
    longer = hand_over(
        own_seat, email="next@a.example", language="en", until_on=date(2100, 7, 1), by=secretariat
    )
    assert str(longer.until_on) == "2100-07-01"


def test_a_seat_has_one_successor_at_a_time(own_seat, focal_point):
    first = hand_over(own_seat, email="first@a.example", language="en", by=focal_point)
    hand_over(own_seat, email="second@a.example", language="en", by=focal_point)
    first.refresh_from_db()
    assert first.cancelled_at is not None
    assert [row.email for row in Invitation.objects.pending()] == ["second@a.example"]


def test_the_secretariat_and_the_holder_are_told_of_a_handover_in_their_languages(
    own_seat, focal_point, secretariat, member, mailoutbox
):
    focal_point.preferred_language = "fr"
    focal_point.save()
    handover = hand_over(own_seat, email="next@a.example", language="en", by=focal_point)
    told = {message.to[0]: message for message in mailoutbox}
    assert set(told) == {"next@a.example", focal_point.email, secretariat.email}
    assert told[secretariat.email].subject == "A seat of State A is being handed over"
    assert "Successor: next@a.example" in told[secretariat.email].body
    assert f"http://127.0.0.1:8000/admin/invitations/inspect/{handover.pk}/" in told[secretariat.email].body
    assert "/invitations/" not in told[focal_point.email].body
    assert logged(own_seat) == [("parties.hand_over", focal_point.pk)]


def test_the_secretariat_is_not_told_of_what_it_does_itself(own_seat, secretariat, mailoutbox):
    hand_over(own_seat, email="next@a.example", language="en", by=secretariat)
    assert [message.to for message in mailoutbox] == [["next@a.example"]]


def test_a_seat_given_at_once_keeps_the_note_verbale(member, state_a, secretariat):
    seat = seat_person(person=member, participant=state_a, note_verbale="NV 12/2019", by=secretariat)
    seat.refresh_from_db()
    assert seat.note_verbale == "NV 12/2019"


def test_a_group_is_led_by_its_coordinator(africa, africa_coordinator, mailoutbox):
    invite(
        email="deputy@africa.example", participant=africa, role="deputy", language="fr", by=africa_coordinator
    )
    assert [message.to for message in mailoutbox] == [["deputy@africa.example"]]


def test_a_superuser_is_of_the_secretariat(invited, own_seat, focal_point, mailoutbox):
    factories.make_user("root@example.org", is_superuser=True)
    factories.make_user("gone@example.org", is_superuser=True, is_active=False)
    hand_over(own_seat, email="next@a.example", language="en", by=focal_point)
    assert sorted(message.to[0] for message in mailoutbox) == [
        "next@a.example",
        "root@example.org",
        focal_point.email,
    ]
