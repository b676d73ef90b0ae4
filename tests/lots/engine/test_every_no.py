"""Every "no" of the engine agrees with an exact solver, and its proof counts: 1,000 cases and more."""

from dataclasses import replace
from random import Random

import pytest

from reviewmech.lots.engine import Refusal, Rules, draw, prepare
from tests.lots.checker import wrong_with
from tests.lots.counting import count_proof, count_refusal
from tests.lots.exact import additional_lots, completion
from tests.lots.making import random_rules, random_settings, random_states
from tests.lots.situation import Situation

# Bowls in which many balls have to be set aside.
TIGHT = [
    {"most_reviews": 2, "two_different_reviewers": 1, "no_mutual_reviews": 1},
    {"most_reviews": 3, "home": "any", "other": "any", "fewest_reviews_first": 0},
    {"most_reviews": 3, "fewest_reviews": 2},
    {},
]
SIZES = [*range(5, 12)]


@pytest.mark.parametrize("chance", range(len(TIGHT)))
def test_who_is_set_aside_cannot_be_completed_and_who_wins_can(chance):
    """Hence the winner is the first completable ball, as the checker sees that none was passed over."""
    refused = 0
    for number, setting in random_settings(chance, 1_000, SIZES, **TIGHT[chance]):
        drawing = draw(setting, f"{chance}#{number}")
        assert wrong_with(drawing) == []
        here = Situation(setting.states, setting.rules, setting.additional)
        for step in drawing.steps:
            for ball, proof in zip(step.set_aside, step.proofs, strict=True):
                after = here.after(step.slot, ball)
                assert completion(after) is None
                count_proof(after, proof)
                refused += 1
            here.draw(step.slot, step.winner)
            if step.set_aside:
                assert completion(here) is not None
        if refused >= 300:
            return
    raise AssertionError(f"only {refused} balls were set aside")


def test_an_input_is_refused_where_it_has_no_result_and_only_there():
    chance, refused, accepted = Random(4), 0, 0
    while min(refused, accepted) < 100:
        states = random_states(chance, chance.randrange(3, 11), lacking=chance.random() / 3)
        rules = random_rules(chance)
        lots = additional_lots(states, rules)
        try:
            assert prepare(states, rules).additional == lots
            accepted += 1
        except Refusal as refusal:
            refused += 1
            assert lots is None
            count_refusal(states, rules, refusal.proof)
            for key, value in refusal.repairs:
                assert additional_lots(states, replace(rules, **{key: value})) is not None


def test_a_limit_that_repairs_is_the_nearest_one():
    chance, seen = Random(5), set()
    for _ in range(400):
        states = random_states(chance, chance.randrange(4, 9), lacking=0.1)
        rules = Rules(most_reviews=chance.choice((1, 2)), no_mutual_reviews=chance.choice((0, 1)))
        try:
            prepare(states, rules)
        except Refusal as refusal:
            repairs = dict(refusal.repairs)
            nearest = [n for n in (*range(rules.most_reviews + 1, 9), 0) if has_result(states, rules, n)]
            assert repairs.get("most_reviews") == (nearest[0] if nearest else None)
            seen.add(repairs.get("most_reviews"))
    assert len(seen) >= 3


def has_result(states, rules, most_reviews):
    return additional_lots(states, replace(rules, most_reviews=most_reviews)) is not None
