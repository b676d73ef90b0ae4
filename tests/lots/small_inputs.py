"""Small inputs by the number: every rule on and off, packages that are hard to cover, groups of any size."""

from __future__ import annotations

import random
from typing import Any

from reviewmech.lots.engine import default_rules

SIZES = [(3,), (4,), (5,), (6,), (3, 2), (2, 2), (2, 2, 2), (5, 1), *[(3, 3)] * 6]
OTHER_VALUES = {
    "package": ["literal"],
    "not_itself": [0],
    "home": ["any"],
    "other": ["any"],
    "two_different_reviewers": [0],
    "no_mutual_reviews": [0],
    "party_to_instruments": [0],
    "most_reviewers": [3, 2],
    "most_reviews": [0, 2, 4, 6],
    "fewest_reviews": [0, 2],
    "fewest_reviews_first": [0],
}
OPTIONAL = ("TIP", "SOM", "FA")


def small_input(number: int) -> tuple[list[dict[str, Any]], dict[str, Any], str]:
    """The States, the rules and the seed of an input; always the same ones for the same number."""
    chance = random.Random(number)
    sizes = chance.choice(SIZES)
    groups = [group for group, size in zip(("East", "Süd", "西"), sizes, strict=False) for _ in range(size)]
    states = [
        {"code": code, "group": group, "instruments": package}
        for code, group, package in zip("ABCDEF", groups, packages(chance), strict=False)
    ]
    rules = default_rules()
    if sizes != (3, 3) or chance.random() < 0.3:
        rules |= {"home": "any", "other": "any", "no_mutual_reviews": chance.choice([0, 1])}
    if chance.random() < 0.3:
        rules["package"] = "literal"
    for rule, values in OTHER_VALUES.items():
        if chance.random() < 0.15:
            rules[rule] = chance.choice(values)
    return states, rules, f"seed {number} ü"


def packages(chance: random.Random) -> list[list[str]]:
    """Six packages: all of everything, most of it, or one State's that its reviewers have to share."""
    missing = chance.choice([0, 0.2])
    if chance.random() < 0.5:
        return [["UNTOC", *(each for each in OPTIONAL if chance.random() >= missing)] for _ in range(6)]
    alone = chance.randrange(6)
    one, two = chance.choice([(["TIP"], ["FA"]), (["TIP"], ["SOM", "FA"]), (["TIP", "SOM"], ["SOM", "FA"])])
    both = [each for each in OPTIONAL if each in one + two]
    return [["UNTOC", *(both if place == alone else chance.choice([one, two]))] for place in range(6)]
