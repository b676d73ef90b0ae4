"""What the worker does with a simulation, and what becomes of it."""

from __future__ import annotations

import sys

import pytest
from django_tasks_db.models import DBTaskResult

from reviewmech.lots.engine import Rules, prepare, read_parties, simulating
from reviewmech.lots.engine.simulating import simulate
from reviewmech.lots.enums import SimulationState
from reviewmech.lots.models import Simulation
from reviewmech.lots.simulations import running
from reviewmech.lots.simulations.actions import cancel_simulation, start_again
from reviewmech.lots.simulations.tasks import run_simulation
from tests.lots.lists import make_list

from .made_up import table

# Nobody but A is party to the Firearms Protocol in its group: A has no home reviewer for its package.
REFUSED = table({"North": "A B C", "South": "D E F"}, {"B": "firearms", "C": "firearms"})


def tally_of(parties, seed: str, draws: int, **rules) -> dict:
    chosen = Rules.from_values(rules)
    *_, tally = simulate(prepare(read_parties(parties.table, chosen), chosen), seed, draws)
    return without_seconds(tally.values(0))


def without_seconds(values: dict) -> dict:
    return {key: value for key, value in values.items() if key != "seconds"}


@pytest.fixture(autouse=True)
def one_draw_a_chunk_each_reported(monkeypatch):
    monkeypatch.setattr(simulating, "REVIEWS_A_CHUNK", 1)
    monkeypatch.setattr(running, "SECONDS_BETWEEN_REPORTS", 0)


def after_report(monkeypatch, action, number: int = 3):
    """Have something happen while the worker is busy: after it has said for the n-th time how far it is."""
    reports, report = [], running.Run.report

    def then(self, variant, done, **more):
        report(self, variant, done, **more)
        reports.append(done)
        if len(reports) == number:
            action()

    monkeypatch.setattr(running.Run, "report", then)
    return reports


def test_a_simulation_has_the_figures_that_its_draws_add_up_to(done, parties):
    simulation = done({}, {"fewest_reviews_first": 0}, draws=8)
    assert (simulation.state, simulation.failure) == (SimulationState.DONE, "")
    assert simulation.started_at <= simulation.finished_at
    one, two = simulation.variants.order_by("position")
    assert (one.done, two.done) == (8, 8)
    assert without_seconds(one.tally) == tally_of(parties, "x", 8)
    assert without_seconds(two.tally) == tally_of(parties, "x", 8, fewest_reviews_first=0)


def test_several_processes_give_the_same(monkeypatch, done, parties):
    monkeypatch.setattr(running, "number_of_processes", lambda: 2)
    assert without_seconds(done(draws=5).variants.get().tally) == tally_of(parties, "x", 5)


def test_progress_is_written_as_draws_are_made(monkeypatch, begin):
    simulation = begin({}, {"package": "literal"}, draws=2)
    reports = after_report(monkeypatch, lambda: None)
    run_simulation.call(simulation.pk)
    assert reports == [0, 1, 2, 2, 0, 1, 2, 2]


def test_progress_is_written_once_in_a_while_only(monkeypatch, begin):
    monkeypatch.setattr(running, "SECONDS_BETWEEN_REPORTS", 3_600)
    reports = after_report(monkeypatch, lambda: None)
    run_simulation.call(begin(draws=50).pk)
    assert reports == [0, 50]


def test_a_cancelled_simulation_stops_between_draws(monkeypatch, begin, preparer):
    simulation = begin(draws=1_000)
    reports = after_report(monkeypatch, lambda: cancel_simulation(simulation, by=preparer))
    run_simulation.call(simulation.pk)
    simulation.refresh_from_db()
    assert (simulation.state, simulation.variants.get().tally) == (SimulationState.CANCELLED, None)
    assert reports == [0, 1, 2]


def test_one_cancelled_before_it_began_is_not_begun(begin, preparer):
    simulation = begin()
    assert cancel_simulation(simulation, by=preparer)
    run_simulation.call(simulation.pk)
    simulation.refresh_from_db()
    assert (simulation.state, simulation.started_at) == (SimulationState.CANCELLED, None)


def test_one_deleted_meanwhile_is_left(monkeypatch, begin):
    simulation = begin(draws=1_000)
    after_report(monkeypatch, simulation.delete)
    run_simulation.call(simulation.pk)
    assert list(Simulation.objects.all()) == []


def test_rules_by_which_nothing_can_be_drawn_say_why_and_the_others_have_their_figures(done):
    simulation = done({}, {"most_reviews": 1}, draws=2)
    assert simulation.state == SimulationState.DONE
    assert simulation.failure.splitlines()[:4] == [
        "Rules 2 cannot be drawn by.",
        "No result can satisfy these rules.",
        "18 reviews can be made only by the States named here.",
        "Together these States may make only 9 more.",
    ]
    assert [variant.tally is None for variant in simulation.variants.order_by("position")] == [False, True]


def test_where_no_rules_can_be_drawn_by_the_simulation_has_failed(done):
    simulation = done(parties=make_list(REFUSED))
    assert simulation.state == SimulationState.FAILED
    assert "No result can satisfy these rules." in simulation.failure
    assert simulation.finished_at is not None


def test_the_failure_is_told_in_the_language_of_whoever_began_it(done, preparer):
    preparer.preferred_language = "fr"
    preparer.save()
    simulation = done(parties=make_list(REFUSED), title="fr")
    assert simulation.failure  # the words are translated at the end
    assert simulation.created_by.preferred_language == "fr"


def test_an_unforeseen_error_ends_it_in_words_and_is_raised(monkeypatch, begin):
    simulation = begin()
    after_report(monkeypatch, lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        run_simulation.call(simulation.pk)
    simulation.refresh_from_db()
    assert (simulation.state, simulation.failure) == (
        SimulationState.FAILED,
        "An error that nobody foresaw ended the simulation; the server's log has it.",
    )


def test_a_worker_that_is_told_to_end_says_so(monkeypatch, begin):
    simulation = begin()
    after_report(monkeypatch, lambda: sys.exit(1))
    run_simulation.call(simulation.pk)
    simulation.refresh_from_db()
    assert simulation.failure == (
        "The worker was stopped before all draws were made. Start the simulation again."
    )


def test_one_whose_worker_died_is_started_again(begin, preparer, parties):
    simulation = begin(draws=4)
    assert running.Run.claim(simulation.pk) is not None  # and is never heard of again
    run_simulation.call(simulation.pk)
    simulation.refresh_from_db()
    assert (simulation.state, simulation.variants.get().done) == (SimulationState.RUNNING, 0)
    assert start_again(simulation, by=preparer)
    run_simulation.call(simulation.pk)
    simulation.refresh_from_db()
    assert simulation.state == SimulationState.DONE
    assert without_seconds(simulation.variants.get().tally) == tally_of(parties, "x", 4)


def test_a_worker_that_was_only_slow_leaves_what_was_started_again(monkeypatch, begin, preparer):
    simulation = begin(draws=1_000)
    reports = after_report(monkeypatch, lambda: start_again(simulation, by=preparer))
    run_simulation.call(simulation.pk)
    simulation.refresh_from_db()
    assert (simulation.state, simulation.started_at) == (SimulationState.QUEUED, None)
    assert simulation.variants.get().done == 0
    assert reports == [0, 1, 2]


def test_two_tasks_for_one_simulation_run_it_once(monkeypatch, begin, preparer):
    simulation = begin(draws=2)
    assert start_again(simulation, by=preparer)
    reports = after_report(monkeypatch, lambda: None)
    assert DBTaskResult.objects.count() == 2
    for _ in range(2):
        run_simulation.call(simulation.pk)
    assert reports == [0, 1, 2, 2]
