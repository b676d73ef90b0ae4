"""The way into a draw, and what to say to those who cannot take it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from .parties import State
from .proofs import Proof
from .rules import Rules
from .setting import Setting, settled


class Refusal(Exception):  # noqa: N818 (the word of PROCEDURE.md)
    """No result can satisfy the input. ``proof``: PROCEDURE.md, section 9; ``repairs``: single switches, each
    with a value under which a result exists.
    """

    def __init__(self, proof: Proof, repairs: Sequence[tuple[str, Any]]) -> None:
        self.proof, self.repairs = proof, list(repairs)
        super().__init__("No result can satisfy the rules")


def prepare(states: Sequence[State], rules: Rules) -> Setting:
    """Settle what a draw of these States under these rules needs. Raises Refusal."""
    found = settled(states, rules)
    if isinstance(found, Setting):
        return found
    raise Refusal(found, repairs(states, rules))


def repairs(states: Sequence[State], rules: Rules) -> list[tuple[str, Any]]:
    """Switches with a value each under which a result exists, all other switches as they are.

    For a limit it is the value next to the present one that is enough.
    """

    def possible(key: str, value: Any) -> bool:
        return isinstance(settled(states, replace(rules, **{key: value})), Setting)

    found = [(key, value) for key, value in switches(rules) if possible(key, value)]
    for key, values in limits(rules).items():
        # A looser limit admits all that a tighter one does, so the first that is enough is found by halving.
        if values and possible(key, values[-1]):
            low, high = 0, len(values) - 1
            while low < high:
                middle = (low + high) // 2
                low, high = (low, middle) if possible(key, values[middle]) else (middle + 1, high)
            found.append((key, values[low]))
    return found


def switches(rules: Rules) -> Iterator[tuple[str, Any]]:
    """The other value of each switch that is as strict as it can be."""
    for key, loose in (
        ("package", "literal"),
        ("package", "first"),
        ("not_itself", 0),
        ("home", "any"),
        ("other", "any"),
        ("two_different_reviewers", 0),
        ("no_mutual_reviews", 0),
        ("party_to_instruments", 0),
    ):
        if getattr(rules, key) != loose:
            yield key, loose


def limits(rules: Rules) -> dict[str, list[int]]:
    """Looser values of each limit, the nearest first. ``most_reviews`` 0 is none at all and comes last."""
    more = [*range(rules.most_reviews + 1, 17), 0] if rules.most_reviews else []
    return {
        "most_reviewers": list(range(rules.most_reviewers + 1, 5)),
        "most_reviews": more,
        "fewest_reviews": list(range(rules.fewest_reviews - 1, -1, -1)),
    }
