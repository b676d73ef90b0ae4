"""What is settled before a draw: whether a result exists at all, and which slots get an additional lot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from .assignment import Assignment
from .board import HOME, OTHER, Board
from .parties import State
from .proofs import Problem, Proof
from .rules import Rules
from .search import solve


@dataclass(frozen=True)
class Setting:
    """States in the order of their codes, rules, and the slots with an additional lot (``FRA/home+``).

    ``witness``: some result, from slots to States, as the board numbers them.
    """

    states: tuple[State, ...]
    rules: Rules
    additional: tuple[str, ...]
    witness: Mapping[int, int] = field(repr=False, compare=False)

    def board(self) -> Board:
        """An empty board with the additional slots."""
        codes = {state.code: number for number, state in enumerate(self.states)}
        slots = [name.split("/") for name in self.additional]
        return Board(
            self.states,
            self.rules,
            [4 * codes[code] + (HOME if place == "home+" else OTHER) + 1 for code, place in slots],
        )


def settled(states: Sequence[State], rules: Rules) -> Setting | Proof:
    """The setting, or the proof that there is none."""
    states = tuple(sorted(states))
    board = Board(states, rules)
    problem = Problem.of(board)
    found = solve(problem)
    if isinstance(found, Assignment):
        return Setting(states, rules, (), found.of)
    slots = uncovered(board)
    if board.literal or not slots:
        return found.written(problem)
    if crowded := too_many_reviewers(board, slots):
        return crowded
    board = Board(states, rules, slots)
    problem = Problem.of(board)
    found = solve(problem)
    if isinstance(found, Assignment):
        return Setting(states, rules, tuple(board.name(slot) for slot in slots), found.of)
    return found.written(problem)


def uncovered(board: Board) -> list[int]:
    """The additional slots of ``first``: where some State is admitted, and none covers the package."""
    base = [4 * s + place for s in range(len(board.states)) for place in (HOME, OTHER)]
    asked = [slot for slot in base if board.admitted[slot]]
    return [slot + 1 for slot in asked if not board.admitted[slot] & board.covering(slot >> 2)]


def too_many_reviewers(board: Board, additional: list[int]) -> Proof | None:
    most = board.rules.most_reviewers
    for slot in additional:
        reviewers = 2 + sum(each >> 2 == slot >> 2 for each in additional)
        if reviewers > most:
            code = board.states[slot >> 2].code
            return {"cut": "reviewers", "state": code, "reviewers": reviewers, "most": most}
    return None
