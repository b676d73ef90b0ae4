"""What happened to a draw: rows that are only ever added, each with the hash of the one before."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from home.models import User

from ..engine import canonical, hash_of
from ..engine.canonical import BEFORE_THE_FIRST
from ..enums import EventKind
from .draw import Draw
from .frozen import WrittenOnce, WrittenOnceQuerySet


class DrawEventQuerySet(WrittenOnceQuerySet):
    def delete(self) -> tuple[int, dict[str, int]]:
        raise TypeError("Events of draws are never deleted.")

    def append(
        self, draw: Draw, kind: str, *, by: User, facts: dict[str, Any], at: datetime | None = None
    ) -> DrawEvent:
        """Write down what has happened to a draw that the caller has locked.

        ``facts``: texts, integers, lists and objects; who, when and which step are added to them.
        """
        last = self.filter(draw=draw).order_by("number").last()
        event = DrawEvent(
            draw=draw,
            number=last.number + 1 if last else 1,
            kind=kind,
            at=at or timezone.now(),
            person=by.pk,
            previous_hash=last.hash if last else BEFORE_THE_FIRST,
        )
        event.facts = canonical({**facts, **event.own_facts()})
        event.hash = event.computed_hash()
        event.save()
        return event


class DrawEvent(WrittenOnce):
    """One step of a draw. ``facts`` is canonical JSON; ``hash`` is the SHA-256 of the hash before, LF, facts.

    ``person`` is the key of an account without a foreign key: deleting a person changes no event.
    """

    draw = models.ForeignKey(
        Draw, verbose_name=_("drawing of lots"), on_delete=models.PROTECT, related_name="events"
    )
    number = models.PositiveSmallIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=20, choices=EventKind)
    at = models.DateTimeField(_("at"))
    person = models.BigIntegerField(_("person"))
    facts = models.TextField(_("facts"))
    previous_hash = models.CharField(_("hash of the event before"), max_length=64)
    hash = models.CharField(_("hash"), max_length=64)

    objects = DrawEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event of a draw")
        verbose_name_plural = _("events of draws")
        ordering = ["draw", "number"]
        base_manager_name = "objects"
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["draw", "number"], name="one_event_a_number")]

    def __str__(self) -> str:
        return f"{self.draw} · {self.number}"

    def delete(self, *args: Any, **options: Any) -> tuple[int, dict[str, int]]:
        raise TypeError("Events of draws are never deleted.")

    def own_facts(self) -> dict[str, Any]:
        """What the columns say, so that the hash covers it. ``person`` is a number, and no name."""
        return {
            "draw": self.draw.code,
            "number": self.number,
            "kind": str(self.kind),
            "at": self.at.astimezone(UTC).isoformat(),
            "person": self.person,
        }

    def computed_hash(self) -> str:
        return hash_of(f"{self.previous_hash}\n{self.facts}")

    @property
    def values(self) -> dict[str, Any]:
        """The facts; nothing where somebody has made them unreadable."""
        try:
            values = json.loads(self.facts)
        except (ValueError, RecursionError):
            return {}
        return values if isinstance(values, dict) else {}
