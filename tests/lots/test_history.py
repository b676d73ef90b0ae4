"""The chain of a draw's events tells of any change that was made past all guards."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from reviewmech.lots import actions
from reviewmech.lots.engine import canonical, hash_of
from reviewmech.lots.enums import DrawKind, DrawState
from reviewmech.lots.history import verify_chain
from reviewmech.lots.models import Draw, DrawEvent, PartiesList
from tests.lots.drawing import make_draw, person
from tests.lots.forging import erase, forge
from tests.lots.lists import make_list, many
from tests.support import queries_of

pytestmark = pytest.mark.django_db


def flaws() -> list[tuple[int, str]]:
    return [(flaw.number, str(flaw)) for flaw in verify_chain(Draw.objects.get(code="first-draw"))]


def event(number: int):
    return DrawEvent.objects.filter(draw__code="first-draw", number=number)


def draws():
    return Draw.objects.filter(code="first-draw")


@pytest.mark.parametrize("state", DrawState.values)
def test_the_history_of_every_draw_is_intact(state):
    make_draw(state)
    assert flaws() == []


def test_the_history_of_one_that_was_confirmed_and_superseded_is_intact():
    second = make_draw(DrawState.SEALED, code="second-draw")
    confirmed = make_draw(DrawState.CONFIRMED)
    actions.supersede_draw(confirmed, reason="Wrong.", successor=second, by=person("confirmer"))
    assert flaws() == []


def changed(facts: str, **values: object) -> str:
    return canonical({**json.loads(facts), **values})


def test_changed_facts_do_not_have_their_hash():
    make_draw(DrawState.CONFIRMED)
    forge(event(2), facts=changed(event(2).get().facts, result_hash="0" * 64))
    assert flaws() == [
        (2, "Event 2 does not have the hash of what it says."),
        (2, "The hash of the draw is not what event 2 says."),
    ]


def test_changed_facts_with_a_new_hash_break_the_link():
    make_draw(DrawState.CONFIRMED)
    row = event(2).get()
    facts = changed(row.facts, seed="another")
    forge(event(2), facts=facts, hash=hash_of(f"{row.previous_hash}\n{facts}"))
    assert flaws() == [
        (3, "Event 3 does not follow on the one before it."),
        (2, "The seed is not what event 2 says."),
    ]


@pytest.mark.parametrize("facts", ["", "[]", "{", "[" * 100_000])
def test_facts_that_cannot_be_read_are_wrong(facts):
    make_draw(DrawState.SEALED)
    forge(event(1), facts=facts)
    assert (1, "Event 1 does not have the hash of what it says.") in flaws()


@pytest.mark.parametrize(
    "columns",
    [{"person": 0}, {"at": "2019-01-01T00:00:00Z"}, {"kind": "confirmed"}, {"at": timedelta(hours=1)}],
)
def test_changed_columns_are_not_the_facts(columns):
    make_draw(DrawState.DRAWN)
    if isinstance(columns.get("at"), timedelta):
        columns = {"at": event(2).get().at + columns["at"]}
    forge(event(2), **columns)
    assert (2, "Event 2 was changed: its columns are not its facts.") in flaws()


def test_an_event_that_was_taken_out_is_missed():
    make_draw(DrawState.CONFIRMED)
    erase(event(2))
    assert (3, "Event 2 is missing.") in flaws()


def test_a_last_event_that_was_taken_away_is_missed():
    make_draw(DrawState.CONFIRMED)
    erase(event(3))
    assert flaws() == [(0, "The state of the draw is not what its events have led to.")]


def test_a_history_that_was_taken_away_is_missed():
    make_draw(DrawState.CONFIRMED)
    erase(DrawEvent.objects.all())
    assert flaws() == [(0, "The state of the draw is not what its events have led to.")]


def test_an_event_of_another_draw_does_not_fit():
    make_draw(DrawState.SEALED)
    other = make_draw(DrawState.SEALED, code="second-draw")
    theirs = other.events.get()
    forge(event(1), facts=theirs.facts, hash=theirs.hash)
    assert (1, "Event 1 was changed: its columns are not its facts.") in flaws()


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        ({"kind": DrawKind.SIMULATION}, (1, "The kind of draw is not what event 1 says.")),
        ({"beacon": "another"}, (1, "The public source of the seed is not what event 1 says.")),
        ({"beacon_round": "18"}, (1, "The round of the source is not what event 1 says.")),
        ({"rules": {"most_reviews": 4}}, (1, "The set of rules is not what event 1 says.")),
        ({"rules": {"luck": 4}}, (1, "The set of rules is not what event 1 says.")),
        ({"seed": "another"}, (2, "The seed is not what event 2 says.")),
        ({"signature": "ab"}, (2, "The signature is not what event 2 says.")),
        ({"transcript": "another"}, (2, "The transcript is not what event 2 says.")),
        ({"result_hash": "another"}, (2, "The hash of the draw is not what event 2 says.")),
        ({"state": "sealed"}, (0, "The state of the draw is not what its events have led to.")),
        ({"code": "first-draw"}, None),
    ],
)
def test_a_draw_that_was_changed_is_not_what_its_events_say(columns, sentence):
    make_draw(DrawState.DRAWN)
    if columns.get("state") == "sealed":
        columns = {**columns, "seed": "", "transcript": "", "result_hash": ""}
    forge(draws(), **columns)
    assert (flaws()[:1] or [None])[0] == sentence


def test_a_draw_with_another_code_is_not_what_its_events_say():
    make_draw(DrawState.SEALED)
    forge(draws(), code="renamed")
    assert [flaw.number for flaw in verify_chain(Draw.objects.get())] == [1]


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        ({"table": many(9)}, "The table of parties is not what event 1 says."),
        ({"as_at": "2020-01-01"}, "The day of the table is not what event 1 says."),
        ({"source": "another"}, "The source of the table is not what event 1 says."),
    ],
)
def test_a_list_that_was_changed_is_not_what_was_sealed(columns, sentence):
    make_draw(DrawState.SEALED)
    forge(PartiesList.objects.all(), **columns)
    assert flaws() == [(1, sentence)]


def test_another_list_is_not_what_was_sealed():
    make_draw(DrawState.SEALED)
    forge(draws(), parties=make_list(many(9)))
    assert flaws() == [(1, "The table of parties is not what event 1 says.")]


def test_another_successor_is_not_what_was_said():
    second = make_draw(DrawState.SEALED, code="second-draw")
    make_draw(DrawState.SUPERSEDED)
    forge(draws(), superseded_by=second)
    assert flaws() == [(3, "The draw that supersedes this one is not what event 3 says.")]


def test_verbs_go_no_further_where_the_history_was_changed():
    sealed = make_draw(DrawState.SEALED)
    forge(draws(), beacon="another")
    with pytest.raises(actions.WrongState) as caught:
        actions.draw_lots(sealed, seed="s", by=person("drawer"))
    assert caught.value.messages == [
        "The history of this draw is not intact.",
        "The public source of the seed is not what event 1 says.",
    ]


def test_a_draw_whose_history_was_changed_can_be_superseded():
    drawn = make_draw(DrawState.DRAWN)
    forge(event(2), person=0)
    actions.supersede_draw(drawn, reason="Its history was changed.", by=person("confirmer"))
    assert [number for number, _sentence in flaws()] == [2]


def test_a_history_is_intact_when_whoever_made_it_is_gone(client, root):
    draw, drawer = make_draw(DrawState.CONFIRMED), person("drawer")
    key, before = drawer.pk, list(DrawEvent.objects.values())
    drawer.delete()
    assert flaws() == []
    assert list(DrawEvent.objects.values()) == before
    assert DrawEvent.objects.filter(person=key).count() == 2
    client.force_login(root)
    assert client.get(f"/admin/draws/inspect/{draw.pk}/").status_code == 200


def test_verifying_costs_as_many_queries_for_three_events_as_for_one():
    make_draw(DrawState.SEALED)
    make_draw(DrawState.CONFIRMED, code="second-draw")
    one, three = (Draw.objects.get(code=code) for code in ("first-draw", "second-draw"))
    assert queries_of(lambda: verify_chain(one)) == queries_of(lambda: verify_chain(three)) == 2
