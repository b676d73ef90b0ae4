"""Forged proofs, and what stands in their place."""

from __future__ import annotations

from typing import Any

from .counting import Counting, Proof
from .forging import FORGERIES, Forgery, forgery
from .transcripts import BOUNDLESS, DOUBLED, PAIRS, PLAIN, SHARED, Line, index_of

NO_STATES = {"cut": "places", "states": [], "tasks": 0, "places": 0}
EVERYBODY = {"cut": "tasks", "states": list("ABCDEF")}


def first_case(proof: Any, **keys: Any) -> Proof:
    """A proof with two cases of which the first one is looked at."""
    return {"first": proof, "second": proof, **keys}


def deep(levels: int) -> Any:
    """A proof in which so many objects stand inside each other."""
    proof: Any = {"cut": 1}
    for _ in range(levels - 1):
        proof = {"either": proof}
    return proof


# What stands for the first proof of a transcript, and with which code it is found.
PROOFS: list[tuple[str, int, Any, str]] = [
    ("proof_as_text", PLAIN, "there are too few", "proof_form"),
    ("proof_of_nothing", PLAIN, {}, "proof_form"),
    ("proof_in_a_list", PLAIN, [NO_STATES], "proof_form"),
    ("cut_unknown", PLAIN, {**NO_STATES, "cut": "reviews"}, "proof_form"),
    ("cut_in_a_list", PLAIN, {**NO_STATES, "cut": ["places"]}, "proof_form"),
    ("cut_of_a_refusal", PLAIN, {"cut": "reviewers", "state": "A", "reviewers": 3, "most": 2}, "proof_form"),
    ("cut_with_keys_of_another", PLAIN, {**NO_STATES, "cut": "tasks"}, "proof_form"),
    ("cut_and_either", PLAIN, {**NO_STATES, "either": "mutual"}, "proof_form"),
    ("either_places", PLAIN, {"either": "places", "states": [], "tasks": 0, "places": 0}, "proof_form"),
    ("cut_with_a_note", PLAIN, {**NO_STATES, "note": ""}, "proof_form"),
    ("either_in_an_object", PLAIN, first_case(NO_STATES, either={}, states=["A", "B"]), "proof_form"),
    ("proof_150_deep", PLAIN, deep(150), "proof_form"),
    ("proof_199_deep", PLAIN, deep(199), "proof_form"),
    ("proof_200_deep", PLAIN, deep(200), "not_canonical"),
    ("proof_2000_deep", PLAIN, deep(900), "not_canonical"),
    ("states_as_text", PLAIN, {**NO_STATES, "states": "AB"}, "proof_states"),
    ("states_of_numbers", PLAIN, {**NO_STATES, "states": [1]}, "proof_states"),
    ("states_of_lists", PLAIN, {**NO_STATES, "states": [["A"]]}, "proof_states"),
    ("states_in_another_order", PLAIN, {**NO_STATES, "states": ["B", "A"]}, "proof_states"),
    ("states_twice", PLAIN, {**NO_STATES, "states": ["A", "A"]}, "proof_states"),
    ("states_unknown", PLAIN, {**NO_STATES, "states": ["A", "X"]}, "proof_states"),
    ("tasks_counted_wrong", PLAIN, {**NO_STATES, "tasks": 2}, "proof_count"),
    ("places_counted_wrong", PLAIN, {**NO_STATES, "tasks": 1, "places": 1}, "proof_count"),
    ("places_as_text", PLAIN, {**NO_STATES, "tasks": 1, "places": "0"}, "proof_count"),
    ("needs_counted_wrong", PLAIN, {**EVERYBODY, "needs": 9, "tasks": 7}, "proof_count"),
    ("needs_in_a_list", PLAIN, {**EVERYBODY, "needs": [], "tasks": 7}, "proof_count"),
    # The cases of a proof
    ("mutual_where_it_is_allowed", SHARED, first_case({}, either="mutual", states=["A", "B"]), "proof_rule"),
    ("mutual_of_one", PLAIN, first_case({}, either="mutual", states=["A"]), "proof_states"),
    ("mutual_of_three", PLAIN, first_case({}, either="mutual", states=["A", "B", "C"]), "proof_states"),
    ("mutual_of_itself", PLAIN, first_case({}, either="mutual", states=["A", "A"]), "proof_states"),
    (
        "mutual_without_a_case",
        PLAIN,
        {"either": "mutual", "states": ["A", "B"], "first": NO_STATES},
        "proof_form",
    ),
    (
        "twice_where_it_is_allowed",
        DOUBLED,
        first_case({}, either="twice", state="A", slots=["B/home", "B/other"]),
        "proof_rule",
    ),
    (
        "twice_nobody",
        PLAIN,
        first_case({}, either="twice", state="X", slots=["B/home", "B/other"]),
        "no_state",
    ),
    ("twice_in_one_slot", PLAIN, first_case({}, either="twice", state="A", slots=["B/home"]), "proof_slots"),
    (
        "twice_in_the_same_slot",
        PLAIN,
        first_case({}, either="twice", state="A", slots=["B/home", "B/home"]),
        "proof_slots",
    ),
    (
        "twice_for_two_states",
        PLAIN,
        first_case({}, either="twice", state="A", slots=["B/home", "F/other"]),
        "proof_slots",
    ),
    (
        "twice_in_a_drawn_slot",
        PLAIN,
        first_case({}, either="twice", state="A", slots=["E/home", "E/other"]),
        "proof_slots",
    ),
    (
        "twice_in_slots_as_text",
        PLAIN,
        first_case({}, either="twice", state="A", slots="B/home"),
        "proof_slots",
    ),
    (
        "twice_in_slots_of_lists",
        PLAIN,
        first_case({}, either="twice", state="A", slots=[[], {}]),
        "proof_slots",
    ),
    (
        "instrument_without_an_additional_lot",
        SHARED,
        first_case({}, either="instrument", instrument="TIP", slot="A/home"),
        "proof_slots",
    ),
    (
        "instrument_in_an_additional_lot",
        SHARED,
        first_case({}, either="instrument", instrument="TIP", slot="F/home+"),
        "proof_slots",
    ),
    (
        "instrument_in_a_drawn_slot",
        SHARED,
        first_case({}, either="instrument", instrument="TIP", slot="C/home"),
        "proof_slots",
    ),
    (
        "instrument_in_slots",
        SHARED,
        first_case({}, either="instrument", instrument="TIP", slot=["F/home"]),
        "proof_slots",
    ),
    (
        "instrument_that_f_has_not",
        SHARED,
        first_case({}, either="instrument", instrument="SOM", slot="F/home"),
        "proof_instrument",
    ),
    (
        "instruments_in_a_list",
        SHARED,
        first_case({}, either="instrument", instrument=["TIP"], slot="F/home"),
        "proof_instrument",
    ),
]


def putting(proof: Any):
    def change(lines: list[Line]) -> int:
        place = index_of(lines, "proof")
        lines[place]["proof"] = proof
        return place + 1

    return change


FORGERIES += [Forgery(name, number, code, putting(proof)) for name, number, proof, code in PROOFS]
PAIRS_OF = {"cut": "pairs", "states": [], "places": 0, "pairs": 1}
FORGERIES += [
    Forgery(
        "pairs_in_another_order", PAIRS, "proof_slots", putting({**PAIRS_OF, "slots": ["C/home", "B/home"]})
    ),
    Forgery(
        "pairs_in_a_slot_twice", PAIRS, "proof_slots", putting({**PAIRS_OF, "slots": ["B/home", "B/home"]})
    ),
    Forgery("pairs_in_a_drawn_slot", PAIRS, "proof_slots", putting({**PAIRS_OF, "slots": ["A/home"]})),
    Forgery(
        "pairs_counted_wrong", PAIRS, "proof_count", putting({**PAIRS_OF, "slots": ["B/home"], "pairs": 0})
    ),
    Forgery("pairs_where_mutual_is_allowed", SHARED, "proof_rule", putting({**PAIRS_OF, "slots": []})),
    Forgery("pairs_where_twice_is_allowed", DOUBLED, "proof_rule", putting({**PAIRS_OF, "slots": []})),
]


@forgery(PLAIN, "proof_fails")
def a_cut_of_places_that_leaves_enough(lines: list[Line]) -> int:
    return put_counted(lines, {"cut": "places", "states": list("ABCDEF")})


@forgery(BOUNDLESS, "proof_fails")
def a_cut_of_places_without_a_limit(lines: list[Line]) -> int:
    return put_counted(lines, {"cut": "places", "states": ["A", "B"]})


@forgery(PLAIN, "proof_fails")
def a_cut_of_tasks_that_leaves_enough(lines: list[Line]) -> int:
    return put_counted(lines, {"cut": "tasks", "states": []})


@forgery(PAIRS, "proof_fails")
def a_cut_of_pairs_that_leaves_enough(lines: list[Line]) -> int:
    return put_counted(lines, {"cut": "pairs", "slots": ["B/home", "B/other"], "states": []})


@forgery(PLAIN, "proof_fails")
def a_second_case_that_is_not_proved(lines: list[Line]) -> int:
    place = index_of(lines, "proof")
    proof = {"cut": "tasks", "states": []}
    right = lines[place]["proof"]
    return put_counted(lines, {"either": "mutual", "states": ["A", "B"], "first": right, "second": proof})


@forgery(SHARED, "proof_expected")
def a_proof_left_out(lines: list[Line]) -> int:
    place = index_of(lines, "proof")
    del lines[place]
    return place + 1


@forgery(SHARED, "proof_expected")
def the_last_proof_left_out(lines: list[Line]) -> int:
    del lines[-2]
    lines[-1]["end"] -= 1
    return len(lines)


@forgery(SHARED, "proof_expected")
def proofs_in_another_order(lines: list[Line]) -> int:
    place = index_of(lines, "proof")
    lines[place], lines[place + 1] = lines[place + 1], lines[place]
    return place + 1


@forgery(DOUBLED, "proof_expected")
def a_proof_for_another_ball(lines: list[Line]) -> int:
    place = index_of(lines, "proof")
    lines[place]["ball"] = "C"
    return place + 1


@forgery(PLAIN, "proof_expected")
def a_proof_with_a_note(lines: list[Line]) -> int:
    place = index_of(lines, "proof")
    lines[place]["note"] = ""
    return place + 1


@forgery(PLAIN, "end_expected")
def a_proof_too_many(lines: list[Line]) -> int:
    place = index_of(lines, "proof")
    lines.insert(place, lines[place])
    lines[-1]["end"] += 1
    return place + 2


@forgery(PLAIN, "end_expected")
def an_end_with_a_note(lines: list[Line]) -> int:
    lines[-1]["note"] = ""
    return len(lines)


@forgery(PLAIN, "end_count")
def an_end_that_counts_wrong(lines: list[Line]) -> int:
    lines[-1]["end"] = 2
    return len(lines)


@forgery(PLAIN, "end_count")
def an_end_as_text(lines: list[Line]) -> int:
    lines[-1]["end"] = "1"
    return len(lines)


@forgery(PLAIN, "after_end")
def two_ends(lines: list[Line]) -> int:
    lines.append(lines[-1])
    return len(lines)


@forgery(PLAIN, "cut_short")
def no_end(lines: list[Line]) -> int:
    del lines[-1]
    return len(lines) + 1


def put_counted(lines: list[Line], proof: Proof) -> int:
    """Put another proof in the place of the first, with its numbers right."""
    place = index_of(lines, "proof")
    counting = Counting(lines[: index_of(lines, "result")], lines[place]["step"], lines[place]["ball"])
    lines[place]["proof"] = counting.counted(proof)
    return place + 1
