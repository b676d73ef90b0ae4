"""Draws to look at, and what stands on their pages."""

from __future__ import annotations

import re
from typing import Any

from bs4 import BeautifulSoup, Tag
from django.test import Client

from reviewmech.lots.enums import DrawState
from reviewmech.lots.models import Draw, LotsPage
from tests import factories
from tests.lots.drawing import make_draw
from tests.lots.lists import DAY, make_list, many, table

NAMED = "iso3,name_en,name_ar,regional_group,untoc,tip,som,firearms"
SPACE = re.compile(r"\s+")


def named(count: int = 8) -> str:
    """The States of ``many`` with names: State A00 …, in Arabic too."""
    rows = (
        f"A{number:02},State {number:02},دولة {number:02},Group {number % 2 + 1},{DAY},{DAY},{DAY},{DAY}"
        for number in range(count)
    )
    return table(rows, NAMED)


def drawn(code: str = "first-draw", *, text: str = "", **fields: Any) -> Draw:
    """A draw whose lots are drawn, on a list of some States."""
    parties = fields.pop("parties", None) or make_list(text or many())
    return make_draw(fields.pop("state", DrawState.DRAWN), code=code, parties=parties, **fields)


def add_lots_page(language: str = "en", **fields: Any) -> LotsPage:
    page = LotsPage(**{"title": "Drawing of lots", "slug": "lots", "show_in_menus": True, **fields})
    return factories.add_page(factories.home_page(language), page)


def page_at(client: Client, address: str, status: int = 200) -> BeautifulSoup:
    response = client.get(address)
    assert response.status_code == status, address
    return BeautifulSoup(response.content, "html.parser")


def words(tag: Tag | BeautifulSoup | None) -> str:
    """What a reader reads, with single spaces."""
    return SPACE.sub(" ", tag.get_text(" ") if tag else "").strip()


def result_of(draw: Draw) -> dict[str, dict[str, Any]]:
    """The result as the transcript has it, by code."""
    import json

    lines = [json.loads(line) for line in draw.transcript.splitlines()]
    return {row["state"]: row for row in next(line for line in lines if "result" in line)["result"]}
