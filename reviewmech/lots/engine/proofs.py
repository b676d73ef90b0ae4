"""Why the remaining slots cannot be assigned: cuts that count, forks of two ways. PROCEDURE.md, section 9."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from .board import Board, members
from .pairs import pair_of

Proof = dict[str, Any]  # as it stands in a transcript


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

    def room(self, state: int) -> int:
        """How many more reviews a State can make; without a limit, as many as there are slots."""
        board = self.board
        return board.most - board.load[state] if board.rules.most_reviews else len(self.opened)

    def need(self, state: int) -> int:
        return max(0, self.board.rules.fewest_reviews - self.board.load[state])


@dataclass(frozen=True)
class Cut:
    """``kind``: places, tasks or pairs; ``states``: Q; ``slots``: X, for pairs only."""

    kind: str
    states: int
    slots: tuple[int, ...] = ()

    def holds(self, problem: Problem) -> bool:
        """Whether it proves that a problem has no solution."""
        wanted, there = self.count(problem)
        return wanted > there

    def count(self, problem: Problem) -> tuple[int, int]:
        """What is wanted, and what is there for it."""
        opened = problem.opened
        if self.kind == "tasks":
            tasks = sum(1 for states in opened.values() if states & self.states)
            return sum(map(problem.need, members(self.states))), tasks
        places = sum(map(problem.room, members(self.states)))
        if self.kind == "places":
            return sum(not states & ~self.states for states in opened.values()), places
        return len(self.slots), places + self.pairs(problem)

    def pairs(self, problem: Problem) -> int:
        opened = problem.opened
        return len({pair_of(x, t) for x in self.slots for t in members(opened[x] & ~self.states)})

    def written(self, problem: Problem) -> Proof:
        """As it stands in a transcript. Raises AssertionError where it proves nothing."""
        board, (wanted, there) = problem.board, self.count(problem)
        if wanted <= there:
            raise AssertionError(f"A cut does not count: {self}")
        line: Proof = {"cut": self.kind, "states": board.codes(self.states)}
        if self.kind == "tasks":
            return {**line, "needs": wanted, "tasks": there}
        if self.kind == "places":
            return {**line, "tasks": wanted, "places": there}
        pairs = self.pairs(problem)
        return {**line, "slots": list(map(board.name, self.slots)), "places": there - pairs, "pairs": pairs}


@dataclass(frozen=True)
class Branch:
    """Two ways to go on, one of which every result takes.

    ``facts``: what the proof says of them; ``closed``: the slots and the States that each way excludes.
    """

    facts: Mapping[str, Any]
    closed: tuple[tuple[tuple[int, ...], int], tuple[tuple[int, ...], int]]

    def ways(self, problem: Problem) -> tuple[Problem, Problem]:
        first, second = self.closed
        return problem.without(*first), problem.without(*second)


@dataclass(frozen=True)
class Fork:
    """Neither way of a branch leads anywhere."""

    branch: Branch
    first: Cut | Fork
    second: Cut | Fork

    def holds(self, problem: Problem) -> bool:
        first, second = self.branch.ways(problem)
        return self.first.holds(first) and self.second.holds(second)

    def written(self, problem: Problem) -> Proof:
        first, second = self.branch.ways(problem)
        return {
            **self.branch.facts,
            "first": self.first.written(first),
            "second": self.second.written(second),
        }
