"""What colleagues in the delegation say of a draft of their own."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..enums import OpinionKind
from .comment import Comment

MAX_OPINION_LENGTH = 2_000  # characters


class Opinion(models.Model):
    """One a person and comment; it goes with the draft, and nobody outside the delegation sees it."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="opinions")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    kind = models.CharField(_("opinion"), max_length=20, choices=OpinionKind)
    text = models.TextField(_("in words"), max_length=MAX_OPINION_LENGTH, blank=True)
    given_at = models.DateTimeField(_("given at"), default=timezone.now)

    class Meta:
        verbose_name = _("opinion on a draft")
        verbose_name_plural = _("opinions on drafts")
        ordering = ["given_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["comment", "person"], name="one_opinion_a_person")]

    def __str__(self) -> str:
        return f"{self.comment} · {self.get_kind_display()}"

    def clean(self) -> None:
        super().clean()
        if len(self.text) > MAX_OPINION_LENGTH:
            raise ValidationError(
                {"text": _("Use at most %(number)d characters.") % {"number": MAX_OPINION_LENGTH}}
            )
        if self.kind == OpinionKind.QUESTION and not self.text.strip():
            raise ValidationError({"text": _("Write what your question is.")})
