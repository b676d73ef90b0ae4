"""A draw depends on no witness and no search order; the bowl may be looked at lazily or in full."""

from dataclasses import replace
from random import Random

import pytest

from reviewmech.lots.engine import Drawing, Rules, draw, prepare, write_transcript
from reviewmech.lots.engine.assignment import Assignment
from reviewmech.lots.engine.board import members
from reviewmech.lots.engine.drawing import Run, Step, result
from reviewmech.lots.engine.tickets import tickets_of
from tests.lots.exact import completion
from tests.lots.making import made_up_world, random_settings
from tests.lots.situation import Situation


class WholeBowl(Run):
    """A draw that looks at every ball of a bowl, the last one first, before the first of them wins.

    Of many slots it does so in every ``nth`` only.
    """

    def __init__(self, setting, tickets, nth):
        super().__init__(setting, tickets)
        self.nth, self.past_the_winner = nth, 0

    def step(self, slot):
        if len(self.board.winners) % self.nth:
            return super().step(slot)
        board, name = self.board, self.board.name(slot)
        self.assignment.log.clear()
        bowl = board.bowl(slot)
        balls = [*self.balls(bowl, self.tickets(board.label(slot)))]
        proofs = {ball: self.look_at(slot, ball) for ball in reversed(balls)}
        first = next(place for place, ball in enumerate(balls) if proofs[ball] is None)
        self.past_the_winner += sum(proofs[ball] is not None for ball in balls[first:])
        tier, codes = board.load[balls[first]], [board.states[ball].code for ball in balls]
        assert self.try_ball(slot, balls[first]) is None
        found = tuple(proofs[ball] for ball in balls[:first])
        return Step(
            name, bowl.bit_count(), tier, tuple(codes[:first]), codes[first], found, moves=self.moves()
        )

    def look_at(self, slot, ball):
        """Why a ball cannot be completed; everything stays as it is."""
        mark, before = len(self.assignment.log), dict(self.assignment.of)
        proof = self.try_ball(slot, ball)
        if proof is None:
            self.board.undo(slot)
            self.assignment.undo(mark)
        assert self.assignment.of == before
        return proof


def draw_whole(setting, seed, nth):
    tickets = tickets_of(seed)
    run = WholeBowl(setting, tickets, nth)
    steps = tuple(run.steps())
    return Drawing(setting, seed, steps, result(run.board, tickets), run.first_moves), run.past_the_winner


def moved_about(setting, chance, moves):
    """Another witness: slots go to others, and pairs of slots change hands, as far as the rules allow."""
    board = setting.board()
    found = Assignment(board, board.open)
    for slot, state in setting.witness.items():
        found.give(slot, state)
    slots = sorted(found.of)
    for _ in range(moves):
        mark, (one, two) = len(found.log), chance.sample(slots, 2)
        first, second = found.take(one), found.take(two)
        # To the other's State, or to any.
        new = second if chance.random() < 0.5 else chance.choice([*members(found.candidates(one)), first])
        wanted = [(one, new), (two, first if new == second else second)]
        if not all(give(found, slot, state) for slot, state in wanted) or found.hungry():
            found.undo(mark)
    assert found.conflicts() == []
    return replace(setting, witness=dict(found.of))


def give(found, slot, state):
    if not found.candidates(slot) >> state & 1 or found.total(state) >= found.board.most:
        return False
    found.give(slot, state)
    return True


def solved_exactly(setting):
    """The witness that the exact solver finds."""
    codes = {state.code: number for number, state in enumerate(setting.states)}
    board = setting.board()
    slots = {board.name(slot): slot for slot in board.remaining}
    found = completion(Situation(setting.states, setting.rules, setting.additional))
    return replace(setting, witness={slots[slot]: codes[code] for slot, code in found.items()})


def decided(drawing):
    """All that is decided: the transcript without the witnesses of ``literal``, which may be others."""
    lines = write_transcript(drawing, kind="simulation").text
    steps = [(step.slot, step.bowl, step.tier, step.set_aside, step.winner) for step in drawing.steps]
    proofs = [step.proofs for step in drawing.steps]
    return lines if drawing.setting.rules.package == "first" else (steps, proofs, drawing.result)


@pytest.mark.parametrize("part", range(5))
def test_500_small_inputs(part):
    others, past = 0, 0
    for number, setting in random_settings(100 + part, 100, range(4, 10)):
        seed = f"small#{part}#{number}"
        lazily = draw(setting, seed)
        whole, past_the_winner = draw_whole(setting, seed, 1)
        assert whole == lazily
        for other in (moved_about(setting, Random(number), 60), solved_exactly(setting)):
            assert decided(draw(other, seed)) == decided(lazily)
            others += other.witness != setting.witness
        past += past_the_winner
    assert others > 150
    assert past > 100


@pytest.mark.parametrize(
    ("number", "rules"),
    [
        (100, Rules()),
        (178, Rules(package="literal")),
        (178, Rules(fewest_reviews_first=0)),
        (300, Rules(home="any")),
        (500, Rules()),
    ],
)
def test_5_large_inputs(number, rules):
    setting, seed = prepare(made_up_world(number), rules), f"large#{number}"
    lazily = draw(setting, seed)
    assert draw_whole(setting, seed, number // 10)[0] == lazily
    other = moved_about(setting, Random(number), 4 * number)
    assert sum(setting.witness[slot] != state for slot, state in other.witness.items()) > number // 2
    assert decided(draw(other, seed)) == decided(lazily)
