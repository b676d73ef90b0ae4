"""What happened to a draw: rows that are only ever added, each with the hash of the one before."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..enums import EventKind
from .draw import Draw


class DrawEvent(models.Model):
    """One step of a draw. ``facts`` is canonical JSON; ``hash`` covers it and the hash before.

    ``person`` is the key of an account without a foreign key: deleting a person changes no event.
    """

    draw = models.ForeignKey(
        Draw, verbose_name=_("drawing of lots"), on_delete=models.PROTECT, related_name="events"
    )
    number = models.PositiveSmallIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=20, choices=EventKind)
    at = models.DateTimeField(_("at"))
    person = models.BigIntegerField(_("person"), null=True)
    facts = models.TextField(_("facts"))
    previous_hash = models.CharField(_("hash of the event before"), max_length=64)
    hash = models.CharField(_("hash"), max_length=64)

    class Meta:
        verbose_name = _("event of a draw")
        verbose_name_plural = _("events of draws")
        ordering = ["draw", "number"]
        constraints = [models.UniqueConstraint(fields=["draw", "number"], name="one_event_a_number")]

    def __str__(self) -> str:
        return f"{self.draw} · {self.number}"
