"""A moved end: one mail to everybody who had the old one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from home.mails import deliver, make_due_mails
from home.models import OutgoingMail
from reviewmech.consultations.enums import Frequency
from reviewmech.consultations.mails.extensions import tell_of_extension
from reviewmech.consultations.models import RoundPeriod

from .telling import ago, follow, html_of, make_reason, old_round, run, to

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_(consultation):
    return old_round(consultation, closes_at=ago(days=-3))


def extend(round_, days: float = 10, **facts) -> RoundPeriod:
    facts = {"opens_at": timezone.now(), "closes_at": ago(days=-days), "announced_at": ago(hours=1), **facts}
    return RoundPeriod.objects.create(round=round_, **facts)


def extensions(at=None):
    return [message for message in run(at) if "more time" in message.subject]


def test_everybody_who_is_told_of_the_consultation_gets_one_mail(
    round_, member, africa_coordinator, grulac_coordinator, focal_point, django_user_model
):
    outsider = django_user_model.objects.create_user("outsider@example.org", name="Outsider")
    follow(member, round_.draft.consultation, Frequency.WEEKLY)
    follow(focal_point, None, Frequency.NEVER)
    extend(round_)
    expected = [africa_coordinator.email, grulac_coordinator.email, member.email]
    assert [to(extensions()), to(extensions()), to(extensions(timezone.now() + timedelta(days=1)))] == [
        expected,
        [],
        [],
    ]
    assert outsider.email not in to(mail.outbox)


def test_nobody_gets_a_digest_of_nothing_but_the_extension(round_, member):
    follow(member)
    extend(round_)
    assert [message.subject.partition(",")[0] for message in run()] == ["Title en: more time"]
    assert run(timezone.now() + timedelta(days=1)) == []


def test_the_verb_tells_at_once_and_the_run_after_it_nobody_again(
    round_, africa_coordinator, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        tell_of_extension(extend(round_))
        assert mail.outbox == []
    assert to(mail.outbox) == [africa_coordinator.email]
    assert extensions() == []


def test_who_comes_later_did_not_have_the_old_end(round_, member, africa_coordinator):
    extend(round_)
    assert len(extensions()) == 1
    follow(member)
    assert extensions() == []


def test_the_first_period_is_no_extension(round_, africa_coordinator):
    round_.periods.update(announced_at=ago(hours=1))
    assert extensions() == []
    assert OutgoingMail.objects.filter(kind="extension").count() == 0


def test_two_extensions_are_two_mails_and_the_first_is_not_sent_once_it_is_wrong(round_, africa_coordinator):
    extend(round_, 5)
    make_due_mails(timezone.now())
    extend(round_, 10)
    assert len(extensions()) == 1
    extend(round_, 15)
    assert len(extensions()) == 1


def test_an_end_that_has_passed_is_told_to_nobody(round_, africa_coordinator):
    make_due_mails(timezone.now())
    period = extend(round_)
    tell_of_extension(period)
    round_.periods.filter(pk=period.pk).update(closes_at=ago(minutes=1), opens_at=ago(days=2))
    round_.periods.exclude(pk=period.pk).update(closes_at=ago(hours=1))
    deliver()
    assert [message for message in mail.outbox if "more time" in message.subject] == []


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "en",
            [
                "It was to close on: 3 December 2040, 17:00 (\u2068Europe/Vienna, UTC+01:00\u2069)",
                "It now closes on: 5 April 2041, 18:00 (\u2068Europe/Vienna, UTC+02:00\u2069)",
                "Reason: Longer talks",
            ],
        ),
        ("ar", ["محادثات أطول", "Europe/Vienna, UTC+02:00"]),
    ],
)
def test_what_it_says(round_, africa_coordinator, language, words):
    africa_coordinator.preferred_language = language
    africa_coordinator.save()
    round_.periods.update(closes_at=datetime(2040, 12, 3, 16, 0, tzinfo=UTC))
    extend(round_, closes_at=datetime(2041, 4, 5, 16, 0, tzinfo=UTC), reason=make_reason())
    deliver_at = run()
    [message] = [each for each in deliver_at if each.to == [africa_coordinator.email]]
    assert [word for word in words if word not in message.body] == []
    assert [word for word in words if word not in html_of(message)] == []
    assert f"http://127.0.0.1:8000/{language}/consultations/pending-issues/drafts/1/" in message.body
