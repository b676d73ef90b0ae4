"""The outbox against a real mail server: what fails is delayed, nothing is lost, nothing goes out twice."""

from __future__ import annotations

import logging
import socket
from datetime import timedelta

import pytest
from django.core import mail as outbox
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail import hooks

from home import mails
from home.mails import Outcome, Words, deliver, deliver_soon, message_id, prune, queue_mail
from home.models import OutgoingMail
from tests import factories
from tests.smtp import ACCEPT, DROP, REFUSE, TAKE_AND_DROP, TRY_LATER, mail_server, smtp_settings

pytestmark = pytest.mark.django_db
WORDS = Words("Subject", "Text of the mail.\n", "<p>Text of the mail.</p>", headers={"X-Ours": "yes"})


def queue(person, number: int = 1, **fields) -> OutgoingMail:
    queue_mail(key=f"test:{number}", person=person, **{"words": WORDS, **fields})
    return OutgoingMail.objects.get(key=f"test:{number}")


def an_hour_passes() -> None:
    for row in OutgoingMail.objects.waiting():
        row.due_at -= timedelta(hours=1)
        row.save()


# --- Sending


def test_a_mail_arrives_whole(person):
    row = queue(person)
    with mail_server() as server:
        assert deliver() == {Outcome.SENT: 1}
    [mail] = server.taken
    assert (mail["To"], mail["From"]) == ("person@example.org", "review-mechanism@localhost")
    assert (mail["Subject"], mail["X-Ours"], mail["Content-Language"]) == ("Subject", "yes", "fr")
    assert (mail["Auto-Submitted"], mail["Message-ID"]) == ("auto-generated", message_id(row))
    assert mail.get_body(["plain"]).get_content() == "Text of the mail.\n"
    assert mail.get_body(["html"]).get_content().strip() == "<p>Text of the mail.</p>"


def test_the_words_are_gone_once_they_are_sent(person):
    row = queue(person)
    deliver()
    row.refresh_from_db()
    assert row.sent_at is not None
    assert (row.subject, row.text, row.html, row.headers, row.last_error) == ("", "", "", {}, "")


def test_somebody_without_an_account_is_written_to_by_address(db):
    queue_mail(key="invitation", to="new@example.org", words=Words("Come", "In.", language="ar"))
    deliver()
    [mail] = outbox.outbox
    assert (mail.to, mail.extra_headers["Content-Language"]) == (["new@example.org"], "ar")


@pytest.mark.parametrize("to", ["", "both@example.org"])
def test_a_mail_goes_to_a_person_or_to_an_address(person, to):
    with pytest.raises(IntegrityError), transaction.atomic():
        queue_mail(key="test", person=person if to else None, to=to, words=WORDS)


def test_the_address_is_that_of_the_day_of_sending(person):
    queue(person)
    person.email = "changed@example.org"
    person.save()
    deliver()
    assert outbox.outbox[0].to == ["changed@example.org"]


# --- Once


def test_a_key_is_queued_once_and_sent_once(person):
    assert [queue_mail(key="same", person=person, words=WORDS) for _ in range(3)] == [True, False, False]
    assert [deliver(), deliver()] == [{Outcome.SENT: 1}, {}]
    assert queue_mail(key="same", person=person, words=WORDS) is False
    assert deliver() == {}
    assert len(outbox.outbox) == 1


def test_a_mail_that_another_worker_has_taken_is_left_to_it(person, monkeypatch):
    row = queue(person)
    assert mails._taken(row.pk).attempts == 1
    assert mails._taken(row.pk) is None
    assert deliver() == {}
    an_hour_passes()  # and that worker is dead
    assert deliver() == {Outcome.SENT: 1}


# --- When the server fails


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (TRY_LATER, "SMTPDataError 451"),
        (REFUSE, "SMTPDataError 550"),
        (DROP, "SMTPServerDisconnected"),
    ],
)
def test_a_mail_that_fails_is_delayed_and_sent_later_under_the_same_id(person, answer, error):
    row = queue(person)
    with mail_server(answer, ACCEPT) as server:
        assert deliver() == {Outcome.DELAYED: 1}
        row.refresh_from_db()
        assert (row.attempts, row.last_error, row.sent_at) == (1, error, None)
        assert timedelta(minutes=4) < row.due_at - timezone.now() <= timedelta(minutes=5)
        assert deliver() == {}
        an_hour_passes()
        assert deliver() == {Outcome.SENT: 1}
    assert len(server.taken) == 1
    assert {mail["Message-ID"] for mail in server.tried} == {message_id(row)}
    assert len(server.tried) == 2


def test_a_server_that_hangs_up_after_taking_a_mail_has_it(person):
    queue(person, 1)
    queue(person, 2)
    with mail_server(TAKE_AND_DROP, TAKE_AND_DROP) as server:
        outcomes = [deliver()]
        an_hour_passes()
        outcomes.append(deliver())
    assert outcomes == [{Outcome.SENT: 1, Outcome.DELAYED: 1}, {Outcome.SENT: 1}]
    assert len(server.taken) == 2


def test_one_bad_mail_does_not_hold_up_the_others(person):
    for number in (1, 2, 3):
        queue(person, number)
    with mail_server(ACCEPT, TRY_LATER, ACCEPT) as server:
        assert deliver() == {Outcome.SENT: 2, Outcome.DELAYED: 1}
        an_hour_passes()
        assert deliver() == {Outcome.SENT: 1}
    assert len({mail["Message-ID"] for mail in server.taken}) == len(server.taken) == 3


def test_a_server_that_is_not_there_costs_no_mail_an_attempt(person, caplog):
    row = queue(person)
    with socket.create_server(("127.0.0.1", 0)) as nobody:
        port = nobody.getsockname()[1]
    with smtp_settings(port):
        assert deliver() == {}
    row.refresh_from_db()
    assert (row.attempts, row.sent_at) == (0, None)
    assert [record.getMessage() for record in caplog.records] == [
        "The mail server cannot be reached (ConnectionRefusedError 111); mails waiting: 1"
    ]
    with mail_server():
        assert deliver() == {Outcome.SENT: 1}


def test_a_server_that_refuses_everything_is_left_alone_after_a_while(person):
    for number in range(15):
        queue(person, number)
    with mail_server(*[TRY_LATER] * 15) as server:
        assert deliver() == {Outcome.DELAYED: 10}
        assert len(server.tried) == 10


def test_each_delay_is_twice_the_last_one_up_to_a_day():
    minutes = [mails.delay(attempts).total_seconds() / 60 for attempts in [1, 2, 3, 4, 9, 10, 500]]
    assert minutes == [5, 10, 20, 40, 1280, 1440, 1440]


def test_the_log_is_alarmed_after_some_attempts_and_tells_no_words_of_the_server(person, caplog):
    row = queue(person)
    with mail_server(*[TRY_LATER] * 6):
        for _ in range(6):
            deliver()
            OutgoingMail.objects.update(due_at=timezone.now())
    levels = [record.levelno for record in caplog.records]
    assert levels == [logging.WARNING] * 4 + [logging.ERROR] * 2
    assert caplog.records[-1].getMessage() == f"Mail {row.pk} failed 6 times: SMTPDataError 451"
    row.refresh_from_db()
    assert "Secret" not in row.last_error + caplog.text
    assert "example.org" not in row.last_error + caplog.text


# --- Who is not written to any more


def test_a_deactivated_person_gets_nothing_and_it_stays_known(person):
    row = queue(person)
    person.is_active = False
    person.save()
    assert deliver() == {Outcome.CALLED_OFF: 1}
    row.refresh_from_db()
    assert (row.sent_at, row.last_error, row.cancelled_at is None) == (None, "deactivated", False)
    person.is_active = True
    person.save()
    assert deliver() == {}


# --- Task, command, age


def test_a_task_delivers_after_the_commit(person, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        queue(person)
        deliver_soon()
        assert outbox.outbox == []
    assert len(outbox.outbox) == 1


def test_the_command_tells_what_became_of_the_mails(person, capsys):
    queue(person, 1)
    queue(person, 2)
    with mail_server(TRY_LATER):
        call_command("send_mails")
    assert capsys.readouterr().out == "Mails delayed: 1, sent: 1, waiting: 1\n"


def test_a_room_that_fails_does_not_keep_the_others_from_their_mails(person, caplog):
    def fail(at):
        raise ValueError

    with (
        hooks.register_temporarily("make_mails", fail, order=-1),
        hooks.register_temporarily("make_mails", lambda at: queue(person), order=1),
    ):
        call_command("send_mails", verbosity=0)
    assert len(outbox.outbox) == 1
    assert "ValueError" in caplog.text


def test_old_mails_are_forgotten_and_waiting_ones_are_not(person):
    sent, waiting, called_off, new = [queue(person, number) for number in range(4)]
    old = timezone.now() - timedelta(days=31)
    OutgoingMail.objects.exclude(pk=new.pk).update(created_at=old)
    OutgoingMail.objects.filter(pk__in=[sent.pk, new.pk]).update(sent_at=timezone.now())
    OutgoingMail.objects.filter(pk=called_off.pk).update(cancelled_at=old)
    assert prune() == 2
    assert list(OutgoingMail.objects.order_by("pk")) == [waiting, new]


def test_mails_go_with_the_person(person):
    queue(factories.make_user("leaving@example.org"))
    person.__class__.objects.get(email="leaving@example.org").delete()
    assert OutgoingMail.objects.count() == 0
