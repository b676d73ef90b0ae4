"""Whether the remaining slots can be assigned under every rule, exactly; and if not, why.

Numbers alone are decided by chains: an assignment that cannot be improved shows a counting cut. What cannot
go together (PROCEDURE.md, section 9: mutual, twice, instrument) is decided by branching. A "no" depends on
the board alone: the States that chains reach at the end are the same whatever assignment they start from,
and everything below a branch starts from the same place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from .assignment import Assignment
from .board import Board, members
from .pairs import more_than_pairs, pair_of
from .parties import INSTRUMENTS

Proof = dict[str, Any]
MOST_LOOKED_AT = 12  # conflicts, before one is branched on


@dataclass(frozen=True)
class Problem:
    """The remaining slots of a board, each with the States that are open for it."""

    board: Board
    opened: Mapping[int, int]

    @classmethod
    def of(cls, board: Board) -> Problem:
        return cls(board, {slot: board.open(slot) for slot in sorted(board.remaining)})

    def without(self, slots: Iterable[int], states: int) -> Problem:
        """The same with some States excluded from some slots."""
        closed = {slot: self.opened[slot] & ~states for slot in slots if slot in self.opened}
        return replace(self, opened={**self.opened, **closed})


@dataclass(frozen=True)
class Branch:
    """Two ways to go on, one of which every result takes. ``facts``: what the proof says of them."""

    facts: Proof
    ways: tuple[Problem, Problem]


def solve(problem: Problem, hint: Mapping[int, int] | None = None) -> Assignment | Proof:
    """An assignment of all slots that keeps every rule, or the proof that there is none.

    ``hint``: an assignment to start from; it changes the time taken, and which assignment is found.
    """
    if hint:
        found = by_numbers(problem, hint)
        if isinstance(found, dict):
            return found
        part(found)
        if not found.conflicts():
            return found
    return settle(problem, by_numbers(problem, {}))


def settle(problem: Problem, found: Assignment | Proof) -> Assignment | Proof:
    """The same from an assignment that is right in numbers, or their proof that there is none."""
    if isinstance(found, dict):
        return found
    part(found)
    conflicts = found.conflicts()
    if not conflicts:
        return found
    if cut := cut_of_pairs(problem, found):
        return cut
    branch, answers = choose(problem, found, conflicts)
    proofs = []
    for way, answer in zip(branch.ways, answers, strict=True):
        below = settle(way, answer)
        if isinstance(below, Assignment):
            return below
        proofs.append(below)
    return {**branch.facts, "first": proofs[0], "second": proofs[1]}


def choose(
    problem: Problem, found: Assignment, conflicts: list[tuple[int, int]]
) -> tuple[Branch, list[Assignment | Proof]]:
    """The first branch of which the numbers close one way; where there is none, the first."""
    looked_at = []
    for slot, other in conflicts[:MOST_LOOKED_AT]:
        branch = branch_on(problem, found, slot, other)
        answers = [by_numbers(way, found.of) for way in branch.ways]
        looked_at.append((branch, answers))
        if any(isinstance(answer, dict) for answer in answers):
            return branch, answers
    return looked_at[0]


def branch_on(problem: Problem, found: Assignment, slot: int, other: int) -> Branch:
    """The two ways out of a conflict between two slots."""
    board, state, has = problem.board, slot >> 2, found.of[slot]
    if state != other >> 2:
        names = sorted([state, has])
        ways = (
            problem.without(range(4 * names[1], 4 * names[1] + 4), 1 << names[0]),
            problem.without(range(4 * names[0], 4 * names[0] + 4), 1 << names[1]),
        )
        return Branch({"either": "mutual", "states": [board.states[t].code for t in names]}, ways)
    if has == found.of[other]:
        facts = {
            "either": "twice",
            "state": board.states[has].code,
            "slots": [board.name(slot), board.name(other)],
        }
        return Branch(facts, (problem.without([slot], 1 << has), problem.without([other], 1 << has)))
    lacking = board.missing(state, has) & board.missing(state, found.of[other])
    instrument = next(members(lacking))
    strangers = board.everybody & ~board.parties[1 << instrument]
    facts = {"either": "instrument", "instrument": INSTRUMENTS[instrument], "slot": board.name(slot)}
    return Branch(facts, (problem.without([slot], strangers), problem.without([slot + 1], strangers)))


def by_numbers(problem: Problem, hint: Mapping[int, int]) -> Assignment | Proof:
    """An assignment of all slots that is right in numbers, with few conflicts, or a cut."""
    found = Assignment(problem.board, problem.opened.__getitem__)
    for slot, opened in problem.opened.items():
        has = hint.get(slot, -1)
        if has >= 0 and opened >> has & 1 and found.total(has) < problem.board.most:
            found.give(slot, has)
    homeless = [slot for slot in problem.opened if slot not in found.of]
    if homeless := fill(found, homeless, found.place):
        return cut_of_places(problem, reach(homeless, found.place))
    if hungry := fill(found, found.hungry(), found.feed):
        return cut_of_tasks(problem, reach(hungry, found.feed))
    return found


Chain = Callable[..., int | None]


def fill(found: Assignment, waiting: list[int], chain: Chain) -> list[int]:
    """Find what slots or States wait for, without conflicts where that can be; returns those in vain."""
    in_vain = (each for each in waiting if not strictly(found, chain, each))
    return [each for each in in_vain if chain(each, strict=False) is not None]


def reach(waiting: list[int], chain: Chain) -> int:
    """All States that chains reach from those who wait in vain."""
    reached = 0
    for each in waiting:
        reached |= chain(each, strict=False) or 0
    return reached


def strictly(found: Assignment, chain: Chain, each: int) -> bool:
    """Try a strict chain; leaves everything as it was where that fails."""
    mark = len(found.log)
    if chain(each, strict=True) is None:
        return True
    found.undo(mark)
    return False


def part(found: Assignment) -> None:
    """Resolve the conflicts that can be resolved by moving one of the two slots."""
    for pair in found.conflicts():
        for slot in pair:
            if not found.candidates(slot) >> found.of[slot] & 1 and move_away(found, slot):
                break


def move_away(found: Assignment, slot: int) -> bool:
    """Give a slot to somebody else, strictly, such that nobody makes too few reviews."""
    mark = len(found.log)
    had = found.take(slot)
    if found.place(slot, strict=True) is None and feed_strictly(found, had):
        return True
    found.undo(mark)
    return False


def feed_strictly(found: Assignment, state: int) -> bool:
    """Make up for the slots that a State lacks; False where that takes more than strict chains."""
    while found.total(state) < found.board.rules.fewest_reviews:
        if found.feed(state, strict=True) is not None:
            return False
    return True


def cut_of_places(problem: Problem, states: int) -> Proof:
    board = problem.board
    tasks = sum(not opened & ~states for opened in problem.opened.values())
    slots = len(problem.opened)
    places = sum(min(board.most - board.load[t], slots) for t in members(states))
    return {"cut": "places", "states": board.codes(states), "tasks": tasks, "places": places}


def cut_of_pairs(problem: Problem, found: Assignment) -> Proof | None:
    rules = problem.board.rules
    if not (rules.no_mutual_reviews and rules.two_different_reviewers):
        return None
    board = problem.board
    slots, busy = more_than_pairs(problem.opened, found.of, lambda t: board.most - board.load[t])
    if not slots:
        return None
    pairs = {pair_of(slot, t) for slot in slots for t in members(problem.opened[slot]) if t not in set(busy)}
    return {
        "cut": "pairs",
        "slots": [board.name(slot) for slot in slots],
        "states": [board.states[t].code for t in busy],
        "places": sum(board.most - board.load[t] for t in busy),
        "pairs": len(pairs),
    }


def cut_of_tasks(problem: Problem, states: int) -> Proof:
    board, fewest = problem.board, problem.board.rules.fewest_reviews
    needs = sum(max(0, fewest - board.load[t]) for t in members(states))
    tasks = sum(1 for opened in problem.opened.values() if opened & states)
    return {"cut": "tasks", "states": board.codes(states), "needs": needs, "tasks": tasks}
