"""A drawing of lots, from its draft to its confirmation."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from home.models import User
from home.names import NamedInSixLanguages

from ..engine import default_rules
from ..enums import PUBLIC, DrawKind, DrawState
from .parties_list import PartiesList


class DrawQuerySet(models.QuerySet["Draw"]):
    def visible_to(self, user: User | AnonymousUser) -> DrawQuerySet:
        """Everybody sees a draw from its sealing on; its draft, who may prepare draws."""
        if user.has_perm("lots.change_draw"):
            return self
        return self.filter(state__in=PUBLIC)


class Draw(NamedInSixLanguages):
    """One drawing of lots. Its events are its history; the transcript is what anybody recomputes."""

    code = models.SlugField(
        _("code"), max_length=40, unique=True, help_text=_("Short and lasting; it stands in addresses.")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=DrawKind, default=DrawKind.OFFICIAL)
    state = models.CharField(
        _("state"), max_length=20, choices=DrawState, default=DrawState.DRAFT, editable=False
    )
    parties = models.ForeignKey(
        PartiesList, verbose_name=_("list of parties"), on_delete=models.PROTECT, related_name="draws"
    )
    rules = models.JSONField(_("rules"), default=default_rules)
    beacon = models.CharField(
        _("public source of the seed"),
        max_length=200,
        blank=True,
        help_text=_("Named at the sealing, before anybody can know the value."),
    )
    beacon_round = models.CharField(_("round"), max_length=100, blank=True)
    seed = models.CharField(_("seed"), max_length=200, blank=True, editable=False)
    signature = models.TextField(_("signature"), blank=True, editable=False)
    transcript = models.TextField(_("transcript"), blank=True, editable=False)
    result_hash = models.CharField(_("hash of the draw"), max_length=64, blank=True, editable=False)
    superseded_by = models.ForeignKey(
        "self",
        verbose_name=_("superseded by"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="supersedes",
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

    objects = DrawQuerySet.as_manager()

    class Meta:
        verbose_name = _("drawing of lots")
        verbose_name_plural = _("drawings of lots")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind=DrawKind.SIMULATION, state=DrawState.CONFIRMED),
                name="a_simulation_is_never_confirmed",
            ),
        ]

    @property
    def is_simulation(self) -> bool:
        return self.kind == DrawKind.SIMULATION
