"""Lists of parties in the admin: from a file or from the site, previewed, kept, looked at, deleted."""

from __future__ import annotations

import base64
from datetime import date
from hashlib import sha256

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from reviewmech.lots.models import PartiesList
from reviewmech.parties.models import Membership
from tests import factories
from tests.lots.drawing import make_draft
from tests.lots.lists import make_list, many, table
from tests.support import queries_of

pytestmark = pytest.mark.django_db

LIST, NEW, FROM_SITE = "/admin/parties-lists/", "/admin/parties-lists/new/", "/admin/parties-lists/from-site/"


def file(text: str | bytes) -> SimpleUploadedFile:
    content = text if isinstance(text, bytes) else text.encode()
    return SimpleUploadedFile("parties.csv", content, "text/csv")


def facts(**more: object) -> dict[str, object]:
    return {"title": "A list", "as_at": "2019-01-01", "source": "A note", **more}


def hidden(response) -> dict[str, str]:
    """What the preview's form sends on."""
    form = response.context["form"]
    values = {name: form[name].value() or "" for name in form.fields if name != "file"}
    return {**values, "kept": getattr(form, "content_kept", ""), "seen": form.sha256, "action": "save"}


def text(response) -> str:
    return response.content.decode()


# --- From a file


def test_a_file_is_looked_at_before_it_is_kept_byte_for_byte(signed_in, publisher):
    content = "\ufeff" + many().replace("\n", "\r\n")
    browser = signed_in(publisher)
    preview = browser.post(NEW, facts(file=file(content), illustrative="on"))
    assert (preview.status_code, PartiesList.objects.count()) == (200, 0)
    assert sha256(content.encode()).hexdigest() in text(preview)
    answer = browser.post(NEW, hidden(preview))
    parties = PartiesList.objects.get()
    assert answer.url == f"{LIST}inspect/{parties.pk}/"
    assert (parties.table, parties.source, parties.as_at) == (content, "A note", date(2019, 1, 1))
    assert (parties.is_illustrative, parties.created_by) == (True, publisher)


def test_the_preview_counts_by_group_and_names_who_is_left_out(signed_in, publisher):
    rows = ["AAA,North,2004-02-01,,,", "BBB,North,2004-02-01,,,", "CCC,,2004-02-01,,,", "DDD,North,,,,"]
    page = text(signed_in(publisher).post(NEW, facts(file=file(table(rows)))))
    assert "Without a group; with which one they are counted is a rule of each draw:" in page
    assert '<bdi dir="ltr">CCC</bdi>' in page
    assert "Left out, because they have no date for the Convention:" in page
    assert '<bdi dir="ltr">DDD</bdi>' in page


def test_what_is_wrong_with_the_file_is_told_by_row_and_column_and_the_rest_is_kept(signed_in, publisher):
    rows = ["aaa,North,2004-02-01,,,", "BBB,North,soon,,,"]
    answer = signed_in(publisher).post(NEW, facts(title="Typed title", file=file(table(rows))))
    assert answer.status_code == 422
    assert answer.context["form"].errors == {
        "file": [
            "Row 2, column iso3: “aaa” is no code: 1 to 16 of the characters A-Z, 0-9, - and _.",
            "Row 3, column untoc: “soon” is no date: write it as 2014-07-31, or leave the cell empty.",
        ]
    }
    assert 'value="Typed title"' in text(answer)


def test_a_file_with_very_many_errors_tells_the_first_and_how_many_more(signed_in, publisher):
    rows = [f"A{number:03},North,soon,,," for number in range(60)]
    answer = signed_in(publisher).post(NEW, facts(file=file(table(rows))))
    said = answer.context["form"].errors["file"]
    assert (len(said), said[-1]) == (51, "… and 10 more errors.")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\xff\xfe", "The file is not text in UTF-8."),
        (b"", "The table is empty."),
        ("iso3\nAAA\n", "The column regional_group is missing."),
        (b"\n" * 2_000_000, "The file has 1.9\xa0MB, and at most 1.0\xa0MB can be taken."),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(signed_in, publisher, content, words):
    answer = signed_in(publisher).post(NEW, facts(file=file(content)))
    assert (answer.status_code, answer.context["form"].errors["file"][0]) == (422, words)


def test_a_good_file_is_kept_while_something_else_is_put_right(signed_in, publisher):
    browser = signed_in(publisher)
    answer = browser.post(NEW, facts(title="", file=file(many())))
    assert list(answer.context["form"].errors) == ["title"]
    kept = base64.b64encode(many().encode()).decode()
    assert f'name="kept" value="{kept}"' in text(answer)
    preview = browser.post(NEW, facts(kept=kept))
    browser.post(NEW, hidden(preview))
    assert PartiesList.objects.get().table == many()


def test_the_largest_file_comes_through_the_preview(signed_in, publisher):
    content = many()
    content += "\n" * (1024 * 1024 - len(content))
    browser = signed_in(publisher)
    browser.post(NEW, hidden(browser.post(NEW, facts(file=file(content)))))
    assert PartiesList.objects.get().table == content


def test_without_a_file_there_is_no_list(signed_in, publisher):
    answer = signed_in(publisher).post(NEW, facts())
    assert (answer.status_code, answer.context["form"].errors) == (422, {"file": ["Choose a file."]})


def test_from_the_preview_one_can_go_back_and_nothing_is_lost(signed_in, publisher):
    browser = signed_in(publisher)
    preview = browser.post(NEW, facts(file=file(many())))
    answer = browser.post(NEW, {**hidden(preview), "action": "change"})
    assert (answer.status_code, PartiesList.objects.count()) == (200, 0)
    assert 'value="A note"' in text(answer)
    assert f'name="kept" value="{hidden(preview)["kept"]}"' in text(answer)


@pytest.mark.parametrize("kept", ["no base64", "%%%", "AAAA"])
def test_a_file_that_came_back_changed_is_refused(signed_in, publisher, kept):
    answer = signed_in(publisher).post(NEW, facts(kept=kept, action="save", seen="0" * 64))
    assert (answer.status_code, PartiesList.objects.count()) == (422, 0)


def test_a_source_that_a_transcript_cannot_have_is_refused(signed_in, publisher):
    browser = signed_in(publisher)
    preview = browser.post(NEW, facts(file=file(many())))
    answer = browser.post(NEW, {**hidden(preview), "source": "tab\there"})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["source"])


# --- From the site


@pytest.fixture
def site_parties(africa):
    """Three States that are party, and one that will be."""
    for code in ("state-a", "state-b", "state-c", "later"):
        state = factories.make_participant(code, group=africa)
        since = "2030-01-01" if code == "later" else "2004-02-01"
        Membership.objects.create(participant=state, instrument="UNTOC", since=since, is_illustrative=True)


def test_the_sites_memberships_become_a_list_as_of_a_day(signed_in, publisher, site_parties):
    browser = signed_in(publisher)
    preview = browser.post(FROM_SITE, facts())
    assert "not party to the Convention on 1 January 2019:" in text(preview)
    assert "<li><bdi>Later</bdi></li>" in text(preview)
    browser.post(FROM_SITE, hidden(preview))
    parties = PartiesList.objects.get()
    codes = [line.split(",")[0] for line in parties.table.splitlines()[1:]]
    assert codes == ["STATE-A", "STATE-B", "STATE-C"]
    assert (parties.is_illustrative, parties.as_at) == (True, date(2019, 1, 1))


def test_memberships_that_changed_since_the_preview_are_looked_at_again(signed_in, publisher, site_parties):
    browser = signed_in(publisher)
    preview = browser.post(FROM_SITE, facts())
    Membership.objects.filter(participant__code="later").update(since="2010-01-01")
    again = browser.post(FROM_SITE, hidden(preview))
    assert PartiesList.objects.count() == 0
    assert "look once more" in text(again)
    browser.post(FROM_SITE, hidden(again))
    assert "LATER" in PartiesList.objects.get().table


def test_a_site_without_parties_makes_no_list(signed_in, publisher):
    answer = signed_in(publisher).post(FROM_SITE, facts())
    said = ["The table has 0 States parties; at least 3 are needed."]
    assert (answer.status_code, answer.context["form"].non_field_errors()) == (422, said)


def test_a_code_that_does_not_fit_is_refused_by_name(signed_in, publisher, site_parties, africa):
    state = factories.make_participant("a-code-of-more-than-sixteen", name_en="Long", group=africa)
    Membership.objects.create(participant=state, instrument="UNTOC", since="2004-02-01")
    answer = signed_in(publisher).post(FROM_SITE, facts())
    assert "Not so: Long." in answer.context["form"].non_field_errors()[0]


# --- The pages


def test_the_page_of_a_list_shows_its_table_page_by_page(signed_in, publisher):
    parties = make_list(table(f"A{number:03},North <b>,2004-02-01,,,2010-03-04" for number in range(150)))
    browser, path = signed_in(publisher), f"{LIST}inspect/{parties.pk}/"
    first, second = text(browser.get(path)), text(browser.get(f"{path}?p=2"))
    assert ("A099" in first, "A100" in first, "A100" in second) == (True, False, True)
    assert parties.sha256 in first
    assert "North &lt;b&gt;" in first
    assert "2010-03-04" in first


def test_a_page_that_is_not_there_is_the_last_one(signed_in, publisher):
    parties = make_list()
    for page in ("0", "99", "x"):
        assert signed_in(publisher).get(f"{LIST}inspect/{parties.pk}/?p={page}").status_code == 200


def test_the_table_is_downloaded_byte_for_byte(signed_in, publisher):
    parties = make_list("\ufeff" + many().replace("\n", "\r\n"))
    answer = signed_in(publisher).get(f"{LIST}{parties.pk}/table.csv")
    assert answer.content == parties.table.encode()
    assert answer["Content-Disposition"] == f'attachment; filename="parties-{parties.pk}.csv"'


def test_a_list_is_deleted_while_nothing_starts_from_it(signed_in, publisher):
    browser, parties = signed_in(publisher), make_list()
    draw = make_draft(parties=parties, name_en="A draw of it")
    page = browser.post(f"{LIST}delete/{parties.pk}/", follow=True)
    assert "A list cannot be deleted: these start from it: A draw of it." in text(page)
    draw.delete()
    browser.post(f"{LIST}delete/{parties.pk}/")
    assert PartiesList.objects.count() == 0


@pytest.mark.parametrize("page", ["edit", "history", "usage", "copy"])
def test_a_list_has_no_page_on_which_it_could_change(signed_in, root, page):
    assert signed_in(root).get(f"{LIST}{page}/{make_list().pk}/").status_code == 404


def test_the_list_of_lists_is_searched_and_filtered(signed_in, publisher):
    make_list(title="Made up", is_illustrative=True)
    make_list(title="Real")
    browser = signed_in(publisher)
    found = {
        query: [row.title for row in browser.get(f"{LIST}{query}").context["object_list"]]
        for query in ("", "?q=made", "?is_illustrative=true")
    }
    assert found == {"": ["Real", "Made up"], "?q=made": ["Made up"], "?is_illustrative=true": ["Made up"]}


def test_pages_cost_the_same_number_of_queries_for_one_and_three(signed_in, publisher):
    browser = signed_in(publisher)
    small = make_list(many(3))
    paths = [LIST, f"{LIST}inspect/{small.pk}/"]
    for path in paths:
        browser.get(path)
    one = [queries_of(lambda path=path: browser.get(path)) for path in paths]
    make_list()
    paths[1] = f"{LIST}inspect/{make_list(many(40)).pk}/"
    assert [queries_of(lambda path=path: browser.get(path)) for path in paths] == one


# --- Who may not


def test_who_confirms_looks_and_makes_nothing(signed_in, administrator):
    browser, parties = signed_in(administrator), make_list()
    for path in (LIST, f"{LIST}inspect/{parties.pk}/", f"{LIST}{parties.pk}/table.csv"):
        assert browser.get(path).status_code == 200
    for path in (NEW, FROM_SITE, f"{LIST}delete/{parties.pk}/"):
        assert browser.post(path, facts(file=file(many()))).status_code == 302
    assert PartiesList.objects.get() == parties


@pytest.mark.parametrize("who", ["visitor", "member", "focal point", "editor", "moderator"])
def test_outsiders_reach_nothing_and_change_nothing(client, outsiders, who):
    parties = make_list()
    if who != "visitor":
        client.force_login(outsiders[who])
    of_one = [f"{LIST}inspect/{parties.pk}/", f"{LIST}delete/{parties.pk}/", f"{LIST}{parties.pk}/table.csv"]
    for path in [LIST, NEW, FROM_SITE, *of_one]:
        assert client.get(path).status_code == 302
        assert client.post(path, facts(file=file(many()))).status_code in (302, 405)
    assert PartiesList.objects.get() == parties


def test_every_post_needs_the_token_of_its_form(root):
    client, parties = Client(enforce_csrf_checks=True), make_list()
    client.force_login(root)
    for path in (NEW, FROM_SITE, f"{LIST}delete/{parties.pk}/"):
        assert client.post(path, facts(file=file(many()))).status_code == 403
    assert PartiesList.objects.get() == parties
