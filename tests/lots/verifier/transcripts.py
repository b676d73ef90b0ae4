"""Transcripts to verify, and their lines to forge."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from functools import cache
from typing import Any

from reviewmech.lots.engine import Refusal, Rules, State, draw, prepare, write_transcript
from tests.lots.naive import chained
from tests.lots.small_inputs import small_input

Line = dict[str, Any]

# Small inputs, by their numbers.
PLAIN = 181  # all rules as they are by default; one ball is set aside
SHARED = 92  # F's package is covered by two reviewers on each side; States may review each other
DOUBLED = 381  # the same, but a State may review another one twice
LITERAL = 450  # the rule package is literal, and additional lots are drawn
ITSELF = 3  # the same, and a State may review itself
BOUNDLESS = 318  # a State may make any number of reviews
PAIRS = 10  # the same without additional lots; a proof counts pairs


@cache
def transcript(number: int, kind: str = "simulation") -> str:
    """The transcript of a small input; empty where it is refused."""
    return engine_transcript(*small_input(number), kind)


def engine_transcript(states: list[Line], rules: Line, seed: str, kind: str = "simulation") -> str:
    states = [State(each["code"], each["group"], tuple(each["instruments"])) for each in states]
    try:
        setting = prepare(states, Rules.from_values(rules))
    except Refusal:
        return ""
    return write_transcript(draw(setting, seed), kind=kind, as_at="2026-01-31", source="Illustrative").text


def transcripts(count: int, fits: Callable[[str], bool] = bool) -> list[str]:
    """The first transcripts of small inputs of which something is true."""
    found, number = [], 0
    while len(found) < count:
        if fits(transcript(number)):
            found.append(transcript(number))
        number += 1
    return found


def lines_of(text: str) -> list[Line]:
    """The lines without their hashes."""
    lines = [json.loads(line) for line in text.splitlines()]
    return [{key: value for key, value in line.items() if key != "hash"} for line in lines]


def written(lines: list[Line]) -> bytes:
    """Lines with a chain of hashes that is right: what a forger hands in."""
    return chained(lines).encode()


def changed(text: str, change: Callable[[list[Line]], None]) -> bytes:
    """A transcript in which something was changed and the chain of hashes made anew."""
    lines = copy.deepcopy(lines_of(text))
    change(lines)
    return written(lines)


def index_of(lines: list[Line], key: str) -> int:
    """The place of the first line that has a key."""
    return next(place for place, line in enumerate(lines) if key in line)
