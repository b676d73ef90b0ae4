"""The engine writes, byte by byte, what the procedure's second writing in these tests writes."""

from __future__ import annotations

import pytest

from reviewmech.lots.engine.transcript import engine_hash

from .naive import RefusedError, naive_transcript
from .small_inputs import small_input
from .verifier.transcripts import index_of, lines_of, transcript

INPUTS = range(600)
PART = 75


def naive(number: int) -> str:
    """Empty where the input is refused."""
    states, rules, seed = small_input(number)
    try:
        return naive_transcript(
            states, rules, seed, "simulation", "2026-01-31", "Illustrative", engine_hash()
        )
    except RefusedError:
        return ""


@pytest.mark.parametrize("start", INPUTS[::PART])
def test_the_engine_draws_what_trying_everything_draws(start):
    for number in range(start, start + PART):
        lines = transcript(number).splitlines(keepends=True)
        upto_result = lines[: index_of(lines_of(transcript(number)), "result") + 1] if lines else []
        assert (number, "".join(upto_result)) == (number, naive(number))


def test_the_small_inputs_have_what_can_happen():
    drawn = [lines_of(transcript(number)) for number in INPUTS if transcript(number)]
    assert len(INPUTS) > len(drawn) > 200
    assert sum(bool(lines[0]["additional"]) for lines in drawn) >= 10
    literal = [lines for lines in drawn if lines[0]["rules"]["package"] == "literal"]
    assert sum(any("+" in line.get("slot", "") for line in lines) for lines in literal) >= 3
    assert sum(bool(line.get("set_aside")) for lines in drawn for line in lines) > 50
    for rule in ("home", "other", "not_itself", "two_different_reviewers", "no_mutual_reviews"):
        assert {lines[0]["rules"][rule] for lines in drawn} in ({0, 1}, {"same", "any"}, {"different", "any"})
