"""The pair matrix: numbers in the reader's digits, darker where a pair is more likely."""

from __future__ import annotations

import pytest
from django.utils import translation

from reviewmech.lots.pair_matrix import LEVELS, MOST_CLASSES, Cell, Class, matrix_of

ALL, SOME = ["UNTOC", "TIP", "SOM", "FA"], ["UNTOC"]


def line(group: str, instruments: list[str], *chances: tuple[str, list[str], str]) -> dict:
    reviewers = [
        {"group": of, "instruments": party_to, "probability": chance} for of, party_to, chance in chances
    ]
    return {"group": group, "instruments": instruments, "states": 4, "reviewers": reviewers}


def only_cell(probability: str, highest: str = "1") -> Cell:
    pairs = [
        line("North", ALL, ("North", ALL, probability), ("North", SOME, highest)),
        line("North", SOME),
    ]
    return matrix_of(pairs).bands[0].rows[0].cells[0]


def test_classes_stand_by_group_the_largest_package_first():
    pairs = [line("South", ALL), line("North", SOME), line("North", ALL)]
    matrix = matrix_of(pairs)
    north, south = Class("North", tuple(ALL), 4), Class("South", tuple(ALL), 4)
    assert matrix.columns == (north, Class("North", tuple(SOME), 4), south)
    assert [(band.group, len(band.rows)) for band in matrix.bands] == [("North", 2), ("South", 1)]


@pytest.mark.parametrize(
    ("probability", "expected"),
    [
        ("0", Cell("0", 0)),
        ("0.00001", Cell("<0.1", 1)),
        ("0.0123", Cell("1.2", 2)),
        ("0.25", Cell("25.0", 5)),
        ("1", Cell("100.0", LEVELS)),
        ("no number", Cell("", 0)),
    ],
)
def test_a_cell_has_its_percentage_and_shade(probability, expected):
    assert only_cell(probability) == expected


def test_a_pair_that_cannot_be_has_no_number():
    assert matrix_of([line("North", ALL)]).bands[0].rows[0].cells == (Cell("", 0),)


def test_numbers_are_written_as_the_language_writes_them():
    with translation.override("fr"):
        assert only_cell("0.0123").percent == "1,2"


def test_the_matrix_is_bounded():
    pairs = [line(f"Group {number:03}", ALL) for number in range(MOST_CLASSES + 5)]
    matrix = matrix_of(pairs)
    assert (len(matrix.columns), matrix.left_out) == (MOST_CLASSES, 5)


def test_an_empty_simulation_has_no_rows():
    assert matrix_of([]).bands == ()
