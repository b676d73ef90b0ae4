"""Supersede a draw: it stays, with the reason why it holds no longer."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from home.models import User

from ..enums import PUBLIC, DrawState, EventKind
from ..models import Draw, DrawEvent, DrawQuerySet
from .found import locked, refuse_without

LONGEST_REASON = 1000


@transaction.atomic
def supersede_draw(draw: Draw, *, reason: str, by: User, successor: Draw | None = None) -> Draw:
    """Say that a result no longer holds, why, and which other draw takes its place, if one does.

    Raises PermissionDenied, WrongState, and ValidationError without a reason or for a draw that cannot take
    the place.
    """
    refuse_without("lots.confirm_draw", by)
    # Not only an intact one: that its history was changed may be the very reason.
    draw = locked(draw, DrawState.DRAWN, DrawState.CONFIRMED, intact=False)
    reason = " ".join(reason.split())
    if not reason:
        raise ValidationError({"reason": _("Say why the draw holds no longer.")})
    if len(reason) > LONGEST_REASON:
        words = _("The reason is longer than %(most)s characters.")
        raise ValidationError({"reason": words % {"most": LONGEST_REASON}})
    if successor and not possible_successors(draw).filter(pk=successor.pk).exists():
        words = _("Only another draw of the same kind, sealed and not superseded, can take the place.")
        raise ValidationError({"successor": words})
    draw.state, draw.superseded_by = DrawState.SUPERSEDED, successor
    draw.save(update_fields=["state", "superseded_by"])
    facts = {"reason": reason, "superseded_by": successor.code if successor else ""}
    DrawEvent.objects.append(draw, EventKind.SUPERSEDED, by=by, facts=facts)
    log(instance=draw, action="lots.supersede", user=by, data=facts)
    return draw


def possible_successors(draw: Draw) -> DrawQuerySet:
    """The draws that can take the place of one that is superseded."""
    of_its_kind = Draw.objects.filter(kind=draw.kind, state__in=PUBLIC).exclude(pk=draw.pk)
    return of_its_kind.exclude(state=DrawState.SUPERSEDED)
