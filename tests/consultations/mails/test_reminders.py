"""Reminders: to whom, when, once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from home.mails import deliver, make_due_mails
from reviewmech.consultations import actions
from reviewmech.consultations.enums import Commenters, CommentStatus, Frequency
from reviewmech.consultations.mails.reminders import make_reminders
from reviewmech.consultations.models import Comment, RoundPeriod, Subscription
from reviewmech.parties.enums import SeatRole
from tests import factories
from tests.consultations.writing import make_comment
from tests.support import queries_of

from .telling import ago, follow, make_reason, old_round, run, to

pytestmark = pytest.mark.django_db


def closing(consultation, days: float, *, open_for: float = 20, announced: float | None = None):
    """A round that closes in some days, opened and announced some days before today."""
    round_ = old_round(consultation, closes_at=ago(days=-days), opens_at=ago(days=open_for))
    round_.periods.update(announced_at=ago(days=open_for + 1 if announced is None else announced))
    return round_


def reminders(at=None):
    return [message for message in run(at) if "comments until" in message.subject]


@pytest.fixture
def round_(consultation):
    return closing(consultation, 1)


# --- When


@pytest.mark.parametrize(
    ("closes_in", "open_for", "number"),
    [
        (8, 20, 0),
        (7.1, 20, 0),
        (6.9, 20, 1),
        (3, 20, 1),
        (1.9, 20, 1),
        (0.1, 20, 1),
        (6.9, 0.05, 0),  # a round of seven days: its opening was the news
        (5, 2, 0),  # seven days, two of them gone: still nothing a week before
        (1.9, 5.1, 1),  # two days before the end of that one
        (6.5, 1.7, 1),  # eight days and more: a week before, they had known for a day
        (1.5, 1, 0),  # less than three days: it would follow on the opening
    ],
)
def test_a_week_and_two_days_before_the_close(consultation, africa_coordinator, closes_in, open_for, number):
    closing(consultation, closes_in, open_for=open_for)
    assert len(reminders()) == number


def test_each_of_the_two_goes_out_once(consultation, africa_coordinator):
    closing(consultation, 6.5)
    now = timezone.now()
    hours = [len(reminders(now + timedelta(hours=number))) for number in range(0, 156, 6)]
    assert sum(hours) == 2
    assert [number * 6 for number, count in enumerate(hours) if count] == [0, 108]


def test_not_while_it_is_paused_and_then_when_it_goes_on(round_, africa_coordinator):
    pause = round_.pauses.create(paused_at=ago(hours=3), reason=make_reason())
    assert reminders() == []
    pause.resumed_at = timezone.now()
    pause.save()
    assert len(reminders()) == 1


def test_an_extension_brings_reminders_of_its_own(round_, africa_coordinator):
    assert len(reminders()) == 1
    RoundPeriod.objects.create(
        round=round_, opens_at=timezone.now(), closes_at=ago(days=-12), announced_at=ago(hours=1)
    )
    now = timezone.now()
    assert [len(reminders(now + timedelta(days=days))) for days in (0, 1, 4, 6, 9, 11)] == [0, 0, 0, 1, 0, 1]


def test_who_was_just_told_of_the_new_end_is_not_reminded_of_it(round_, africa_coordinator):
    RoundPeriod.objects.create(
        round=round_, opens_at=timezone.now(), closes_at=ago(days=-6), announced_at=ago(hours=1)
    )
    assert reminders() == []
    assert len(reminders(timezone.now() + timedelta(days=4.5))) == 1


def test_a_closed_round_reminds_nobody(consultation, africa_coordinator):
    closing(consultation, -0.1)
    assert reminders() == []


# --- Who


@pytest.mark.parametrize(
    ("status", "reminded"),
    [
        (None, True),
        (CommentStatus.DRAFT, True),
        (CommentStatus.SUBMITTED, False),
        (CommentStatus.RETURNED, True),
        (CommentStatus.PUBLISHED, False),
        (CommentStatus.WITHDRAWN, True),
        (CommentStatus.TAKEN_DOWN, False),
    ],
)
def test_only_those_from_whom_nothing_has_come(round_, africa, africa_coordinator, reason, status, reminded):
    if status == CommentStatus.TAKEN_DOWN:
        comment = make_comment(CommentStatus.PUBLISHED, round_, africa, africa_coordinator)
        Comment.objects.filter(pk=comment.pk).update(
            status=status, taken_down_at=timezone.now(), taken_down_reason=reason
        )
    elif status:
        make_comment(status, round_, africa, africa_coordinator)
    assert to(reminders()) == ([africa_coordinator.email] if reminded else [])


@pytest.mark.parametrize(
    ("role", "reminded"),
    [
        (SeatRole.FOCAL_POINT, True),
        (SeatRole.DEPUTY, True),
        (SeatRole.CONTRIBUTOR, True),
        (SeatRole.OBSERVER, False),
    ],
)
def test_of_a_delegation_those_who_write(round_, state_a, role, reminded):
    person = factories.make_user("delegate@example.org")
    factories.make_seat(person, state_a, role=role)
    assert to(reminders()) == ([person.email] if reminded else [])


def test_a_member_who_only_follows_is_not_reminded(round_, member, africa_coordinator):
    follow(member)
    assert to(reminders()) == [africa_coordinator.email]


@pytest.mark.parametrize("about", ["one", "all"])
def test_who_wants_no_mails_gets_none(round_, africa_coordinator, about):
    follow(africa_coordinator, round_.draft.consultation if about == "one" else None, Frequency.NEVER)
    assert reminders() == []


def test_who_wants_one_consultation_only_is_reminded_of_it(round_, africa_coordinator):
    follow(africa_coordinator, None, Frequency.NEVER)
    follow(africa_coordinator, round_.draft.consultation, Frequency.WEEKLY)
    assert len(reminders()) == 1


def test_only_those_who_may_comment(round_, africa, africa_coordinator, grulac_coordinator):
    round_.commenters = Commenters.NAMED
    round_.save()
    round_.participants.add(africa)
    assert to(reminders()) == [africa_coordinator.email]


def test_who_speaks_for_two_gets_one_mail_with_the_one_that_is_missing(
    round_, africa, grulac, africa_coordinator, grulac_coordinator
):
    factories.make_seat(africa_coordinator, grulac)
    make_comment(CommentStatus.SUBMITTED, round_, africa, africa_coordinator)
    sent = reminders()
    assert to(sent) == [africa_coordinator.email, grulac_coordinator.email]
    assert ["GRULAC" in message.body for message in sent] == [True, True]
    assert ["African States" in message.body for message in sent] == [False, False]


# --- What has changed before it leaves


@pytest.mark.parametrize("change", ["submitted", "paused", "extended", "unsubscribed", "closed", "none"])
def test_what_is_no_longer_true_is_not_sent(round_, africa, africa_coordinator, change):
    make_due_mails(timezone.now())
    if change == "submitted":
        make_comment(CommentStatus.SUBMITTED, round_, africa, africa_coordinator)
    elif change == "paused":
        round_.pauses.create(paused_at=ago(hours=3), reason=make_reason())
    elif change == "extended":
        RoundPeriod.objects.create(round=round_, opens_at=timezone.now(), closes_at=ago(days=-9))
    elif change == "closed":
        round_.periods.update(closes_at=ago(minutes=1))
    elif change == "unsubscribed":
        Subscription.objects.all().delete()
        actions.unsubscribe(person=africa_coordinator, consultation=None)
    deliver()
    assert len([each for each in mail.outbox if "comments until" in each.subject]) == (change == "none")


def test_what_it_says(consultation, africa, africa_coordinator):
    round_ = closing(consultation, 1)
    [message] = reminders()
    assert message.body.startswith("# Title en\n\nRound 1 of comments on draft 1 closes on ")
    assert "(\u2068Europe/Vienna, UTC+0" in message.body
    assert "http://127.0.0.1:8000/en/consultations/pending-issues/drafts/1/\n" in message.body
    assert "http://127.0.0.1:8000/en/my-comments/\n" in message.body
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert round_.is_open()


def test_many_people_cost_no_more_queries_to_find_than_a_few(round_, africa, state_a):
    """What is queued costs its own rows; finding who is to be reminded costs the same for all."""

    def cost(number: int) -> int:
        for each in range(number):
            person = factories.make_user(f"{number}-{each}@example.org")
            factories.make_seat(person, state_a, role=SeatRole.DEPUTY)
        make_reminders(timezone.now())
        return queries_of(lambda: make_reminders(timezone.now()))

    assert cost(1) == cost(5) == 6
