"""Seal a draw: from here on nothing changes that the result depends on, but the seed, which nobody knows."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from home.models import User

from ..engine import Setting, canonical, hash_of
from ..engine.canonical import is_plain
from ..enums import DrawKind, DrawState, EventKind
from ..history import sealed
from ..models import Draw, DrawEvent
from .found import locked, refuse_without, settled


@transaction.atomic
def seal_draw(draw: Draw, *, by: User) -> Draw:
    """Freeze the list, the rules and where the seed will come from.

    Raises PermissionDenied, WrongState, NoResult where no result can satisfy the rules, and ValidationError
    for a list or rules that cannot be read, or an official draw without a public source of the seed.
    """
    refuse_without("lots.seal_draw", by)
    draw = locked(draw, DrawState.DRAFT)
    if draw.kind == DrawKind.OFFICIAL and not draw.beacon.strip():
        raise ValidationError({"beacon": _("Say where the seed will come from, before anybody can know it.")})
    refuse_bad_notes(draw)
    setting = settled(draw)
    draw.state = DrawState.SEALED
    draw.save(update_fields=["state"])
    event = DrawEvent.objects.append(draw, EventKind.SEALED, by=by, facts=facts_of(draw, setting))
    log(instance=draw, action="lots.seal", user=by, data={"hash": event.hash})
    return draw


def refuse_bad_notes(draw: Draw) -> None:
    """Refuse what no transcript can hold: after the sealing it would be too late."""
    if not is_plain(draw.parties.source, 200):
        words = _("The source of the list has a character that a transcript cannot hold: make another list.")
        raise ValidationError(words)


def facts_of(draw: Draw, setting: Setting) -> dict[str, Any]:
    """``input_hash``: as the transcript will have it."""
    states = [state.values() for state in setting.states]
    facts = {name: value for name, (_label, value) in sealed(draw).items()}
    return {**facts, "states": len(states), "input_hash": hash_of(canonical(states))}
