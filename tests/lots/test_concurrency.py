"""Two people at once: one of them is first, and the other is told. Only PostgreSQL lets two write at once."""

from __future__ import annotations

import pytest
from django.db import connection

from reviewmech.lots import actions
from reviewmech.lots.enums import DrawState
from reviewmech.lots.history import verify_chain
from reviewmech.lots.models import Draw
from tests.consultations.test_concurrency import (
    at_once,
    kinds,
    the_site_is_set_up_again,  # noqa: F401 (a fixture)
)
from tests.lots.drawing import make_draft, make_draw, person

pytestmark = [
    pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL lets two write at once"),
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


def story() -> tuple[str, list[str]]:
    draw = Draw.objects.get()
    assert verify_chain(draw) == []
    return draw.state, [event.kind for event in draw.events.order_by("number")]


def test_a_draw_is_sealed_once(site):
    draft, by = make_draft(), person("drawer")
    results = at_once(*[lambda: actions.seal_draw(draft, by=by)] * 3)
    assert kinds(results) == ["Draw", "WrongState", "WrongState"]
    assert story() == ("sealed", ["sealed"])


def test_of_two_seeds_at_once_one_draws(site):
    sealed, by = make_draw(DrawState.SEALED), [person("drawer"), person("another")]
    results = at_once(
        lambda: actions.draw_lots(sealed, seed="one", by=by[0]),
        lambda: actions.draw_lots(sealed, seed="two", by=by[1]),
    )
    assert kinds(results) == ["Draw", "WrongState"]
    assert story() == ("drawn", ["sealed", "drawn"])
    assert Draw.objects.get().seed == ("one" if isinstance(results[0], Draw) else "two")


def test_confirmed_and_superseded_at_once_is_one_after_the_other(site):
    drawn, by = make_draw(DrawState.DRAWN), person("confirmer")
    results = at_once(
        lambda: actions.confirm_draw(drawn, by=by),
        lambda: actions.supersede_draw(drawn, reason="Wrong.", by=by),
    )
    assert isinstance(results[1], Draw)
    events = ["confirmed"] if isinstance(results[0], Draw) else []
    assert story() == ("superseded", ["sealed", "drawn", *events, "superseded"])


def test_sealed_and_changed_at_once_is_sealed_as_it_was_or_as_it_became(site):
    """A form that was open when the draw was sealed does not change it any more."""
    draft, by = make_draft(), person("drawer")

    def change() -> None:
        row = Draw.objects.get(pk=draft.pk)
        row.beacon = "another"
        row.save()

    results = at_once(lambda: actions.seal_draw(draft, by=by), change)
    assert isinstance(results[0], Draw)
    assert story() == ("sealed", ["sealed"])


def test_a_draft_sealed_and_deleted_at_once_is_one_of_the_two(site):
    draft, by = make_draft(), person("drawer")
    results = at_once(lambda: actions.seal_draw(draft, by=by), lambda: Draw.objects.get(pk=draft.pk).delete())
    if isinstance(results[0], Draw):
        assert story() == ("sealed", ["sealed"])
    else:
        assert Draw.objects.count() == 0
