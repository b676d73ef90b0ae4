"""A transcript's form: its lines, their hashes, the hash of the draw."""

import json
from dataclasses import replace
from hashlib import sha256

import pytest

from reviewmech.lots.engine import InputError, Rules, State, canonical, draw, prepare, write_transcript

STATES = [State(f"S{number}", "AB"[number % 2], ("UNTOC",)) for number in range(8)]


@pytest.fixture(scope="module")
def drawing():
    return draw(prepare(STATES, Rules()), "a seed")


def lines(text: str) -> list[dict]:
    return [json.loads(line) for line in text.splitlines()]


def test_the_lines_stand_in_their_order(drawing):
    text = write_transcript(drawing, kind="official").text
    assert text.endswith("}\n")
    head, seed, *steps, result, end = lines(text)
    assert (head["format"], head["kind"], seed["seed"]) == ("untoc-lots/1", "official", "a seed")
    assert [step["step"] for step in steps] == list(range(1, 17))
    assert [row["state"] for row in result["result"]] == [state.code for state in STATES]
    assert end["end"] == 0


def test_each_hash_covers_the_line_and_the_hash_before(drawing):
    transcript = write_transcript(drawing, kind="official")
    before = "0" * 64
    for line in lines(transcript.text):
        said = line.pop("hash")
        assert said == sha256(f"{before}\n{canonical(line)}".encode()).hexdigest()
        before = said
        if "result" in line:
            assert said == transcript.hash


def test_no_time_and_no_place_are_in_it(drawing):
    assert write_transcript(drawing, kind="official") == write_transcript(drawing, kind="official")


def test_notes_and_kind_are_covered_by_the_hash(drawing):
    hashes = {
        write_transcript(drawing, kind=kind, as_at=as_at, source=source).hash
        for kind in ("official", "simulation")
        for as_at in ("", "2014-07-31")
        for source in ("", "تجريبي")
    }
    assert len(hashes) == 8


def test_a_note_that_breaks_a_line_is_refused(drawing):
    with pytest.raises(InputError, match="source is longer than 200 characters, or has control characters"):
        write_transcript(drawing, kind="official", source="a\nb")


def test_there_is_no_third_kind(drawing):
    with pytest.raises(ValueError, match="no kind of draw 'trial'"):
        write_transcript(drawing, kind="trial")


def test_the_result_is_covered_by_its_own_line(drawing):
    changed = [{**drawing.result[0], "start_group": 9}, *drawing.result[1:]]
    other = replace(drawing, result=changed)
    assert write_transcript(other, kind="official").hash != write_transcript(drawing, kind="official").hash
