"""A draw's transcript as pages need it. It never changes, so it is read once and kept under its hash."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.core.cache import cache

from .engine import State
from .models import Draw

# Changes with what is kept, so that nobody reads what an older version of the site has left in the cache.
VERSION = 1
KEPT = 24 * 60 * 60  # seconds


class UnreadableError(ValueError):
    """The text is no transcript; whether a transcript is *right* is not asked here, but of a verifier."""


@dataclass(frozen=True)
class Reviewer:
    """Who was drawn in a place (home, home+, other, other+), and the instruments it reviews."""

    code: str
    place: str
    instruments: tuple[str, ...]

    @property
    def is_additional(self) -> bool:
        return self.place.endswith("+")


@dataclass(frozen=True)
class Row:
    """A State under review: its group and package, its start group, and its reviewers, home first."""

    state: State
    start_group: int
    reviewers: tuple[Reviewer, ...]

    @property
    def code(self) -> str:
        return self.state.code

    @property
    def additional(self) -> list[Reviewer]:
        return [each for each in self.reviewers if each.is_additional]


@dataclass(frozen=True)
class Step:
    """One slot, as the transcript tells it. ``ball``s set aside have their proofs in ``Reading.proofs``."""

    number: int
    slot: str
    bowl: int
    tier: int
    set_aside: tuple[str, ...]
    winner: str

    @property
    def state(self) -> str:
        return self.slot.partition("/")[0]

    @property
    def place(self) -> str:
        """home, home+, other or other+."""
        return self.slot.partition("/")[2]


@dataclass(frozen=True)
class Reading:
    """``rows`` by code; ``reviews``: whom a State reviews, by its code; ``proofs`` by step and ball."""

    head: dict[str, Any]
    seed: str
    steps: tuple[Step, ...]
    rows: dict[str, Row]
    hash: str
    proofs: dict[tuple[int, str], dict[str, Any]]
    reviews: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def groups(self) -> list[str]:
        return sorted({row.state.group for row in self.rows.values()})

    @property
    def additional(self) -> int:
        """How many additional lots were drawn."""
        return sum(len(row.additional) for row in self.rows.values())

    @property
    def set_aside(self) -> int:
        """How many balls were set aside in all."""
        return sum(len(step.set_aside) for step in self.steps)


def reading_of(draw: Draw) -> Reading | None:
    """What a draw's transcript says; None where nothing is drawn. Raises UnreadableError."""
    if not draw.result_hash:
        return None
    key = f"lots-reading-{VERSION}-{draw.pk}-{draw.result_hash}"
    found: Reading | None = cache.get(key)
    if found is None:
        found = read(draw.transcript)
        cache.set(key, found, KEPT)
    return found


def read(transcript: str) -> Reading:
    """Read a transcript. Raises UnreadableError."""
    try:
        return of_lines([json.loads(line) for line in transcript.removesuffix("\n").split("\n")])
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise UnreadableError(str(error)) from error


def of_lines(lines: list[dict[str, Any]]) -> Reading:
    head, seed, rest = lines[0], lines[1]["seed"], lines[2:]
    (result,) = (line for line in rest if "result" in line)
    states = {each["code"]: state_of(each) for each in head["input"]}
    reviews: dict[str, list[str]] = defaultdict(list)
    rows = {each["state"]: row_of(each, states) for each in result["result"]}
    for row in rows.values():
        for reviewer in row.reviewers:
            reviews[reviewer.code].append(row.code)
    return Reading(
        head={key: value for key, value in head.items() if key != "input"},
        seed=seed,
        steps=tuple(step_of(line) for line in rest if "winner" in line),
        rows=rows,
        hash=result["hash"],
        proofs={(line["step"], line["ball"]): line["proof"] for line in rest if "proof" in line},
        reviews={code: tuple(reviewed) for code, reviewed in reviews.items()},
    )


def state_of(line: dict[str, Any]) -> State:
    return State(line["code"], line["group"], tuple(line["instruments"]))


def step_of(line: dict[str, Any]) -> Step:
    facts = line["step"], line["slot"], line["bowl"], line["tier"], tuple(line["set_aside"]), line["winner"]
    return Step(*facts)


def row_of(line: dict[str, Any], states: dict[str, State]) -> Row:
    state, reviewers = states[line["state"]], []
    for side in ("home", "other"):
        extra = [each for each in line["extra"] if each["side"] == side]
        missing = {instrument for each in extra for instrument in each["instruments"]}
        reviewed = tuple(each for each in state.instruments if each not in missing)
        reviewers.append(Reviewer(line[side], side, reviewed))
        reviewers += [Reviewer(each["reviewer"], f"{side}+", tuple(each["instruments"])) for each in extra]
    return Row(state, line["start_group"], tuple(reviewers))
