"""The table of States parties that a draw or simulation starts from, as it was on a day."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..engine import hash_of
from .frozen import WrittenOnce, WrittenOnceQuerySet


class PartiesList(WrittenOnce):
    """A parties file as text (the columns of PROCEDURE.md, section 2, and names): written once.

    It is read with the rules of each draw, because a rule says with which group a party outside the groups
    is counted. It can be deleted while no draw and no simulation starts from it.
    """

    title = models.CharField(_("title"), max_length=200)
    as_at = models.DateField(_("as at"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)
    table = models.TextField(_("table"), help_text=_("CSV, UTF-8."))
    sha256 = models.CharField(_("SHA-256 of the table"), max_length=64, editable=False)
    is_illustrative = models.BooleanField(
        _("illustrative"), default=False, help_text=_("Made up: every page that shows it says so.")
    )
    created_at = models.DateTimeField(_("created at"), default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    objects = WrittenOnceQuerySet.as_manager()

    class Meta:
        verbose_name = _("list of parties")
        verbose_name_plural = _("lists of parties")
        ordering = ["-created_at", "-pk"]
        base_manager_name = "objects"
        default_permissions = ["add", "delete", "view"]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **options: Any) -> None:
        if self._state.adding:
            self.sha256 = hash_of(self.table)
        super().save(*args, **options)

    @property
    def as_at_text(self) -> str:
        """The day as a transcript has it."""
        return self.as_at.isoformat() if self.as_at else ""
