"""The oracles themselves: they can say no, and where two of them answer the same question they agree."""

from collections import Counter, defaultdict
from copy import deepcopy
from dataclasses import replace
from fractions import Fraction
from itertools import permutations, product
from random import Random

import pytest

from reviewmech.lots.engine import Rules, draw, prepare

from .chances import chi_square_bound, is_likely, probabilities, solved_probabilities, valid_results
from .checker import wrong_result, wrong_with
from .counting import UncountedError, count_proof
from .exact import additional_lots, completion
from .making import equal_states, made_up_world, random_rules, random_settings, random_states, state
from .naive import Procedure, RefusedError
from .situation import Situation


@pytest.fixture(scope="module")
def drawing():
    return draw(prepare(equal_states(A=5, B=5), Rules()), "oracles")


CHANGES = {
    "reviews itself": lambda lines: lines[0].update(home=lines[0]["state"]),
    "is of another group": lambda lines: lines[0].update(home="B1"),
    "is of the same group": lambda lines: lines[0].update(other="A3"),
    "a reviewer twice": lambda lines: lines[0].update(other=lines[0]["home"]),
    "review each other": lambda lines: (lines[0].update(home="A2"), lines[1].update(home="A1")),
    "makes 5 reviews": lambda lines: [line.update(other="B5") for line in lines[:5]],
    "makes 0 reviews": lambda lines: [
        line.update({side: "B2"}) for line in lines for side in ("home", "other") if line[side] == "B1"
    ],
    "missing []": lambda lines: lines[0].update(
        extra=[{"side": "home", "reviewer": "A4", "instruments": ["FA"]}]
    ),
    "the result is of": lambda lines: lines.pop(),
}


@pytest.mark.parametrize("complaint", CHANGES)
def test_the_checker_finds_what_is_wrong(drawing, complaint):
    lines = deepcopy(drawing.result)
    assert wrong_result(drawing.setting.states, Rules(), lines) == []
    CHANGES[complaint](lines)
    assert complaint in " | ".join(wrong_result(drawing.setting.states, Rules(), lines))


def test_the_checker_finds_a_reviewer_who_does_not_cover_the_package(drawing):
    states = [replace(each, instruments=("UNTOC",)) for each in drawing.setting.states]
    states[9] = drawing.setting.states[9]
    assert "B5/home: missing ['TIP', 'SOM', 'FA']" in " ".join(wrong_result(states, Rules(), drawing.result))


def test_the_checker_finds_steps_that_are_wrong(drawing):
    first, second = drawing.steps[:2]
    for steps in (
        (second, first, *drawing.steps[2:]),
        drawing.steps[:-1],
        (*drawing.steps, first),
        (replace(first, bowl=3), *drawing.steps[1:]),
        (replace(first, tier=1), *drawing.steps[1:]),
        (replace(first, set_aside=(second.winner,)), *drawing.steps[1:]),
        (replace(first, winner=second.winner), *drawing.steps[1:]),
    ):
        assert wrong_with(replace(drawing, steps=steps)) != []
    assert wrong_with(replace(drawing, seed="another")) != []
    assert wrong_with(drawing) == []


def test_a_proof_that_is_changed_anywhere_does_not_count():
    changed = 0
    for number, setting in random_settings(8, 40, range(6, 12), most_reviews=2):
        drawing = draw(setting, str(number))
        here = Situation(setting.states, setting.rules, setting.additional)
        for step in drawing.steps:
            for ball, proof in zip(step.set_aside, step.proofs, strict=True):
                after = here.after(step.slot, ball)
                count_proof(after, proof)
                for wrong in changes(proof):
                    with pytest.raises(UncountedError):
                        count_proof(after, wrong)
                    changed += 1
            here.draw(step.slot, step.winner)
    assert changed > 300


def changes(proof):
    """Proofs that say a little more or less than one that is right."""
    if "cut" not in proof:
        for branch in ("first", "second"):
            yield from ({**proof, branch: wrong} for wrong in changes(proof[branch]))
        yield {**proof, "either": "neither"}
        return
    yield from ({**proof, key: value + 1} for key, value in proof.items() if isinstance(value, int))
    yield {**proof, "cut": "none"}
    yield {**proof, "more": 1}
    yield {**proof, "states": [*proof["states"], "NOBODY"]}


def test_a_proof_of_another_ball_does_not_count():
    """Who wins is completable, so nothing counts as a proof that it is not."""
    tried = 0
    for number, setting in random_settings(9, 40, range(6, 12), most_reviews=2):
        here = Situation(setting.states, setting.rules, setting.additional)
        for step in draw(setting, str(number)).steps:
            here.draw(step.slot, step.winner)
            for proof in step.proofs:
                tried += 1
                with pytest.raises(UncountedError):
                    count_proof(here, proof)
    assert tried > 50


def test_the_exact_solver_agrees_with_trying_everything():
    chance, answers = Random(10), []
    for _ in range(400):
        states = random_states(chance, chance.randrange(3, 6), groups=chance.choice((1, 2)), lacking=0.1)
        rules = random_rules(chance, home="any", other="any")
        procedure = Procedure([each.values() for each in states], rules.values(), "-")
        try:
            procedure.prepare()
            expected = tuple("/".join(slot) for slot in procedure.additional)
        except RefusedError:
            expected = None
        assert additional_lots(states, rules) == expected
        answers.append(expected)
    assert answers.count(None) > 50
    assert len(answers) - answers.count(None) > 50


def test_what_the_exact_solver_finds_keeps_every_rule():
    for states in (equal_states(A=3, B=3), equal_states(A=7, B=5), made_up_world(60)):
        found = completion(Situation(states, Rules()))
        reviewers = {
            each.code: [found[f"{each.code}/{side}"] for side in ("home", "other")] for each in states
        }
        assert wrong_result(states, Rules(), lines_of(reviewers)) == []


MUTUAL = {"other": "any", "no_mutual_reviews": 0}
ITSELF = {"other": "any", "not_itself": 0, "fewest_reviews": 0}


@pytest.mark.parametrize("rules", [Rules(**MUTUAL), Rules(**ITSELF)])
def test_the_valid_results_are_those_that_the_checker_accepts(rules):
    states = [*equal_states(A=3), state("A4", lacks="F" * (rules.fewest_reviews == 0))]
    codes = [each.code for each in states]
    accepted = []
    for result in product(codes, repeat=8):
        if any(result[2 * n] == result[2 * n + 1] for n in range(4)):
            continue  # the checker would say so, slowly
        reviewers = {code: result[2 * n : 2 * n + 2] for n, code in enumerate(codes)}
        if wrong_result(states, rules, lines_of(reviewers)) == []:
            accepted.append(result)
    assert valid_results(states, rules) == accepted
    assert len(accepted) > 10


def lines_of(reviewers):
    return [
        {"state": code, "home": home, "other": other, "extra": []}
        for code, (home, other) in reviewers.items()
    ]


def test_chances_are_found_in_two_ways():
    """By the solver ball by ball, or by sorting the results that are valid."""
    states, rules = equal_states(A=4), Rules(other="any", no_mutual_reviews=0)
    valid, solved = valid_results(states, rules), solved_probabilities(states, rules)
    slots = [f"{each.code}/{side}" for each in states for side in ("home", "other")]
    by_result = {tuple(dict(drawn)[slot] for slot in slots): likely for drawn, likely in solved.items()}
    found = defaultdict(Fraction)
    for order in permutations(states):
        for result, likely in probabilities(valid, order, by_tier=True).items():
            found[result] += likely / 24
    assert found == by_result


def test_chi_square_tells_the_likely_from_the_unlikely():
    assert abs(chi_square_bound(10, 3.0902) - 29.588) < 0.2  # the tables have it for one in a thousand
    assert is_likely(Counter(a=495, b=505), {"a": 500, "b": 500})
    assert not is_likely(Counter(a=400, b=600), {"a": 500, "b": 500})
    with pytest.raises(AssertionError):
        is_likely(Counter(a=1, c=1), {"a": 1, "b": 1})
