"""The admin's pages of draws."""

from __future__ import annotations

from reviewmech.lots.engine import Rules
from reviewmech.lots.models import Draw

LIST, NEW = "/admin/draws/", "/admin/draws/new/"
STEPS = ["seal", "draw", "confirm", "supersede"]
FILES = ["transcript.jsonl", "input.csv", "rules.json"]  # the public ones


def form(**more: object) -> dict[str, object]:
    """A filled-in form of a draft, with the usual rules."""
    rules = {f"rules-{key}": value for key, value in Rules().values().items() if value != 0}
    rules["rules-outside_groups"] = "PSE: Asia-Pacific States\nEU:"
    facts = {"name_en": "A draw", "code": "a-draw", "kind": "official", "beacon": "Beacon"}
    return {**facts, "beacon_round": "7", **rules, **more}


def at(draw: Draw, page: str) -> str:
    """The address of a draw's page in the admin, or of its file, which is the same for everybody."""
    if page in FILES:
        return f"/en/lots/{draw.code}/{page}"
    if page in {"inspect", "edit", "delete"}:
        return f"{LIST}{page}/{draw.pk}/"
    return f"{LIST}{draw.pk}/{page}/"


def text(response) -> str:
    return response.content.decode()
