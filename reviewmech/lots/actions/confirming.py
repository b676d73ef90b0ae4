"""Confirm a draw: a second person, after the verifier that everybody has."""

from __future__ import annotations

import json

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from home.models import User
from home.names import listed

from ..enums import DrawKind, DrawState, EventKind
from ..models import Draw, DrawEvent
from ..permissions import has_drawn
from ..verifying import verdict_on
from .found import WrongState, locked, refuse_without, settled


@transaction.atomic
def confirm_draw(draw: Draw, *, by: User) -> Draw:
    """Say that a result holds. Raises PermissionDenied, to who has drawn too, and WrongState.

    Whoever has drawn does not confirm: nobody's rights are enough to be both, not a superuser's.
    """
    refuse_without("lots.confirm_draw", by)
    draw = locked(draw, DrawState.DRAWN)
    if draw.kind != DrawKind.OFFICIAL:
        raise WrongState(_("A simulation is never confirmed."))
    if has_drawn(by, draw):
        raise PermissionDenied(_("Whoever has drawn the lots does not confirm the draw."))
    refuse_unverified(draw)
    draw.state = DrawState.CONFIRMED
    draw.save(update_fields=["state"])
    DrawEvent.objects.append(draw, EventKind.CONFIRMED, by=by, facts={"result_hash": draw.result_hash})
    log(instance=draw, action="lots.confirm", user=by, data={"hash": draw.result_hash})
    return draw


def refuse_unverified(draw: Draw) -> None:
    """Raise WrongState unless the verifier finds the transcript right, and it is of this draw."""
    verdict = verdict_on(draw.transcript)
    if not verdict.ok:
        words = _("The verifier finds line %(line)s of the transcript wrong: %(message)s")
        raise WrongState(words % {"line": verdict.line, "message": verdict.message})
    head, seed = (json.loads(line) for line in draw.transcript.split("\n")[:2])
    setting = settled(draw)
    differs = {
        _("its hash"): verdict.hash != draw.result_hash,
        _("its kind"): verdict.kind != draw.kind,
        _("its list of States"): head["input"] != [state.values() for state in setting.states],
        _("its rules"): head["rules"] != setting.rules.values(),
        _("its seed"): seed["seed"] != draw.seed,
    }
    if wrong := [what for what, is_other in differs.items() if is_other]:
        words = _("The transcript is not of this draw: %(what)s.")
        raise WrongState(words % {"what": listed(wrong)})
