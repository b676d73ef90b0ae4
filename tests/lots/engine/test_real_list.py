"""Every hard rule holds on the States parties of July 2014, where their list is there."""

from collections import Counter

import pytest

from reviewmech.lots.engine import Rules, draw, prepare
from tests.lots.checker import reviewers_of, wrong_with
from tests.lots.counting import count_proof
from tests.lots.making import made_up_world, real_list
from tests.lots.situation import Situation

SEEDS = ["", "#1", "#2", "#3", "#4"]
VARIED = {
    "literal": {"package": "literal"},
    "tier off": {"fewest_reviews_first": 0},
    "literal, tier off": {"package": "literal", "fewest_reviews_first": 0},
    "literal, three reviewers": {"package": "literal", "most_reviewers": 3},
}


@pytest.fixture(params=["2014", "made up"])
def world(request):
    return real_list() if request.param == "2014" else made_up_world()


def test_178_states_take_part(world):
    assert len(world) == 178


@pytest.mark.parametrize("seed", SEEDS)
def test_every_rule_holds(world, seed):
    drawing = draw(prepare(world, Rules()), f"acceptance{seed}")
    assert wrong_with(drawing) == []
    assert drawing.setting.additional == ()
    assert [line["extra"] for line in drawing.result if line["extra"]] == []
    loads = Counter(reviewer for line in drawing.result for reviewer in reviewers_of(line))
    assert set(loads.values()) == {1, 2, 3}
    assert loads.keys() == {state.code for state in world}
    starts = Counter(line["start_group"] for line in drawing.result)
    assert sorted(starts) == [1, 2, 3]
    assert max(starts.values()) - min(starts.values()) <= 1


@pytest.mark.parametrize("varied", VARIED.values(), ids=VARIED)
def test_every_rule_holds_under_other_rules(world, varied):
    drawing = draw(prepare(world, Rules(**varied)), "acceptance")
    assert wrong_with(drawing) == []
    extra = [line["extra"] for line in drawing.result if line["extra"]]
    assert bool(extra) == (varied.get("package") == "literal")


@pytest.mark.parametrize("package", ["first", "literal"])
def test_every_proof_counts(world, package):
    drawing = draw(prepare(world, Rules(package=package)), "acceptance")
    here = Situation(world, drawing.setting.rules, drawing.setting.additional)
    for step in drawing.steps:
        for ball, proof in zip(step.set_aside, step.proofs, strict=True):
            count_proof(here.after(step.slot, ball), proof)
        here.draw(step.slot, step.winner)
