"""Who may begin, cancel, repeat and show a simulation, and what is refused."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django_tasks_db.models import DBTaskResult
from wagtail.models import ModelLogEntry

from reviewmech.lots.engine import Rules
from reviewmech.lots.enums import SimulationState
from reviewmech.lots.models import Simulation
from reviewmech.lots.simulations.actions import (
    begin_simulation,
    cancel_simulation,
    show_to_public,
    start_again,
)
from reviewmech.lots.simulations.simplification import SUGGESTIONS
from tests.lots.lists import make_list


def test_a_simulation_is_begun_with_its_rules_and_waits_for_the_worker(begin, preparer, parties):
    simulation = begin({"package": "literal"}, {"most_reviews": 4}, draws=100, title="Two ways")
    assert (simulation.title, simulation.parties, simulation.draws, simulation.seed) == (
        "Two ways",
        parties,
        100,
        "x",
    )
    assert (simulation.state, simulation.created_by) == (SimulationState.QUEUED, preparer)
    rules = [variant.rules for variant in simulation.variants.order_by("position")]
    assert rules == [Rules(package="literal").values(), Rules(most_reviews=4).values()]
    queued = DBTaskResult.objects.get()
    assert (queued.args_kwargs["args"], queued.backend_name) == ([simulation.pk], "long")


def test_what_is_done_is_logged(done, preparer):
    simulation = done(draws=1)
    show_to_public(simulation, shown=True, by=preparer)
    show_to_public(simulation, shown=False, by=preparer)
    entries = ModelLogEntry.objects.order_by("pk").values_list("action", "user", "object_id")
    assert list(entries) == [
        (action, preparer.pk, str(simulation.pk))
        for action in ("lots.simulate", "lots.show_simulation", "lots.hide_simulation")
    ]


@pytest.mark.parametrize(
    ("facts", "rules", "message"),
    [
        ({"draws": 0}, [{}], "From 1 to 100000 draws can be made."),
        ({"draws": 100_001}, [{}], "From 1 to 100000 draws can be made."),
        (
            {},
            [{}, {"package": "literal"}, {"most_reviews": 4}, {"most_reviews": 5}],
            "From 1 to 3 sets of rules",
        ),
        ({}, [], "From 1 to 3 sets of rules"),
        ({}, [{}, {"most_reviews": 3}], "Two sets of rules are the same"),
        ({"seed": "a|b"}, [{}], "A seed is 1 to 200 characters"),
        ({"seed": "x" * 199}, [{}], "A seed is 1 to 200 characters"),
    ],
)
def test_what_cannot_be_simulated_is_refused(preparer, parties, facts, rules, message):
    chosen = [Rules.from_values(each) for each in rules]
    words = {"title": "x", "parties": parties, "draws": 10, "seed": "x", "rules": chosen, "by": preparer}
    with pytest.raises(ValidationError, match=message):
        begin_simulation(**{**words, **facts})
    assert list(Simulation.objects.all()) == []


def test_a_list_that_cannot_be_read_by_the_rules_is_refused_by_row_and_column(preparer):
    unread = make_list("iso3,regional_group,untoc,tip,som,firearms\nAAA,,2004-02-01,,,\n")
    words = {"title": "x", "parties": unread, "draws": 10, "seed": "x", "rules": [Rules()], "by": preparer}
    with pytest.raises(ValidationError) as refused:
        begin_simulation(**words)
    assert refused.value.message_dict == {
        "parties": [
            "Row 2, column regional_group: AAA has no group, and the rule outside_groups does not name it."
        ]
    }


def test_only_what_has_ended_well_cannot_be_cancelled_or_repeated(done, preparer):
    simulation = done(draws=1)
    assert not cancel_simulation(simulation, by=preparer)
    assert not start_again(simulation, by=preparer)
    simulation.refresh_from_db()
    assert (simulation.state, simulation.variants.get().done) == (SimulationState.DONE, 1)


def test_a_cancelled_one_is_cancelled_once_and_can_be_started_again(begin, preparer):
    simulation = begin()
    assert cancel_simulation(simulation, by=preparer)
    assert not cancel_simulation(simulation, by=preparer)
    assert start_again(simulation, by=preparer)
    simulation.refresh_from_db()
    assert (simulation.state, simulation.finished_at) == (SimulationState.QUEUED, None)


def test_only_figures_that_are_there_are_shown(begin, done, preparer):
    assert not show_to_public(begin(), shown=True, by=preparer)
    simulation = done(draws=1)
    assert show_to_public(simulation, shown=True, by=preparer)
    simulation.refresh_from_db()
    assert simulation.is_public


@pytest.mark.parametrize("name", ["outsider", "reader"])
def test_who_may_not_prepare_draws_does_none_of_it(request, done, parties, name):
    person, simulation = request.getfixturevalue(name), done(draws=1)
    words = {"title": "x", "parties": parties, "draws": 10, "seed": "x", "rules": [Rules()]}
    for verb in (
        lambda: begin_simulation(**words, by=person),
        lambda: cancel_simulation(simulation, by=person),
        lambda: start_again(simulation, by=person),
        lambda: show_to_public(simulation, shown=True, by=person),
    ):
        with pytest.raises(PermissionDenied):
            verb()
    assert list(Simulation.objects.values_list("state", "is_public")) == [(SimulationState.DONE, False)]


def test_the_suggestions_compare_three_ways():
    assert [Rules.from_values(each) for each in SUGGESTIONS] == [
        Rules(),
        Rules(package="literal"),
        Rules(fewest_reviews_first=0),
    ]
