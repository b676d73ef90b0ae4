"""Digests: who gets one, when, and what stands in it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from reviewmech.consultations.enums import CommentType, Frequency
from reviewmech.consultations.mails.following import day_of, is_due, week_of
from reviewmech.consultations.models import Subscription
from tests import factories

from .telling import (
    DAY,
    HOUR,
    ago,
    follow,
    old_round,
    published,
    run,
    to,
    told,
)

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)


@pytest.fixture
def old(consultation):
    return old_round(consultation)


# --- When


@pytest.mark.parametrize(
    ("moment", "day", "week"),
    [
        (MONDAY, MONDAY, MONDAY),
        (MONDAY - HOUR, MONDAY - DAY, MONDAY - 7 * DAY),
        (MONDAY + 6 * DAY + HOUR, MONDAY + 6 * DAY, MONDAY),
        (MONDAY + 6 * DAY - HOUR, MONDAY + 5 * DAY, MONDAY),
    ],
)
def test_a_day_and_a_week_of_digests_begin_in_the_morning(moment, day, week):
    assert (day_of(moment), week_of(moment)) == (day, week)


@pytest.mark.parametrize(
    ("frequency", "told_for", "due"),
    [
        (Frequency.AT_ONCE, timedelta(seconds=1), True),
        (Frequency.DAILY, timedelta(minutes=59), False),
        (Frequency.DAILY, timedelta(minutes=61), True),
        (Frequency.WEEKLY, DAY, False),
        (Frequency.WEEKLY, 2 * DAY + timedelta(minutes=61), True),
        (Frequency.NEVER, 400 * DAY, False),
        ("", 400 * DAY, False),
    ],
)
def test_whose_turn_it_is(frequency, told_for, due):
    until = MONDAY + 2 * DAY + HOUR
    assert is_due(frequency, until - told_for, until) is due


def test_a_weekly_digest_for_a_follower_of_three_consultations_is_one_mail_and_none_after_its_link(
    member, africa, africa_coordinator
):
    rounds = [old_round(factories.make_consultation(f"talks-{number}")) for number in range(3)]
    for round_ in rounds:
        follow(member, round_.draft.consultation, Frequency.WEEKLY, days=8)
        published(round_, africa, africa_coordinator, hours=24 * 7.5)
    Subscription.objects.create(person=africa_coordinator, frequency=Frequency.NEVER)
    call_command("send_mails", verbosity=0)
    [digest] = mail.outbox
    assert digest.to == [member.email]
    assert digest.subject == "3 consultations: 3 new comments"
    link = digest.extra_headers["List-Unsubscribe"].strip("<>")
    answer = Client(enforce_csrf_checks=True).post(
        link.removeprefix("http://127.0.0.1:8000"), {"List-Unsubscribe": "One-Click"}
    )
    assert answer.status_code == 200
    for round_ in rounds:
        published(round_, africa, africa_coordinator, text="Other words.")
    Subscription.objects.update(since=ago(days=8))
    call_command("send_mails", verbosity=0)
    assert len(mail.outbox) == 1


def test_a_day_has_one_digest_however_often_it_is_run(member, old, africa, africa_coordinator):
    follow(member, frequency=Frequency.DAILY, days=2)
    published(old, africa, africa_coordinator)
    tomorrow = day_of(timezone.now()) + DAY + timedelta(minutes=2)
    runs = [to(run(tomorrow + number * HOUR)) for number in range(23)]
    assert runs[0] == [africa_coordinator.email, member.email]
    assert runs[1:] == [[]] * 22


def test_nothing_is_sent_when_nothing_is_new(member, old, africa_coordinator):
    follow(member)
    assert [told(member), told(member, timezone.now() + 3 * DAY)] == [[], []]


def test_what_is_younger_than_a_minute_waits_for_the_next_run(member, old, africa, africa_coordinator):
    follow(member)
    published(old, africa, africa_coordinator, hours=0)
    assert told(member) == []
    assert len(told(member, timezone.now() + timedelta(minutes=2))) == 1


def test_at_once_is_at_every_run_and_tells_each_thing_once(member, old, africa, africa_coordinator):
    follow(member)
    published(old, africa, africa_coordinator, text="First words.")
    first = told(member)
    Subscription.objects.filter(person=member).update(since=ago(minutes=30))
    published(old, africa, africa_coordinator, text="Second words.", hours=0.25)
    second = told(member)
    assert [to(first), to(second)] == [[member.email]] * 2
    assert ["First words" in mails[0].body for mails in (first, second)] == [True, False]
    assert ["Second words" in mails[0].body for mails in (first, second)] == [False, True]


def test_a_choice_made_anew_brings_no_second_mail_a_day(member, old, africa, africa_coordinator):
    other = old_round(factories.make_consultation("other-talks"))
    follow(member, old.draft.consultation, Frequency.DAILY, days=2)
    weekly = follow(member, other.draft.consultation, Frequency.WEEKLY, days=2)
    at = week_of(timezone.now()) + 8 * DAY + HOUR  # a Tuesday
    Subscription.objects.update(since=at - 2 * HOUR)
    Subscription.objects.filter(pk=weekly.pk).update(since=at - DAY)
    published(old, africa, africa_coordinator)
    published(other, africa, africa_coordinator)
    old.comments.update(published_at=at - timedelta(minutes=90))
    other.comments.update(published_at=at - timedelta(minutes=90))
    assert len([message for message in run(at) if message.to == [member.email]]) == 1
    Subscription.objects.filter(pk=weekly.pk).update(frequency=Frequency.DAILY)
    assert [message for message in run(at + HOUR) if message.to == [member.email]] == []
    [next_day] = [message for message in run(at + DAY) if message.to == [member.email]]
    assert "talks" not in next_day.subject
    assert next_day.body.count("Comment 1 by") == 1


# --- Who


def test_who_holds_a_seat_is_told_once_a_day_and_who_holds_none_is_not(
    member, focal_point, africa_coordinator, grulac_coordinator, old, africa
):
    published(old, africa, africa_coordinator)
    seated = [africa_coordinator.email, grulac_coordinator.email, focal_point.email]
    assert [to(run()), to(run())] == [seated, []]


def test_a_newcomer_is_told_of_the_last_day_and_of_nothing_before_the_seat(
    old, africa, africa_coordinator, grulac
):
    published(old, africa, africa_coordinator, hours=40)
    published(old, africa, africa_coordinator, hours=2)
    africa_coordinator.seats.update(from_on=timezone.now().date() - timedelta(days=30))
    new = factories.make_user("new@example.org")
    factories.make_seat(new, grulac, from_on=(timezone.now() + DAY).date())
    run()
    rows = {row.person: row for row in Subscription.objects.all()}
    assert set(rows) == {africa_coordinator}
    row = rows[africa_coordinator]
    assert (row.consultation, row.frequency) == (None, "")
    run(timezone.now() + DAY)
    assert "Comment 1 by" not in mail.outbox[0].body
    assert "Comment 2 by" in mail.outbox[0].body


def test_when_the_seat_ends_the_mails_end(old, africa, africa_coordinator):
    run()
    published(old, africa, africa_coordinator)
    africa_coordinator.seats.update(ended_at=timezone.now())
    assert run(timezone.now() + 2 * DAY) == []
    assert Subscription.objects.get(person=africa_coordinator).frequency == ""


@pytest.mark.parametrize(
    ("own", "rest", "told"),
    [
        (None, None, True),
        (None, "never", False),
        (None, "daily", True),
        ("daily", "never", True),
        ("never", "daily", False),
        ("never", None, False),
        ("", "never", False),
        ("", "daily", True),
        ("weekly", None, False),
    ],
)
def test_the_choice_for_one_wins_over_that_for_the_rest(old, africa, africa_coordinator, own, rest, told):
    tuesday = week_of(timezone.now()) + 8 * DAY + HOUR
    if own is not None:
        follow(africa_coordinator, old.draft.consultation, own)
    if rest is not None:
        follow(africa_coordinator, None, rest)
    published(old, africa, africa_coordinator)
    Subscription.objects.update(since=tuesday - DAY)
    old.comments.update(published_at=tuesday - 2 * HOUR)
    assert (to(run(tuesday)) == [africa_coordinator.email]) is told


def test_translators_are_told_of_comments_on_their_language_and_of_nothing_else(
    old, africa, africa_coordinator, in_group
):
    people = {code: in_group(f"Translators: {code}") for code in ("fr", "ar")}
    publisher = in_group("Publishers")
    Subscription.objects.create(person=africa_coordinator, frequency=Frequency.NEVER)
    published(old, africa, africa_coordinator, text="Of the substance.", language="fr")
    text = old.draft.paragraphs.get(position=2).texts.get(draft_language__language="fr")
    published(
        old,
        africa,
        africa_coordinator,
        paragraph=text.paragraph,
        base=text,
        type_=CommentType.TRANSLATION,
        text="Not what the English says.",
    )
    [message] = run()
    assert message.to == [people["fr"].email]
    assert "Not what the English says." in message.body
    assert "On the translation: \u2068Français\u2069" in message.body
    assert "Of the substance" not in message.body
    assert publisher.email not in to(mail.outbox)
    Subscription.objects.filter(person=people["ar"]).update(frequency=Frequency.AT_ONCE, since=ago(hours=2))
    [message] = run()  # a choice: of everything
    assert "Of the substance" in message.body
