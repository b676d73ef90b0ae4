"""A simulation as files: all of it as JSON, and the same numbers line by line for a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from ..models import Simulation, SimulationVariant

COLUMNS = ["rules", "figure", "of", "by", "role", "value"]
PLAIN = ("draws", "seconds", "mean_load", "extra_lots")
BY_NUMBER = ("reviewers_per_state", "reviews_per_state", "set_aside_by_rule")


def as_json(simulation: Simulation, variants: Sequence[SimulationVariant]) -> dict[str, Any]:
    """What was simulated, and for each set of rules what ``simulate_lots --json`` prints."""
    return {
        "kind": "simulation",
        "title": simulation.title,
        "parties": about_parties(simulation),
        "seed": simulation.seed,
        "draws": simulation.draws,
        "failure": simulation.failure,
        "variants": [
            {"position": each.position, "rules": each.rules, "result": each.tally} for each in variants
        ],
    }


def about_parties(simulation: Simulation) -> dict[str, Any]:
    parties = simulation.parties
    return {
        "title": parties.title,
        "as_at": parties.as_at_text,
        "source": parties.source,
        "sha256": parties.sha256,
        "illustrative": parties.is_illustrative,
    }


def as_rows(simulation: Simulation, variants: Sequence[SimulationVariant]) -> Iterator[list[str]]:
    """The first lines say what it is; then a line a number, with the names of the JSON."""
    yield ["simulation", simulation.title]
    for name, value in about_parties(simulation).items():
        yield [f"parties: {name}", str(value)]
    yield ["seed", simulation.seed]
    yield COLUMNS
    for variant in variants:
        for cells in rows_of(variant.tally) if variant.tally else ():
            yield [str(variant.position), *cells]


def rows_of(tally: dict[str, Any]) -> Iterator[list[str]]:
    for name in PLAIN:
        yield [name, "", "", "", str(tally[name])]
    for name in BY_NUMBER:
        yield from ([name, key, "", "", str(times)] for key, times in tally[name].items())
    for line in tally["pair_probabilities"]:
        for reviewer in line["reviewers"]:
            yield ["pair_probabilities", class_in(line), class_in(reviewer), "", reviewer["probability"]]
    for state, by_role in tally["pair_counts"].items():
        for role, counts in by_role.items():
            yield from (["pair_counts", state, code, role, str(times)] for code, times in counts.items())


def class_in(line: dict[str, Any]) -> str:
    return f"{line['group']}: {' '.join(line['instruments'])}"
