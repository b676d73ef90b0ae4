"""Comments as a file: the same as on the page, and harmless in a spreadsheet."""

import csv
import io

import pytest

from home.spreadsheets import harmless
from reviewmech.consultations.enums import CommentStatus

from .writing import make_comment, publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]

URL = "/en/consultations/pending-issues/drafts/1/comments/export.csv"


def rows(client, address=URL) -> list[list[str]]:
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.reader(io.StringIO(response.getvalue().decode("utf-8-sig"))))


def test_the_file_has_the_columns_of_the_table_and_says_as_of_when(
    client, open_round, africa, africa_coordinator
):
    publish(open_round, africa, africa_coordinator, text="Words, with “quotes”\nand lines.")
    as_of, head, *found = rows(client)
    assert as_of[0].startswith("Comments as of 20")
    assert head[:3] == ["No.", "Paragraph", "Participant"]
    assert [len(row) for row in found] == [len(head)]
    assert found[0] == [
        "1",
        "1",
        "African States",
        "Substantive",
        "English",
        "Published",
        "Words, with “quotes”\nand lines.",
        "",
        "http://testserver/en/consultations/pending-issues/comments/1/",
    ]


@pytest.mark.parametrize("status", ["draft", "submitted", "returned", "withdrawn"])
def test_what_is_not_published_is_in_the_file_of_its_delegation_only(
    client, cast, open_round, africa, africa_coordinator, status
):
    make_comment(CommentStatus(status), open_round, africa, africa_coordinator, text="Secret words.")
    for name, user in cast.items():
        if name != "visitor":
            client.force_login(user)
        whole = "".join("".join(row) for row in rows(client) + rows(client, f"{URL}?mine=on"))
        expected = name == "africa" and status != "withdrawn"
        assert ("Secret words." in whole) is expected, name


def test_a_named_consultation_has_no_file_for_others(client, hidden_round, africa_coordinator):
    address = URL.replace("pending-issues", "closed-talks")
    assert client.get(address).status_code == 404
    client.force_login(africa_coordinator)
    assert len(rows(client, address)) == 2


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_a_formula(begin):
    assert harmless(f"{begin}HYPERLINK(1)") == f"'{begin}HYPERLINK(1)"


def test_a_formula_in_a_comment_stays_words(client, open_round, africa, africa_coordinator):
    formula = '=HYPERLINK("http://example.org";"click")'
    publish(open_round, africa, africa_coordinator, text=formula, proposed_wording="@SUM(1)")
    cells = rows(client)[2]
    assert (cells[6], cells[7]) == (f"'{formula}", "'@SUM(1)")
    assert [cell for row in rows(client) for cell in row if cell.startswith(("=", "+", "-", "@"))] == []
