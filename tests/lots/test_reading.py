"""A transcript as pages need it, read once; what is none is refused and never half read."""

from __future__ import annotations

import json

import pytest
from django.core.cache import cache

from reviewmech.lots.enums import DrawState
from reviewmech.lots.models import Draw
from reviewmech.lots.reading import Reviewer, UnreadableError, read, reading_of
from tests.lots.drawing import make_draw
from tests.support import queries_of

# A line separator of Unicode is no end of a line.
HEAD = {
    "additional": ["AAA/other+"],
    "as_at": "",
    "input": [
        {"code": "AAA", "group": "North", "instruments": ["UNTOC", "TIP", "FA"]},
        {"code": "BBB", "group": "North", "instruments": ["UNTOC", "TIP", "FA"]},
        {"code": "CCC", "group": "South\u2028East", "instruments": ["UNTOC", "FA"]},
        {"code": "DDD", "group": "South\u2028East", "instruments": ["UNTOC", "TIP"]},
    ],
    "kind": "official",
    "rules": {},
}
EXTRA = {"instruments": ["TIP"], "reviewer": "DDD", "side": "other"}
RESULT = [{"extra": [EXTRA], "home": "BBB", "other": "CCC", "start_group": 2, "state": "AAA"}]
STEP = {"bowl": 2, "set_aside": ["DDD"], "slot": "AAA/other", "step": 2, "tier": 1, "winner": "CCC"}
LINES = [
    HEAD,
    {"seed": "7"},
    STEP,
    {"hash": "f" * 64, "result": RESULT},
    {"ball": "DDD", "proof": {"cut": "tasks"}, "step": 2},
    {"end": 1},
]


def text(lines: list) -> str:
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


def test_a_row_has_its_reviewers_home_first_each_with_what_it_reviews():
    row = read(text(LINES)).rows["AAA"]
    assert row.reviewers == (
        Reviewer("BBB", "home", ("UNTOC", "TIP", "FA")),
        Reviewer("CCC", "other", ("UNTOC", "FA")),
        Reviewer("DDD", "other+", ("TIP",)),
    )
    assert row.additional == [row.reviewers[2]]
    assert (row.state.group, row.start_group) == ("North", 2)


def test_whom_a_state_reviews_and_what_was_set_aside():
    reading = read(text(LINES))
    assert reading.reviews == {"BBB": ("AAA",), "CCC": ("AAA",), "DDD": ("AAA",)}
    assert reading.proofs == {(2, "DDD"): {"cut": "tasks"}}
    assert (reading.set_aside, reading.additional, reading.hash) == (1, 1, "f" * 64)
    assert [(step.state, step.place, step.winner) for step in reading.steps] == [("AAA", "other", "CCC")]


@pytest.mark.parametrize(
    "broken",
    [
        "",
        "{}",
        "no JSON",
        "[]\n[]\n",
        text(LINES[:3]),
        text([HEAD, {}, *LINES[2:]]),
        text([{**HEAD, "input": []}, *LINES[1:]]),
        text([*LINES[:2], {**STEP, "set_aside": None}, *LINES[3:]]),
        text([*LINES[:3], {"hash": "", "result": [{"state": "AAA"}]}]),
        "[" * 100_000,
    ],
)
def test_what_is_no_transcript_is_refused(broken):
    with pytest.raises(UnreadableError):
        read(broken)


@pytest.mark.django_db
def test_a_transcript_is_read_once_and_kept_by_its_hash():
    cache.clear()
    draw = make_draw(DrawState.DRAWN)
    light = Draw.objects.defer("transcript").get(pk=draw.pk)
    assert queries_of(lambda: reading_of(light)) == 1
    again = Draw.objects.defer("transcript").get(pk=draw.pk)
    assert queries_of(lambda: reading_of(again)) == 0
    assert reading_of(again) == read(draw.transcript)


@pytest.mark.django_db
def test_a_draw_without_a_result_has_nothing_to_read():
    assert reading_of(make_draw(DrawState.SEALED)) is None
