"""Who may speak, change words and withdraw: who × when."""

from datetime import timedelta

import pytest
from django.utils import timezone

from reviewmech.consultations.enums import GONE, CommentStatus
from reviewmech.consultations.permissions import can_change_words, can_submit, can_withdraw, speakers
from tests import factories

from .writing import make_comment, save

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
EVERYBODY = {"visitor", "member", "africa", "grulac", "state-a", "moderator"}
STATES = [
    CommentStatus.DRAFT,
    CommentStatus.SUBMITTED,
    CommentStatus.RETURNED,
    CommentStatus.PUBLISHED,
    CommentStatus.WITHDRAWN,
    CommentStatus.TAKEN_DOWN,
]


def those(cast, may) -> set[str]:
    return {name for name, user in cast.items() if may(user)}


@pytest.mark.parametrize(
    ("opens", "closes", "expected"),
    [(-DAY, DAY, {"africa"}), (DAY, 2 * DAY, set()), (-2 * DAY, -DAY, set())],
    ids=["open", "not yet open", "closed"],
)
def test_only_who_speaks_for_it_submits_and_only_while_the_round_is_open(
    cast, draft, africa, africa_coordinator, opens, closes, expected
):
    now = timezone.now()
    round_ = factories.make_round(draft, opens_at=now + opens, closes_at=now + closes)
    comment = save(round_, africa, africa_coordinator)
    assert those(cast, lambda user: can_submit(user, comment)) == expected


def test_a_round_is_open_from_its_first_moment_and_closed_at_its_last(africa_coordinator, africa, open_round):
    period = open_round.periods.get()
    moments = [
        period.opens_at - timedelta(microseconds=1),
        period.opens_at,
        period.closes_at - timedelta(microseconds=1),
        period.closes_at,
    ]
    comment = save(open_round, africa, africa_coordinator)
    found = [can_submit(africa_coordinator, comment, at) for at in moments]
    assert found == [False, True, True, False]


def test_an_extension_opens_the_round_again(africa_coordinator, africa, draft):
    now = timezone.now()
    round_ = factories.make_round(draft, opens_at=now - 3 * DAY, closes_at=now - DAY)
    round_.periods.create(opens_at=now - DAY, closes_at=now + DAY)
    assert can_submit(africa_coordinator, save(round_, africa, africa_coordinator))


def test_a_seat_that_has_ended_speaks_no_more(africa_coordinator, africa, open_round):
    today = timezone.now().date()
    comment = save(open_round, africa, africa_coordinator)
    africa_coordinator.seats.update(from_on=today - 2 * DAY, until_on=today - DAY)
    assert not can_submit(africa_coordinator, comment)


def test_who_is_not_named_does_not_speak_in_a_named_consultation(
    cast, hidden_round, africa, africa_coordinator
):
    found = {name: [p.code for p in speakers(user, hidden_round)] for name, user in cast.items()}
    assert found == {name: ["africa"] if name == "africa" else [] for name in EVERYBODY}
    comment = save(hidden_round, africa, africa_coordinator)
    assert those(cast, lambda user: can_submit(user, comment)) == {"africa"}
    hidden_round.draft.consultation.participants.clear()
    assert those(cast, lambda user: can_submit(user, comment)) == set()


@pytest.mark.parametrize("status", STATES)
def test_words_are_changed_by_those_who_speak_for_their_author(
    cast, open_round, africa, africa_coordinator, status
):
    comment = make_comment(status, open_round, africa, africa_coordinator)
    editable = status in {CommentStatus.DRAFT, CommentStatus.RETURNED}
    expected = {"africa"} if editable else set()
    assert those(cast, lambda user: can_change_words(user, comment)) == expected


@pytest.mark.parametrize("status", STATES)
def test_a_submitted_comment_is_withdrawn_by_those_who_speak_for_its_author(
    cast, open_round, africa, africa_coordinator, status
):
    comment = make_comment(status, open_round, africa, africa_coordinator)
    submitted = status not in {CommentStatus.DRAFT, *GONE}
    expected = {"africa"} if submitted else set()
    assert those(cast, lambda user: can_withdraw(user, comment)) == expected


def test_after_the_round_nobody_withdraws(cast, open_round, africa, africa_coordinator):
    comment = make_comment(CommentStatus.PUBLISHED, open_round, africa, africa_coordinator)
    after = open_round.closes_at
    assert those(cast, lambda user: can_withdraw(user, comment, after)) == set()


def test_a_colleague_with_a_seat_goes_on_where_the_other_stopped(open_round, africa, africa_coordinator):
    comment = make_comment(CommentStatus.DRAFT, open_round, africa, africa_coordinator)
    colleague = factories.make_user("colleague@example.org")
    factories.make_seat(colleague, africa)
    assert can_change_words(colleague, comment)
