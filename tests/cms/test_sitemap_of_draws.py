"""The sitemap has every draw that everybody may see, and its result, in each language."""

from __future__ import annotations

import re

import pytest
from django.conf import settings

from reviewmech.lots.enums import DrawState
from tests.lots.drawing import make_draw
from tests.support import queries_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


def listed(client) -> list[str]:
    found = re.findall(r"<loc>http://[^/]+(.*?)</loc>", client.get("/sitemap.xml").content.decode())
    return [path for path in found if "/lots/" in path]


def test_sealed_draws_and_results_are_there_in_six_languages_and_drafts_are_not(client):
    make_draw(DrawState.DRAFT, code="draft")
    make_draw(DrawState.SEALED, code="sealed")
    make_draw(DrawState.DRAWN, code="drawn")
    expected = ["verify/", "simplification/", "sealed/", "drawn/", "drawn/result/"]
    assert sorted(listed(client)) == sorted(
        f"/{language}/lots/{path}" for language, _name in settings.LANGUAGES for path in expected
    )


def test_each_entry_names_its_other_languages(client):
    make_draw(DrawState.SEALED, code="sealed")
    text = client.get("/sitemap.xml").content.decode()
    entry = text.split("/fr/lots/sealed/</loc>")[1].split("</url>")[0]
    assert len(re.findall(r'hreflang="[a-zA-Z-]+"', entry)) == len(settings.LANGUAGES) + 1
    assert "<lastmod>" in entry


def test_three_draws_cost_as_many_queries_as_one(client):
    make_draw(DrawState.DRAWN, code="one")
    client.get("/sitemap.xml")
    one = queries_of(lambda: client.get("/sitemap.xml"))
    make_draw(DrawState.DRAWN, code="two")
    make_draw(DrawState.DRAWN, code="three")
    assert queries_of(lambda: client.get("/sitemap.xml")) == one
