"""The chances of one State: who reviews it, and whom it reviews."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..engine.simulating import ROLES
from .figures import Way, percent

Counts = Mapping[str, Mapping[str, int]]  # by role and code


@dataclass(frozen=True)
class Chance:
    """One other State, with a cell for each set of rules: by role, how likely it is; empty where never."""

    code: str
    cells: tuple[dict[str, str], ...]


@dataclass(frozen=True)
class Chances:
    """``reviewers``: of the State; ``reviewed``: by it. Those with the best chances come first."""

    code: str
    reviewers: list[Chance]
    reviewed: list[Chance]


def codes_of(ways: Sequence[Way]) -> list[str]:
    """The States of a simulation. Rules may leave out parties outside the groups, each set others."""
    return sorted({code for way in ways for code in way.tally["pair_counts"]})


def chances_of(ways: Sequence[Way], code: str) -> Chances:
    pairs: list[dict[str, Any]] = [way.tally["pair_counts"] for way in ways]
    nobody: Counts = {role: {} for role in ROLES}
    reviewers = [each.get(code, nobody) for each in pairs]
    return Chances(code, listed(ways, reviewers), listed(ways, [reviewed_by(each, code) for each in pairs]))


def reviewed_by(pairs: Mapping[str, Counts], code: str) -> dict[str, dict[str, int]]:
    """By role: whom a State reviewed, and how often."""
    return {
        role: {state: counts[role][code] for state, counts in pairs.items() if code in counts[role]}
        for role in ROLES
    }


def listed(ways: Sequence[Way], counts: Sequence[Counts]) -> list[Chance]:
    totals: dict[str, float] = {}
    for way, each in zip(ways, counts, strict=True):
        for role in ROLES:
            for code, times in each[role].items():
                totals[code] = totals.get(code, 0) + times / way.draws
    return [
        Chance(code, tuple(cell(way, each, code) for way, each in zip(ways, counts, strict=True)))
        for code in sorted(totals, key=lambda code: (-totals[code], code))
    ]


def cell(way: Way, counts: Counts, code: str) -> dict[str, str]:
    found = {role: counts[role].get(code, 0) / way.draws for role in ROLES}
    return {role: percent(share) if share else "" for role, share in found.items()}
