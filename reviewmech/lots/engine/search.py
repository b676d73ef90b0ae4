"""Whether the remaining slots can be assigned under every rule, exactly; and if not, why.

Numbers alone are decided by chains: an assignment that cannot be improved shows a counting cut. What cannot
go together (PROCEDURE.md, section 9: mutual, twice, instrument) is decided by branching. A "no" depends on
the board alone: the States that chains reach at the end are the same whatever assignment they start from,
and everything below a branch starts from the same place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from .assignment import Assignment
from .board import members
from .pairs import more_than_pairs
from .parties import INSTRUMENTS
from .proofs import Branch, Cut, Fork, Problem

MOST_LOOKED_AT = 12  # conflicts, before one is branched on


def solve(problem: Problem, hint: Mapping[int, int] | None = None) -> Assignment | Cut | Fork:
    """An assignment of all slots that keeps every rule, or the proof that there is none.

    ``hint``: an assignment to start from; it changes the time taken, and which assignment is found.
    """
    if hint:
        found = by_numbers(problem, hint)
        if not isinstance(found, Assignment):
            return found
        part(found)
        if not found.conflicts():
            return found
    return settle(problem, by_numbers(problem, {}))


def settle(problem: Problem, found: Assignment | Cut) -> Assignment | Cut | Fork:
    """The same from an assignment that is right in numbers, or their proof that there is none."""
    if not isinstance(found, Assignment):
        return found
    part(found)
    conflicts = found.conflicts()
    if not conflicts:
        return found
    if cut := cut_of_pairs(problem, found):
        return cut
    branch, answers = choose(problem, found, conflicts)
    proofs = []
    for way, answer in zip(branch.ways(problem), answers, strict=True):
        below = settle(way, answer)
        # What is proved of one way without need of it is proved of both: most conflicts have no part in it.
        if isinstance(below, Assignment) or below.holds(problem):
            return below
        proofs.append(below)
    return Fork(branch, *proofs)


def choose(
    problem: Problem, found: Assignment, conflicts: list[tuple[int, int]]
) -> tuple[Branch, list[Assignment | Cut]]:
    """The first branch of which the numbers close one way; where there is none, the first."""
    looked_at = []
    for slot, other in conflicts[:MOST_LOOKED_AT]:
        branch = branch_on(problem, found, slot, other)
        answers = [by_numbers(way, found.of) for way in branch.ways(problem)]
        looked_at.append((branch, answers))
        if any(isinstance(answer, Cut) for answer in answers):
            return branch, answers
    return looked_at[0]


def branch_on(problem: Problem, found: Assignment, slot: int, other: int) -> Branch:
    """The two ways out of a conflict between two slots."""
    board, state, has = problem.board, slot >> 2, found.of[slot]
    if state != other >> 2:
        first, second = sorted([state, has])
        facts = {"either": "mutual", "states": [board.states[first].code, board.states[second].code]}
        return Branch(facts, ((slots_of(second), 1 << first), (slots_of(first), 1 << second)))
    if has == found.of[other] and board.rules.two_different_reviewers:
        slots = [board.name(slot), board.name(other)]
        facts = {"either": "twice", "state": board.states[has].code, "slots": slots}
        return Branch(facts, (((slot,), 1 << has), ((other,), 1 << has)))
    lacking = board.missing(state, has) & board.missing(state, found.of[other])
    instrument = next(members(lacking))
    strangers = board.everybody & ~board.parties[1 << instrument]
    facts = {"either": "instrument", "instrument": INSTRUMENTS[instrument], "slot": board.name(slot)}
    return Branch(facts, (((slot,), strangers), ((other,), strangers)))


def slots_of(state: int) -> tuple[int, ...]:
    return tuple(range(4 * state, 4 * state + 4))


def by_numbers(problem: Problem, hint: Mapping[int, int]) -> Assignment | Cut:
    """An assignment of all slots that is right in numbers, with few conflicts, or a cut."""
    found = Assignment(problem.board, problem.opened.__getitem__)
    for slot, opened in problem.opened.items():
        has = hint.get(slot, -1)
        if has >= 0 and opened >> has & 1 and found.total(has) < problem.board.most:
            found.give(slot, has)
    homeless = [slot for slot in problem.opened if slot not in found.of]
    if homeless := fill(found, homeless, found.place):
        return Cut("places", reach(homeless, found.place))
    if hungry := fill(found, found.hungry(), found.feed):
        return Cut("tasks", reach(hungry, found.feed))
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


def cut_of_pairs(problem: Problem, found: Assignment) -> Cut | None:
    rules = problem.board.rules
    if not (rules.no_mutual_reviews and rules.two_different_reviewers):
        return None
    slots, busy = more_than_pairs(problem.opened, found.of, problem.room)
    return Cut("pairs", sum(1 << state for state in busy), tuple(slots)) if slots else None
