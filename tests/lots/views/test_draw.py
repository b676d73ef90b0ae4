"""A draw's page: what is sealed, where chance comes from, what has happened, what comes next."""

from __future__ import annotations

from hashlib import sha256

import pytest
from django.db import connection

from reviewmech.lots import actions
from reviewmech.lots.engine import canonical, hash_of
from reviewmech.lots.enums import DrawKind, DrawState
from reviewmech.lots.models import Draw, DrawEvent
from tests.lots.drawing import make_draft, make_draw, person
from tests.lots.lists import make_list
from tests.support import queries_of

from .pages import add_lots_page, drawn, named, page_at, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]

URL = "/en/lots/first-draw/"
SIGNATURE = "ab" * 48
PAGES = ["", "result/", "states/A00/"]
FILES = ["transcript.jsonl", "input.csv", "rules.json", "result.csv"]


def text(client) -> str:
    return words(page_at(client, URL))


def change_in_the_database(draw: Draw, **fields: str) -> None:
    """What no verb does: an administrator of the database at work."""
    names = ", ".join(f"{name} = %s" for name in fields)
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE lots_draw SET {names} WHERE id = %s", [*fields.values(), draw.pk])  # noqa: S608


def test_a_draft_is_there_for_those_who_prepare_it_only(client, outsiders, publisher):
    make_draft(name_en="Quizzical draft")
    for name, user in outsiders.items():
        client.logout()
        if name != "visitor":
            client.force_login(user)
        for path in [*PAGES, *FILES]:
            assert (name, path, client.get(URL + path).status_code) == (name, path, 404)
    client.force_login(publisher)
    page = page_at(client, URL)
    assert "Nobody but those who prepare draws can see this page." in words(page)
    assert page.find("meta", {"name": "robots"})["content"] == "noindex"


def test_before_the_draw_it_tells_what_is_sealed_and_how_to_get_ready(client):
    draw = make_draw(DrawState.SEALED, parties=make_list(named(), source="A gazette"))
    found = text(client)
    assert "The lots are not drawn yet." in found
    assert "When the value of round 17 is published" in found
    assert "Nobody knows it yet." in found
    assert "A gazette" in found
    for value in (draw.parties.sha256, hash_of(canonical(draw.rules))):
        assert value in found
    assert page_at(client, f"{URL}result/", status=404)
    assert page_at(client, f"{URL}states/A00/", status=404)
    assert client.get(f"{URL}transcript.jsonl").status_code == 404
    assert client.get(f"{URL}input.csv").status_code == 200


def test_the_hashes_shown_before_the_draw_are_those_of_the_transcript_after_it(client):
    draw = make_draw(DrawState.SEALED)
    before = {code.get_text() for code in page_at(client, URL).select("#list ~ * code.hash")}
    drawn_now = actions.draw_lots(draw, seed="7", by=person("drawer"))
    head = drawn_now.transcript.split("\n", maxsplit=1)[0]
    assert before - {draw.parties.sha256} == {hash_ for hash_ in before if f'"{hash_}"' in head}
    assert len(before) == 3


def test_after_the_draw_it_tells_the_result_its_hash_and_its_history(client):
    draw = drawn()
    page = page_at(client, URL)
    assert draw.result_hash in words(page)
    figures = [words(each) for each in page.select(".figures > div")]
    assert figures == ["States under review 8", "Lots drawn 16", "Additional lots 0", "Balls set aside 0"]
    assert [words(each) for each in page.select("#history ~ * .ledger__title")] == ["Sealed", "Drawn"]
    assert "The chain of these 2 entries is intact" in words(page)
    assert page.find("a", href="/en/lots/first-draw/result/")


def test_a_superseded_draw_names_its_reason_and_its_successor(client):
    draw, other = drawn(), drawn("second-draw", name_en="Second draw")
    actions.supersede_draw(draw, reason="The list was wrong.", by=person("confirmer"), successor=other)
    page = page_at(client, URL)
    assert page.find("a", href="/en/lots/second-draw/")
    assert "The list was wrong." in words(page)
    assert "This result no longer stands." in words(page)


@pytest.mark.parametrize(
    ("signature", "expected"), [(SIGNATURE, "The SHA-256 of the signature is the seed."), ("", "Not checked")]
)
def test_whether_the_signature_of_the_source_was_checked(client, signature, expected):
    draw = make_draw(DrawState.SEALED)
    seed = sha256(bytes.fromhex(signature)).hexdigest() if signature else "7"
    actions.draw_lots(draw, seed=seed, signature=signature, by=person("drawer"))
    assert expected in text(client)
    assert "drand" not in text(client)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL refuses such changes by triggers")
class TestChangesBehindTheSitesBack:
    def test_a_signature_that_does_not_fit_is_told(self, client):
        change_in_the_database(drawn(), signature="abcd")
        assert "The SHA-256 of the signature is not the seed." in text(client)

    def test_a_broken_history_is_told(self, client):
        draw = drawn()
        with connection.cursor() as cursor:
            cursor.execute("UPDATE lots_drawevent SET facts = '{}' WHERE number = 1")
        page = page_at(client, URL)
        assert "This history is not intact." in words(page)
        assert "Event 1 does not have the hash of what it says." in words(page)
        assert DrawEvent.objects.filter(draw=draw).count() == 2

    def test_a_transcript_that_cannot_be_read_is_told_and_has_no_result(self, client):
        draw = drawn()
        change_in_the_database(draw, transcript="{}", result_hash="0" * 64)
        assert "The transcript that is kept here cannot be read." in text(client)
        for path in PAGES[1:]:
            assert page_at(client, URL + path, status=404)


def test_a_simulation_says_so_on_every_page_and_in_the_name_of_every_file(client):
    drawn(kind=DrawKind.SIMULATION)
    for path in PAGES:
        page = page_at(client, URL + path)
        assert "It is not an official draw, it can never become one" in words(page), path
        assert "Simulation" in page.title.get_text(), path
        assert page.select_one(".mark-on-paper"), path
    for path in FILES:
        name = f'attachment; filename="first-draw-simulation-{path}"'
        assert client.get(URL + path)["Content-Disposition"] == name


def test_an_official_draw_says_nothing_of_simulations(client):
    drawn(state=DrawState.CONFIRMED)
    for path in PAGES:
        assert "imulation" not in words(page_at(client, URL + path).main), path


def test_a_made_up_list_is_marked_on_every_page(client):
    drawn(parties=make_list(is_illustrative=True))
    for path in PAGES:
        assert "The list of States was made up." in words(page_at(client, URL + path).main), path


def test_a_page_is_the_same_for_everybody_and_can_be_kept(client):
    drawn()
    for path in PAGES:
        response = client.get(URL + path)
        assert (path, response["Cache-Control"][:21]) == (path, "public, max-age=0, s-")
        assert (path, dict(response.cookies)) == (path, {})


def test_every_page_names_its_other_languages_and_the_way_back(client):
    add_lots_page()
    drawn()
    page = page_at(client, f"{URL}states/A00/")
    found = {link["hreflang"] for link in page.find_all("link", rel="alternate")}
    assert found == {"ar", "zh-Hans", "en", "fr", "ru", "es", "x-default"}
    crumbs = [words(each) for each in page.select(".breadcrumbs li")]
    assert crumbs == ["Home", "Drawing of lots", "First draw", "A00"]
    assert words(page.select_one(".main-menu [aria-current]")) == "Drawing of lots"


def test_a_draw_costs_as_many_queries_with_a_long_history_and_list(client):
    drawn("first-draw", text=named(8))
    drawn("second-draw", text=named(60), state=DrawState.CONFIRMED)
    costs = []
    for code in ("first-draw", "second-draw"):
        client.get(f"/en/lots/{code}/")
        costs.append(queries_of(lambda code=code: client.get(f"/en/lots/{code}/")))
    assert costs[0] == costs[1]
