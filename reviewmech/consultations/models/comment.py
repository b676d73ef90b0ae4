"""A comment speaks for a participant. Submitted words never change: a return leads to a next version."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from home.models import User
from home.names import NamedInSixLanguages
from reviewmech.parties.models import Participant
from search.models import SearchableRow

from ..enums import EDITABLE, GONE, PRIVATE, WITHDRAWABLE, CommentStatus, CommentType
from .consultation import Consultation
from .draft import Paragraph, ParagraphText
from .round import Round

MAX_COMMENT_LENGTH = 20_000  # characters; about ten printed pages


class ReturnReason(NamedInSixLanguages):
    """Why a moderator returned a comment. The list is the Secretariat's to edit."""

    code = models.SlugField(_("code"), max_length=40, unique=True)

    class Meta:
        verbose_name = _("reason for returning a comment")
        verbose_name_plural = _("reasons for returning a comment")
        ordering = ["code"]


class CommentQuerySet(models.QuerySet["Comment"]):
    def published(self) -> CommentQuerySet:
        return self.filter(status=CommentStatus.PUBLISHED)

    def in_queue(self) -> CommentQuerySet:
        return self.filter(status=CommentStatus.SUBMITTED)

    def written_for(self, user: User | AnonymousUser) -> CommentQuerySet:
        """The comments, in any state, of the participants this person speaks for."""
        return self.filter(participant__in=Participant.objects.spoken_for_by(user))

    def visible_to(self, user: User | AnonymousUser) -> CommentQuerySet:
        """The comments this person may know of: the one place where that is decided.

        Published ones of visible consultations, those of one's own participants, and, for moderators,
        everything that has been submitted.
        """
        visible = Q(status=CommentStatus.PUBLISHED, consultation__in=Consultation.objects.visible_to(user))
        if user.is_authenticated:
            visible |= Q(participant__in=Participant.objects.spoken_for_by(user))
        if user.has_perm("consultations.moderate_comment"):
            visible |= ~Q(status__in=PRIVATE) & Q(number__isnull=False)
        return self.filter(visible)

    def known_to(self, user: User | AnonymousUser) -> CommentQuerySet:
        """Those visible, and those published once: who kept the address learns that they are gone."""
        gone = Q(
            status__in=GONE,
            published_at__isnull=False,
            consultation__in=Consultation.objects.visible_to(user),
        )
        return self.filter(Q(pk__in=self.visible_to(user).values("pk")) | gone)


class Comment(SearchableRow, models.Model):
    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="comments")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="comments")
    paragraph = models.ForeignKey(
        Paragraph,
        verbose_name=_("paragraph"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="comments",
        help_text=_("Empty: on the whole text."),
    )
    participant = models.ForeignKey(
        Participant, verbose_name=_("on behalf of"), on_delete=models.PROTECT, related_name="comments"
    )
    number = models.PositiveIntegerField(
        _("number"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("Given at submission, never used again."),
    )
    status = models.CharField(
        _("status"), max_length=20, choices=CommentStatus, default=CommentStatus.DRAFT, editable=False
    )
    submitted_version = models.ForeignKey(
        "CommentVersion", null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(_("created at"), default=timezone.now, editable=False)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True, editable=False)
    illustrative = models.BooleanField(_("illustrative"), default=False, editable=False)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["consultation", "number", "pk"]
        permissions = [("moderate_comment", _("Can moderate comments"))]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "number"], name="comment_number_once"),
            models.CheckConstraint(
                condition=Q(status__in=PRIVATE) | Q(number__isnull=False, submitted_version__isnull=False),
                name="submitted_comments_have_a_number",
            ),
            models.CheckConstraint(
                condition=~Q(status=CommentStatus.PUBLISHED) | Q(published_at__isnull=False),
                name="published_comments_have_a_moment",
            ),
        ]
        indexes = [
            models.Index(fields=["status", "number"], name="comment_queue"),
            models.Index(fields=["paragraph", "status", "number"], name="comment_thread"),
            models.Index(fields=["participant", "status"], name="comment_participant"),
        ]

    def __str__(self) -> str:
        return _("Comment %(number)s") % {"number": self.number or "–"}

    def clean(self) -> None:
        super().clean()
        if self.paragraph and self.paragraph.draft_id != self.round.draft_id:
            raise ValidationError({"paragraph": _("The paragraph belongs to another draft than the round.")})
        if self.round.draft.consultation_id != self.consultation_id:
            raise ValidationError({"round": _("The round belongs to another consultation.")})
        if not self.consultation.may_be_spoken_in_by(self.participant):
            raise ValidationError({"participant": _("This participant takes no part in the consultation.")})

    @property
    def is_editable(self) -> bool:
        return self.status in EDITABLE

    @property
    def is_withdrawable(self) -> bool:
        return self.status in WITHDRAWABLE

    @property
    def is_published(self) -> bool:
        return self.status == CommentStatus.PUBLISHED

    @property
    def is_gone(self) -> bool:
        return self.status in GONE

    @property
    def pending_version(self) -> CommentVersion | None:
        """The version still being written; None after submission."""
        return next((v for v in self.versions.all() if v.submitted_at is None), None)

    @property
    def shown_version(self) -> CommentVersion:
        """What the author sees: the words being written, else those submitted last."""
        return self.pending_version or self.submitted_version

    # What search needs

    searched_fields = ()

    @property
    def search_terms(self) -> str:
        version = self.submitted_version
        if self.status != CommentStatus.PUBLISHED or version is None:
            return ""
        return self.analysed([version.text, version.proposed_wording or ""], version.language)

    @property
    def search_language(self) -> str:
        return self.submitted_version.language if self.submitted_version else settings.LANGUAGE_CODE


class CommentVersion(models.Model):
    """The words of a comment, from their first saving; never changed once submitted."""

    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, related_name="versions")
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
    saved_at = models.DateTimeField(_("saved at"), default=timezone.now)
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
                fields=["comment"], condition=Q(submitted_at=None), name="one_pending_version_a_comment"
            ),
            models.CheckConstraint(
                condition=Q(returned_at=None) | Q(submitted_at__isnull=False, return_reason__isnull=False),
                name="returned_after_submission_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.comment} · {self.number}"

    def clean(self) -> None:
        super().clean()
        if self.base and self.base.paragraph_id != self.comment.paragraph_id:
            raise ValidationError({"base": _("The text commented on belongs to another paragraph.")})
