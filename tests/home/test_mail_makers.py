"""Mails that are written when they are sent, and what a subject may hold."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail as outbox
from wagtail import hooks

from home.mails import Outcome, Words, deliver, queue_mail
from home.models import OutgoingMail
from tests.smtp import mail_server

pytestmark = pytest.mark.django_db
WORDS = Words("Subject", "Text of the mail.\n", "<p>Text of the mail.</p>", headers={"X-Ours": "yes"})


def queue(person, number: int = 1, **fields) -> OutgoingMail:
    queue_mail(key=f"test:{number}", person=person, **{"words": WORDS, **fields})
    return OutgoingMail.objects.get(key=f"test:{number}")


def an_hour_passes() -> None:
    for row in OutgoingMail.objects.waiting():
        row.due_at -= timedelta(hours=1)
        row.save()


# --- Makers


@pytest.fixture
def maker(person):
    """A maker of mails of the kind "test": ``maker(function)``."""
    with hooks.register_temporarily("register_mail_maker", lambda: ("test", made[0])):
        made = [lambda row: Words(f"About {row.about['place']}", "Text")]
        yield made


def test_a_mail_with_a_kind_is_written_when_it_is_sent(person, maker):
    row = queue(person, kind="test", about={"place": "Vienna"}, words=None)
    assert row.text == ""
    deliver()
    assert outbox.outbox[0].subject == "About Vienna"


def test_a_maker_with_nothing_to_tell_calls_the_mail_off(person, maker):
    row = queue(person, kind="test", words=None)
    maker[0] = lambda row: None
    assert deliver() == {Outcome.CALLED_OFF: 1}
    row.refresh_from_db()
    assert row.last_error == "nothing left to tell"


def test_a_maker_that_fails_is_logged_and_tried_again(person, maker, caplog):
    queue(person, 1, kind="test", about={"place": "Vienna"}, words=None)
    queue(person, 2)
    good = maker[0]
    maker[0] = lambda row: row.about["no such thing"]
    assert deliver() == {Outcome.DELAYED: 1, Outcome.SENT: 1}
    assert "KeyError" in caplog.text
    maker[0] = good
    an_hour_passes()
    assert deliver() == {Outcome.SENT: 1}


# --- Subjects


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("One\r\nBcc: all@example.org", "One Bcc: all@example.org"),
        ("One\u2028two\x85three\x0bfour", "One two three four"),
        ("\u202eesrever\u202c \u2066isolated\u2069 hid\u200bden\x07", "esrever isolated hidden"),
        ("عنوان الوثيقة", "عنوان الوثيقة"),
        ("word " * 60, ("word " * 40)),
    ],
)
def test_a_subject_is_one_line_without_tricks(person, typed, sent):
    queue(person, words=Words(typed, "Text"))
    with mail_server() as server:
        deliver()
    [mail] = server.taken
    assert (mail["Subject"], mail["Bcc"]) == (sent.strip(), None)
