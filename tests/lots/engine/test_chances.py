"""What is drawn is as likely as the procedure says, counted over many seeds that never change."""

from collections import Counter, defaultdict
from fractions import Fraction
from itertools import permutations

import pytest

from reviewmech.lots.engine import Rules, draw, prepare
from tests.lots.alike import Alike
from tests.lots.chances import (
    as_they_come_up,
    is_likely,
    orders,
    probabilities,
    solved_probabilities,
    valid_results,
)
from tests.lots.exact import completion
from tests.lots.making import equal_states, state
from tests.lots.situation import Situation


def drawings(states, rules, number):
    setting = prepare(states, rules)
    return (draw(setting, f"chances#{k}") for k in range(number))


def expected(chances, draws):
    return {key: float(value * draws) for key, value in chances.items()}


@pytest.mark.parametrize(
    ("groups", "rules", "results", "draws"),
    [
        ({"A": 3, "B": 3}, Rules(), 624, 20_000),
        ({"A": 3, "B": 3}, Rules(most_reviews=2), 48, 2_000),
        ({"A": 3, "B": 3}, Rules(fewest_reviews_first=0), 624, 5_000),
        ({"A": 4, "B": 3}, Rules(), 36_864, 20_000),
    ],
    ids=["3+3", "3+3, all of them busy", "3+3 without tiers", "4+3"],
)
def test_every_valid_result_is_drawn_as_often_as_it_should_be(groups, rules, results, draws):
    states = equal_states(**groups)
    valid = valid_results(states, rules)
    assert len(valid) == len(set(valid)) == results
    chances, every = defaultdict(Fraction), orders(states)
    for order in every:
        for result, likely in probabilities(valid, order, by_tier=rules.fewest_reviews_first == 1).items():
            chances[result] += likely / len(every)
    assert sum(chances.values()) == 1
    drawn = Counter(as_they_come_up(drawing)[1] for drawing in drawings(states, rules, draws))
    assert is_likely(drawn, expected(chances, draws))


ANYBODY = {"other": "any", "no_mutual_reviews": 0, "fewest_reviews": 0}


@pytest.mark.parametrize(
    ("lacks", "rules", "results", "draws"),
    [
        (["", "", "", "F"], Rules(**ANYBODY, most_reviews=4), 48, 2_000),
        (["", "", "", "F"], Rules(**ANYBODY, most_reviews=4, package="literal"), 1_248, 4_000),
        (["", "S", "T", "S"], Rules(**ANYBODY, most_reviews=0, two_different_reviewers=0), 162, 2_000),
    ],
    ids=["memberships", "literal", "additional lots"],
)
def test_memberships_and_additional_lots_change_chances_as_they_should(lacks, rules, results, draws):
    states = [state(f"A{n}", lacks=each) for n, each in enumerate(lacks)]
    chances = solved_probabilities(states, rules)
    assert (len(chances), sum(chances.values())) == (results, 1)
    drawn = Counter(tuple(sorted(drawn_in(drawing).items())) for drawing in drawings(states, rules, draws))
    assert is_likely(drawn, expected(chances, draws))


def drawn_in(drawing):
    return {step.slot: step.winner for step in drawing.steps}


def test_the_first_completable_ball_is_any_of_them_where_every_order_is_equally_likely():
    first = Counter(next(ball for ball in order if ball in "BDE") for order in permutations("ABCDE"))
    assert first == {"B": 40, "D": 40, "E": 40}


def test_states_of_one_group_and_membership_are_exchangeable():
    lacks = ["", "", "", "", "", "", "F", "F", "F", "F"]
    states = [state(f"{group}{n}", group, lacks[n]) for group in "ABCD" for n in range(10)]
    counted = Alike(states)
    for drawing in drawings(states, Rules(), 2_000):
        counted.add(drawing)
    assert counted.farthest() < 5
    assert counted.farthest_start() < 5


@pytest.mark.parametrize("by_tier", [1, 0])
def test_the_place_of_the_winner_among_the_completable_balls_of_its_tier_is_any(by_tier):
    lacking = [state("B5", "B", "F"), state("B6", "B", "F")]
    states = [*equal_states(A=3, B=4), *lacking]
    rules = Rules(fewest_reviews=0, fewest_reviews_first=by_tier)
    places: defaultdict[int, Counter[int]] = defaultdict(Counter)
    for drawing in drawings(states, rules, 150):
        here = Situation(states, rules)
        for step in drawing.steps:
            tier = [
                ball
                for ball in here.bowl(step.slot)
                if ball not in step.set_aside and (here.reviews[ball] == step.tier or not by_tier)
            ]
            balls = [ball for ball in tier if completion(here.after(step.slot, ball)) is not None]
            places[len(balls)][balls.index(step.winner)] += 1
            here.draw(step.slot, step.winner)
    places.pop(1)
    assert len(places) >= 3
    for number, counts in places.items():
        assert is_likely(counts, dict.fromkeys(range(number), counts.total() / number))
