"""The words of a comment, version after version, and the reasons for which a comment is returned."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from home.names import NamedInSixLanguages

from ..enums import CommentType
from .draft import ParagraphText

MAX_COMMENT_LENGTH = 20_000  # characters; about ten printed pages


class ReturnReason(NamedInSixLanguages):
    """Why a moderator returned a comment or took it down. The list is the Secretariat's to edit."""

    code = models.SlugField(_("code"), max_length=40, unique=True)

    class Meta:
        verbose_name = _("reason for returning a comment")
        verbose_name_plural = _("reasons for returning a comment")
        ordering = ["code"]


class CommentVersion(models.Model):
    """The words of a comment, from their first saving; never changed once circulated or submitted."""

    comment = models.ForeignKey("consultations.Comment", on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"), default=1)
    type = models.CharField(_("type"), max_length=20, choices=CommentType)
    language = models.CharField(_("language of the comment"), max_length=10, choices=settings.LANGUAGES)
    text = models.TextField(_("comment"), max_length=MAX_COMMENT_LENGTH)
    base = models.ForeignKey(
        ParagraphText,
        verbose_name=_("text commented on"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("The words that were read. Empty for a comment on the whole text."),
    )
    proposed_wording = models.TextField(
        _("proposed wording"),
        max_length=MAX_COMMENT_LENGTH,
        blank=True,
        help_text=_("Empty: no other wording."),
    )
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        editable=False,
    )
    read_in = models.CharField(
        _("language version read"),
        max_length=10,
        choices=settings.LANGUAGES,
        help_text=_(
            "The language version of the draft that was read: the one a comment of type translation is on."
        ),
    )
    saved_at = models.DateTimeField(_("saved at"), default=timezone.now)
    verified_at = models.DateTimeField(_("verified at"), null=True, blank=True, editable=False)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        editable=False,
    )
    frozen_at = models.DateTimeField(
        _("frozen at"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("From then on the words never change: they were circulated in the Group, or submitted."),
    )
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True, editable=False)
    returned_at = models.DateTimeField(_("returned at"), null=True, blank=True, editable=False)
    return_reason = models.ForeignKey(
        ReturnReason,
        verbose_name=_("reason"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    return_text = models.TextField(_("what the moderator wrote"), blank=True)

    class Meta:
        verbose_name = _("version of a comment")
        verbose_name_plural = _("versions of comments")
        ordering = ["comment", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["comment", "number"], name="version_once_a_comment"),
            models.UniqueConstraint(
                fields=["comment"], condition=Q(frozen_at=None), name="one_pending_version_a_comment"
            ),
            models.CheckConstraint(
                condition=Q(submitted_at=None) | Q(frozen_at__isnull=False), name="submitted_words_stand"
            ),
            models.CheckConstraint(
                condition=Q(returned_at=None) | Q(submitted_at__isnull=False, return_reason__isnull=False),
                name="returned_after_submission_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.comment} · {self.number}"

    @property
    def stamp(self) -> str:
        """Which words these are: other ones after each saving. Forms carry it, to tell what was read."""
        return f"{self.pk}-{self.saved_at.timestamp():.6f}"

    def clean(self) -> None:
        super().clean()
        if self.base and self.base.paragraph_id != self.comment.paragraph_id:
            raise ValidationError({"base": _("The text commented on belongs to another paragraph.")})
