"""Many draws on one list of parties, under one to three sets of rules."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..engine import default_rules
from ..enums import SimulationState
from .parties_list import PartiesList


class Simulation(models.Model):
    """``draws`` draws for each variant; the k-th has the seed ``<seed>#<k>``."""

    title = models.CharField(_("title"), max_length=200)
    parties = models.ForeignKey(
        PartiesList, verbose_name=_("list of parties"), on_delete=models.PROTECT, related_name="simulations"
    )
    draws = models.PositiveIntegerField(_("number of draws"), default=1000)
    seed = models.CharField(_("seed"), max_length=190)
    state = models.CharField(
        _("state"), max_length=20, choices=SimulationState, default=SimulationState.QUEUED, editable=False
    )
    is_public = models.BooleanField(
        _("shown to the public"),
        default=False,
        help_text=_("On the page that explains the draw, with its pair matrix."),
    )
    failure = models.TextField(_("failure"), blank=True, editable=False)
    created_at = models.DateTimeField(_("created at"), default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    started_at = models.DateTimeField(_("started at"), null=True, editable=False)
    finished_at = models.DateTimeField(_("finished at"), null=True, editable=False)

    class Meta:
        verbose_name = _("simulation")
        verbose_name_plural = _("simulations")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.title


class SimulationVariant(models.Model):
    """One set of rules of a simulation; ``tally``: what ``simulate_lots --json`` prints, None until done."""

    simulation = models.ForeignKey(Simulation, on_delete=models.CASCADE, related_name="variants")
    position = models.PositiveSmallIntegerField(_("position"))
    rules = models.JSONField(_("rules"), default=default_rules)
    done = models.PositiveIntegerField(_("draws made"), default=0, editable=False)
    tally = models.JSONField(_("result"), null=True, editable=False)

    class Meta:
        verbose_name = _("set of rules")
        verbose_name_plural = _("sets of rules")
        ordering = ["simulation", "position"]
        constraints = [
            models.UniqueConstraint(fields=["simulation", "position"], name="one_variant_a_position"),
        ]

    def __str__(self) -> str:
        return f"{self.simulation} · {self.position}"
