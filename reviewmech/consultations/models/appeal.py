"""One appeal a comment, against its return or its being taken down."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..enums import APPEALABLE, AppealOutcome, CommentStatus
from .comment import Comment


class Appeal(models.Model):
    """The participant asks for another look. Another moderator than the one appealed against decides."""

    comment = models.OneToOneField(Comment, on_delete=models.PROTECT, related_name="appeal")
    against = models.CharField(
        _("against"), max_length=20, choices=[(status.value, status.label) for status in APPEALABLE]
    )
    text = models.TextField(_("why"), max_length=5_000)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    made_at = models.DateTimeField(_("made at"), default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    outcome = models.CharField(
        _("outcome"), max_length=20, choices=AppealOutcome, default=AppealOutcome.PENDING
    )
    answer = models.TextField(_("answer"), max_length=5_000, blank=True)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("appeal")
        verbose_name_plural = _("appeals")
        ordering = ["made_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(against__in=APPEALABLE), name="appeals_are_against_a_decision"
            ),
            models.CheckConstraint(
                condition=Q(outcome=AppealOutcome.PENDING, decided_at=None)
                | (~Q(outcome=AppealOutcome.PENDING) & Q(decided_at__isnull=False)),
                name="decided_appeals_have_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.comment} · {self.get_outcome_display()}"

    @property
    def is_against_a_return(self) -> bool:
        return self.against == CommentStatus.RETURNED

    @property
    def is_pending(self) -> bool:
        return self.outcome == AppealOutcome.PENDING

    @property
    def is_upheld(self) -> bool:
        return self.outcome == AppealOutcome.UPHELD

    @property
    def is_last_decision(self) -> bool:
        """Whether its answer is what was decided last on the comment."""
        stands = self.comment.decided_at
        return bool(self.decided_at and stands and self.decided_at >= stands)

    @property
    def awaits_decision(self) -> bool:
        """Whether it is pending, and the decision it is against still stands: that one, and no later one."""
        if not self.is_pending or self.comment.status != self.against:
            return False
        stands = self.comment.decided_at
        return bool(stands and stands <= self.made_at)
