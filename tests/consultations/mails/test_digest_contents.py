"""What stands in a digest, and what one costs."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from django.utils import timezone

from home.mails import deliver
from home.models import OutgoingMail
from reviewmech.consultations.mails.digests import make_digest
from reviewmech.consultations.models import Subscription
from tests import factories
from tests.support import queries_of

from .telling import (
    ago,
    backdate,
    follow,
    html_of,
    make_reason,
    old_round,
    published,
    run,
    told,
)

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)


@pytest.fixture
def old(consultation):
    return old_round(consultation)


# --- What


def test_grouped_by_consultation_newest_first(member, africa, africa_coordinator):
    follow(member, hours=30)
    rounds = [old_round(factories.make_consultation(f"talks-{number}")) for number in (1, 2)]
    for hours, round_ in ((20, 0), (15, 1), (10, 0), (5, 1)):
        published(rounds[round_], africa, africa_coordinator, hours=hours, text=f"{hours} hours ago.")
    [message] = told(member)
    assert re.findall(r"> (\d+) hours ago", message.body) == ["5", "15", "10", "20"]
    assert message.subject == "2 consultations: 4 new comments"
    assert message.body.count("# Title en") == 2


def test_one_thing_is_named_in_the_subject(member, old, africa, africa_coordinator):
    follow(member)
    published(old, africa, africa_coordinator)
    [message] = told(member)
    assert message.subject == "Title en: Comment 1 by African States"


def test_a_long_list_is_cut_and_says_how_much_is_left_out(member, old, africa, africa_coordinator):
    follow(member)
    for number in range(32):
        published(old, africa, africa_coordinator, text=f"Words {number}.")
    [message] = told(member)
    assert message.body.count("* Comment") == 30
    assert "And 2 more:\nhttp://127.0.0.1:8000/en/consultations/pending-issues/drafts/1/" in message.body
    assert "And 2 more" in html_of(message)


@pytest.mark.parametrize(("letter", "length"), [("word ", 602), ("字", 602)])
def test_long_words_are_cut(member, old, africa, africa_coordinator, letter, length):
    follow(member)
    published(old, africa, africa_coordinator, text=letter * 1000)
    [message] = told(member)
    [quoted] = re.findall(r"^> (.*)$", message.body, re.MULTILINE)
    assert quoted.endswith("…")
    assert length - 20 <= len(quoted) <= length


def test_drafts_languages_rounds_and_pauses_are_told(member, consultation):
    follow(member, hours=30)
    round_ = old_round(consultation)
    factories.make_draft(consultation, number=2, languages=("en",))
    second = consultation.drafts.get(number=2)
    backdate(second, hours=6)
    factories.make_round(second, opens_at=ago(hours=3)).periods.update(announced_at=ago(hours=4))
    late = second.language_versions.create(
        language="fr", title="Titre", released_at=ago(hours=2), sha256="x" * 64
    )
    reason = make_reason()
    round_.pauses.create(paused_at=ago(hours=5), resumed_at=ago(hours=1), reason=reason)
    [message] = run()
    headlines = re.findall(r"^\* (.*)$", message.body, re.MULTILINE)
    assert late.language == "fr"
    assert headlines == [
        "Round 1 of comments on draft 1 goes on",
        "Draft 2 can now be read in another language: \u2068Français\u2069",
        "Round 1 of comments on draft 2 is open",
        "Draft 2 was released",
    ]
    assert message.subject == "Title en: 4 events"


def test_only_what_is_still_so_is_told(member, consultation):
    """A round that is paused now is not told to be open; of one that has closed nothing is said."""
    follow(member, hours=30)
    draft = factories.make_draft(consultation)
    backdate(draft, hours=40)
    paused = factories.make_round(draft, opens_at=ago(hours=3))
    paused.periods.update(announced_at=ago(hours=4))
    paused.pauses.create(paused_at=ago(hours=1), reason=make_reason())
    closed = factories.make_round(draft, number=2, opens_at=ago(hours=3), closes_at=ago(hours=1))
    closed.periods.update(announced_at=ago(hours=4))
    [message] = run()
    headlines = re.findall(r"^\* (.*)$", message.body, re.MULTILINE)
    assert headlines == ["Round 1 of comments on draft 1 is paused"]
    assert "Reason: \u2068Longer talks\u2069" in message.body


# --- Cost


def test_a_digest_of_many_things_costs_as_many_queries_as_of_one(member, africa, africa_coordinator):
    def cost() -> tuple[int, int]:
        Subscription.objects.filter(person=member).update(since=ago(hours=30))
        OutgoingMail.objects.all().delete()
        made = queries_of(lambda: make_digest(member.pk, timezone.now()))
        return made, queries_of(deliver)

    follow(member, hours=30)
    published(old_round(factories.make_consultation("talks-1")), africa, africa_coordinator)
    cost()
    one = cost()
    for number in (2, 3):
        round_ = old_round(factories.make_consultation(f"talks-{number}"))
        for hours in (1, 2, 3):
            published(round_, africa, africa_coordinator, hours=hours, text=f"Words {hours}.")
    assert cost() == one
    assert one == (26, 27)
