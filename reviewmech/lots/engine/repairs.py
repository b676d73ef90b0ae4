"""Which single switches, changed, would let a refused input through."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from .parties import State
from .rules import Rules


def repairs(states: Sequence[State], rules: Rules) -> list[tuple[str, Any]]:
    """Switches with a value each under which a result exists, all other switches as they are.

    For a limit it is the value next to the present one that is enough.
    """
    from .setting import Setting, settled

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
