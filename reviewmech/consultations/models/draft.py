"""A draft: the text as it was frozen, in each language. None of these rows is ever changed."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from home.models import User
from search.models import SearchableRow

from ..enums import ParagraphKind
from .consultation import Consultation

if TYPE_CHECKING:
    from collections.abc import Iterable


class FrozenQuerySet(models.QuerySet[Any]):
    def update(self, **fields: Any) -> int:
        raise TypeError("A released draft is never changed.")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise TypeError("A released draft is never deleted.")


class Frozen(models.Model):
    """A row that is written once: neither its object nor a queryset changes or deletes it."""

    objects = FrozenQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("A released draft is never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise TypeError("A released draft is never deleted.")


class DraftQuerySet(FrozenQuerySet):
    def visible_to(self, user: User | AnonymousUser) -> DraftQuerySet:
        return self.filter(consultation__in=Consultation.objects.visible_to(user))


class Draft(Frozen):
    """The n-th released text of a consultation."""

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="drafts")
    number = models.PositiveSmallIntegerField(_("number"))
    released_at = models.DateTimeField(_("released at"), default=timezone.now)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )

    objects = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        ordering = ["consultation", "-number"]
        constraints = [models.UniqueConstraint(fields=["consultation", "number"], name="draft_number_once")]
        permissions = [("release_draft", _("Can release a draft"))]

    def __str__(self) -> str:
        return f"{self.consultation.code} · {self.number}"

    def changed_positions(self) -> frozenset[int] | None:
        """The positions of the paragraphs that are new, or of other words or another kind than in the draft
        before; None: there is no draft before. Three queries.

        Words are compared in one language that both drafts have, the source language if it is one of them.
        A paragraph is the same one while it keeps its anchor: number and place may change.
        """
        before = Draft.objects.filter(consultation=self.consultation_id, number__lt=self.number)
        previous = before.order_by("-number").first()
        if previous is None:
            return None
        same = ParagraphText.objects.filter(
            paragraph__draft=previous,
            paragraph__anchor=OuterRef("paragraph__anchor"),
            paragraph__kind=OuterRef("paragraph__kind"),
            draft_language__language=OuterRef("draft_language__language"),
            html=OuterRef("html"),
        )
        texts = ParagraphText.objects.filter(
            paragraph__draft=self, draft_language__language=language_of_both(self, previous)
        )
        kept = texts.filter(Exists(same)).values("paragraph_id")
        return frozenset(self.paragraphs.exclude(pk__in=kept).values_list("position", flat=True))

    @property
    def is_newest(self) -> bool:
        """Whether no later draft of the consultation has been released."""
        return not Draft.objects.filter(consultation_id=self.consultation_id, number__gt=self.number).exists()


class Paragraph(Frozen):
    """One addressable unit of a draft. The anchor is the block's and stays; the printed number may change."""

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="paragraphs")
    anchor = models.UUIDField(_("anchor"))
    kind = models.CharField(_("kind"), max_length=20, choices=ParagraphKind)
    printed_number = models.CharField(_("printed number"), max_length=40, blank=True)
    level = models.PositiveSmallIntegerField(_("level"))
    position = models.PositiveIntegerField(_("position"), help_text=_("From 1, in the order of the text."))

    class Meta:
        verbose_name = _("paragraph")
        verbose_name_plural = _("paragraphs")
        ordering = ["draft", "position"]
        constraints = [
            models.UniqueConstraint(fields=["draft", "anchor"], name="anchor_once_a_draft"),
            models.UniqueConstraint(fields=["draft", "position"], name="position_once_a_draft"),
        ]

    def __str__(self) -> str:
        return self.printed_number or str(self.position)


class DraftLanguage(Frozen):
    """A draft in one language: its text, or the reason why there is none."""

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="language_versions")
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    title = models.CharField(_("title"), max_length=255, blank=True)
    released_at = models.DateTimeField(_("released at"), null=True)
    unofficial = models.BooleanField(_("unofficial translation"), default=True)
    absence_reason = models.TextField(_("why this language is absent"), blank=True)
    sha256 = models.CharField(_("SHA-256 of the text"), max_length=64, blank=True)

    class Meta:
        verbose_name = _("language version of a draft")
        verbose_name_plural = _("language versions of drafts")
        ordering = ["draft", "language"]
        constraints = [
            # A late language adds a row beside the one that said why it was absent.
            models.UniqueConstraint(
                fields=["draft", "language"], condition=Q(absence_reason=""), name="released_once_a_language"
            ),
            models.UniqueConstraint(
                fields=["draft", "language"], condition=~Q(absence_reason=""), name="absent_once_a_language"
            ),
            models.CheckConstraint(
                condition=(Q(absence_reason="") & ~Q(sha256="") & Q(released_at__isnull=False))
                | (~Q(absence_reason="") & Q(sha256="") & Q(released_at__isnull=True)),
                name="released_or_absent_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.draft} · {self.language}"


class ParagraphTextQuerySet(FrozenQuerySet):
    def visible_to(self, user: User | AnonymousUser) -> ParagraphTextQuerySet:
        return self.filter(paragraph__draft__in=Draft.objects.visible_to(user))


class ParagraphText(SearchableRow, Frozen):
    """The words of a paragraph in one language: sanitised HTML, and the same as plain text."""

    paragraph = models.ForeignKey(Paragraph, on_delete=models.PROTECT, related_name="texts")
    draft_language = models.ForeignKey(DraftLanguage, on_delete=models.PROTECT, related_name="texts")
    html = models.TextField(_("text as HTML"))
    plain = models.TextField(_("plain text"))

    objects = ParagraphTextQuerySet.as_manager()
    searched_fields = ["plain"]

    class Meta:
        verbose_name = _("text of a paragraph")
        verbose_name_plural = _("texts of paragraphs")
        ordering = ["paragraph__position"]
        constraints = [
            models.UniqueConstraint(fields=["paragraph", "draft_language"], name="text_once_a_language")
        ]

    def __str__(self) -> str:
        return self.plain[:80]

    @property
    def search_language(self) -> str:
        return self.draft_language.language


def language_of_both(one: Draft, other: Draft) -> str:
    """A language in which two drafts were released, the source language first; "" where there is none."""
    versions = DraftLanguage.objects.filter(draft__in=[one, other], absence_reason="")
    pairs = set(versions.values_list("language", "draft_id"))
    order = [settings.LANGUAGE_CODE, *(code for code, _name in settings.LANGUAGES)]
    both = (code for code in order if {(code, one.pk), (code, other.pk)} <= pairs)
    return next(both, "")


def text_hash(title: str, rows: Iterable[tuple[Paragraph, str]]) -> str:
    """SHA-256, lower-case hex, of a draft's text in one language.

    Hashed is UTF-8 JSON without spaces: ``[title, [[anchor, kind, printed number, level, html], …]]`` in the
    order of the text, so that anybody can compute it from what is published.
    """
    content = [
        title,
        [[str(p.anchor), p.kind, p.printed_number, p.level, html] for p, html in rows],
    ]
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()
