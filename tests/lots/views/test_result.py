"""Who reviews whom: the table, the picture beside it, what is asked for, and the file of it."""

from __future__ import annotations

import csv
import io

import pytest

from reviewmech.lots.enums import DrawKind
from tests.lots.lists import make_list, many, table
from tests.support import queries_of

from .pages import drawn, named, page_at, result_of, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]

URL = "/en/lots/first-draw/result/"
FILE = "/en/lots/first-draw/result.csv"


def shown(client, query: str = "") -> dict[str, list[str]]:
    """Code -> start group, home and other reviewer, as the table has them."""
    rows = page_at(client, URL + query).select("table.result tbody tr")
    return {
        row["id"]: [
            words(cell).removeprefix(words(cell.select_one(".stacked__label"))).strip() for cell in row("td")
        ]
        for row in rows
    }


def shown_as(code: str) -> str:
    return f"State {code[1:]} {code}"


def file_rows(client, query: str = "") -> list[list[str]]:
    response = client.get(FILE + query)
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.reader(io.StringIO(response.getvalue().decode("utf-8-sig"))))


def test_the_table_is_the_result_of_the_transcript(client):
    draw = drawn(text=named(12))
    expected = {
        code: [str(row["start_group"]), shown_as(row["home"]), shown_as(row["other"])]
        for code, row in result_of(draw).items()
    }
    assert shown(client) == expected


def test_names_are_in_the_readers_language_and_codes_from_left_to_right(client):
    drawn(text=named())
    row = page_at(client, URL.replace("/en/", "/ar/")).find(id="A00")
    assert words(row.select_one(".result__state")) == "دولة 00"
    assert row.th.select_one("bdi.code").attrs == {"class": ["code"], "dir": "ltr", "translate": "no"}


def test_the_rows_of_a_group_of_a_start_group_and_of_a_state(client):
    result = result_of(drawn(text=named(12)))
    everything = shown(client)
    assert set(shown(client, "?group=Group+1")) == {code for code in everything if int(code[1:]) % 2 == 0}
    assert set(shown(client, "?start=2")) == {code for code, row in result.items() if row["start_group"] == 2}
    of_a_state = {code for code, row in result.items() if "A03" in {code, row["home"], row["other"]}}
    assert set(shown(client, "?state=A03")) == of_a_state
    both = shown(client, "?state=A03&start=1")
    assert set(both) == {code for code in of_a_state if result[code]["start_group"] == 1}


@pytest.mark.parametrize("query", ["?start=9", "?group=<script>", "?state=A00&state=zzz", "?x=1"])
def test_what_makes_no_sense_is_left_aside(client, query):
    drawn()
    assert len(shown(client, query)) == 8
    assert page_at(client, URL + query).main.find("script") is None


def test_the_picture_has_a_line_for_each_review_and_a_label_for_each_state(client):
    drawn(text=named(12))
    picture = page_at(client, URL).select_one("svg.graph__picture")
    assert len(picture.select("path.h")) == len(picture.select("path.o")) == 12
    assert {words(each) for each in picture.select(".graph__states text")} == {f"A{n:02}" for n in range(12)}
    assert picture["role"] == "img"


def test_the_picture_shows_what_is_asked_for(client):
    result = result_of(drawn(text=named(24)))
    page = page_at(client, f"{URL}?state=A03")
    of_a_state = {code: row for code, row in result.items() if "A03" in {code, row["home"], row["other"]}}
    involved = {each for code, row in of_a_state.items() for each in (code, row["home"], row["other"])}
    assert {words(each) for each in page.select(".graph__states text")} == involved
    assert [words(each) for each in page.select(".s--focus text")] == ["A03"]


def test_an_additional_reviewer_stands_with_its_instruments(client):
    day = "2004-02-01"
    rows = [f"A{n:02},Group {n % 2},{day},{day if n < 8 else ''},," for n in range(16)]
    draw = drawn(text=table(rows), rules={"package": "literal"})
    extra = {code: row["extra"] for code, row in result_of(draw).items() if row["extra"]}
    assert extra
    page = page_at(client, URL)
    found = {code: words(page.find(id=code)("td")[-1]) for code in extra}
    assert found == {
        code: " ".join(["Additional reviewers", *(f"{r} for TIP" for r in reviewers)])
        for code, each in extra.items()
        if (reviewers := [one["reviewer"] for one in each])
    }


def test_the_file_has_the_same_rows_as_the_page(client):
    draw = drawn(text=named(12))
    notice, head, *rows = file_rows(client, "?group=Group+2&start=1")
    assert notice == ["First draw", "Hash of the draw", draw.result_hash]
    assert [len(row) for row in rows] == [len(head)] * len(rows)
    assert [row[0] for row in rows] == list(shown(client, "?group=Group+2&start=1"))
    assert {row[4] for row in rows} == {"1"}
    drawn_for = {code: (row["home"], row["other"]) for code, row in result_of(draw).items()}
    assert [(row[5], row[7]) for row in rows] == [drawn_for[row[0]] for row in rows]


def test_the_file_of_a_simulation_says_so_in_its_first_cell(client):
    drawn(kind=DrawKind.SIMULATION, parties=make_list(is_illustrative=True))
    assert file_rows(client)[0][0] == (
        "Simulation: not an official draw · First draw · Illustrative: the list of States was made up."
    )


def test_no_cell_of_the_file_is_a_formula(client):
    text = named(8).replace("State 03", "=HYPERLINK(1)")
    drawn(text=text, name_en="@SUM(1)")
    cells = [cell for row in file_rows(client) for cell in row]
    assert "'=HYPERLINK(1)" in cells
    assert "'@SUM(1)" in cells
    assert [cell for cell in cells if cell[:1] in {"=", "+", "-", "@"}] == []


def test_hostile_names_are_words(client):
    drawn(text=named(8).replace("State 03", "<img src=x onerror=alert(1)>"))
    for address in (URL, "/en/lots/first-draw/states/A03/", "/en/lots/first-draw/"):
        assert page_at(client, address).find("img") is None


def test_sixty_states_cost_as_many_queries_as_ten(client):
    drawn("ten", text=many(10))
    drawn("sixty", text=many(60))
    costs = []
    for code in ("ten", "sixty"):
        for path in ("result/", "states/A00/", "result.csv"):
            address = f"/en/lots/{code}/{path}"
            client.get(address)
            costs.append(queries_of(lambda address=address: b"".join(client.get(address))))
    assert costs[:3] == costs[3:]
