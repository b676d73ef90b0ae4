"""One changed byte anywhere, or lines that are not where they were, are found in their line."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewmech.lots.verifier.verify_lots import verify

from .transcripts import LITERAL, PLAIN, SHARED, transcript

DATA = {number: transcript(number).encode() for number in (PLAIN, SHARED, LITERAL)}
often = settings(max_examples=300, deadline=None)
anywhere = st.sampled_from(sorted(DATA)).flatmap(
    lambda number: st.tuples(st.just(DATA[number]), st.integers(0, len(DATA[number]) - 1))
)


def line_of(data: bytes, position: int) -> int:
    return data.count(b"\n", 0, position) + 1


def found_in(data: bytes) -> int:
    """The line in which something is found."""
    verdict = verify(data)
    assert not verdict.ok
    return verdict.line


@often
@given(anywhere, st.integers(1, 255))
def test_a_changed_byte_is_found_in_its_line(place, difference):
    data, position = place
    changed = bytes([data[position] ^ difference])
    assert found_in(data[:position] + changed + data[position + 1 :]) == line_of(data, position)


@often
@given(anywhere, st.integers(0, 255))
def test_a_byte_too_many_is_found_in_its_line(place, byte):
    data, position = place
    assert found_in(data[:position] + bytes([byte]) + data[position:]) == line_of(data, position)


@often
@given(anywhere)
def test_a_byte_too_few_is_found_in_its_line(place):
    data, position = place
    assert found_in(data[:position] + data[position + 1 :]) == line_of(data, position)


@often
@given(anywhere)
def test_a_file_that_was_cut_ends_in_the_line_that_is_found(place):
    data, position = place
    start = data.index(b"\n") + 1  # what is left of the first line is no transcript at all
    cut = data[: max(start, position)]
    assert found_in(cut) == line_of(cut, len(cut))


@pytest.mark.parametrize("data", DATA.values(), ids=DATA)
def test_lines_that_are_not_where_they_were_are_found(data):
    lines = data.splitlines(keepends=True)
    for number in range(1, len(lines)):
        above, line, below = lines[: number - 1], lines[number - 1], lines[number:]
        assert found_in(b"".join([*above, *below])) == number
        assert found_in(b"".join([*above, line, line, *below])) == number + 1
        assert found_in(b"".join([*above, line, lines[0], *below])) == number + 1
        assert found_in(b"".join([*above, below[0], line, *below[1:]])) == number
        assert found_in(b"".join([*above, b"\n", line, *below])) == number


@pytest.mark.parametrize("data", DATA.values(), ids=DATA)
@pytest.mark.parametrize("more", [b"\n", b" ", b"\x00", b"{}\n", b'{"end":1}\n', b"\xff"])
def test_nothing_follows_the_end(data, more):
    verdict = verify(data + more)
    assert (verdict.line, verdict.code) == (data.count(b"\n") + 1, "after_end")
