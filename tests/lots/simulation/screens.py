"""The screens of simulations as tests read them."""

from __future__ import annotations

from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from reviewmech.lots.engine import Rules
from reviewmech.lots.models import Simulation

WITHOUT_KEY = {"index", "add", "suggest"}


def address(name: str, simulation: Simulation) -> str:
    return reverse(f"simulations:{name}", args=[] if name in WITHOUT_KEY else [simulation.pk])


def page(client: Client, url: str) -> BeautifulSoup:
    response = client.get(url)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def words(node) -> str:
    return " ".join(node.get_text(" ").split())


def rows(soup: BeautifulSoup, key: str) -> list[list[str]]:
    """The cells of the table that a heading with this id stands over."""
    frame = soup.find(attrs={"aria-labelledby": key})
    return [[words(cell) for cell in row.find_all(["th", "td"])] for row in frame.find_all("tr")]


def form_data(chosen, **facts) -> dict[str, object]:
    """The form as it stands when it is opened, filled in."""
    rules = {key: value for key, value in Rules().values().items() if key != "outside_groups"}
    sets = {f"{prefix}-{key}": value for prefix in ("first", "second") for key, value in rules.items()}
    return {"title": "Two ways", "parties": chosen.pk, "draws": 50, "seed": "x", **sets, **facts}
