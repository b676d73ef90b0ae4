"""The rules of a draw: switches, each with where it stands and whether that is confirmed."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, fields
from typing import Any, Self

from .canonical import is_plain
from .problems import InputError, Problem

SOURCED = "sourced"
NOT_CONFIRMED = "not confirmed"
MOST_NUMBER = 500
OUTSIDE_GROUPS = {
    "COK": "Asia-Pacific States",
    "EU": "",
    "NIU": "Asia-Pacific States",
    "PSE": "Asia-Pacific States",
    "VAT": "Western European and other States",
}


@dataclass(frozen=True)
class Rule:
    """``values``: those possible; empty: a table of groups. ``paragraph``: in the annex to resolution 9/1."""

    key: str
    values: tuple[str | int, ...]
    default: Any
    paragraph: str
    status: str


SWITCH = (1, 0)
NUMBERS = tuple(range(MOST_NUMBER + 1))
RULES = (
    Rule("package", ("first", "literal"), "first", "17, 28", NOT_CONFIRMED),
    Rule("not_itself", SWITCH, 1, "17, 28", SOURCED),
    Rule("home", ("same", "any"), "same", "17, 28", SOURCED),
    Rule("other", ("different", "any"), "different", "17, 28", SOURCED),
    Rule("two_different_reviewers", SWITCH, 1, "17, 28", SOURCED),
    Rule("no_mutual_reviews", SWITCH, 1, "17, 28 (a)", SOURCED),
    Rule("party_to_instruments", SWITCH, 1, "17, 28 (b)", SOURCED),
    Rule("most_reviewers", (4, 3, 2), 4, "17, 28 (c)", SOURCED),
    Rule("most_reviews", NUMBERS, 3, "", NOT_CONFIRMED),
    Rule("fewest_reviews", NUMBERS, 1, "", NOT_CONFIRMED),
    Rule("fewest_reviews_first", SWITCH, 1, "", NOT_CONFIRMED),
    Rule("outside_groups", (), OUTSIDE_GROUPS, "", NOT_CONFIRMED),
)
BY_KEY = {rule.key: rule for rule in RULES}


@dataclass(frozen=True)
class Rules:
    """A value for each switch, as PROCEDURE.md, section 3, has them. Numbers that are 0: no limit."""

    package: str = "first"
    not_itself: int = 1
    home: str = "same"
    other: str = "different"
    two_different_reviewers: int = 1
    no_mutual_reviews: int = 1
    party_to_instruments: int = 1
    most_reviewers: int = 4
    most_reviews: int = 3
    fewest_reviews: int = 1
    fewest_reviews_first: int = 1
    outside_groups: dict[str, str] = field(default_factory=lambda: dict(OUTSIDE_GROUPS))

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read a rules file: one JSON object; a key that is missing has its default. Raises InputError."""
        try:
            values = json.loads(text, object_pairs_hook=without_doubles)
        except RecursionError:
            raise InputError([Problem("not_json", {"reason": "it is nested too deeply"})]) from None
        except ValueError as error:
            if isinstance(error, InputError):
                raise
            raise InputError([Problem("not_json", {"reason": str(error)})]) from None
        if not isinstance(values, dict):
            raise InputError([Problem("not_json", {"reason": f"it is a {type(values).__name__}"})])
        return cls.from_values(values)

    @classmethod
    def from_values(cls, values: dict[str, Any]) -> Self:
        """The rules from values by key, ``True`` and ``False`` for 1 and 0 allowed. Raises InputError."""
        problems = [Problem("unknown_rule", {"rule": key}) for key in values if key not in BY_KEY]
        known = {key: value for key, value in values.items() if key in BY_KEY}
        problems += [problem for key, value in known.items() if (problem := wrong(BY_KEY[key], value))]
        if problems:
            raise InputError(problems)
        plain: dict[str, Any] = {key: int(v) if isinstance(v, bool) else v for key, v in known.items()}
        rules = cls(**plain)
        if rules.most_reviews and rules.fewest_reviews > rules.most_reviews:
            limits = {"fewest": rules.fewest_reviews, "most": rules.most_reviews}
            raise InputError([Problem("fewest_above_most", limits)])
        return rules

    def values(self) -> dict[str, Any]:
        """All switches by key, as they stand in a transcript."""
        return {each.name: getattr(self, each.name) for each in fields(self)}


def default_rules() -> dict[str, Any]:
    return Rules().values()


def wrong(rule: Rule, value: Any) -> Problem | None:
    """What is impossible about a value; None where it is fine."""
    if not rule.values:
        fine = isinstance(value, dict) and all(is_group_of_code(*pair) for pair in value.items())
    elif rule.values == SWITCH:
        fine = isinstance(value, int) and value in SWITCH
    else:
        fine = type(value) is type(rule.default) and value in rule.values
    if fine:
        return None
    shown = json.dumps(value, ensure_ascii=False, default=str)
    return Problem("rule_value", {"rule": rule.key, "value": shown, "allowed": allowed(rule)})


def allowed(rule: Rule) -> str:
    if not rule.values:
        return "an object of codes and names of groups"
    if rule.values == NUMBERS:
        return f"0 to {MOST_NUMBER}"
    return "true or false" if rule.values == SWITCH else " or ".join(map(str, rule.values))


def is_group_of_code(code: str, group: Any) -> bool:
    return is_code(code) and isinstance(group, str) and (not group or is_group(group))


def is_code(text: str) -> bool:
    return 1 <= len(text) <= 16 and set(text) <= CODE_CHARACTERS


def is_group(text: str) -> bool:
    return bool(text) and "|" not in text and is_plain(text, 100)


CODE_CHARACTERS = set("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-")


def without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose keys are there once. Raises InputError: a second value would win in silence."""
    keys = [key for key, _value in pairs]
    twice = sorted({key for key in keys if keys.count(key) > 1})
    if twice:
        raise InputError([Problem("rule_twice", {"rule": key}) for key in twice])
    return dict(pairs)
