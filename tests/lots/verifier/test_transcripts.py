"""What the engine writes is right by the verifier, which shares nothing with it."""

from __future__ import annotations

import json

import pytest

from reviewmech.lots.engine import INSTRUMENTS, Rules, State, draw, prepare, write_transcript
from reviewmech.lots.verifier.verify_lots import verify

from .counting import Counting
from .transcripts import DOUBLED, LITERAL, PAIRS, PLAIN, SHARED, index_of, lines_of, transcript, transcripts

EXAMPLES = [PLAIN, SHARED, DOUBLED, LITERAL, PAIRS]


def forms_of(proof):
    """The forms of a proof and of those inside it."""
    inside = [form for case in ("first", "second") if case in proof for form in forms_of(proof[case])]
    return [proof.get("cut") or proof["either"], *inside]


def test_transcripts_of_small_inputs_are_right():
    for text in transcripts(150):
        verdict = verify(text.encode())
        result = text.splitlines()[index_of(lines_of(text), "result")]
        assert (verdict.ok, verdict.hash, verdict.kind) == (True, json.loads(result)["hash"], "simulation")


def test_a_verdict_on_a_right_transcript_says_nothing_else():
    verdict = verify(transcript(PLAIN, "official").encode())
    assert verdict.kind == "official"
    assert (verdict.line, verdict.code, verdict.message, verdict.parameters) == (0, "", "", {})


def test_the_kind_belongs_to_what_is_hashed():
    assert verify(transcript(PLAIN).encode()).hash != verify(transcript(PLAIN, "official").encode()).hash


def test_every_proof_counts_by_a_second_count_too():
    forms = set()
    for text in transcripts(150):
        lines = lines_of(text)
        upto = lines[: index_of(lines, "result")]
        for line in lines:
            if "proof" in line:
                assert Counting(upto, line["step"], line["ball"]).proves(line["proof"])
                forms |= set(forms_of(line["proof"]))
    assert forms >= {"places", "tasks", "pairs", "mutual", "twice"}


def test_the_examples_of_the_forgeries_are_what_they_are_taken_for():
    heads = {number: lines_of(transcript(number))[0] for number in EXAMPLES}
    assert [number for number in EXAMPLES if heads[number]["additional"]] == [SHARED, DOUBLED]
    assert [number for number in EXAMPLES if '/home+"' in transcript(number)] == [SHARED, DOUBLED, LITERAL]
    assert [number for number in EXAMPLES if '"moves"' in transcript(number)] == [LITERAL, PAIRS]
    assert [number for number in EXAMPLES if '"proof"' in transcript(number)] == EXAMPLES


@pytest.mark.parametrize("rules", [{}, {"package": "literal"}, {"most_reviews": 2, "fewest_reviews": 2}])
def test_a_large_made_up_list_is_right(rules):
    packages = (INSTRUMENTS, INSTRUMENTS, INSTRUMENTS[:3])
    states = [
        State(f"S{number:02}", f"Group {number % 4}", packages[number % 3] if not rules else INSTRUMENTS)
        for number in range(60)
    ]
    drawing = draw(prepare(states, Rules.from_values(rules)), "a seed")
    written = write_transcript(drawing, kind="official")
    verdict = verify(written.text.encode())
    assert (verdict.message, verdict.ok, verdict.hash, verdict.kind) == ("", True, written.hash, "official")
