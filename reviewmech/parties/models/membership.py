"""Who is party to which of the four instruments."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..enums import Instrument, ParticipantKind
from .participant import Participant


class Membership(models.Model):
    """A State or organization is party to an instrument, from a day on."""

    participant = models.ForeignKey(
        Participant,
        verbose_name=_("participant"),
        on_delete=models.PROTECT,
        related_name="memberships",
        limit_choices_to=~Q(kind=ParticipantKind.GROUP),
    )
    instrument = models.CharField(_("instrument"), max_length=10, choices=Instrument)
    since = models.DateField(_("party since"))
    is_illustrative = models.BooleanField(
        _("illustrative"), default=False, help_text=_("Made up: every page that shows it says so.")
    )

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        # Backwards, the codes of the instruments are in their usual order.
        ordering = ["participant__name_en", "-instrument"]
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "instrument"], name="one_membership_a_participant_and_instrument"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participant} · {self.get_instrument_display()}"

    def clean(self) -> None:
        super().clean()
        if self.participant_id and self.participant.kind == ParticipantKind.GROUP:
            raise ValidationError({"participant": _("A Regional Group is not party to an instrument.")})
