"""What draws add up to, counted by hand."""

from __future__ import annotations

import json

import pytest

from reviewmech.lots.engine import Step, draw
from reviewmech.lots.engine.drawing import Drawing
from reviewmech.lots.engine.simulating import Tally, rules_that_set_aside

from .made_up import ALL, SIX, setting_of, table, unchecked

NOTHING_SET_ASIDE = {
    "most_reviews": 0,
    "fewest_reviews": 0,
    "no_mutual_reviews": 0,
    "two_different_reviewers": 0,
    "party_to_instruments": 0,
}


def drawn(setting, *rows: str, steps: tuple[Step, ...] = ()) -> Drawing:
    """A draw put down by hand: ``A: B D +E`` has A reviewed by B and D, and by E as an additional one."""
    result = []
    for row in rows:
        state, served = row.split(": ")
        home, other, *extra = served.split()
        more = [{"reviewer": code[1:], "side": "other", "instruments": ["FA"]} for code in extra]
        result.append({"state": state, "start_group": 1, "home": home, "other": other, "extra": more})
    return Drawing(setting, "by hand", steps, result, {})


def step(slot: str, winner: str, **set_aside: dict) -> Step:
    return Step(slot, 5, 0, tuple(set_aside), winner, tuple(set_aside.values()), {})


def test_two_draws_of_six_states_are_counted_by_hand():
    setting = setting_of(SIX)
    tally = Tally(setting)
    tally.add(drawn(setting, "A: B D", "B: C E", "C: A F", "D: E A", "E: F B", "F: D C"))
    tally.add(drawn(setting, "A: B E +F", "B: C E", "C: A E", "D: F A", "E: D B", "F: E C"))
    values = json.loads(json.dumps(tally.values(seconds=1.23456)))
    probabilities = values.pop("pair_probabilities")
    assert values == {
        "draws": 2,
        "seconds": 1.235,
        "mean_load": 2.083333,  # 25 reviews of six States in two draws
        "extra_lots": 1,
        "reviewers_per_state": {"2": 11, "3": 1},
        "reviews_per_state": {"1": 1, "2": 10, "4": 1},
        "set_aside_by_rule": NOTHING_SET_ASIDE,
        "pair_counts": {
            "A": {"home": {"B": 2}, "other": {"D": 1, "E": 1}, "extra": {"F": 1}},
            "B": {"home": {"C": 2}, "other": {"E": 2}, "extra": {}},
            "C": {"home": {"A": 2}, "other": {"E": 1, "F": 1}, "extra": {}},
            "D": {"home": {"E": 1, "F": 1}, "other": {"A": 2}, "extra": {}},
            "E": {"home": {"D": 1, "F": 1}, "other": {"B": 2}, "extra": {}},
            "F": {"home": {"D": 1, "E": 1}, "other": {"C": 2}, "extra": {}},
        },
    }
    # North by North: 6 of 2 × 3 × 2 pairs; by South: 7 of 2 × 3 × 3, the additional one too.
    north, south = ({"group": group, "instruments": list(ALL)} for group in ("North", "South"))
    assert probabilities == [
        {
            **north,
            "states": 3,
            "reviewers": [{**north, "probability": "0.500000"}, {**south, "probability": "0.388889"}],
        },
        {
            **south,
            "states": 3,
            "reviewers": [{**north, "probability": "0.333333"}, {**south, "probability": "0.500000"}],
        },
    ]


def test_states_of_other_memberships_are_a_class_of_their_own():
    setting = setting_of(table({"North": "A B C G", "South": "D E F"}, {"A": "firearms"}), fewest_reviews=0)
    tally = Tally(setting)
    tally.add(draw(setting, "x"))
    classes = [
        (each["group"], each["instruments"], each["states"]) for each in tally.values(0)["pair_probabilities"]
    ]
    assert classes == [
        ("North", ["UNTOC", "TIP", "SOM"], 1),
        ("North", ["UNTOC", "TIP", "SOM", "FA"], 3),
        ("South", ["UNTOC", "TIP", "SOM", "FA"], 3),
    ]


def test_a_state_reviewed_twice_by_the_same_one_has_met_it_once():
    rules = {
        "home": "any",
        "other": "any",
        "two_different_reviewers": 0,
        "fewest_reviews": 0,
        "most_reviews": 0,
    }
    setting = setting_of(SIX, **rules)
    tally = Tally(setting)
    tally.add(drawn(setting, *(f"{state}: B B" for state in "ABCDEF")))
    values = tally.values(0)
    assert values["reviewers_per_state"] == {"1": 6}
    assert values["reviews_per_state"] == {"0": 5, "12": 1}
    # B reviewed two of six pairs of States of the North (itself is no pair), and all of the South.
    north, south = values["pair_probabilities"]
    assert north["reviewers"][0]["probability"] == "0.333333"
    assert south["reviewers"][0]["probability"] == "0.333333"
    assert values["pair_counts"]["B"] == {"home": {"B": 1}, "other": {"B": 1}, "extra": {}}


def test_nothing_drawn_is_a_tally_too():
    values = Tally(setting_of(SIX)).values(0)
    assert (values["draws"], values["mean_load"], values["reviews_per_state"]) == (0, 0.0, {})
    assert values["pair_probabilities"][0]["reviewers"][0]["probability"] == "0.000000"


def test_tallies_add_up_in_any_order():
    setting = setting_of(SIX)
    parts = [Tally(setting) for _ in range(3)]
    whole = Tally(setting)
    for number in range(9):
        drawing = draw(setting, f"x#{number}")
        whole.add(drawing)
        parts[number % 3].add(drawing)
    for order in ((0, 1, 2), (2, 0, 1)):
        merged = Tally(setting)
        for number in order:
            merged.merge(parts[number])
        assert merged.values(0) == whole.values(0)


LEAF = {"cut": "tasks", "states": ["A"], "needs": 1, "tasks": 0}


@pytest.mark.parametrize(
    ("proof", "rule"),
    [
        (LEAF, "fewest_reviews"),
        ({"cut": "places", "states": ["A"], "tasks": 3, "places": 2}, "most_reviews"),
        ({"cut": "pairs", "slots": ["A/home"], "states": [], "places": 0, "pairs": 0}, "no_mutual_reviews"),
        ({"either": "mutual", "states": ["A", "B"], "first": LEAF, "second": LEAF}, "no_mutual_reviews"),
        (
            {"either": "twice", "state": "A", "slots": ["B/home", "B/other"], "first": LEAF, "second": LEAF},
            "two_different_reviewers",
        ),
        (
            {"either": "instrument", "instrument": "FA", "slot": "B/home", "first": LEAF, "second": LEAF},
            "party_to_instruments",
        ),
    ],
)
def test_the_root_of_its_proof_says_by_which_rule_a_ball_is_set_aside(proof, rule):
    setting = setting_of(SIX)
    drawing = drawn(setting, steps=(step("A/home", "C", B=proof),))
    assert list(rules_that_set_aside(drawing)) == [rule]


NOBODY = {"cut": "places", "states": [], "tasks": 1, "places": 0}


def rule_where_nobody_is_left(setting, *steps: Step) -> list[str]:
    return list(rules_that_set_aside(drawn(setting, steps=steps)))


def test_where_nobody_is_left_because_all_have_made_their_reviews_that_limit_is_the_rule():
    setting = setting_of(SIX, most_reviews=2, fewest_reviews=0)
    # A has C left on its own side; C and B have made two reviews each once C is drawn here.
    steps = [step("D/other", "B"), step("E/other", "B"), step("F/other", "C"), step("B/home", "A", C=NOBODY)]
    assert rule_where_nobody_is_left(setting, *steps) == ["most_reviews"]


def test_where_nobody_is_left_because_reviews_would_be_mutual_that_is_the_rule():
    steps = [step("B/home", "A"), step("C/home", "B", A=NOBODY)]  # A cannot review both others of its group
    assert rule_where_nobody_is_left(setting_of(SIX), *steps) == ["no_mutual_reviews"]


def test_where_the_only_one_left_reviews_the_state_already_that_is_the_rule():
    lacking = dict.fromkeys("BCDEF", "firearms")
    rules = {"package": "literal", "home": "any", "other": "any"}
    setting = unchecked(table({"North": "A B C G", "South": "D E F"}, lacking), **rules)
    steps = [step("A/home", "G"), step("A/other", "G", B=NOBODY)]  # only G is party to what B is not
    assert rule_where_nobody_is_left(setting, *steps) == ["two_different_reviewers"]


def test_where_nobody_is_party_to_what_would_be_missing_that_is_the_rule():
    lacking = {"B": "firearms", "C": "firearms", "H": "tip", "I": "tip", "G": "tip firearms"}
    setting = setting_of(
        table({"North": "A B C G H I", "South": "D E F", "West": "X Y Z"}, lacking), fewest_reviews=0
    )
    assert setting.additional == ("A/home+",)
    drawings = [draw(setting, f"x#{k}") for k in range(1, 30)]
    at_home = [next(step for step in drawing.steps if step.slot == "A/home") for drawing in drawings]
    assert {step.winner for step in at_home} == {"B", "C", "H", "I"}
    assert {code for step in at_home for code in step.set_aside} == {"G"}
    aside = [rule_where_nobody_is_left(setting, step) for step in at_home if step.set_aside]
    assert aside == [["party_to_instruments"]] * len(aside)


def test_where_it_takes_several_rules_it_is_the_most_reviews():
    # B and C have made two reviews each, and are reviewed by A.
    reviews = [step("D/other", "B"), step("E/other", "B"), step("F/other", "C"), step("D/home", "C")]
    steps = [*reviews, step("B/home", "A"), step("C/home", "B", A=NOBODY)]
    assert rule_where_nobody_is_left(unchecked(SIX, most_reviews=2), *steps) == ["most_reviews"]
