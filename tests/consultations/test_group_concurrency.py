"""Two people at the same moment inside a Regional Group: PostgreSQL only."""

from __future__ import annotations

import pytest
from django.db import connection

from reviewmech.consultations import actions
from tests.consultations.circulating import circulated, make_state, past_silence
from tests.consultations.test_concurrency import at_once, kinds, the_site_is_set_up_again  # noqa: F401 (a fixture)
from tests.consultations.writing import (
    save,
)

pytestmark = [
    pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL lets two write at once"),
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


def test_two_positions_at_once_are_both_kept(site, open_round, africa, africa_coordinator):
    states = [make_state("state-f", africa), make_state("state-g", africa)]
    row = circulated(open_round, africa, africa_coordinator)
    results = at_once(
        *(
            lambda state=state, by=by: actions.take_position(row, participant=state, stance="aligned", by=by)
            for state, by in states
        )
    )
    assert kinds(results) == ["Position", "Position"]
    assert row.positions.count() == 2


def test_two_voices_of_one_state_at_once_leave_one_position(site, open_round, africa, africa_coordinator):
    state, person = make_state("state-f", africa)
    row = circulated(open_round, africa, africa_coordinator)
    results = at_once(
        *(
            lambda stance=stance: actions.take_position(row, participant=state, stance=stance, by=person)
            for stance in ("aligned", "dissociated") * 3
        )
    )
    assert kinds(results) == ["Position"] * 6
    assert row.positions.count() == 1


def test_words_circulated_and_changed_at_once_are_one_of_the_two(
    site, open_round, africa, state_a, africa_coordinator
):
    """Either the old words stand and the new ones wait, or the new ones are those circulated."""
    comment = save(open_round, africa, africa_coordinator, text="Old words.")
    results = at_once(
        lambda: circulated(open_round, africa, africa_coordinator, comment=comment),
        lambda: save(open_round, africa, africa_coordinator, comment=comment, text="New words."),
    )
    assert kinds(results) == ["Circulation", "Comment"]
    rows = comment.versions.order_by("number")
    assert [(row.text, hasattr(row, "circulation")) for row in rows] in (
        [("New words.", True)],
        [("Old words.", True), ("New words.", False)],
    )


def test_a_position_and_changed_words_at_once(
    site, open_round, africa, state_a, focal_point, africa_coordinator
):
    row = circulated(open_round, africa, africa_coordinator)
    results = at_once(
        lambda: actions.take_position(row, participant=state_a, stance="aligned", by=focal_point),
        lambda: save(open_round, africa, africa_coordinator, comment=row.version.comment, text="New words."),
    )
    assert kinds(results) in (["Comment", "Position"], ["Comment", "WrongState"])
    assert row.positions.count() == (1 if "Position" in kinds(results) else 0)


def test_a_group_submitted_twice_at_once_is_recorded_once(
    site, open_round, africa, state_a, africa_coordinator
):
    comment = past_silence(open_round, africa, africa_coordinator).version.comment
    twice = [lambda: actions.submit_comment(comment, by=africa_coordinator)] * 2
    assert kinds(at_once(*twice)) == ["Comment", "WrongState"]
    comment.refresh_from_db()
    assert comment.submitted_version.endorsements.count() == 1
