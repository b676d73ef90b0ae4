"""Asking people to take a seat, and who may."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.utils import timezone
from wagtail.models import ModelLogEntry

from reviewmech.parties.actions import (
    cancel_invitation,
    end_seat,
    hand_over,
    invite,
    resend_invitation,
    seat_person,
)
from reviewmech.parties.models import Invitation, Seat
from reviewmech.parties.tasks import mail_invitation
from tests import factories
from tests.parties.conftest import link_in

FOLLOWING = ["deputy", "contributor", "observer"]
OUTSIDERS = [
    "member",
    "deputy",
    "contributor",
    "observer",
    "coordinator of the group",
    "focal point of another State",
    "focal point until last year",
]


def logged(instance) -> list[tuple[str, int | None]]:
    """Actions and who did them, the oldest first."""
    entries = ModelLogEntry.objects.for_instance(instance).order_by("timestamp", "pk")
    return list(entries.values_list("action", "user"))


def long_ago(invitation: Invitation, **ago) -> Invitation:
    Invitation.objects.filter(pk=invitation.pk).update(sent_at=timezone.now() - timedelta(**ago))
    invitation.refresh_from_db()
    return invitation


# --- Who may


@pytest.mark.parametrize("role", ["focal_point", *FOLLOWING])
@pytest.mark.parametrize(
    ("who", "roles"),
    [
        ("secretariat", ["focal_point", *FOLLOWING]),
        ("focal_point", FOLLOWING),
        *((who, []) for who in OUTSIDERS),
    ],
)
def test_who_invites_to_which_role(cast, invited, mailoutbox, who, roles, role):
    if role in roles:
        assert invited(by=cast[who], role=role).role == role
    else:
        with pytest.raises(PermissionDenied):
            invited(by=cast[who], role=role)
    sent = [["new@a.example"]] if role in roles else []
    assert [message.to for message in mailoutbox] == sent
    assert Invitation.objects.count() == len(sent)


@pytest.mark.parametrize("role", ["focal_point", *FOLLOWING])
@pytest.mark.parametrize(
    ("who", "roles"),
    [
        ("secretariat", ["focal_point", *FOLLOWING]),
        ("focal_point", FOLLOWING),
        *((who, []) for who in OUTSIDERS),
    ],
)
def test_who_ends_whose_seat(cast, delegation, who, roles, role):
    seat = Seat.objects.get(user=delegation[role])
    if role in roles:
        end_seat(seat, by=cast[who])
    else:
        with pytest.raises(PermissionDenied):
            end_seat(seat, by=cast[who])
    seat.refresh_from_db()
    assert (seat.ended_at is not None) is (role in roles)


@pytest.mark.parametrize("role", ["focal_point", *FOLLOWING])
@pytest.mark.parametrize(
    ("who", "roles"),
    [
        ("secretariat", ["focal_point", *FOLLOWING]),
        ("focal_point", ["focal_point"]),
        *((who, []) for who in OUTSIDERS),
    ],
)
def test_who_hands_over_whose_seat(cast, delegation, who, roles, role):
    seat = Seat.objects.get(user=delegation[role])
    asked = {"email": "next@a.example", "language": "en", "by": cast[who]}
    if role in roles:
        assert hand_over(seat, **asked).replaces == seat
    else:
        with pytest.raises(PermissionDenied):
            hand_over(seat, **asked)
    seat.refresh_from_db()
    assert seat.ended_at is None


@pytest.mark.parametrize("verb", [resend_invitation, cancel_invitation])
@pytest.mark.parametrize(
    ("who", "may"), [("secretariat", True), ("focal_point", True), *((who, False) for who in OUTSIDERS)]
)
def test_who_sends_again_and_calls_off(cast, invited, who, may, verb):
    invitation = long_ago(invited(), minutes=6)
    if may:
        verb(invitation, by=cast[who])
    else:
        with pytest.raises(PermissionDenied):
            verb(invitation, by=cast[who])


@pytest.mark.parametrize("verb", [resend_invitation, cancel_invitation])
def test_an_invitation_of_the_secretariats_to_lead_is_not_the_delegations(cast, invited, focal_point, verb):
    invitation = long_ago(invited(by=cast["secretariat"], role="focal_point"), minutes=6)
    with pytest.raises(PermissionDenied):
        verb(invitation, by=focal_point)


def test_a_lead_does_not_change_what_the_secretariat_has_asked_of_an_address(cast, invited, focal_point):
    invitation = invited(by=cast["secretariat"], role="focal_point")
    with pytest.raises(ValidationError):
        invited(role="observer", email="NEW@a.example")
    invitation.refresh_from_db()
    assert (invitation.role, invitation.invited_by) == ("focal_point", cast["secretariat"])


def test_the_holder_does_not_stop_a_handover_that_the_secretariat_began(cast, own_seat, focal_point):
    handover = hand_over(own_seat, email="next@a.example", language="en", by=cast["secretariat"])
    with pytest.raises(PermissionDenied):
        cancel_invitation(handover, by=focal_point)
    with pytest.raises(ValidationError):
        hand_over(own_seat, email="friend@a.example", language="en", by=focal_point)
    assert [row.email for row in Invitation.objects.pending()] == ["next@a.example"]


# --- What is asked


def test_an_address_is_invited_once_and_then_anew(invited, mailoutbox):
    first = invited(role="deputy")
    again = invited(role="observer", email=" New@A.example ", language="fr", until_on=date(2100, 1, 1))
    assert again == first
    row = Invitation.objects.get()
    assert (row.email, row.role, row.language, str(row.until_on)) == (
        "new@a.example",
        "observer",
        "fr",
        "2100-01-01",
    )
    assert [message.to for message in mailoutbox] == [["new@a.example"]] * 2


def test_another_participant_may_invite_the_same_address(cast, invited, state_b):
    rows = [invited(), invited(participant=state_b, by=cast["focal point of another State"])]
    assert len({row.pk for row in rows}) == 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"role": "coordinator"},
        {"role": "king"},
        {"language": "de"},
        {"email": "no address"},
        {"email": "a@b.example\nBcc: c@d.example"},
        {"email": ""},
        {"until_on": date(2019, 12, 31)},
        {"note_verbale": "x" * 101},
    ],
)
def test_what_cannot_be_is_refused(invited, secretariat, mailoutbox, wrong):
    with pytest.raises(ValidationError):
        invited(by=secretariat, **wrong)
    assert list(Invitation.objects.all()) == []
    assert mailoutbox == []


def test_a_delegation_has_no_end_of_open_invitations(invited, secretariat):
    for number in range(50):
        invited(email=f"{number}@a.example")
    with pytest.raises(ValidationError):
        invited(email="one@too-many.example")
    invited(email="0@a.example")
    invited(email="one@of-the-secretariat.example", by=secretariat)


@pytest.mark.parametrize(("seconds", "mails"), [(299, 1), (301, 2)])
def test_five_minutes_lie_between_two_mails(invited, focal_point, mailoutbox, seconds, mails):
    invitation = long_ago(invited(), seconds=seconds)
    if mails == 1:
        with pytest.raises(ValidationError):
            resend_invitation(invitation, by=focal_point)
    else:
        resend_invitation(invitation, by=focal_point)
    assert len(mailoutbox) == mails


@pytest.mark.parametrize("verb", [resend_invitation, cancel_invitation])
@pytest.mark.parametrize("moment", ["accepted_at", "cancelled_at"])
def test_what_is_closed_stays_closed(invited, focal_point, mailoutbox, verb, moment):
    invitation = long_ago(invited(), minutes=6)
    Invitation.objects.update(**{moment: timezone.now()})
    with pytest.raises(ValidationError):
        verb(invitation, by=focal_point)
    assert len(mailoutbox) == 1


# --- What is told


def test_the_log_tells_each_step(invited, focal_point, secretariat):
    invitation = long_ago(invited(), minutes=6)
    resend_invitation(invitation, by=secretariat)
    cancel_invitation(invitation, by=focal_point)
    assert logged(invitation) == [
        ("parties.invite", focal_point.pk),
        ("parties.resend_invitation", secretariat.pk),
        ("parties.cancel_invitation", focal_point.pk),
    ]
    entry = ModelLogEntry.objects.for_instance(invitation).get(action="parties.invite")
    assert entry.data == {
        "email": "new@a.example",
        "participant": "state-a",
        "role": "deputy",
        "until_on": None,
        "note_verbale": "",
        "replaces": None,
    }


def test_the_mail_says_who_invites_to_what_until_when(invited, secretariat, state_a, mailoutbox):
    invited(by=secretariat, role="focal_point", until_on=date(2100, 12, 31), note_verbale="NV 12/2019")
    [message] = mailoutbox
    assert message.subject == "Invitation: a seat of State A"
    lines = message.body.splitlines()
    assert "Secretariat invites you to take a seat of State A on the site of the review mechanism." in lines
    assert [line for line in lines if ": " in line][:3] == [
        "Role: Focal point",
        "Until: 31 December 2100",
        "Note verbale: NV 12/2019",
    ]
    assert link_in(message).startswith("/en/invitations/")


def test_the_mail_is_in_the_language_of_the_invitation(invited, state_a, mailoutbox):
    state_a.name_ar = "الدولة ألف"
    state_a.save()
    invited(language="ar", until_on=date(2100, 12, 31))
    [message] = mailoutbox
    assert "الدولة ألف" in message.subject
    assert "الدولة ألف" in message.body
    assert "31 كانون الأول/ديسمبر 2100" in message.body
    assert "State A" not in message.subject + message.body
    assert link_in(message).startswith("/ar/invitations/")


def test_no_name_writes_a_header_and_no_character_is_escaped(invited, state_a, focal_point, mailoutbox):
    state_a.name_en = "State <A>\nBcc: victim@example.org"
    state_a.save()
    focal_point.name = "Amina O'Hara"
    focal_point.save()
    invited()
    [message] = mailoutbox
    assert message.subject == "Invitation: a seat of State <A> Bcc: victim@example.org"
    assert message.recipients() == ["new@a.example"]
    assert "Amina O'Hara invites you" in message.body


@pytest.mark.parametrize("moment", ["accepted_at", "cancelled_at"])
def test_a_mail_that_waited_too_long_is_not_sent(invited, mailoutbox, moment):
    invitation = invited()
    mailoutbox.clear()
    Invitation.objects.update(**{moment: timezone.now()})
    mail_invitation.enqueue(invitation.pk)
    mail_invitation.enqueue(0)
    assert mailoutbox == []


def test_no_link_is_kept_with_the_tasks_or_in_the_log(invited, mailoutbox):
    invitation = invited()
    token = link_in(mailoutbox[0]).split("/")[-2]
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        kept = [table for table in tables if token in str(rows_of(cursor, table))]
    assert (invitation.pk, kept) == (Invitation.objects.get().pk, [])


def rows_of(cursor, table: str) -> list[tuple]:
    cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 (a table's own name)
    return cursor.fetchall()


# --- Ending and handing over


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
