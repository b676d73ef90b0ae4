"""Rounds are extended, paused and resumed: who may, when, and what stays on record."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from wagtail.models import ModelLogEntry

from reviewmech.consultations import actions
from reviewmech.consultations.enums import Commenters, Embargo, RoundState
from reviewmech.consultations.models import Round, RoundPause, RoundPeriod, RoundReason
from reviewmech.consultations.permissions import can_extend_round, can_pause_round, can_resume_round
from tests import factories

from .writing import submit

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
INSTANT = timedelta(microseconds=1)
OPENS = datetime(2030, 1, 7, 9, tzinfo=UTC)
CLOSES = datetime(2030, 1, 21, 17, tzinfo=UTC)
LATER = CLOSES + 14 * DAY


@pytest.fixture
def why(db) -> RoundReason:
    return RoundReason.objects.create(code="translations", name_en="Late translations", name_fr="Traductions")


@pytest.fixture
def round_(draft) -> Round:
    return factories.make_round(draft, opens_at=OPENS, closes_at=CLOSES)


def again(round_: Round) -> Round:
    """The round as it is now."""
    return Round.objects.with_terms().get(pk=round_.pk)


def logged(action: str) -> list[dict]:
    entries = ModelLogEntry.objects.filter(action=f"consultations.{action}").order_by("pk")
    return [entry.data for entry in entries]


# Extending


@pytest.mark.parametrize(
    ("at", "opens_at"),
    [
        (OPENS - DAY, CLOSES),
        (OPENS, CLOSES),
        (CLOSES - INSTANT, CLOSES),
        (CLOSES, CLOSES),
        (CLOSES + INSTANT, CLOSES + INSTANT),
        (CLOSES + DAY, CLOSES + DAY),
    ],
    ids=["planned", "open", "just before", "at the close", "just after", "closed"],
)
def test_an_extension_begins_at_the_old_end_or_once_that_is_over_now(round_, why, publisher, at, opens_at):
    period = actions.extend_round(round_, closes_at=LATER, reason=why, by=publisher, at=at)
    assert (period.opens_at, period.closes_at, period.reason) == (opens_at, LATER, why)
    assert (period.announced_at, period.announced_by) == (at, publisher)
    assert logged("extend_round") == [
        {"from": CLOSES.isoformat(), "closes_at": LATER.isoformat(), "reason": "translations"}
    ]


def test_the_old_end_stays_on_record(round_, why, publisher):
    first = round_.periods.get()
    actions.extend_round(round_, closes_at=LATER, reason=why, by=publisher, at=OPENS)
    actions.extend_round(round_, closes_at=LATER + DAY, reason=why, by=publisher, at=OPENS + DAY)
    found = again(round_)
    assert (found.first_closes_at, found.closes_at) == (CLOSES, LATER + DAY)
    assert [period.closes_at for period in found.earlier_ends] == [CLOSES, LATER]
    assert [period.closes_at for period in found.extensions] == [LATER, LATER + DAY]
    assert RoundPeriod.objects.get(pk=first.pk).closes_at == CLOSES


def test_an_extended_round_is_open_without_a_gap_and_half_open(round_, why, publisher):
    actions.extend_round(round_, closes_at=LATER, reason=why, by=publisher, at=OPENS)
    moments = [OPENS - INSTANT, OPENS, CLOSES - INSTANT, CLOSES, LATER - INSTANT, LATER]
    expected = [False, True, True, True, True, False]
    assert [again(round_).is_open(at) for at in moments] == expected
    assert [Round.objects.open(at).exists() for at in moments] == expected


def test_a_round_extended_after_its_close_was_closed_in_between(round_, why, publisher):
    actions.extend_round(round_, closes_at=LATER, reason=why, by=publisher, at=CLOSES + DAY)
    moments = [CLOSES - INSTANT, CLOSES, CLOSES + DAY - INSTANT, CLOSES + DAY]
    assert [again(round_).is_open(at) for at in moments] == [True, False, False, True]


@pytest.mark.parametrize(
    ("closes_at", "at", "words"),
    [
        (CLOSES, OPENS, "The new end has to be later than the present one."),
        (CLOSES - DAY, OPENS, "The new end has to be later than the present one."),
        (CLOSES + DAY, CLOSES + 2 * DAY, "A round cannot close before it opens."),
        (datetime(2030, 1, 31, 23, tzinfo=UTC), OPENS, "Midnight is misread: let the round close at 23:59"),
    ],
    ids=["the same", "earlier", "over already", "midnight in Vienna"],
)
def test_an_end_that_cannot_be_is_refused(round_, why, publisher, closes_at, at, words):
    with pytest.raises(ValidationError) as refused:
        actions.extend_round(round_, closes_at=closes_at, reason=why, by=publisher, at=at)
    assert [message[: len(words)] for message in refused.value.messages] == [words]
    assert list(refused.value.message_dict) == ["closes_at"]
    assert round_.periods.count() == 1


@pytest.mark.parametrize("embargo", Embargo.values)
@pytest.mark.parametrize(("at", "before"), [(CLOSES - INSTANT, True), (CLOSES, False), (CLOSES + DAY, False)])
def test_a_round_whose_held_back_comments_are_out_takes_no_more(round_, why, publisher, embargo, at, before):
    Round.objects.update(embargo=embargo)
    found = again(round_)
    possible = before or embargo == Embargo.NONE
    assert can_extend_round(publisher, found, at) == possible
    if possible:
        actions.extend_round(found, closes_at=LATER, reason=why, by=publisher, at=at)
    else:
        with pytest.raises(actions.WrongState, match="held back until its close and are out"):
            actions.extend_round(found, closes_at=LATER, reason=why, by=publisher, at=at)
    assert round_.periods.count() == (2 if possible else 1)


def test_the_verb_looks_at_the_round_as_it_is_now(round_, why, publisher):
    """Another person has extended it since this one opened the screen."""
    stale = again(round_)
    assert stale.closes_at == CLOSES
    actions.extend_round(round_, closes_at=LATER, reason=why, by=publisher, at=OPENS)
    with pytest.raises(ValidationError, match="later than the present one"):
        actions.extend_round(stale, closes_at=LATER - DAY, reason=why, by=publisher, at=OPENS)


# Pausing and resuming


def test_a_pause_is_half_open_and_moves_no_end(round_, why, publisher):
    actions.pause_round(round_, reason=why, by=publisher, at=OPENS + DAY)
    actions.resume_round(round_, by=publisher, at=OPENS + 2 * DAY)
    found = again(round_)
    moments = [OPENS + DAY - INSTANT, OPENS + DAY, OPENS + 2 * DAY - INSTANT, OPENS + 2 * DAY]
    assert [found.is_open(at) for at in moments] == [True, False, False, True]
    assert [Round.objects.open(at).exists() for at in moments] == [True, False, False, True]
    assert [Round.objects.in_a_period(at).exists() for at in moments] == [True] * 4
    assert [found.state_at(at) for at in moments[1:3]] == [RoundState.PAUSED] * 2
    assert found.closes_at == CLOSES
    assert logged("pause_round") == [{"reason": "translations"}]
    assert len(logged("resume_round")) == 1


STATES = {
    "planned": OPENS - DAY,
    "open": OPENS + DAY,
    "paused": OPENS + 2 * DAY,
    "closed": CLOSES,
}


@pytest.mark.parametrize("state", STATES)
def test_only_what_is_open_is_paused_and_only_what_is_paused_is_resumed(round_, why, publisher, state):
    at = STATES[state]
    if state == "paused":
        RoundPause.objects.create(round=round_, paused_at=OPENS + DAY, reason=why)
    found = again(round_)
    assert found.state_at(at) == state
    assert can_pause_round(publisher, found, at) == (state == "open")
    assert can_resume_round(publisher, found, at) == (state == "paused")
    if state != "open":
        with pytest.raises(actions.WrongState, match="Only a round that is open can be paused"):
            actions.pause_round(found, reason=why, by=publisher, at=at)
    if state != "paused":
        with pytest.raises(actions.WrongState, match="This round is not paused"):
            actions.resume_round(found, by=publisher, at=at)
    assert RoundPause.objects.count() == (1 if state == "paused" else 0)


def test_a_round_that_closed_while_it_was_paused_is_extended_and_then_resumed(round_, why, publisher):
    actions.pause_round(round_, reason=why, by=publisher, at=CLOSES - DAY)
    with pytest.raises(actions.WrongState):
        actions.resume_round(round_, by=publisher, at=CLOSES)
    actions.extend_round(round_, closes_at=LATER, reason=why, by=publisher, at=CLOSES + DAY)
    assert again(round_).state_at(CLOSES + DAY) == RoundState.PAUSED
    actions.resume_round(round_, by=publisher, at=CLOSES + 2 * DAY)
    assert again(round_).state_at(CLOSES + 2 * DAY) == RoundState.OPEN


def test_nothing_is_submitted_while_a_round_is_paused(open_round, why, publisher, africa, africa_coordinator):
    actions.pause_round(open_round, reason=why, by=publisher)
    with pytest.raises(actions.RoundClosed):
        submit(again(open_round), africa, africa_coordinator)
    actions.resume_round(open_round, by=publisher)
    assert submit(again(open_round), africa, africa_coordinator).number == 1


def test_a_pause_lifts_no_embargo(open_round, why, publisher, visitor):
    Round.objects.update(embargo=Embargo.ALL)
    actions.pause_round(open_round, reason=why, by=publisher)
    assert not Round.objects.shown_to(visitor).exists()


# Who


@pytest.mark.parametrize("name", ["visitor", "member", "africa", "grulac", "state-a", "moderator"])
def test_others_neither_extend_nor_pause_nor_resume(cast, open_round, why, name):
    user, later = cast[name], timezone.now() + 30 * DAY
    found = again(open_round)
    for verb in (
        lambda: actions.extend_round(found, closes_at=later, reason=why, by=user),
        lambda: actions.pause_round(found, reason=why, by=user),
        lambda: actions.resume_round(found, by=user),
    ):
        with pytest.raises(PermissionDenied):
            verb()
    predicates = (can_extend_round, can_pause_round, can_resume_round)
    assert [may(user, found) for may in predicates] == [False] * 3
    assert (open_round.periods.count(), open_round.pauses.count()) == (1, 0)


# Opening


def opened(draft, by, **facts) -> Round:
    return actions.open_round(draft, zone="Europe/Vienna", opens_at=OPENS, closes_at=CLOSES, by=by, **facts)


def test_who_may_comment_is_named_and_among_those_who_may_read(
    hidden_consultation, publisher, africa, grulac, state_a
):
    draft = hidden_consultation.drafts.get()
    for participants, words in [
        ([], "Name those who may comment."),
        ([africa, grulac], "These may not read the consultation: GRULAC."),
    ]:
        with pytest.raises(ValidationError) as refused:
            opened(draft, publisher, commenters=Commenters.NAMED, participants=participants)
        assert refused.value.message_dict == {"participants": [words]}
    round_ = opened(draft, publisher, commenters=Commenters.NAMED, participants=[africa])
    assert [round_.may_be_spoken_in_by(each) for each in (africa, grulac, state_a)] == [True, False, False]


def test_names_count_only_where_not_all_may_comment(draft, publisher, africa, grulac):
    round_ = opened(draft, publisher, participants=[africa])
    assert list(round_.participants.all()) == []
    assert round_.may_be_spoken_in_by(grulac)


def test_of_two_open_rounds_one_writes_in_the_newest_in_which_one_may(
    signed_in, draft, africa, grulac, africa_coordinator, grulac_coordinator, member
):
    everybodys = factories.make_round(draft)
    newest = factories.make_round(draft, number=2)
    Round.objects.filter(pk=newest.pk).update(commenters=Commenters.NAMED)
    newest.participants.add(grulac)
    filled = {"language": "en", "type": "editorial", "text": "Words.", "action": "draft"}
    url = "/en/consultations/pending-issues/drafts/1/comment/"
    for user, participant, round_ in [
        (africa_coordinator, africa, everybodys),
        (grulac_coordinator, grulac, newest),
    ]:
        response = signed_in(user).post(url, {**filled, "participant": participant.pk})
        assert response.status_code == 302
        assert [comment.round for comment in participant.comments.all()] == [round_]
    assert signed_in(member).get(url).status_code == 403
