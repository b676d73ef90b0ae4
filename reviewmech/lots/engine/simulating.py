"""Many draws of one setting, added up.

The k-th draw is the official draw of the seed ``<seed>#<k>``, whoever makes it: any number of workers, in any
order, gives the same sums. What is kept does not grow with the number of draws.
"""

from __future__ import annotations

import os
import signal
import threading
from array import array
from collections import Counter
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from itertools import islice
from multiprocessing import get_context, parent_process
from multiprocessing.process import BaseProcess
from operator import add
from typing import Any

from .board import PLACES, Board, is_additional
from .drawing import Drawing, draw
from .proofs import Proof
from .setting import Setting
from .tickets import check_seed

ROLES = ("home", "other", "extra")
# By which rule a ball was set aside: the rules that can leave a result without a way to be completed.
SETTING_ASIDE = (
    "most_reviews",
    "fewest_reviews",
    "no_mutual_reviews",
    "two_different_reviewers",
    "party_to_instruments",
)
# The first thing a proof says is which of them: its root. A cut of pairs rests on this: of two States, one
# reviews the other at most.
ROOTS = {
    "tasks": "fewest_reviews",
    "pairs": "no_mutual_reviews",
    "mutual": "no_mutual_reviews",
    "twice": "two_different_reviewers",
    "instrument": "party_to_instruments",
}
Chunk = tuple[int, int]  # the number of its first draw, and how many there are
REVIEWS_A_CHUNK = (
    2_000  # so many States under review: a second or so, be there few draws of many or the reverse
)


class Tally:
    """What draws of a setting add up to. ``pairs``: by role, a table of States under review × reviewers."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        count = len(setting.states)
        self.numbers = {state.code: number for number, state in enumerate(setting.states)}
        self.classes = sorted({(state.group, state.instruments) for state in setting.states})
        self.class_of = [self.classes.index((state.group, state.instruments)) for state in setting.states]
        self.draws = self.extra_lots = 0
        self.reviewers: Counter[int] = Counter()
        self.loads: Counter[int] = Counter()
        self.set_aside: Counter[str] = Counter()
        self.pairs = {role: array("Q", bytes(8 * count * count)) for role in ROLES}
        # How often a State of a class was reviewed by one of another, once a draw and pair.
        self.met = array("Q", bytes(8 * len(self.classes) ** 2))

    def add(self, drawing: Drawing) -> None:
        """Count a draw of this setting."""
        loads = [0] * len(self.setting.states)
        for row in drawing.result:
            state = self.numbers[row["state"]]
            served = [("home", row["home"]), ("other", row["other"])]
            served += [("extra", extra["reviewer"]) for extra in row["extra"]]
            reviewers = {self.numbers[code] for _role, code in served}
            for role, code in served:
                self.pairs[role][state * len(loads) + self.numbers[code]] += 1
                loads[self.numbers[code]] += 1
            for reviewer in reviewers - {state}:
                self.met[self.class_of[state] * len(self.classes) + self.class_of[reviewer]] += 1
            self.reviewers[len(reviewers)] += 1
            self.extra_lots += len(row["extra"])
        self.draws += 1
        self.loads.update(loads)
        self.set_aside.update(rules_that_set_aside(drawing))

    def merge(self, other: Tally) -> None:
        """Count what was counted elsewhere, of the same setting."""
        self.draws += other.draws
        self.extra_lots += other.extra_lots
        self.reviewers.update(other.reviewers)
        self.loads.update(other.loads)
        self.set_aside.update(other.set_aside)
        for role in ROLES:
            self.pairs[role] = array("Q", map(add, self.pairs[role], other.pairs[role]))
        self.met = array("Q", map(add, self.met, other.met))

    def values(self, seconds: float) -> dict[str, Any]:
        """As JSON; all but ``seconds`` depends on the setting, the seed and the number of draws alone."""
        reviews = sum(load * times for load, times in self.loads.items())
        made = self.draws * len(self.setting.states)
        return {
            "draws": self.draws,
            "seconds": round(seconds, 3),
            "mean_load": round(reviews / made, 6) if made else 0.0,
            "extra_lots": self.extra_lots,
            "reviewers_per_state": histogram(self.reviewers),
            "reviews_per_state": histogram(self.loads),
            "set_aside_by_rule": {rule: self.set_aside[rule] for rule in SETTING_ASIDE},
            "pair_probabilities": self._pair_probabilities(),
            "pair_counts": self._pair_counts(),
        }

    def _pair_probabilities(self) -> list[dict[str, Any]]:
        """By class (group × membership): how likely a given one reviews a given other one, in any slot."""
        sizes = Counter(self.class_of)
        named = [{"group": group, "instruments": list(instruments)} for group, instruments in self.classes]
        found = []
        for a, under_review in enumerate(named):
            reviewers = []
            for b, reviewer in enumerate(named):
                pairs = self.draws * sizes[a] * (sizes[b] - (a == b))
                times = self.met[a * len(named) + b]
                reviewers.append({**reviewer, "probability": f"{times / pairs if pairs else 0:.6f}"})
            found.append({**under_review, "states": sizes[a], "reviewers": reviewers})
        return found

    def _pair_counts(self) -> dict[str, dict[str, dict[str, int]]]:
        """By State under review and role: who reviewed it, and in how many draws."""
        codes = [state.code for state in self.setting.states]
        return {
            code: {
                role: {
                    codes[reviewer]: times
                    for reviewer, times in enumerate(
                        self.pairs[role][state * len(codes) : (state + 1) * len(codes)]
                    )
                    if times
                }
                for role in ROLES
            }
            for state, code in enumerate(codes)
        }


def histogram(counted: Counter[int]) -> dict[str, int]:
    return {str(number): counted[number] for number in sorted(counted)}


def rules_that_set_aside(drawing: Drawing) -> Iterator[str]:
    """For each ball set aside in a draw, the rule by which it was: what its proof says first."""
    board = drawing.setting.board()
    numbers = {state.code: number for number, state in enumerate(board.states)}
    slots = {f"{code}/{place}": 4 * n + p for code, n in numbers.items() for p, place in enumerate(PLACES)}
    for step in drawing.steps:
        slot = slots[step.slot]
        for code, proof in zip(step.set_aside, step.proofs, strict=True):
            yield rule_of(proof, board, slot, numbers[code])
        board.draw(slot, numbers[step.winner])


def rule_of(proof: Proof, board: Board, slot: int, ball: int) -> str:
    """The rule by which a ball is set aside in a slot of a board.

    A cut of places that names States is about the room they have left, so about the most reviews a State
    makes. One that names none says that nobody may serve in some slot: then the board says why.
    """
    if (root := proof.get("either") or proof["cut"]) != "places":
        return ROOTS[root]
    if proof["states"]:
        return "most_reviews"
    board.draw(slot, ball)
    nobody = next(each for each in sorted(board.remaining) if not board.open(each))
    rule = rule_of_nobody(board, nobody)
    board.undo(slot)
    return rule


def rule_of_nobody(board: Board, slot: int) -> str:
    """Why nobody may serve in a slot: the first rule but for which somebody might.

    ``party_to_instruments`` where nobody on this side is party to what is asked for, whatever is drawn;
    ``most_reviews`` too where it takes several rules together.
    """
    state, rules = slot >> 2, board.rules
    fitting = board.admitted[slot] & party_to_what_is_asked(board, slot)
    if not fitting:
        return "party_to_instruments"
    kept_out = {
        "most_reviews": board.full,
        "no_mutual_reviews": board.reviews[state] if rules.no_mutual_reviews else 0,
        "two_different_reviewers": board.reviewers[state] if rules.two_different_reviewers else 0,
    }
    for rule in kept_out:
        others = [states for other, states in kept_out.items() if other != rule]
        if fitting & ~others[0] & ~others[1]:
            return rule
    return "most_reviews"


def party_to_what_is_asked(board: Board, slot: int) -> int:
    if not is_additional(slot):
        return board.everybody if slot + 1 in board.additional else board.covering(slot >> 2)
    base = board.winners.get(slot - 1)
    return board.everybody if base is None else board.parties[board.missing(slot >> 2, base)]


def simulate(
    setting: Setting, seed: str, draws: int, *, first: int = 1, workers: int = 1
) -> Generator[Tally, None, None]:
    """Draw ``draws`` times, from the ``first``-th on: the one tally that grows, each time something is added.

    Whoever closes it stops the simulation. More than one worker: that many processes. Raises InputError.
    """
    check_seed(f"{seed}#{first + draws - 1}")
    tally = Tally(setting)
    size = max(1, REVIEWS_A_CHUNK // len(setting.states))
    chunks = ((k, min(size, first + draws - k)) for k in range(first, first + draws, size))
    for part in in_workers(setting, seed, chunks, workers) if workers > 1 else in_turn(setting, seed, chunks):
        tally.merge(part)
        yield tally


def draw_some(setting: Setting, seed: str, first: int, count: int) -> Tally:
    """The tally of the draws from the ``first``-th on."""
    tally = Tally(setting)
    for k in range(first, first + count):
        tally.add(draw(setting, f"{seed}#{k}"))
    return tally


def in_turn(setting: Setting, seed: str, chunks: Iterable[Chunk]) -> Iterator[Tally]:
    return (draw_some(setting, seed, *chunk) for chunk in chunks)


def in_workers(setting: Setting, seed: str, chunks: Iterable[Chunk], workers: int) -> Iterator[Tally]:
    """The tallies of the chunks as they come; two chunks a worker wait at most."""
    # Spawned, not forked: a child must not have a part in what its parent has open, as a database.
    with ProcessPoolExecutor(workers, get_context("spawn"), initializer=follow_parent) as pool:
        coming = iter(chunks)
        waiting: set[Future[Tally]] = set()
        try:
            while True:
                for chunk in islice(coming, 2 * workers - len(waiting)):
                    waiting.add(pool.submit(draw_some, setting, seed, *chunk))
                if not waiting:
                    return
                done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                yield from (future.result() for future in done)
        finally:
            for future in waiting:
                future.cancel()


def follow_parent() -> None:
    """A worker leaves the keyboard's interrupt to its parent, and ends when that one has ended."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=end_with, args=[parent_process()], daemon=True).start()


def end_with(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)
