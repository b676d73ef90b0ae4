"""What is wrong with an input is said in words of the site, with the place and the engine's parameters."""

import pytest
from django.utils import translation

from reviewmech.lots import refusals
from reviewmech.lots.engine import SENTENCES, InputError, Problem, Rules, read_parties
from tests.lots.lists import table


def test_there_is_a_sentence_for_every_problem_and_no_other():
    assert set(refusals.SENTENCES) == set(SENTENCES)


@pytest.mark.parametrize("code", SENTENCES)
def test_each_sentence_is_the_engines_word_for_word(code):
    with translation.override("en"):
        assert str(refusals.SENTENCES[code]) == SENTENCES[code]


@pytest.mark.parametrize(
    ("problem", "words"),
    [
        (Problem("empty"), "The table is empty."),
        (Problem("cells", {"cells": 2, "columns": 6}, 3), "Row 3: The row has 2 cells, the first row has 6."),
        (
            Problem("date", {"value": "1 May"}, 4, "tip"),
            "Row 4, column tip: “1 May” is no date: write it as 2014-07-31, or leave the cell empty.",
        ),
    ],
)
def test_the_place_comes_first(problem, words):
    assert refusals.with_place(problem) == words


def test_all_that_is_wrong_with_a_table_is_said_at_once():
    bad = table(["aaa,North,2004-02-01,,,", "BBB,North,soon,,,", "BBB,North,2004-02-01,,,"])
    with pytest.raises(InputError) as caught:
        read_parties(bad, Rules())
    assert refusals.error_of(caught.value).messages == [
        "Row 2, column iso3: “aaa” is no code: 1 to 16 of the characters A-Z, 0-9, - and _.",
        "Row 3, column untoc: “soon” is no date: write it as 2014-07-31, or leave the cell empty.",
        "Row 4, column iso3: The code BBB stands in row 3 already.",
    ]
