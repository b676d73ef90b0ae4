"""A comment speaks for a participant. Submitted words never change: a return leads to a next version."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reviewmech.parties.models import Participant
from search.models import SearchableRow

from ..enums import EDITABLE, GONE, PRIVATE, WITHDRAWABLE, CommentStatus
from .comment_query import CommentQuerySet
from .consultation import Consultation
from .draft import Paragraph
from .round import Round
from .version import CommentVersion, ReturnReason


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
    drawn_from = models.ManyToManyField(
        "self",
        verbose_name=_("drawn from"),
        symmetrical=False,
        blank=True,
        related_name="drawn_into",
        help_text=_("The shared comments of member States from which a Group's comment was composed."),
    )
    created_at = models.DateTimeField(_("created at"), default=timezone.now, editable=False)
    shared_at = models.DateTimeField(
        _("shared with the Regional Group at"), null=True, blank=True, editable=False
    )
    late_at = models.DateTimeField(
        _("late at"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("When it arrived after the close. Empty: in time."),
    )
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True, editable=False)
    taken_down_at = models.DateTimeField(_("taken down at"), null=True, blank=True, editable=False)
    taken_down_reason = models.ForeignKey(
        ReturnReason,
        verbose_name=_("reason for taking it down"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Who published, returned or took it down last. Somebody else decides on an appeal."),
    )
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
            models.CheckConstraint(
                condition=~Q(status=CommentStatus.TAKEN_DOWN)
                | Q(taken_down_at__isnull=False, taken_down_reason__isnull=False, published_at__isnull=False),
                name="taken_down_after_publication_with_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["status", "consultation", "number"], name="comment_queue"),
            models.Index(fields=["paragraph", "status", "number"], name="comment_thread"),
            models.Index(fields=["participant", "status"], name="comment_participant"),
            models.Index(fields=["participant", "consultation", "number"], name="comment_earlier"),
            models.Index(fields=["round", "status", "number"], name="comment_round"),
        ]

    def __str__(self) -> str:
        return _("Comment %(number)s") % {"number": self.number or "–"}

    def clean(self) -> None:
        super().clean()
        if self.paragraph and self.paragraph.draft_id != self.round.draft_id:
            raise ValidationError({"paragraph": _("The paragraph belongs to another draft than the round.")})
        if not self.round.takes(self.paragraph):
            words = _("This round takes comments on changed paragraphs and on the draft as a whole.")
            raise ValidationError({"paragraph": words})
        if self.round.draft.consultation_id != self.consultation_id:
            raise ValidationError({"round": _("The round belongs to another consultation.")})
        if not self.round.may_be_spoken_in_by(self.participant):
            raise ValidationError({"participant": _("This participant takes no part in this round.")})

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
    def is_late(self) -> bool:
        return self.late_at is not None

    @property
    def came_after_first_end(self) -> bool:
        """Whether its words arrived after the end that was announced first, in an extension."""
        version, end = self.submitted_version, self.round.first_closes_at
        if version is None or version.submitted_at is None or not self.round.extensions:
            return False
        return bool(end and version.submitted_at >= end)

    @property
    def decided_at(self) -> datetime | None:
        """When a moderator took the decision that stands; None where none does."""
        if self.status == CommentStatus.RETURNED:
            return self.submitted_version.returned_at
        moments = {CommentStatus.PUBLISHED: self.published_at, CommentStatus.TAKEN_DOWN: self.taken_down_at}
        return moments.get(self.status)

    @property
    def newest_version(self) -> CommentVersion | None:
        return max(self.versions.all(), key=lambda version: version.number, default=None)

    @property
    def pending_version(self) -> CommentVersion | None:
        """The version still being written; None once its words stand."""
        return next((v for v in self.versions.all() if v.frozen_at is None), None)

    @property
    def unsent_version(self) -> CommentVersion | None:
        """The words that may still be submitted; None where there are none."""
        newest = self.newest_version
        return newest if newest and self.is_editable and newest.submitted_at is None else None

    @property
    def is_ready(self) -> bool:
        """Whether verified words wait for their submission."""
        return bool(self.unsent_version and self.unsent_version.verified_at)

    def takes_late_words(self, at: datetime | None = None) -> bool:
        """Whether words may be offered as late at a moment (now): the round is over, the draft the newest."""
        closes_at = self.round.closes_at
        is_over = closes_at is not None and closes_at <= (at or timezone.now())
        return is_over and self.round.draft.is_newest

    @property
    def circulated_version(self) -> CommentVersion | None:
        """The words that the member States were asked about last; None if they never were."""
        circulated = [v for v in self.versions.all() if hasattr(v, "circulation")]
        return max(circulated, key=lambda version: version.number, default=None)

    @property
    def is_circulated(self) -> bool:
        """Whether its newest words are those that the member States were asked about."""
        return self.newest_version is not None and self.newest_version == self.circulated_version

    @property
    def shown_version(self) -> CommentVersion:
        """What the author sees: the newest words that may still be submitted, else those submitted last."""
        newest, last = self.newest_version, self.submitted_version
        unsent = newest is not None and newest.submitted_at is None
        return newest if unsent and (self.is_editable or last is None) else last

    @property
    def words(self) -> CommentVersion:
        """What stands for the participant: the submitted words, or those still in the delegation's hands."""
        return self.shown_version if self.is_editable else self.submitted_version

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
