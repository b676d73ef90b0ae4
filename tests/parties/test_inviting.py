"""Asking people to take a seat, and the mails about it."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone
from wagtail.models import ModelLogEntry

from reviewmech.parties.actions import (
    cancel_invitation,
    resend_invitation,
)
from reviewmech.parties.models import Invitation
from reviewmech.parties.tasks import mail_invitation
from tests.parties.steps import link_in, logged, long_ago

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
