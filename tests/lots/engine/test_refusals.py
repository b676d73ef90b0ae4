"""Additional lots exactly where they are needed; what cannot be satisfied is refused with counts."""

from dataclasses import replace

import pytest

from reviewmech.lots.engine import Refusal, Rules, draw, prepare
from tests.lots.checker import wrong_with
from tests.lots.counting import count_refusal
from tests.lots.making import equal_states, made_up_world, real_list, state


def refusal_of(states, rules):
    with pytest.raises(Refusal) as caught:
        prepare(states, rules)
    count_refusal(states, rules, caught.value.proof)
    for key, value in caught.value.repairs:
        prepare(states, replace(rules, **{key: value}))
    return caught.value


# One State is party to all; two others cover its package together, in its own group and in the other.
TWO_NEEDED = [
    state("FULL", "A"),
    *(state(f"A{n}", "A", "T") for n in range(4)),
    *(state(f"A{n}", "A", "S") for n in range(4, 8)),
    *(state(f"B{n}", "B", "T") for n in range(4)),
    *(state(f"B{n}", "B", "S") for n in range(4, 8)),
]


def test_an_input_that_needs_two_additional_lots_gets_exactly_these():
    setting = prepare(TWO_NEEDED, Rules())
    assert setting.additional == ("FULL/home+", "FULL/other+")
    for seed in ("one", "two", "three"):
        drawing = draw(setting, seed)
        assert wrong_with(drawing) == []
        extra = {line["state"]: line["extra"] for line in drawing.result if line["extra"]}
        assert [*extra] == ["FULL"]
        assert [each["side"] for each in extra["FULL"]] == ["home", "other"]
        assert [each["instruments"] for each in extra["FULL"]] in [[[a], [b]] for a in TWO for b in TWO]


TWO = ("TIP", "SOM")


def test_additional_lots_are_for_one_side_where_the_other_needs_none():
    three = [state(f"FULL{n}", "A") for n in (1, 2, 3)]
    setting = prepare([*three, *TWO_NEEDED[1:]], Rules())
    assert setting.additional == ("FULL1/other+", "FULL2/other+", "FULL3/other+")
    assert wrong_with(draw(setting, "one side")) == []


@pytest.mark.parametrize("most", [3, 2])
def test_too_many_reviewers_of_one_state_are_counted(most):
    refusal = refusal_of(TWO_NEEDED, Rules(most_reviewers=most))
    assert refusal.proof == {"cut": "reviewers", "state": "FULL", "reviewers": 4, "most": most}
    assert ("most_reviewers", 4) in refusal.repairs


def test_a_protocol_with_a_single_party_is_refused():
    states = [*(state(f"A{n}", "A", "F") for n in range(5)), *(state(f"B{n}", "B", "F") for n in range(5))]
    refusal = refusal_of([*states, state("ONE", "A")], Rules())
    assert refusal.repairs == [("party_to_instruments", 0)]


def test_a_group_of_one_is_refused():
    refusal = refusal_of([*equal_states(A=4, B=4), state("ONE", "C")], Rules())
    assert refusal.repairs == [("not_itself", 0), ("home", "any")]


@pytest.mark.parametrize("states", [real_list, made_up_world])
def test_at_most_two_reviews_are_refused_on_the_real_list(states):
    refusal = refusal_of(states(), Rules(most_reviews=2))
    assert ("most_reviews", 3) in refusal.repairs
    assert ("party_to_instruments", 0) in refusal.repairs


def test_more_states_than_reviews_are_refused():
    refusal = refusal_of(equal_states(A=4, B=4), Rules(fewest_reviews=3))
    assert refusal.proof == {"cut": "tasks", "states": [*CODES], "needs": 24, "tasks": 16}
    assert refusal.repairs == [("fewest_reviews", 2)]


CODES = ("A1", "A2", "A3", "A4", "B1", "B2", "B3", "B4")
