"""The only voices a comment can have."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from home.models import User
from home.names import NamedInSixLanguages

from ..enums import ParticipantKind, SeatRole


class ParticipantQuerySet(models.QuerySet["Participant"]):
    def spoken_for_by(
        self, user: User | AnonymousUser, on: date | None = None, *, roles: Iterable[str] = SeatRole.values
    ) -> ParticipantQuerySet:
        """The participants this person holds a current seat of, in one of some roles (any)."""
        if not user.is_authenticated:
            return self.none()
        from .seat import Seat  # a seat points to its participant

        seats = Seat.objects.filter(user=user, role__in=list(roles)).current(on)
        return self.filter(pk__in=seats.values("participant"))

    def groups_around(self, user: User | AnonymousUser) -> ParticipantQuerySet:
        """The Regional Groups whose inner life this person shares: as their voice, or as a member State's."""
        mine = self.model.objects.spoken_for_by(user)
        return self.filter(
            Q(pk__in=mine.values("pk")) | Q(pk__in=mine.values("group")), kind=ParticipantKind.GROUP
        )


class Participant(NamedInSixLanguages):
    """A State party, a Regional Group or an organization: the only voices a comment can have."""

    kind = models.CharField(_("kind"), max_length=20, choices=ParticipantKind)
    code = models.SlugField(
        _("code"), max_length=40, unique=True, help_text=_("Short and lasting; it stands in addresses.")
    )
    group = models.ForeignKey(
        "self",
        verbose_name=_("Regional Group"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="member_states",
        limit_choices_to={"kind": ParticipantKind.GROUP},
        help_text=_("For a State party. Empty for one outside the groups."),
    )

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        ordering = ["name_en"]
        constraints = [
            models.CheckConstraint(
                condition=Q(group=None) | Q(kind=ParticipantKind.STATE), name="only_states_have_a_group"
            ),
        ]

    def clean(self) -> None:
        super().clean()
        if self.group and self.kind != ParticipantKind.STATE:
            raise ValidationError({"group": _("Only a State party belongs to a Regional Group.")})
