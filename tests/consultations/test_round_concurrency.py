"""Two people at the same moment over the rounds and drafts of one consultation: PostgreSQL only."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from home.models import User
from reviewmech.consultations import actions, release
from reviewmech.consultations.models import (
    Round,
    RoundReason,
)
from tests import factories
from tests.consultations.test_concurrency import at_once, kinds, the_site_is_set_up_again  # noqa: F401 (a fixture)
from tests.consultations.writing import (
    submit,
)

pytestmark = [
    pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL lets two write at once"),
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


@pytest.fixture
def root(site) -> User:
    return User.objects.create_superuser("root@example.org", None, name="Root")


def test_two_rounds_opened_at_once_have_two_numbers(draft, root):
    now = timezone.now()
    period = {"opens_at": now, "closes_at": now + timedelta(hours=1)}
    twice = [lambda: actions.open_round(draft, zone="UTC", by=root, **period)] * 2
    assert kinds(at_once(*twice)) == ["Round", "Round"]
    assert sorted(Round.objects.values_list("number", flat=True)) == [1, 2]


@pytest.fixture
def why(site) -> RoundReason:
    return RoundReason.objects.create(code="translations", name_en="Late translations")


def test_of_two_extensions_at_once_to_the_same_end_one_is_made(open_round, root, why):
    end = open_round.closes_at + timedelta(days=7)
    twice = [lambda: actions.extend_round(open_round, closes_at=end, reason=why, by=root)] * 2
    assert kinds(at_once(*twice)) == ["RoundPeriod", "ValidationError"]
    assert open_round.periods.count() == 2


def test_extensions_at_once_follow_each_other_without_a_gap(open_round, root, why):
    first = open_round.closes_at
    ends = [first + timedelta(days=days) for days in (7, 14, 21)]
    at_once(
        *(
            lambda end=end: actions.extend_round(open_round, closes_at=end, reason=why, by=root)
            for end in ends
        )
    )
    periods = list(open_round.periods.order_by("closes_at"))
    assert [period.opens_at for period in periods[1:]] == [period.closes_at for period in periods[:-1]]
    assert periods[-1].closes_at == ends[-1]


def test_a_double_click_pauses_once_and_resumes_once(open_round, root, why):
    pausing = [lambda: actions.pause_round(open_round, reason=why, by=root)] * 2
    assert kinds(at_once(*pausing)) == ["RoundPause", "WrongState"]
    resuming = [lambda: actions.resume_round(open_round, by=root)] * 2
    assert kinds(at_once(*resuming)) == ["RoundPause", "WrongState"]
    assert open_round.pauses.get().resumed_at is not None


def test_two_internal_deadlines_at_once_are_one(open_round, africa, africa_coordinator):
    ends = [timezone.now() + timedelta(days=days) for days in (1, 2)]
    results = at_once(
        *(
            lambda at=at: actions.set_internal_deadline(open_round, africa, at=at, by=africa_coordinator)
            for at in ends
        )
    )
    assert kinds(results) == ["InternalDeadline", "InternalDeadline"]
    assert open_round.internal_deadlines.count() == 1


def test_an_extension_does_not_wait_for_those_who_write(open_round, root, why, africa, africa_coordinator):
    later = open_round.closes_at + timedelta(days=7)
    results = at_once(
        lambda: actions.extend_round(open_round, closes_at=later, reason=why, by=root),
        *[lambda: submit(open_round, africa, africa_coordinator)] * 4,
    )
    assert kinds(results) == [*["Comment"] * 4, "RoundPeriod"]


def test_two_releases_at_once_are_two_drafts(consultation, root, monkeypatch):
    """The text is not looked at here: only the numbers are."""
    monkeypatch.setattr(release, "check_release", lambda row: [release.LanguageCheck("en", "English")])
    monkeypatch.setattr(release, "_freeze", lambda draft, check, paragraphs: None)
    twice = [lambda: release.release_draft(consultation, by=root)] * 2
    results = at_once(*twice)
    assert [result for result in results if isinstance(result, ValidationError)] == []
    assert sorted(factories.Draft.objects.values_list("number", flat=True)) == [1, 2]
