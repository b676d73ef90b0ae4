"""A table of parties: what is read, who is left out, and what is refused by row and column."""

import pytest

from reviewmech.lots.engine import InputError, Rules, State, read_parties

HEAD = "iso3,name_en,regional_group,untoc,tip,som,firearms\n"
DAY = "2003-09-29"
THREE = HEAD + f"AAA,A,North,{DAY},,,\nBBB,B,North,{DAY},{DAY},,\nCCC,C,South,{DAY},,,{DAY}\n"


def read(table: str | bytes, **rules: object) -> tuple[State, ...]:
    return read_parties(table, Rules.from_values(rules))


def told(table: str | bytes) -> list[str]:
    with pytest.raises(InputError) as refused:
        read(table)
    return [str(problem) for problem in refused.value.problems]


def test_a_table_gives_states_by_code():
    head, *rows = THREE.splitlines()
    expected = (
        State("AAA", "North", ("UNTOC",)),
        State("BBB", "North", ("UNTOC", "TIP")),
        State("CCC", "South", ("UNTOC", "FA")),
    )
    assert read(THREE) == expected
    assert read("\n".join([head, *reversed(rows)])) == expected


def test_spaces_byte_order_marks_crlf_and_other_columns_do_not_matter():
    table = "\ufeff" + THREE.replace("\n", "\r\n").replace("AAA,A,North", " AAA ,A, North ")
    assert read(table.encode()) == read(table) == read(THREE)
    assert read(THREE.replace("name_en", "anything")) == read(THREE)
    assert read(THREE + "\n,,,,,,\n") == read(THREE)


def test_a_group_is_read_in_normal_form():
    assert read(THREE.replace("South", "Ame\u0301rica"))[2].group == "Am\u00e9rica"


def test_who_is_no_party_to_the_convention_is_left_out():
    assert [state.code for state in read(THREE + f"DDD,D,South,,{DAY},,\n")] == ["AAA", "BBB", "CCC"]


def test_a_party_outside_the_groups_is_counted_as_the_rule_says():
    pacific = f"DDD,D,Asia-Pacific States,{DAY},,,\n"
    table = THREE + pacific + f"COK,C,,{DAY},,,\nEU,E,,{DAY},{DAY},{DAY},{DAY}\n"
    assert ("COK", "Asia-Pacific States") in [(s.code, s.group) for s in read(table)]
    counted = read(table, outside_groups={"COK": "", "EU": "North"})
    assert [(s.code, s.group) for s in counted][4:] == [("EU", "North")]


def test_a_party_outside_the_groups_is_not_counted_with_a_group_that_is_not_there():
    [problem] = told(THREE + f"VAT,V,,{DAY},,,")
    assert problem == (
        "Row 5, column regional_group: The rule outside_groups counts VAT with “Western European and other "
        "States”, and no State in the table is of that group."
    )


@pytest.mark.parametrize(
    ("row", "problems"),
    [
        (f"aaa,x,North,{DAY},,,", ["“aaa” is no code: 1 to 16 of the characters A-Z, 0-9, - and _."]),
        (f",x,North,{DAY},,,", ["“” is no code: 1 to 16 of the characters A-Z, 0-9, - and _."]),
        (f"AAA,x,North,{DAY},,,", ["The code AAA stands in row 2 already."]),
    ],
)
def test_a_code_is_refused_by_its_row(row, problems):
    assert told(THREE + row) == [f"Row 5, column iso3: {problem}" for problem in problems]


@pytest.mark.parametrize(
    "day", ["1.2.2003", "2003-02-30", "2003-2-1", "2003", "yes", "2003-W01-1", "20030929"]
)
def test_a_day_is_refused_by_its_row_and_column(day):
    assert told(THREE + f"DDD,D,South,{DAY},,{day},") == [
        f"Row 5, column som: “{day}” is no date: write it as 2014-07-31, or leave the cell empty."
    ]


def test_a_group_is_refused_where_it_cannot_stand_in_a_ticket_or_is_missing():
    wrong, missing = told(THREE + f"DDD,D,A|B,{DAY},,,\nEEE,E,,{DAY},,,")
    assert wrong == (
        "Row 5, column regional_group: “A|B” is no name of a group: at most 100 characters, without | and "
        "control characters."
    )
    assert missing == (
        "Row 6, column regional_group: EEE has no group, and the rule outside_groups does not name it."
    )


def test_all_that_is_wrong_is_told_at_once():
    assert [problem.split(":")[0] for problem in told(HEAD + "a,x,N,never,,,\nb,x,,,soon,late,")] == [
        "Row 2, column iso3",
        "Row 2, column untoc",
        "Row 3, column iso3",
        "Row 3, column tip",
        "Row 3, column som",
    ]


@pytest.mark.parametrize(
    ("table", "problems"),
    [
        ("", ["The table is empty."]),
        ("\n\n", ["The table is empty."]),
        (b"\xff\xfe", ["The file is not text in UTF-8."]),
        (HEAD, ["The table has 0 States parties; at least 3 are needed."]),
        (THREE.rsplit("C,", 1)[0] + '"', ["Row 5: The row has 1 cells, the first row has 7."]),
        (HEAD.replace("tip", "som"), ["The column tip is missing.", "The column som is there twice."]),
        (THREE + "DDD,D", ["Row 5: The row has 2 cells, the first row has 7."]),
    ],
)
def test_a_table_that_cannot_be_read_is_refused(table, problems):
    if table.endswith('"' if isinstance(table, str) else b'"'):
        assert told(table) == ["The table cannot be read: unexpected end of data."]
    else:
        assert told(table) == problems


def rows(count: int) -> str:
    return HEAD + "".join(f"S{number},x,North,{DAY},,,\n" for number in range(count))


def test_there_are_3_to_500_states():
    assert len(read(rows(3))) == 3
    assert len(read(rows(500))) == 500
    assert told(rows(2)) == ["The table has 2 States parties; at least 3 are needed."]
    assert told(rows(501)) == ["The table has 501 States parties; at most 500 are allowed."]
