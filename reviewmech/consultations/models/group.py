"""Inside a Regional Group: words are circulated, member States take a stance, the outcome is recorded."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reviewmech.parties.models import Participant

from ..enums import SAID, Stance
from .round import validate_zone
from .version import CommentVersion


class Circulation(models.Model):
    """The Group's States are asked about one version of its comment. Silence until its end is no objection.

    Other words are another version, with a circulation of their own: no stance is carried over.
    """

    version = models.OneToOneField(CommentVersion, on_delete=models.PROTECT, related_name="circulation")
    circulated_at = models.DateTimeField(_("circulated at"), default=timezone.now)
    silence_ends_at = models.DateTimeField(_("silence ends at"))
    zone = models.CharField(
        _("time zone"), max_length=60, default="Europe/Vienna", validators=[validate_zone]
    )
    circulated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = _("circulation in a Group")
        verbose_name_plural = _("circulations in Groups")
        ordering = ["-circulated_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(silence_ends_at__gt=F("circulated_at")), name="silence_ends_after_circulation"
            )
        ]

    def __str__(self) -> str:
        return str(self.version)

    @property
    def is_running(self) -> bool:
        """Whether a State may still take a stance: until the very moment at which silence ends."""
        return timezone.now() < self.silence_ends_at


class Position(models.Model):
    """What a member State said of circulated words. It may say otherwise until silence ends."""

    circulation = models.ForeignKey(Circulation, on_delete=models.PROTECT, related_name="positions")
    participant = models.ForeignKey(
        Participant, verbose_name=_("State party"), on_delete=models.PROTECT, related_name="+"
    )
    stance = models.CharField(_("stance"), max_length=20, choices=Stance)
    taken_at = models.DateTimeField(_("taken at"), default=timezone.now)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = _("position of a State")
        verbose_name_plural = _("positions of States")
        ordering = ["circulation", "participant__name_en"]
        constraints = [
            models.UniqueConstraint(fields=["circulation", "participant"], name="one_position_a_state"),
            models.CheckConstraint(condition=Q(stance__in=SAID), name="silence_is_not_said"),
        ]

    def __str__(self) -> str:
        return f"{self.participant} · {self.get_stance_display()}"


class Endorsement(models.Model):
    """Where a member State stood when its Group's words were submitted. Written once, with the submission."""

    version = models.ForeignKey(CommentVersion, on_delete=models.PROTECT, related_name="endorsements")
    participant = models.ForeignKey(
        Participant, verbose_name=_("State party"), on_delete=models.PROTECT, related_name="+"
    )
    stance = models.CharField(_("stance"), max_length=20, choices=Stance)
    named = models.BooleanField(
        _("named"), help_text=_("Whether readers see the State's name, as the coordinator chose.")
    )

    class Meta:
        verbose_name = _("endorsement by a State")
        verbose_name_plural = _("endorsements by States")
        ordering = ["version", "stance", "participant__name_en"]
        constraints = [
            models.UniqueConstraint(fields=["version", "participant"], name="one_endorsement_a_state")
        ]

    def __str__(self) -> str:
        return f"{self.participant} · {self.get_stance_display()}"
