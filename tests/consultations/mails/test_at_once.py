"""Two runs at the same moment, each with a connection of its own: PostgreSQL only."""

from __future__ import annotations

import pytest
from django.db import connection
from django.utils import timezone

from home.mails import Outcome, deliver
from home.models import OutgoingMail
from reviewmech.consultations import actions
from reviewmech.consultations.mails.digests import make_digests
from reviewmech.consultations.mails.extensions import make_extension_mails
from reviewmech.consultations.mails.reminders import make_reminders
from reviewmech.consultations.models import RoundPeriod, Subscription
from tests import factories
from tests.consultations.test_concurrency import at_once, the_site_is_set_up_again  # noqa: F401 (a fixture)
from tests.smtp import mail_server

from .telling import ago, follow, old_round, published

pytestmark = [
    pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL lets two write at once"),
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


def test_four_runs_make_one_digest_a_person(site, member, consultation, africa, africa_coordinator):
    follow(member)
    published(old_round(consultation), africa, africa_coordinator)
    assert at_once(*[lambda: make_digests(timezone.now())] * 4) == [None] * 4
    assert sorted(OutgoingMail.objects.values_list("person__email", flat=True)) == [
        africa_coordinator.email,
        member.email,
    ]
    assert Subscription.objects.filter(consultation=None).count() == 2


def test_four_runs_tell_of_an_extension_and_remind_once(site, consultation, africa, africa_coordinator):
    round_ = old_round(consultation, closes_at=ago(hours=-1))
    RoundPeriod.objects.create(
        round=round_, opens_at=ago(days=5), closes_at=ago(days=-1), announced_at=ago(days=5)
    )

    def both() -> None:
        make_extension_mails(timezone.now())
        make_reminders(timezone.now())

    assert at_once(*[both] * 4) == [None] * 4
    assert sorted(OutgoingMail.objects.values_list("kind", flat=True)) == ["extension", "reminder"]


def test_four_workers_send_each_mail_once(site, consultation):
    for number in range(12):
        person = factories.make_user(f"person-{number}@example.org")
        OutgoingMail.objects.create(key=str(number), person=person, language="en", subject="S", text="T")
    with mail_server() as server:
        outcomes = at_once(*[deliver] * 4)
    assert sum(outcome[Outcome.SENT] for outcome in outcomes) == 12
    assert len({mail["To"] for mail in server.taken}) == len(server.taken) == 12


def test_choosing_and_being_told_at_once_loses_no_choice(
    site, member, consultation, africa, africa_coordinator
):
    follow(member)
    published(old_round(consultation), africa, africa_coordinator)
    results = at_once(
        lambda: make_digests(timezone.now()),
        lambda: actions.unsubscribe(person=member, consultation=None),
        lambda: actions.choose_frequency(person=member, consultation=consultation, frequency="weekly"),
    )
    assert results == [None] * 3
    assert Subscription.objects.get(person=member, consultation=None).frequency == "never"
