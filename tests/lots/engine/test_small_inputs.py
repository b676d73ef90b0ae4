"""Any small input gives a valid result, or a refusal whose proof counts; names play no part."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewmech.lots.engine import Refusal, State, draw, prepare
from tests.lots.checker import wrong_with
from tests.lots.counting import count_proof, count_refusal
from tests.lots.exact import additional_lots
from tests.lots.making import LETTERS, random_settings, small_inputs
from tests.lots.situation import Situation

EVERY_TIME_THE_SAME = settings(max_examples=400, derandomize=True, deadline=None, database=None)


@EVERY_TIME_THE_SAME
@given(small_inputs(), st.integers(0, 10**6))
def test_a_small_input_gives_a_valid_result_or_a_refusal_whose_proof_counts(given_input, seed):
    states, rules = given_input
    try:
        drawing = draw(prepare(states, rules), str(seed))
    except Refusal as refusal:
        count_refusal(states, rules, refusal.proof)
        assert additional_lots(states, rules) is None
        for key, value in refusal.repairs:
            prepare(states, replace(rules, **{key: value}))
        return
    assert wrong_with(drawing) == []
    here = Situation(states, rules, drawing.setting.additional)
    for step in drawing.steps:
        for ball, proof in zip(step.set_aside, step.proofs, strict=True):
            count_proof(here.after(step.slot, ball), proof)
        here.draw(step.slot, step.winner)


@pytest.mark.parametrize("package", ["first", "literal"])
def test_renaming_the_states_renames_the_result(package):
    for number, setting in random_settings(6, 100, range(4, 11), package=package):
        chance = Random(number)
        names = [state.code for state in setting.states]
        called = dict(zip(names, chance.sample([letter * 2 for letter in LETTERS], len(names)), strict=True))
        tickets = Table(chance.getrandbits(32))
        states = [State(called[each.code], each.group, each.instruments) for each in setting.states]
        renamed = draw(prepare(states, setting.rules), "-", tickets=tickets.renamed(called))
        drawing = draw(setting, "-", tickets=tickets)
        assert wrong_with(drawing, tickets) == []
        assert [winners(renamed)] == [[(rename(slot, called), called[who]) for slot, who in winners(drawing)]]
        assert starts(renamed) == {called[code]: start for code, start in starts(drawing).items()}
        assert [len(step.set_aside) for step in renamed.steps] == [len(s.set_aside) for s in drawing.steps]


class Table:
    """Tickets from a table, whose cells come from a chance when they are first looked at."""

    def __init__(self, seed, names=None):
        self.seed, self.names = seed, names or {}

    def __call__(self, label):
        place, slash, of = label.partition("/")
        old_label = f"{place}{slash}{self.names.get(of, of)}"
        return lambda code: f"{Random(f'{self.seed} {old_label} {self.names.get(code, code)}').random():.17f}"

    def renamed(self, called):
        return Table(self.seed, {new: old for old, new in called.items()})


def winners(drawing):
    return [(step.slot, step.winner) for step in drawing.steps]


def starts(drawing):
    return {line["state"]: line["start_group"] for line in drawing.result}


def rename(slot, called):
    state, _slash, place = slot.partition("/")
    return f"{called[state]}/{place}"
