"""Comments that came before and after the first end of a round are told apart, and late ones are marked."""

from datetime import timedelta

import pytest
from django.utils import timezone

from reviewmech.consultations import actions
from reviewmech.consultations.models import Round, RoundPeriod, RoundReason

from .writing import publish

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
INSTANT = timedelta(microseconds=1)


@pytest.fixture
def why(db) -> RoundReason:
    return RoundReason.objects.create(code="translations", name_en="Late translations")


def again(round_: Round) -> Round:
    """The round as it is now."""
    return Round.objects.with_terms().get(pk=round_.pk)


def test_comments_of_an_extension_are_told_apart(
    open_round, why, publisher, africa, africa_coordinator, client
):
    before = publish(open_round, africa, africa_coordinator, text="In time.")
    now = timezone.now()
    RoundPeriod.objects.update(opens_at=now - 2 * DAY, closes_at=now - timedelta(hours=1))
    before.submitted_version.submitted_at = now - DAY
    before.submitted_version.save()
    actions.extend_round(open_round, closes_at=now + DAY, reason=why, by=publisher)
    after = publish(again(open_round), africa, africa_coordinator, text="Afterwards.")
    assert [before.came_after_first_end, after.came_after_first_end] == [False, True]
    html = client.get("/en/consultations/pending-issues/drafts/1/").content.decode()
    cards = {text: html.split(text)[0].rsplit("<article", 1)[1] for text in ("In time.", "Afterwards.")}
    assert {text: "After the first deadline" in card for text, card in cards.items()} == {
        "In time.": False,
        "Afterwards.": True,
    }


def test_a_comment_sent_at_the_very_end_came_after_it(open_round, why, publisher, africa, africa_coordinator):
    comment = publish(open_round, africa, africa_coordinator)
    end = open_round.closes_at
    actions.extend_round(open_round, closes_at=end + DAY, reason=why, by=publisher)
    found = []
    for moment in (end - INSTANT, end, end + INSTANT):
        comment.submitted_version.submitted_at = moment
        comment.round = again(open_round)
        found.append(comment.came_after_first_end)
    assert found == [False, True, True]


def test_without_an_extension_nothing_came_after(open_round, africa, africa_coordinator):
    comment = publish(open_round, africa, africa_coordinator)
    comment.submitted_version.submitted_at = open_round.closes_at + DAY
    assert not comment.came_after_first_end


def test_a_late_comment_is_marked_as_late(client, open_round, africa, africa_coordinator):
    comment = publish(open_round, africa, africa_coordinator)
    url = "/en/consultations/pending-issues/drafts/1/"
    assert "comment__mark" not in client.get(url).content.decode()
    comment.late_at = timezone.now()
    comment.save()
    assert '<span class="comment__mark">Late</span>' in client.get(url).content.decode()
