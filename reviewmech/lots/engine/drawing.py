"""The draw itself: slot by slot, the first ball with which a result can still be completed. Section 6."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .assignment import Assignment
from .board import PLACES, Board, is_additional, members
from .groups import start_groups
from .parties import INSTRUMENTS
from .proofs import Problem, Proof
from .search import feed_strictly, solve
from .setting import Setting
from .tickets import Ticket, Tickets, check_seed, tickets_of


@dataclass(frozen=True)
class Step:
    """One slot. ``set_aside``: the codes ahead of the winner, each with its proof in ``proofs``.

    ``moves``: by slot, what changes in the assignment that shows that the winner is completable (literal).
    """

    slot: str
    bowl: int
    tier: int
    set_aside: tuple[str, ...]
    winner: str
    proofs: tuple[Proof, ...]
    moves: dict[str, str]


@dataclass(frozen=True)
class Drawing:
    """A draw that was made. ``result``: as in a transcript, by code; ``witness``: the moves of step 0."""

    setting: Setting
    seed: str
    steps: tuple[Step, ...]
    result: list[dict[str, Any]]
    witness: dict[str, str]


def draw(setting: Setting, seed: str, *, tickets: Tickets | None = None) -> Drawing:
    """Draw from a seed. Raises InputError for a bad seed.

    ``tickets``: others than the seed's own, to show that nothing but their order decides.
    """
    check_seed(seed)
    tickets = tickets or tickets_of(seed)
    run = Run(setting, tickets)
    steps = tuple(run.steps())
    return Drawing(setting, seed, steps, result(run.board, tickets), run.first_moves)


class Run:
    """A draw under way: the board, and an assignment of the remaining slots that keeps every rule."""

    def __init__(self, setting: Setting, tickets: Tickets) -> None:
        self.board, self.tickets = setting.board(), tickets
        self.assignment = Assignment(self.board, self.board.open)
        for slot, state in setting.witness.items():
            self.assignment.give(slot, state)
        self.first_moves = self.moves()

    def steps(self) -> Iterator[Step]:
        states = range(len(self.board.states))
        of_state = self.tickets("sur")
        for state in sorted(states, key=lambda each: of_state(self.board.states[each].code)):
            for place in range(4):
                if 4 * state + place in self.board.remaining:
                    yield self.step(4 * state + place)

    def step(self, slot: int) -> Step:
        """Draw one slot."""
        board, bowl = self.board, self.board.bowl(slot)
        set_aside: list[str] = []
        proofs: list[Proof] = []
        self.assignment.log.clear()
        for ball in self.balls(bowl, self.tickets(board.label(slot))):
            tier = board.load[ball]
            proof = self.try_ball(slot, ball)
            if proof is None:
                return Step(
                    slot=board.name(slot),
                    bowl=bowl.bit_count(),
                    tier=tier,
                    set_aside=tuple(set_aside),
                    winner=board.states[ball].code,
                    proofs=tuple(proofs),
                    moves=self.moves(),
                )
            set_aside.append(board.states[ball].code)
            proofs.append(proof)
        raise AssertionError("A ball that completes was always there: the assignment's own")

    def balls(self, bowl: int, ticket: Ticket) -> Iterator[int]:
        """The balls of a bowl in the order in which they are taken."""
        tiers = self.board.by_load if self.board.rules.fewest_reviews_first else [bowl]
        for tier in list(tiers):
            yield from sorted(members(bowl & tier), key=lambda ball: ticket(self.board.states[ball].code))

    def try_ball(self, slot: int, ball: int) -> Proof | None:
        """Draw a ball if it is completable, and keep the assignment complete; else leave all as it was."""
        assignment, board, mark = self.assignment, self.board, len(self.assignment.log)
        hint = dict(assignment.of)
        had = assignment.take(slot)
        board.draw(slot, ball)
        if had == ball and slot + 1 not in board.remaining:
            return None
        if self.mend(slot, ball, had):
            return None
        assignment.undo(mark)
        problem = Problem.of(board)
        answer = solve(problem, hint)
        if isinstance(answer, Assignment):
            self.adopt(answer)
            return None
        proof = answer.written(problem)
        board.undo(slot)
        return proof

    def mend(self, slot: int, ball: int, had: int) -> bool:
        """Complete the assignment again by strict chains, which nearly always does; False if not."""
        assignment, board = self.assignment, self.board
        homeless = self.displaced(slot, ball)
        short = {had, *(assignment.take(each) for each in homeless)}
        if not is_additional(slot) and board.literal and slot + 1 in board.remaining:
            homeless.append(slot + 1)
        while assignment.total(ball) > board.most:
            if assignment.relieve(ball, strict=True) is not None:
                return False
        if any(assignment.place(each, strict=True) is not None for each in homeless):
            return False
        return all(feed_strictly(assignment, state) for state in short)

    def displaced(self, slot: int, ball: int) -> list[int]:
        """The assigned slots that cannot stay as they are once a ball is drawn."""
        state, of = slot >> 2, self.assignment.of
        near = {4 * who + place for who in (state, ball) for place in range(4)}
        return [each for each in sorted(near) if each in of and not self.board.open(each) >> of[each] & 1]

    def adopt(self, other: Assignment) -> None:
        """Take over an assignment that was found elsewhere."""
        for slot in list(self.assignment.of):
            if slot not in other.of:
                self.assignment.take(slot)
        for slot, state in other.of.items():
            if self.assignment.of.get(slot) != state:
                self.assignment.give(slot, state)

    def moves(self) -> dict[str, str]:
        """Under ``literal``, the slots whose State changed in this step, each with the new one."""
        if not self.board.literal:
            return {}
        before: dict[int, int] = {}
        for slot, had in self.assignment.log:
            before.setdefault(slot, had)
        of, states = self.assignment.of, self.board.states
        changed = sorted(slot for slot, had in before.items() if slot in of and of[slot] != had)
        return {self.board.name(slot): states[of[slot]].code for slot in changed}


def result(board: Board, tickets: Tickets) -> list[dict[str, Any]]:
    """Who reviews whom, by code, as it stands in a transcript."""
    groups = start_groups(board.states, tickets)
    return [result_of(board, number, groups[state.code]) for number, state in enumerate(board.states)]


def result_of(board: Board, state: int, start_group: int) -> dict[str, Any]:
    winners = [board.winners.get(4 * state + place, -1) for place in range(4)]
    extra = [
        {
            "instruments": [INSTRUMENTS[i] for i in members(board.missing(state, winners[place - 1]))],
            "reviewer": board.states[winners[place]].code,
            "side": PLACES[place - 1],
        }
        for place in (1, 3)
        if winners[place] >= 0
    ]
    return {
        "extra": extra,
        "home": board.states[winners[0]].code,
        "other": board.states[winners[2]].code,
        "start_group": start_group,
        "state": board.states[state].code,
    }
