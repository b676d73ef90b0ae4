"""How long do a draw, its verification and 1,000 simulated draws take? ``make benchmark``

On the States parties of July 2014 where their list is beside the repository, else on made-up States of the
same memberships. The targets are those of plain Python on two cores. Are States that are alike drawn alike?
"""

from __future__ import annotations

import statistics
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from time import perf_counter

from reviewmech.lots.engine import Rules, Setting, draw, prepare, read_parties, write_transcript
from reviewmech.lots.verifier.verify_lots import verify
from tests.lots.alike import Alike
from tests.lots.making import REAL_LIST, made_up_world

RUNS, DRAWS, WORKERS = 9, 1_000, 2
ONE_DRAW, ONE_VERIFICATION, MANY_DRAWS, SIGMAS = 0.5, 1.0, 60.0, 5.0
RULE_SETS = {"first": Rules(), "literal": Rules(package="literal"), "tier off": Rules(fewest_reviews_first=0)}


def seconds(action: Callable[[str], object]) -> float:
    """The median of several runs, each with a seed of its own."""
    times = []
    for number in range(RUNS):
        begin = perf_counter()
        action(f"benchmark#{number}")
        times.append(perf_counter() - begin)
    return statistics.median(times)


def simulated(setting: Setting, first: int) -> Alike:
    """Every second draw, counted."""
    counted = Alike(setting.states)
    for number in range(first, DRAWS + 1, WORKERS):
        counted.add(draw(setting, f"benchmark#{number}"))
    return counted


def line(what: str, value: float, target: float, unit: str = "s") -> None:
    sys.stdout.write(f"{what:<42}{value:>9.3f} {unit:<6}{target:>7.1f}{value / target:>8.2f}\n")


def main() -> None:
    states = read_parties(REAL_LIST.read_bytes(), Rules()) if REAL_LIST.exists() else made_up_world()
    whose = "of July 2014" if REAL_LIST.exists() else "made up"
    sys.stdout.write(f"{len(states)} States {whose}; medians of {RUNS} runs\n")
    sys.stdout.write(f"{'':<42}{'':>9} {'':<6}{'target':>7}{'ratio':>8}\n")
    for name, rules in RULE_SETS.items():
        setting = prepare(states, rules)
        line(f"one draw, {name}", seconds(lambda seed, setting=setting: draw(setting, seed)), ONE_DRAW)
        text = write_transcript(draw(setting, "benchmark"), kind="simulation").text.encode()
        line(f"one verification, {name}", seconds(lambda _seed, text=text: verify(text)), ONE_VERIFICATION)
    many(prepare(states, Rules()))


def many(setting: Setting) -> None:
    begin = perf_counter()
    with ProcessPoolExecutor(WORKERS) as workers:
        first, *others = workers.map(simulated, [setting] * WORKERS, range(1, WORKERS + 1))
    line(f"{DRAWS:,} draws on {WORKERS} cores", perf_counter() - begin, MANY_DRAWS)
    for other in others:
        first.merge(other)
    line("the pair drawn most unlike those of its kind", first.farthest(), SIGMAS, "sigmas")


if __name__ == "__main__":
    main()
