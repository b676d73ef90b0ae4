"""Whatever stands in a file, there is a verdict and never a traceback."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewmech.lots.verifier.verify_lots import MESSAGES, MOST_BYTES, verify

from .transcripts import DOUBLED, LITERAL, PAIRS, PLAIN, SHARED, lines_of, transcript
from .values import FILES, RAW_LINES, places_in, with_unexpected_values, with_value

EXAMPLES = [lines_of(transcript(number)) for number in (PLAIN, SHARED, DOUBLED, LITERAL, PAIRS)]
VALUES = st.recursive(
    st.integers() | st.text(max_size=20) | st.sampled_from(["A", "B", "FA", "A/home", "F/home+"]),
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(st.text(max_size=9), inside, max_size=4),
)


@pytest.mark.parametrize(("line", "code"), RAW_LINES)
def test_a_line_in_another_form_is_found(line, code):
    first, _second, *others = transcript(PLAIN).encode().splitlines(keepends=True)
    verdict = verify(b"".join([first, line, b"\n", *others]))
    assert (verdict.line, verdict.code) == (2, code)


@pytest.mark.parametrize(("data", "line", "code"), FILES)
def test_a_file_that_is_no_transcript_is_told_from_a_wrong_one(data, line, code):
    verdict = verify(data)
    assert (verdict.ok, verdict.line, verdict.code, verdict.message) == (False, line, code, MESSAGES[code])


def test_a_file_of_more_than_64_mib_is_not_looked_at():
    assert verify(b"{" * (MOST_BYTES + 1)).code == "too_big"


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_any_value_in_any_place_gives_a_verdict(data):
    lines = data.draw(st.sampled_from(EXAMPLES))
    path = data.draw(st.sampled_from([path for path in places_in(lines) if len(path) > 1]))
    verdict = verify(with_value(lines, path, data.draw(VALUES)))
    assert verdict.ok or (verdict.line > 0 and verdict.message == MESSAGES[verdict.code] % verdict.parameters)


def test_unexpected_values_give_a_verdict():
    for data in with_unexpected_values(400):
        verdict = verify(data)
        assert verdict.ok or (verdict.line > 0 and verdict.code in MESSAGES)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_give_a_verdict(data):
    assert not verify(data).ok
