"""The demo's drawing of lots: a list of its States, draws in every state and a simulation, by the real verbs.

All of it is illustrative: the States, their memberships, and the sources and values of the seeds.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from home.models import User
from reviewmech.lots.actions import add_parties, confirm_draw, draw_lots, seal_draw, supersede_draw
from reviewmech.lots.engine import Rules
from reviewmech.lots.enums import PUBLIC, WITH_RESULT, DrawKind, DrawState
from reviewmech.lots.from_site import site_table
from reviewmech.lots.models import Draw, PartiesList
from reviewmech.lots.simulations.actions import begin_simulation, show_to_public
from reviewmech.lots.simulations.running import Run
from reviewmech.lots.simulations.simplification import SUGGESTIONS

from .content import Content
from .people import in_group

Facts = dict[str, Any]

# One that is superseded had been confirmed.
CONFIRMED = (DrawState.CONFIRMED, DrawState.SUPERSEDED)
SUPERSEDED = {"superseded_by", "reason"}


def load(content: Content) -> None:
    """Make the list, the draws and the simulation, once. A publisher draws, an administrator confirms."""
    publisher, administrator = in_group(content, "Publishers"), in_group(content, "Administrators")
    codes = [facts["code"] for facts in content.facts["draws"]]
    there = Draw.objects.filter(code__in=codes).exists()
    if there or not codes or publisher is None or administrator is None:
        return
    parties = make_list(content.facts["parties_list"], publisher)
    for facts in content.facts["draws"]:
        load_draw(content, facts, parties, publisher, administrator)
    for facts in content.facts["draws"]:
        if facts["state"] == DrawState.SUPERSEDED:
            supersede(facts, administrator)
    simulate(content.facts["simulation"], parties, publisher)


def make_list(facts: Facts, publisher: User) -> PartiesList:
    """The site's participants and memberships as they were on a day."""
    found = site_table(facts["as_at"])
    return add_parties(
        title=facts["title"],
        table=found.table,
        as_at=facts["as_at"],
        source=facts["source"],
        is_illustrative=found.is_illustrative,
        by=publisher,
    )


def load_draw(
    content: Content, facts: Facts, parties: PartiesList, publisher: User, administrator: User
) -> None:
    """A draw that is sealed and, as far as its state says, drawn and confirmed."""
    draw = Draw.objects.create(
        code=facts["code"],
        kind=facts["kind"],
        parties=parties,
        rules=Rules.from_values(facts.get("rules", {})).values(),
        beacon=facts["beacon"],
        beacon_round=facts["beacon_round"],
        created_by=publisher,
        **content.names("draws", facts["code"]),
    )
    draw = seal_draw(draw, by=publisher)
    if facts["state"] in WITH_RESULT:
        draw = draw_lots(draw, seed=facts["seed"], by=publisher)
    if facts["state"] in CONFIRMED:
        confirm_draw(draw, by=administrator)


def supersede(facts: Facts, administrator: User) -> None:
    draw, successor = (Draw.objects.get(code=facts[key]) for key in ("code", "superseded_by"))
    supersede_draw(draw, reason=facts["reason"], successor=successor, by=administrator)


def simulate(facts: Facts, parties: PartiesList, publisher: User) -> None:
    """Compare what the site suggests, at once: the worker finds nothing left to do."""
    simulation = begin_simulation(
        title=facts["title"],
        parties=parties,
        draws=facts["draws"],
        seed=facts["seed"],
        rules=[Rules.from_values(values) for values in SUGGESTIONS],
        by=publisher,
    )
    run = Run.claim(simulation.pk)
    if run is not None:
        run.go()
    show_to_public(simulation, shown=True, by=publisher)


def lot_problems(content: Content) -> Iterator[str]:
    """What is wrong with the draws, before the verbs refuse them."""
    draws = {facts["code"]: facts for facts in content.facts["draws"]}
    for code, facts in draws.items():
        yield from (f"facts.toml: draw {code}: {problem}" for problem in _draw_problems(facts, draws))


def _draw_problems(facts: Facts, draws: dict[str, Facts]) -> Iterator[str]:
    if facts["state"] not in PUBLIC:
        yield f"state cannot be {facts['state']}"
    if facts["kind"] not in DrawKind.values:
        yield f"kind cannot be {facts['kind']}"
    if ("seed" in facts) != (facts["state"] in WITH_RESULT):
        yield "a seed, and not drawn" if "seed" in facts else "drawn, and no seed"
    if (facts["state"] == DrawState.SUPERSEDED) != (facts.keys() >= SUPERSEDED):
        yield "superseded draws, and only these, have a successor and a reason"
    elif facts.get("superseded_by", facts["code"]) not in draws:
        yield f"there is no draw {facts['superseded_by']}"
