"""Inputs that nobody has ever seen: made-up States with made-up memberships, from a chance that is fixed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import strategies as st

from reviewmech.lots.engine import INSTRUMENTS, Refusal, Rules, Setting, State, prepare, read_parties

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
REAL_LIST = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "parties-2014-07.csv"
# As many States of a group with TIP, SOM and FA as there were on a day long gone: 178 in all.
MEMBERSHIPS = {
    "African States": {"": 3, "F": 1, "T": 3, "TF": 4, "TS": 9, "TSF": 29},
    "Asia-Pacific States": {"": 13, "T": 9, "TS": 9, "TSF": 13},
    "Eastern European States": {"SF": 1, "TS": 2, "TSF": 20},
    "Latin American and Caribbean States": {"T": 3, "TS": 2, "TSF": 27},
    "Western European and other States": {"": 2, "T": 3, "TS": 12, "TSF": 13},
}
# What rules are changed to when they are varied: nothing that no State could ever keep.
VARIED: dict[str, Sequence[Any]] = {
    "package": ("first", "first", "literal"),
    "not_itself": (1, 1, 1, 0),
    "home": ("same", "same", "same", "any"),
    "other": ("different", "different", "different", "any"),
    "two_different_reviewers": (1, 1, 1, 0),
    "no_mutual_reviews": (1, 1, 1, 0),
    "party_to_instruments": (1, 1, 1, 1, 0),
    "most_reviewers": (4, 4, 3, 2),
    "most_reviews": (3, 3, 2, 4, 0),
    "fewest_reviews": (1, 1, 0, 2),
    "fewest_reviews_first": (1, 0),
}


def state(code: str, group: str = "A", lacks: str = "") -> State:
    """A State that is party to all but what it ``lacks`` (first letters: T, S, F)."""
    return State(code, group, tuple(each for each in INSTRUMENTS if each[0] not in lacks))


def code_of(number: int) -> str:
    """AAA, AAB, AAC, …"""
    return "".join(LETTERS[number // 26**place % 26] for place in (2, 1, 0))


def equal_states(**groups: int) -> tuple[State, ...]:
    """States that are party to all: ``equal_states(A=4, B=3)``; codes A1, A2, … B1, …"""
    return tuple(state(f"{group}{n + 1}", group) for group, number in groups.items() for n in range(number))


def random_states(chance: Random, number: int, groups: int = 2, lacking: float = 0.25) -> tuple[State, ...]:
    """``groups``: how many, mostly with three States at least; ``lacking``: how likely a Protocol is."""
    first = [group for group in range(groups) for _ in range(3)] if chance.random() < 0.8 else []
    sizes = [*first, *(chance.randrange(groups) for _ in range(number))][:number]
    chance.shuffle(sizes)
    return tuple(
        state(LETTERS[n], LETTERS[group], "".join(each for each in "TSF" if chance.random() < lacking))
        for n, group in enumerate(sizes)
    )


def random_rules(chance: Random, **fixed: Any) -> Rules:
    """Rules of which each may differ from its default."""
    while True:
        values = {key: chance.choice(values) for key, values in VARIED.items()} | fixed
        if not values["most_reviews"] or values["fewest_reviews"] <= values["most_reviews"]:
            return Rules.from_values(values)


def random_settings(
    seed: int, number: int, sizes: Sequence[int], **fixed: Any
) -> Iterator[tuple[int, Setting]]:
    """``number`` inputs of the given sizes that can be drawn from, each with a number of its own."""
    chance, found = Random(seed), 0
    while found < number:
        groups, lacking = chance.choice((1, 2, 2, 2, 3)), chance.random() ** 2 / 2
        states = random_states(chance, chance.choice(sizes), groups, lacking)
        setting = settled(states, random_rules(chance, **fixed))
        if setting:
            found += 1
            yield found, setting


def settled(states: Sequence[State], rules: Rules) -> Setting | None:
    try:
        return prepare(states, rules)
    except Refusal:
        return None


def made_up_world(number: int = 178) -> tuple[State, ...]:
    """Made-up States with the memberships above, as far as possible in proportion."""
    kinds = [
        (group, "".join(set("TSF") - set(kind)))
        for group, kinds in MEMBERSHIPS.items()
        for kind, count in kinds.items()
        for _ in range(count)
    ]
    return tuple(state(code_of(n), *kinds[n * len(kinds) // number]) for n in range(number))


def real_list(rules: Rules | None = None) -> tuple[State, ...]:
    """The States parties of July 2014. The list is no part of the product: the test is skipped without it."""
    if not REAL_LIST.exists():
        pytest.skip(f"There is no {REAL_LIST}")
    return read_parties(REAL_LIST.read_bytes(), rules or Rules())


memberships = st.sampled_from(["", "", "F", "SF", "TSF", "T", "S"])
rules = st.fixed_dictionaries({key: st.sampled_from(values) for key, values in VARIED.items()}).filter(
    lambda values: not values["most_reviews"] or values["fewest_reviews"] <= values["most_reviews"]
)


def small_inputs(most: int = 7) -> st.SearchStrategy[tuple[tuple[State, ...], Rules]]:
    """3 to ``most`` States in at most three groups, and rules."""
    row = st.tuples(st.sampled_from("ABC"), memberships)
    rows = st.lists(row, min_size=3, max_size=most)
    states = rows.map(lambda rows: tuple(state(LETTERS[n], *row) for n, row in enumerate(rows)))
    return st.tuples(states, rules.map(Rules.from_values))
