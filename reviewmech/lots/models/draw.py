"""A drawing of lots, from its draft to its confirmation."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from home.models import User
from home.names import NamedInSixLanguages
from search.models import SearchableRow

from ..engine import InputError, Rules, default_rules
from ..enums import MOVES, PUBLIC, WITH_RESULT, DrawKind, DrawState
from ..refusals import error_of
from .frozen import FORGOTTEN
from .parties_list import PartiesList

# What never changes, from which states on.
ALWAYS = ["kind", "created_at"]
FROM_SEALED = ["parties_id", "rules", "code", "beacon", "beacon_round"]
FROM_DRAWN = ["seed", "signature", "transcript", "result_hash"]
# Addresses of other pages of the room, which come before the codes of draws (urls.py).
RESERVED_CODES = {"simplification", "verify"}


class DrawQuerySet(models.QuerySet["Draw"]):
    def visible_to(self, user: User | AnonymousUser) -> DrawQuerySet:
        """Everybody sees a draw from its sealing on; its draft, who may prepare draws."""
        if user.has_perm("lots.change_draw"):
            return self
        return self.filter(state__in=PUBLIC)

    def update(self, **fields: Any) -> int:
        if fields == FORGOTTEN:
            return super().update(**fields)
        raise TypeError("A draw is changed by its verbs, one at a time.")

    def bulk_update(self, *args: Any, **options: Any) -> int:
        raise TypeError("A draw is changed by its verbs, one at a time.")

    def bulk_create(self, *args: Any, **options: Any) -> list[Draw]:
        raise TypeError("Draws are made one by one.")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise TypeError("Draws are deleted one by one, and only as drafts.")


class Draw(SearchableRow, NamedInSixLanguages):
    """One drawing of lots. Its events are its history; the transcript is what anybody recomputes.

    What can no longer change is refused here, and on PostgreSQL by triggers too (migrations/0002_guards.py).
    """

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
        base_manager_name = "objects"
        permissions = [
            ("seal_draw", _("Can seal a drawing of lots")),
            ("hold_draw", _("Can draw the lots")),
            ("confirm_draw", _("Can confirm and supersede a drawing of lots")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind=DrawKind.SIMULATION, state=DrawState.CONFIRMED),
                name="a_simulation_is_never_confirmed",
            ),
            models.CheckConstraint(
                condition=(Q(state__in=WITH_RESULT) & ~Q(seed="") & ~Q(transcript="") & ~Q(result_hash=""))
                | Q(~Q(state__in=WITH_RESULT), seed="", signature="", transcript="", result_hash=""),
                name="a_result_from_the_draw_on",
            ),
            models.CheckConstraint(
                condition=Q(superseded_by=None) | Q(state=DrawState.SUPERSEDED),
                name="only_what_is_superseded_has_a_successor",
            ),
        ]

    def clean(self) -> None:
        super().clean()
        if self.code in RESERVED_CODES:
            raise ValidationError({"code": _("This code stands for another page: choose another one.")})
        try:
            self.read_rules()
        except InputError as error:
            raise ValidationError({"rules": error_of(error)}) from None

    @transaction.atomic
    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **options: Any) -> None:
        """Raises TypeError where something would change that no longer can."""
        before = self._as_it_is()
        names = None if update_fields is None else set(update_fields)
        written = {
            field.attname
            for field in self._meta.concrete_fields
            if names is None or names & {field.name, field.attname}
        }
        self._refuse_changes(before, written)
        super().save(*args, update_fields=names, **options)

    def _as_it_is(self) -> Draw | None:
        """The row in the database, kept from others until the transaction ends."""
        return Draw._base_manager.select_for_update().filter(pk=self.pk).first() if self.pk else None

    def _refuse_changes(self, before: Draw | None, written: set[str]) -> None:
        if before is None:
            if self.state != DrawState.DRAFT:
                raise TypeError("A draw begins as a draft.")
            return
        changed = {name for name in written if getattr(self, name) != getattr(before, name)}
        if refused := changed & before.fixed_fields:
            raise TypeError(f"This can no longer change: {', '.join(sorted(refused))}.")
        if "state" in changed and self.state not in MOVES[DrawState(before.state)]:
            raise TypeError(f"A draw that is {before.state} does not become {self.state}.")
        if "superseded_by_id" in changed and "state" not in changed:
            raise TypeError("The successor is named when a draw is superseded.")

    @transaction.atomic
    def delete(self, *args: Any, **options: Any) -> tuple[int, dict[str, int]]:
        before = self._as_it_is()
        if before is not None and before.state != DrawState.DRAFT:
            raise TypeError("Only the draft of a draw is deleted.")
        return super().delete(*args, **options)

    @property
    def fixed_fields(self) -> set[str]:
        """The columns that never change from the present state on."""
        fixed = {*ALWAYS}
        if self.state != DrawState.DRAFT:
            fixed |= {*FROM_SEALED}
        return fixed | {*FROM_DRAWN} if self.state in WITH_RESULT else fixed

    @property
    def search_terms(self) -> str:
        """The names in all languages and the code: a draw is one row for the six."""
        names = (self.analysed([self.name_in(code), self.code], code) for code, _name in settings.LANGUAGES)
        return " ".join(names)

    @property
    def is_simulation(self) -> bool:
        return self.kind == DrawKind.SIMULATION

    @property
    def has_result(self) -> bool:
        return self.state in WITH_RESULT

    def read_rules(self) -> Rules:
        """Raises InputError where what is kept are no rules."""
        return Rules.from_values(self.rules)
