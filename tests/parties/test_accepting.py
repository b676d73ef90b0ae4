"""Taking the seat one was invited to."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from wagtail.models import ModelLogEntry

from home.models import User
from reviewmech.parties.actions import accept_invitation, end_seat, hand_over, join
from reviewmech.parties.models import Invitation, Seat
from reviewmech.parties.permissions import can_speak_for
from tests import factories
from tests.parties.steps import PASSWORD


@pytest.fixture
def newcomer(db) -> User:
    return factories.make_user("new@a.example")


@pytest.fixture
def handover(own_seat, focal_point) -> Invitation:
    return hand_over(own_seat, email="new@a.example", language="en", by=focal_point)


def held(person) -> list[str]:
    return [seat.role for seat in person.seats.filter(ended_at=None)]


def test_accepting_makes_the_seat_with_the_facts_of_the_invitation(invited, newcomer, secretariat, state_a):
    invitation = invited(by=secretariat, role="focal_point", note_verbale="NV 7", until_on=date(2100, 12, 31))
    invitation.refresh_from_db()
    seat = accept_invitation(invitation, person=newcomer)
    seat.refresh_from_db()
    assert (seat.user, seat.participant, seat.role, seat.note_verbale) == (
        newcomer,
        state_a,
        "focal_point",
        "NV 7",
    )
    assert (seat.from_on, str(seat.until_on)) == (timezone.now().date(), "2100-12-31")
    invitation.refresh_from_db()
    assert (invitation.seat, invitation.state) == (seat, "accepted")
    assert can_speak_for(newcomer, state_a)


def test_the_log_tells_who_accepted_what(invited, newcomer):
    invitation = invited()
    accept_invitation(invitation, person=newcomer)
    entry = ModelLogEntry.objects.for_instance(invitation).get(action="parties.accept_invitation")
    assert (entry.user, entry.data) == (
        newcomer,
        {"person": newcomer.pk, "participant": "state-a", "role": "deputy"},
    )


@pytest.mark.parametrize("who", ["member", "focal_point", "deputy", "secretariat", "deactivated"])
def test_nobody_accepts_for_somebody_else(cast, invited, newcomer, who):
    invitation = invited(role="observer")
    cast["deactivated"] = newcomer
    newcomer.is_active = False
    seats = Seat.objects.count()
    with pytest.raises(PermissionDenied):
        accept_invitation(invitation, person=cast[who])
    assert Seat.objects.count() == seats


def test_the_case_of_the_address_does_not_matter(invited, newcomer):
    invitation = invited(email="NEW@A.Example")
    User.objects.filter(pk=newcomer.pk).update(email="New@a.example")
    newcomer.refresh_from_db()
    assert accept_invitation(invitation, person=newcomer).user == newcomer


def test_an_account_that_got_another_address_meanwhile_does_not_accept(invited, newcomer):
    invitation = invited()
    newcomer.email = "elsewhere@a.example"
    newcomer.save()
    with pytest.raises(PermissionDenied):
        accept_invitation(invitation, person=newcomer)


def test_it_is_accepted_once(invited, newcomer):
    invitation = invited()
    accept_invitation(invitation, person=newcomer)
    with pytest.raises(ValidationError):
        accept_invitation(invitation, person=newcomer)
    assert newcomer.seats.count() == 1


def test_what_was_called_off_or_is_over_is_not_accepted(invited, newcomer):
    off, over = invited(), invited(email="other@a.example")
    Invitation.objects.filter(pk=off.pk).update(cancelled_at=timezone.now())
    Invitation.objects.filter(pk=over.pk).update(until_on=timezone.now().date() - timedelta(days=1))
    other = factories.make_user("other@a.example")
    for invitation, person in ((off, newcomer), (over, other)):
        with pytest.raises(ValidationError):
            accept_invitation(invitation, person=person)
    assert list(newcomer.seats.all()) + list(other.seats.all()) == []


def test_who_holds_a_seat_of_the_participant_gets_the_new_role_instead(delegation, invited, state_a):
    deputy = delegation["deputy"]
    accept_invitation(invited(email=deputy.email, role="contributor"), person=deputy)
    assert held(deputy) == ["contributor"]
    assert [seat.role for seat in deputy.seats.exclude(ended_at=None)] == ["deputy"]


def test_a_seat_that_has_lapsed_is_no_obstacle(cast, invited, state_a):
    lapsed = cast["focal point until last year"]
    accept_invitation(invited(email=lapsed.email, role="deputy"), person=lapsed)
    assert held(lapsed) == ["deputy"]


def test_a_seat_of_another_participant_stays(cast, invited):
    other = cast["focal point of another State"]
    accept_invitation(invited(email=other.email), person=other)
    assert sorted(held(other)) == ["deputy", "focal_point"]


# --- Handover


def test_a_handover_ends_the_old_seat_as_the_new_one_begins(
    handover, newcomer, focal_point, own_seat, state_a
):
    assert can_speak_for(focal_point, state_a)
    accept_invitation(handover, person=newcomer)
    assert not can_speak_for(focal_point, state_a)
    assert can_speak_for(newcomer, state_a)
    own_seat.refresh_from_db()
    assert own_seat.ended_at <= timezone.now()
    actions = ModelLogEntry.objects.for_instance(own_seat).order_by("pk").values_list("action", "user")
    assert list(actions) == [("parties.hand_over", focal_point.pk), ("parties.end_seat", newcomer.pk)]


def test_a_deputy_takes_over_and_is_a_deputy_no_longer(delegation, own_seat, focal_point):
    deputy = delegation["deputy"]
    accept_invitation(hand_over(own_seat, email=deputy.email, language="en", by=focal_point), person=deputy)
    assert (held(deputy), held(focal_point)) == (["focal_point"], [])


def test_when_it_is_done_the_secretariat_and_the_former_holder_are_told(
    handover, newcomer, focal_point, secretariat, mailoutbox
):
    mailoutbox.clear()
    accept_invitation(handover, person=newcomer)
    assert sorted(message.to[0] for message in mailoutbox) == [secretariat.email, focal_point.email]
    assert {message.subject for message in mailoutbox} == {"A seat of State A has been handed over"}


@pytest.mark.parametrize("what", ["ended", "lapsed", "deactivated", "demoted"])
def test_who_has_lost_the_seat_passes_nothing_on(handover, newcomer, focal_point, own_seat, what):
    changes = {
        "ended": {"ended_at": timezone.now()},
        "lapsed": {"from_on": "2019-01-01", "until_on": "2019-12-31"},
        "demoted": {"role": "observer"},
    }
    if what == "deactivated":
        User.objects.filter(pk=focal_point.pk).update(is_active=False)
    else:
        Seat.objects.filter(pk=own_seat.pk).update(**changes[what])
    with pytest.raises(ValidationError):
        accept_invitation(handover, person=newcomer)
    assert held(newcomer) == []


def test_the_secretariat_hands_over_the_seat_of_somebody_who_has_gone(
    own_seat, newcomer, focal_point, secretariat
):
    User.objects.filter(pk=focal_point.pk).update(is_active=False)
    handover = hand_over(own_seat, email="new@a.example", language="en", by=secretariat)
    accept_invitation(handover, person=newcomer)
    assert (held(newcomer), held(focal_point)) == (["focal_point"], [])


def test_a_refused_handover_leaves_everything_as_it_was(delegation, own_seat, focal_point, secretariat):
    deputy = delegation["deputy"]
    handover = hand_over(own_seat, email=deputy.email, language="en", by=focal_point)
    end_seat(own_seat, by=secretariat)
    with pytest.raises(ValidationError):
        accept_invitation(handover, person=deputy)
    assert held(deputy) == ["deputy"]


# --- With a new account


def test_joining_opens_an_account_that_the_log_knows(invited):
    person = join(invited(), name="Amina", language="ar", password=PASSWORD)
    person.refresh_from_db()
    assert (person.email, person.name, person.preferred_language) == ("new@a.example", "Amina", "ar")
    assert person.check_password(PASSWORD)
    assert person.wagtail_userprofile.preferred_language == "ar"
    assert held(person) == ["deputy"]
    entries = ModelLogEntry.objects.for_instance(person).values_list("action", "user")
    assert list(entries) == [("wagtail.create", person.pk)]


def test_there_is_one_account_an_address(invited, newcomer):
    invitation = invited(email="NEW@a.example")
    with pytest.raises(ValidationError):
        join(invitation, name="Amina", language="ar", password=PASSWORD)
    invitation.refresh_from_db()
    assert (invitation.state, User.objects.filter(email__iexact="new@a.example").count()) == ("pending", 1)


def test_without_a_seat_no_account_is_opened(invited):
    invitation = invited()
    Invitation.objects.update(cancelled_at=timezone.now())
    with pytest.raises(ValidationError):
        join(invitation, name="Amina", language="ar", password=PASSWORD)
    assert list(User.objects.filter(email="new@a.example")) == []
