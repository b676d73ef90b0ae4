"""Forged heads and seeds."""

from __future__ import annotations

from typing import Any

from tests.lots.naive import canonical, sha256

from .forging import FORGERIES, Forgery, forgery
from .transcripts import LITERAL, PLAIN, SHARED, Line

NOTHING = object()
GROUP = "East"
WHOLE = ["UNTOC", "TIP", "SOM", "FA"]

# What is put where, and with which code it is found.
VALUES: list[tuple[str, tuple[str | int, ...], Any, str]] = [
    ("format_of_another_version", ("format",), "untoc-lots/2", "value"),
    ("kind_that_is_none", ("kind",), "draft", "value"),
    ("kind_in_a_list", ("kind",), ["official"], "value"),
    ("as_at_too_long", ("as_at",), "x" * 201, "value"),
    ("as_at_far_too_long", ("as_at",), "x" * 500, "value"),
    ("source_is_a_number", ("source",), 1, "value"),
    ("engine_in_capitals", ("engine",), "A" * 64, "value"),
    ("engine_too_short", ("engine",), "a" * 63, "value"),
    ("engine_is_a_number", ("engine",), 1, "value"),
    ("no_kind", ("kind",), NOTHING, "keys"),
    ("a_key_too_many", ("date",), "2026-01-31", "keys"),
    ("a_key_of_python_and_script", ("__proto__",), {"kind": "official"}, "keys"),
    ("rules_in_a_list", ("rules",), [], "rule_keys"),
    ("no_rule_home", ("rules", "home"), NOTHING, "rule_keys"),
    ("a_rule_too_many", ("rules", "away"), "any", "rule_keys"),
    ("package_of_the_third_kind", ("rules", "package"), "second", "rule_value"),
    ("switch_at_two", ("rules", "not_itself"), 2, "rule_value"),
    ("switch_as_text", ("rules", "no_mutual_reviews"), "1", "rule_value"),
    ("switch_in_a_list", ("rules", "no_mutual_reviews"), [1], "rule_value"),
    ("five_reviewers", ("rules", "most_reviewers"), 5, "rule_value"),
    ("most_reviews_501", ("rules", "most_reviews"), 501, "rule_value"),
    ("fewest_reviews_below_0", ("rules", "fewest_reviews"), -1, "rule_value"),
    ("fewest_reviews_above_most", ("rules", "fewest_reviews"), 4, "fewest_above_most"),
    ("outside_groups_in_a_list", ("rules", "outside_groups"), [], "rule_value"),
    ("outside_groups_of_no_code", ("rules", "outside_groups"), {"abc": ""}, "rule_value"),
    (
        "outside_groups_of_a_letter_beyond",
        ("rules", "outside_groups"),
        {"\U0001d4d0": "", "ﬀ": ""},
        "rule_value",
    ),
    ("outside_groups_with_a_bar", ("rules", "outside_groups"), {"ABC": "a|b"}, "rule_value"),
    ("outside_groups_with_a_number", ("rules", "outside_groups"), {"1": 1, "ABC": ""}, "rule_value"),
    (
        "other_rules_than_hashed",
        ("rules", "outside_groups"),
        {"1": "", "ABC": GROUP, "A": ""},
        "content_hash",
    ),
    ("rules_hash_in_a_list", ("rules_hash",), [], "content_hash"),
    ("input_hash_of_nothing", ("input_hash",), "0" * 64, "content_hash"),
    ("input_is_an_object", ("input",), {}, "state_count"),
    ("two_states", ("input",), [{}, {}], "state_count"),
    ("too_many_states", ("input",), [{}] * 501, "state_count"),
    ("state_in_a_list", ("input", 1), [], "state"),
    ("state_with_a_name", ("input", 1, "name"), "Bee", "state"),
    ("code_in_small_letters", ("input", 1, "code"), "b", "state"),
    ("code_of_17", ("input", 1, "code"), "B" * 17, "state"),
    ("code_that_is_a_number", ("input", 1, "code"), 1, "state"),
    ("no_group", ("input", 1, "group"), "", "state"),
    ("group_of_101", ("input", 1, "group"), "\U0001d4d0" * 101, "state"),
    ("group_with_a_bar", ("input", 1, "group"), "a|b", "state"),
    ("instruments_as_text", ("input", 1, "instruments"), "UNTOC", "state"),
    ("instruments_without_the_convention", ("input", 1, "instruments"), ["TIP"], "state"),
    ("instruments_in_another_order", ("input", 1, "instruments"), ["UNTOC", "FA", "TIP"], "state"),
    ("instruments_twice", ("input", 1, "instruments"), ["UNTOC", "UNTOC"], "state"),
    ("instruments_unknown", ("input", 1, "instruments"), ["UNTOC", "X"], "state"),
    ("instruments_of_anything", ("input", 1, "instruments"), ["UNTOC", {}, []], "state"),
    ("code_twice", ("input", 1, "code"), "A", "state_order"),
    ("code_too_late", ("input", 0, "code"), "C", "state_order"),
    ("additional_where_none_is_needed", ("additional",), ["A/home+"], "additional"),
    ("additional_as_text", ("additional",), "A/home+", "additional"),
]


def changing(path: tuple[str | int, ...], value: Any, line: int):
    def change(lines: list[Line]) -> int:
        place: Any = lines[line - 1]
        for key in path[:-1]:
            place = place[key]
        if value is NOTHING:
            del place[path[-1]]
        else:
            place[path[-1]] = value
        return line

    return change


FORGERIES += [Forgery(name, PLAIN, code, changing(path, value, 1)) for name, path, value, code in VALUES]
FORGERIES += [
    Forgery("seed_of_nothing", PLAIN, "value", changing(("seed",), "", 2)),
    Forgery("seed_too_long", PLAIN, "value", changing(("seed",), "\U0001d4d0" * 201, 2)),
    Forgery("seed_with_a_bar", PLAIN, "value", changing(("seed",), "a|b", 2)),
    Forgery("seed_in_a_list", PLAIN, "value", changing(("seed",), ["a"], 2)),
    Forgery("seed_and_more", PLAIN, "keys", changing(("round",), 1, 2)),
    Forgery("additional_left_out", SHARED, "additional", changing(("additional",), [], 1)),
    Forgery("additional_literal", LITERAL, "additional", changing(("additional",), ["A/other+"], 1)),
]


@forgery(SHARED, "additional")
def additional_in_another_order(lines: list[Line]) -> int:
    lines[0]["additional"].reverse()
    return 1


@forgery(SHARED, "too_many_reviewers")
def additional_lots_beyond_the_most_reviewers(lines: list[Line]) -> int:
    with_rules(lines, most_reviewers=3)
    return 1


def with_rules(lines: list[Line], **rules: Any) -> None:
    """Other rules, with their hash."""
    lines[0]["rules"] |= rules
    lines[0]["rules_hash"] = sha256(canonical(lines[0]["rules"]))


def with_input(lines: list[Line]) -> None:
    """The hash of an input that was changed."""
    lines[0]["input_hash"] = sha256(canonical(lines[0]["input"]))
