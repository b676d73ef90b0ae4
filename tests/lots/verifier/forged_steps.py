"""Forged steps and results."""

from __future__ import annotations

from typing import Any

from .forged_head import with_input, with_rules
from .forging import FORGERIES, Forgery, forgery
from .transcripts import DOUBLED, PLAIN, SHARED, Line, index_of

FIRST_STEP = 2  # the place of the first step in the list of lines


def changing(key: str, value: Any):
    """Another value in the step of PLAIN in which one ball, F, is set aside."""

    def change(lines: list[Line]) -> int:
        place = next(place for place, line in enumerate(lines) if line.get("set_aside"))
        lines[place][key] = value
        return place + 1

    return change


FORGERIES += [
    Forgery("step_counted_wrong", PLAIN, "step", changing("step", 6)),
    Forgery("step_as_text", PLAIN, "step", changing("step", "5")),
    Forgery("slot_of_another_side", PLAIN, "slot", changing("slot", "E/other")),
    Forgery("slot_in_a_list", PLAIN, "slot", changing("slot", ["E/home"])),
    Forgery("winner_unknown", PLAIN, "no_state", changing("winner", "X")),
    Forgery("winner_in_an_object", PLAIN, "no_state", changing("winner", {"code": "D"})),
    Forgery("winner_is_a_number", PLAIN, "no_state", changing("winner", 3)),
    Forgery("winner_set_aside", PLAIN, "set_aside", changing("winner", "F")),
    Forgery("bowl_too_large", PLAIN, "bowl", changing("bowl", 3)),
    Forgery("bowl_as_text", PLAIN, "bowl", changing("bowl", "2")),
    Forgery("tier_too_low", PLAIN, "tier", changing("tier", 0)),
    Forgery("tier_in_a_list", PLAIN, "tier", changing("tier", [1])),
    Forgery("ball_left_out", PLAIN, "set_aside", changing("set_aside", [])),
    Forgery("ball_twice", PLAIN, "set_aside", changing("set_aside", ["F", "F"])),
    Forgery("winner_among_the_balls", PLAIN, "set_aside", changing("set_aside", ["F", "D"])),
    Forgery("balls_as_text", PLAIN, "set_aside", changing("set_aside", "F")),
    Forgery("balls_of_anything", PLAIN, "set_aside", changing("set_aside", [{}])),
    Forgery("step_with_a_note", PLAIN, "keys", changing("note", "")),
]


@forgery(PLAIN, "keys")
def a_step_too_few(lines: list[Line]) -> int:
    place = index_of(lines, "result")
    del lines[place - 1]
    return place


@forgery(PLAIN, "keys")
def a_step_too_many(lines: list[Line]) -> int:
    place = index_of(lines, "result")
    lines.insert(place, lines[place - 1])
    return place + 1


@forgery(PLAIN, "step")
def two_steps_in_turn(lines: list[Line]) -> int:
    lines[4], lines[5] = lines[5], lines[4]
    return 5


@forgery(PLAIN, "slot")
def another_order_of_states(lines: list[Line]) -> int:
    lines[FIRST_STEP]["slot"] = "D/home"
    return FIRST_STEP + 1


@forgery(PLAIN, "slot")
def an_additional_lot_that_was_not_announced(lines: list[Line]) -> int:
    lines[FIRST_STEP + 1]["slot"] = "C/home+"
    return FIRST_STEP + 2


@forgery(SHARED, "slot")
def an_additional_lot_left_out(lines: list[Line]) -> int:
    place = next(place for place, line in enumerate(lines) if line.get("slot") == "F/home+")
    del lines[place]
    for step, line in enumerate(lines[place : index_of(lines, "result") - 1], start=place - 1):
        line["step"] = step
    return place + 1


@forgery(PLAIN, "bowl")
def the_other_group(lines: list[Line]) -> int:
    lines[0]["input"][1]["group"] = "Süd"
    with_input(lines)
    return FIRST_STEP + 1


# The result


@forgery(PLAIN, "result_length")
def a_state_without_a_result(lines: list[Line]) -> int:
    return in_result(lines, lambda result: result.pop())


@forgery(PLAIN, "result_length")
def a_result_by_state(lines: list[Line]) -> int:
    place = index_of(lines, "result")
    lines[place]["result"] = {entry["state"]: entry for entry in lines[place]["result"]}
    return place + 1


@forgery(PLAIN, "result_keys")
def an_entry_without_a_start_group(lines: list[Line]) -> int:
    return in_result(lines, lambda result: result[2].pop("start_group"))


@forgery(PLAIN, "result_keys")
def an_entry_in_a_list(lines: list[Line]) -> int:
    return in_result(lines, lambda result: result.__setitem__(2, []))


@forgery(PLAIN, "result")
def a_result_in_another_order(lines: list[Line]) -> int:
    return in_result(lines, lambda result: result.reverse())


@forgery(PLAIN, "result")
def another_reviewer_in_the_result(lines: list[Line]) -> int:
    return in_result(lines, lambda result: result[0].update(other="F"))


@forgery(PLAIN, "result")
def another_start_group(lines: list[Line]) -> int:
    return in_result(lines, lambda result: result[0].update(start_group=2))


@forgery(PLAIN, "result")
def an_extra_reviewer_whom_nobody_drew(lines: list[Line]) -> int:
    extra = {"instruments": ["FA"], "reviewer": "F", "side": "other"}
    return in_result(lines, lambda result: result[0].update(extra=[extra]))


@forgery(SHARED, "result")
def extra_reviewers_in_another_order(lines: list[Line]) -> int:
    return in_result(lines, lambda result: result[5]["extra"].reverse())


@forgery(DOUBLED, "result")
def an_extra_reviewer_for_another_instrument(lines: list[Line]) -> int:
    return in_result(lines, lambda result: result[0]["extra"][0].update(instruments=["TIP"]))


@forgery(PLAIN, "too_few_reviews")
def a_rule_tightened_afterwards(lines: list[Line]) -> int:
    with_rules(lines, fewest_reviews=3)  # each State makes two
    return index_of(lines, "result") + 1


@forgery(PLAIN, "keys")
def a_result_with_a_note(lines: list[Line]) -> int:
    place = index_of(lines, "result")
    lines[place]["note"] = ""
    return place + 1


def in_result(lines: list[Line], change: Any) -> int:
    place = index_of(lines, "result")
    change(lines[place]["result"])
    return place + 1
