"""A consultation: a row of its own, so that no page's life can touch what hangs on it."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from home.models import User
from reviewmech.parties.models import Participant

from ..enums import Audience


class ConsultationQuerySet(models.QuerySet["Consultation"]):
    def visible_to(self, user: User | AnonymousUser) -> ConsultationQuerySet:
        """The consultations this person may know of: the one place where that is decided."""
        if user.has_perm("consultations.moderate_comment") or user.has_perm("consultations.release_draft"):
            return self.all()
        if not user.is_authenticated:
            return self.filter(audience=Audience.PUBLIC)
        mine = self.model.participants.through.objects.filter(
            participant__in=Participant.objects.spoken_for_by(user)
        )
        return self.filter(Q(audience=Audience.PUBLIC) | Q(pk__in=mine.values("consultation_id")))


class Consultation(models.Model):
    """A text under consultation. Its pages in six languages are found by ``key``.

    Who may read it is a fact of the consultation, the same in all six trees.
    """

    key = models.UUIDField(
        _("key"), unique=True, editable=False, help_text=_("The translation key that its six pages share.")
    )
    code = models.SlugField(
        _("code"), max_length=80, unique=True, help_text=_("It stands in addresses and lasts.")
    )
    audience = models.CharField(_("who may read"), max_length=10, choices=Audience, default=Audience.PUBLIC)
    participants = models.ManyToManyField(
        Participant,
        verbose_name=_("named participants"),
        blank=True,
        related_name="+",
        help_text=_("Only for an audience of named participants."),
    )
    last_comment_number = models.PositiveIntegerField(_("last comment number"), default=0, editable=False)

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        verbose_name = _("consultation")
        verbose_name_plural = _("consultations")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code

    def next_comment_number(self) -> int:
        """Take the next number. Numbers are unique in the consultation and never used again.

        The row is locked by its own update until the transaction ends, so no two takers get the same.
        """
        Consultation.objects.filter(pk=self.pk).update(
            last_comment_number=models.F("last_comment_number") + 1
        )
        self.refresh_from_db(fields=["last_comment_number"])
        return self.last_comment_number

    def may_be_spoken_in_by(self, participant: Participant) -> bool:
        """Whether a participant belongs to the audience."""
        if self.audience == Audience.PUBLIC:
            return True
        return self.participants.filter(pk=participant.pk).exists()

    def delete(self, *args: object, **kwargs: object) -> tuple[int, dict[str, int]]:
        if self.drafts.exists():
            raise ValidationError(_("A consultation with drafts cannot be deleted."))
        return super().delete(*args, **kwargs)
