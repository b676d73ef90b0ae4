"""Draws are found by their names in every language, and drafts by those who prepare them only."""

from __future__ import annotations

import pytest

from reviewmech.lots.enums import DrawKind, DrawState
from tests.lots.drawing import make_draw
from tests.lots.lists import make_list

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


@pytest.fixture
def look_for(client):
    def look(query: str, language: str = "en") -> list[tuple[str, str]]:
        response = client.get(f"/{language}/search/", {"q": query, "in": "draws"})
        return [(result.title, result.url) for result in response.context["page_obj"]]

    return look


def test_a_draw_is_found_by_its_name_in_each_language_and_by_its_code(look_for):
    make_draw(DrawState.SEALED, code="draw-77", name_en="Penguin draw", name_fr="Tirage du manchot")
    assert look_for("penguins") == [("Penguin draw", "/en/lots/draw-77/")]
    assert look_for("manchots", "fr") == [("Tirage du manchot", "/fr/lots/draw-77/")]
    assert look_for("draw-77", "ar") == [("Penguin draw", "/ar/lots/draw-77/")]


def test_a_simulation_is_found_as_one(look_for):
    make_draw(DrawState.SEALED, code="trial", name_en="Penguin trial", kind=DrawKind.SIMULATION)
    assert look_for("penguin") == [("Simulation: Penguin trial", "/en/lots/trial/")]


def test_a_draft_is_found_by_nobody_but_those_who_prepare_draws(client, look_for, outsiders, publisher):
    make_draw(DrawState.DRAFT, code="draft", name_en="Quizzical draft")
    for name, user in outsiders.items():
        client.logout()
        if name != "visitor":
            client.force_login(user)
        assert (name, look_for("quizzical")) == (name, [])
    client.force_login(publisher)
    assert look_for("quizzical") == [("Quizzical draft", "/en/lots/draft/")]


def test_what_is_made_up_says_so_where_it_is_found(client):
    make_draw(DrawState.SEALED, name_en="Penguin draw", parties=make_list(is_illustrative=True))
    found = client.get("/en/search/", {"q": "penguin"}).context["page_obj"][0]
    assert "Illustrative" in str(found.excerpt)
