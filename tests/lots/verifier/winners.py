"""Transcripts in which another State stands in the place of a winner."""

from __future__ import annotations

import copy
from collections.abc import Iterator

from tests.lots.small_inputs import small_input

from .transcripts import LITERAL, engine_transcript, index_of, lines_of, transcripts, written


def is_literal(text: str) -> bool:
    return '"package":"literal"' in text


def with_few_reviewers() -> str:
    states, rules, seed = small_input(LITERAL)
    return engine_transcript(states, {**rules, "most_reviewers": 3}, seed)


def is_first(text: str) -> bool:
    return '"package":"first"' in text


def examples() -> list[str]:
    """Transcripts in which each of the rules refuses somebody."""
    return [*transcripts(12, is_first), *transcripts(12, is_literal), with_few_reviewers()]


def other_winners(text: str) -> Iterator[tuple[int, str, bytes]]:
    """The place of a step in the lines, the code that stands there for the winner's, and the transcript."""
    lines = lines_of(text)
    for place in range(2, index_of(lines, "result")):
        for state in lines[0]["input"]:
            if state["code"] != lines[place]["winner"]:
                changed = copy.deepcopy(lines)
                changed[place]["winner"] = state["code"]
                yield place, state["code"], written(changed)
