"""Draws in every state, made by the verbs: there is no other way to make one."""

from __future__ import annotations

from typing import Any

from home.models import User
from reviewmech.lots import actions
from reviewmech.lots.enums import DrawState
from reviewmech.lots.models import Draw
from tests.lots.lists import make_list

SEED = "48 12 7"


def person(name: str) -> User:
    """Somebody who may do everything; the same person for the same name."""
    email = f"{name}@example.org"
    return User.objects.filter(email=email).first() or User.objects.create_superuser(email, None, name=name)


def make_draft(code: str = "first-draw", **fields: Any) -> Draw:
    fields = {"name_en": "First draw", "beacon": "A public beacon", "beacon_round": "17", **fields}
    return Draw.objects.create(code=code, parties=fields.pop("parties", None) or make_list(), **fields)


def make_draw(state: str = DrawState.DRAFT, *, seed: str = SEED, **fields: Any) -> Draw:
    """A draw that has come as far as ``state``; ``drawer`` sealed and drew it, ``confirmer`` did the rest."""
    draw, drawer = make_draft(**fields), person("drawer")
    if state == DrawState.DRAFT:
        return draw
    draw = actions.seal_draw(draw, by=drawer)
    if state == DrawState.SEALED:
        return draw
    draw = actions.draw_lots(draw, seed=seed, by=drawer)
    if state == DrawState.CONFIRMED:
        return actions.confirm_draw(draw, by=person("confirmer"))
    if state == DrawState.SUPERSEDED:
        return actions.supersede_draw(draw, reason="Drawn anew.", by=person("confirmer"))
    return draw
