"""The last second of a round and the first one after it, with everybody sending at once: PostgreSQL only."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from wagtail.models import ModelLogEntry

from home.models import User
from reviewmech.consultations import actions
from reviewmech.consultations.enums import CommentStatus
from reviewmech.consultations.models import Comment, CommentVersion, Consultation
from tests import factories
from tests.consultations.writing import save

from .test_concurrency import at_once, kinds, the_site_is_set_up_again  # noqa: F401 (a fixture of the module)

pytestmark = [
    pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL lets two write at once"),
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
SECOND = timedelta(seconds=1)


@pytest.fixture
def eight(site, open_round) -> list[tuple[Comment, User]]:
    """Drafts of eight States, each with its focal point."""
    pairs = []
    for n in range(8):
        state, person = factories.make_participant(f"state-{n}"), factories.make_user(f"{n}@example.org")
        factories.make_seat(person, state)
        pairs.append((save(open_round, state, person, text=f"Words {n}."), person))
    return pairs


def numbers() -> list[int]:
    return sorted(Comment.objects.exclude(number=None).values_list("number", flat=True))


def whole() -> bool:
    """Nothing lost, doubled or miscounted: each comment has its one version, each number its one comment."""
    last = Consultation.objects.get().last_comment_number
    sent = Comment.objects.filter(status=CommentStatus.SUBMITTED)
    entries = ModelLogEntry.objects.filter(action__startswith="consultations.submit")
    return (
        Comment.objects.count() == CommentVersion.objects.count() == 8
        and numbers() == list(range(1, last + 1))
        and sent.count() == last == entries.count()
    )


def test_one_second_before_is_in_and_one_second_after_is_kept_and_offered_as_late(open_round, eight):
    """Eight at the edge at the same moment, four on either side of it."""
    close = open_round.closes_at
    moments = [close - SECOND if n % 2 else close + SECOND for n in range(8)]
    results = at_once(
        *(
            lambda comment=comment, by=by, at=at: actions.submit_comment(comment, by=by, at=at)
            for (comment, by), at in zip(eight, moments, strict=True)
        )
    )
    assert [type(result).__name__ for result in results] == ["RoundClosed", "Comment"] * 4
    assert (numbers(), whole()) == ([1, 2, 3, 4], True)
    assert set(Comment.objects.filter(number=None).values_list("status", flat=True)) == {"draft"}
    assert set(CommentVersion.objects.exclude(submitted_at=None).values_list("submitted_at", flat=True)) == {
        close - SECOND
    }
    # What came after it is offered as late, again all at once.
    late = [(comment, by) for (comment, by), at in zip(eight, moments, strict=True) if at > close]
    results = at_once(
        *(
            lambda comment=comment, by=by: actions.submit_late(comment, by=by, at=close + SECOND)
            for comment, by in late
        )
    )
    assert kinds(results) == ["Comment"] * 4
    assert (numbers(), whole()) == (list(range(1, 9)), True)
    assert set(Comment.objects.values_list("late_at", flat=True)) == {None, close + SECOND}
    assert Comment.objects.filter(late_at=close + SECOND).count() == 4


@pytest.mark.parametrize(("microseconds", "kind"), [(-1, "Comment"), (0, "RoundClosed")])
def test_the_close_itself_is_late(open_round, eight, microseconds, kind):
    at = open_round.closes_at + timedelta(microseconds=microseconds)
    results = at_once(
        *(
            lambda comment=comment, by=by: actions.submit_comment(comment, by=by, at=at)
            for comment, by in eight
        )
    )
    assert kinds(results) == [kind] * 8
    assert whole()


def test_eight_late_at_once_and_each_twice(open_round, eight):
    at = open_round.closes_at + SECOND
    twice = [pair for pair in eight[:4] for _press in range(2)]
    results = at_once(
        *(lambda comment=comment, by=by: actions.submit_late(comment, by=by, at=at) for comment, by in twice)
    )
    assert kinds(results) == ["Comment"] * 4 + ["WrongState"] * 4
    assert (numbers(), whole()) == ([1, 2, 3, 4], True)


# All verified ones of a delegation


@pytest.fixture
def verified(site, open_round, state_a, focal_point) -> list[Comment]:
    drafts = [save(open_round, state_a, focal_point, text=f"Words {n}.") for n in range(8)]
    return [actions.verify_comment(comment, by=focal_point) for comment in drafts]


def test_all_verified_ones_submitted_twice_at_once_are_submitted_once(
    open_round, state_a, focal_point, verified
):
    twice = [lambda: actions.submit_verified(open_round, state_a, by=focal_point)] * 2
    results = at_once(*twice)
    assert sorted(len(result) for result in results) == [0, 8]
    assert (numbers(), whole()) == (list(range(1, 9)), True)
    texts = Comment.objects.order_by("number").values_list("submitted_version__text", flat=True)
    assert list(texts) == [f"Words {n}." for n in range(8)]


def test_all_at_once_beside_single_ones_and_other_states(open_round, state_a, focal_point, verified, africa):
    """A single submission, a verification taken back, and another delegation, at the same moment."""
    coordinator = factories.make_user("coordinator@example.org")
    factories.make_seat(coordinator, africa)
    results = at_once(
        lambda: actions.submit_verified(open_round, state_a, by=focal_point),
        lambda: actions.submit_comment(verified[7], by=focal_point),
        lambda: actions.unverify_comment(verified[0], by=focal_point),
        lambda: actions.submit_verified(open_round, africa, by=coordinator),
    )
    assert results[3] == []
    assert {type(result).__name__ for result in results} <= {"list", "Comment", "WrongState"}
    taken_back = isinstance(results[2], Comment)
    assert Comment.objects.filter(status=CommentStatus.DRAFT).count() == int(taken_back)
    assert (numbers(), whole()) == (list(range(1, 9 - taken_back)), True)


def test_words_changed_at_the_moment_of_sending_go_as_verified_or_stay(
    open_round, state_a, focal_point, verified
):
    results = at_once(
        lambda: actions.submit_verified(open_round, state_a, by=focal_point),
        lambda: save(open_round, state_a, focal_point, comment=verified[3], text="Changed."),
    )
    changed = isinstance(results[1], Comment)
    assert kinds(results) == (["Comment", "list"] if changed else ["PermissionDenied", "list"])
    row = Comment.objects.get(pk=verified[3].pk)
    assert (row.status, row.versions.get().text) == (
        ("draft", "Changed.") if changed else ("submitted", "Words 3.")
    )
    assert whole()


def test_one_half_before_and_one_half_after_the_close(open_round, state_a, focal_point, verified):
    close = open_round.closes_at
    results = at_once(
        *(
            lambda at=at: actions.submit_verified(open_round, state_a, by=focal_point, at=at)
            for at in (close - SECOND, close + SECOND)
        )
    )
    assert [type(result).__name__ for result in results] == ["list", "RoundClosed"]
    assert (numbers(), whole()) == (list(range(1, 9)), True)


def test_an_opinion_given_twice_at_once_is_one(site, open_round, state_a, focal_point, member):
    factories.make_seat(member, state_a, role="observer")
    comment = save(open_round, state_a, focal_point)
    twice = [lambda: actions.give_opinion(comment, kind="support", by=member)] * 2
    assert kinds(at_once(*twice)) == ["Opinion", "Opinion"]
    assert comment.opinions.count() == 1


def test_a_table_sent_four_times_at_once_is_kept_once(site, open_round, state_a, focal_point):
    rows = []
    for paragraph in open_round.draft.paragraphs.all():
        base = paragraph.texts.get(draft_language__language="en")
        rows.append({"paragraph": paragraph, "base": base, "text": "A comma.", "proposed_wording": ""})
    same = {
        "round_": open_round,
        "participant": state_a,
        "by": focal_point,
        "type_": "editorial",
        "language": "en",
        "read_in": "en",
    }
    results = at_once(*[lambda: actions.save_comments_once(rows, **same)] * 4)
    assert kinds(results) == ["list"] * 4
    assert Comment.objects.count() == 3
