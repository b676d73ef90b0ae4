"""Forged assignments (``literal``)."""

from __future__ import annotations

from typing import Any

from .forging import FORGERIES, Forgery, forgery
from .transcripts import ITSELF, LITERAL, PAIRS, PLAIN, Line, index_of


def moving(step: int, moves: Any):
    """Other moves in a step: put in the place of its own, or where they would stand."""

    def change(lines: list[Line]) -> int:
        start = index_of(lines, "moves")
        place = next(place for place in range(start, len(lines)) if lines[place].get("step", 99) >= step)
        if lines[place] != {"moves": lines[place].get("moves"), "step": step}:
            lines.insert(place, {})
        lines[place] = {"moves": moves, "step": step}
        return place + 1

    return change


def also(step: int, moves: dict[str, Any]):
    """Moves added to those of a step."""

    def change(lines: list[Line]) -> int:
        place = next(place for place, line in enumerate(lines) if "moves" in line and line["step"] == step)
        lines[place]["moves"] |= moves
        return place + 1

    return change


def dropping(step: int):
    """No moves in a step that has some."""

    def change(lines: list[Line]) -> int:
        place = next(place for place, line in enumerate(lines) if "moves" in line and line["step"] == step)
        del lines[place]
        return place + 1

    return change


FORGERIES += [
    Forgery("no_assignment_at_all", LITERAL, "move_missing", dropping(0)),
    Forgery("nobody_in_an_additional_lot", LITERAL, "move_missing", dropping(2)),
    Forgery("an_assignment_that_was_drawn_against", PAIRS, "move_not_admitted", dropping(1)),
    Forgery("moves_of_nobody", LITERAL, "value", moving(2, {})),
    Forgery("moves_in_a_list", LITERAL, "value", moving(2, ["D/other+"])),
    Forgery("moves_where_nothing_changes", LITERAL, "move_same", moving(1, {"A/home": "D"})),
    Forgery("a_slot_that_was_drawn", LITERAL, "move_slot", also(2, {"D/home": "B"})),
    Forgery("a_slot_that_is_none", LITERAL, "move_slot", also(2, {"\U0001d4d0": "B", "ﬀ": "B", "1": "B"})),
    Forgery("a_slot_that_does_not_exist_yet", LITERAL, "move_slot", also(2, {"B/home+": "C"})),
    Forgery("a_state_that_is_none", LITERAL, "no_state", also(2, {"A/home": "X"})),
    Forgery("states_in_a_list", LITERAL, "no_state", also(2, {"A/home": ["D"]})),
    Forgery("a_state_that_reviews_itself", LITERAL, "move_not_admitted", also(2, {"A/home": "A"})),
    Forgery("a_state_that_does_not_cover", LITERAL, "move_not_admitted", also(2, {"A/home": "B"})),
    Forgery(
        "an_additional_reviewer_who_misses_it_too", LITERAL, "move_not_admitted", moving(2, {"D/other+": "C"})
    ),
    Forgery("a_state_that_makes_too_many", LITERAL, "move_not_admitted", also(0, {"B/home": "A"})),
    Forgery("a_state_left_idle", ITSELF, "move_too_few", also(0, {"A/home": "A"})),
    Forgery("a_mutual_review", PAIRS, "move_not_admitted", also(0, {"F/other": "A", "C/other": "F"})),
]


@forgery(PLAIN, "proof_expected")
def an_assignment_without_need(lines: list[Line]) -> int:
    place = index_of(lines, "proof")
    lines.insert(place, {"moves": {"A/home": "B"}, "step": 0})
    return place + 1


@forgery(LITERAL, "end_expected")
def an_assignment_of_a_step_that_is_over(lines: list[Line]) -> int:
    lines.insert(-1, {"moves": {"C/other+": "B"}, "step": 2})
    return len(lines) - 1


@forgery(LITERAL, "move_missing")
def a_proof_before_its_assignment(lines: list[Line]) -> int:
    place = index_of(lines, "proof")
    lines[place], lines[place - 1] = lines[place - 1], lines[place]
    return place


@forgery(LITERAL, "end_count")
def assignments_that_are_not_counted(lines: list[Line]) -> int:
    lines[-1]["end"] = 1
    return len(lines)
