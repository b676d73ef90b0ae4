"""What a table says beside what the engine reads."""

from __future__ import annotations

import pytest

from reviewmech.lots.engine import InputError
from reviewmech.lots.tables import GroupCount, Summary, check_table, names_in, summary_of
from tests.lots.lists import table

ROWS = [
    "AAA,North,2004-02-01,2004-02-01,,",
    "BBB,North,2004-02-01,,,2004-02-01",
    "CCC,South,2004-02-01,,,",
    "DDD,South,,,,",
    "EEE,,2004-02-01,2004-02-01,2004-02-01,",
    "FFF,,,,,",
]


def test_the_counts_are_by_group_and_instrument():
    assert summary_of(table(ROWS)) == Summary(
        groups=(GroupCount("North", (2, 1, 0, 1)), GroupCount("South", (1, 0, 0, 0))),
        total=GroupCount("", (4, 2, 1, 1)),
        outside=("EEE",),
        left_out=("DDD", "FFF"),
    )


def test_a_table_is_right_whatever_a_rule_says_of_those_without_a_group():
    assert [state.code for state in check_table(table(ROWS))] == ["AAA", "BBB", "CCC", "EEE"]


def test_a_table_that_cannot_be_read_is_refused():
    with pytest.raises(InputError):
        summary_of(table(["AAA,North,soon,,,"]))


def test_names_are_read_from_their_columns_wherever_they_stand():
    columns = "name_fr , firearms,iso3,regional_group,untoc,tip,som,name_zh_hans,name_xx"
    rows = ['" Cafe\u0301 ",,AAA,North,2004-02-01,,,甲,no', "", ",,BBB,North,2004-02-01,,,,"]
    text = "\ufeff" + table(rows, columns).replace("\n", "\r\n")
    assert names_in(text) == {"AAA": {"name_fr": "Café", "name_zh_hans": "甲"}, "BBB": {}}


def test_a_table_of_parties_outside_the_groups_alone_has_too_few():
    with pytest.raises(InputError) as caught:
        check_table(table(["AAA,,2004-02-01,,,", "BBB,North,,,,"]))
    assert [problem.code for problem in caught.value.problems] == ["few"]
