"""Official documents: a symbol, and the languages in which the document is there."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.documents import get_document_model_string
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail_localize.fields import TranslatableField

from home.blocks import ContentBlocks
from home.models import PAGE_WORDS
from reviewmech.translation.models import SourceFacts, with_sources
from search.models import SearchablePage

from .languages import LETTERS

symbol_validator = RegexValidator(
    r"^[A-Z]{1,6}(/[A-Za-z0-9.()]+)+(\*+)?$",
    _("A document symbol is like CTOC/COP/2018/13, without spaces."),
)


@dataclass(frozen=True)
class LanguageVersion:
    """A document in one language: the letter of the official lists, and where to get it ("" = not here)."""

    code: str
    letter: str
    native_name: str
    available: bool
    url: str


class DocumentIndexPage(SearchablePage, Page):
    lead = models.TextField(_("lead"), blank=True)
    body = StreamField(ContentBlocks(), verbose_name=_("body"), blank=True)

    max_count_per_parent = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["documents.DocumentPage"]
    translatable_fields = [*PAGE_WORDS, TranslatableField("lead"), TranslatableField("body")]
    content_panels = [*Page.content_panels, FieldPanel("lead"), FieldPanel("body")]
    searched_fields = ["lead", "body"]

    class Meta:
        verbose_name = _("documents page")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        documents = with_sources(DocumentPage.objects.child_of(self).live().public().order_by("path"))
        context["documents"] = with_languages(documents)
        return context


class DocumentPage(SearchablePage, SourceFacts, Page):
    symbol = models.CharField(
        _("document symbol"),
        max_length=60,
        blank=True,
        validators=[symbol_validator],
        help_text=_("The same in every language. Empty where the document has none or it is not confirmed."),
    )
    adopted_on = models.DateField(_("adopted or approved on"), null=True, blank=True)
    languages_confirmed = models.BooleanField(
        _("languages confirmed"),
        default=False,
        help_text=_("Whether it is known in which languages the document is there."),
    )
    lead = models.TextField(_("lead"), blank=True)
    body = StreamField(ContentBlocks(), verbose_name=_("body"), blank=True)

    parent_page_types = ["documents.DocumentIndexPage"]
    subpage_types = []
    translatable_fields = [*PAGE_WORDS, TranslatableField("lead"), TranslatableField("body")]
    content_panels = [
        *Page.content_panels,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("symbol"), FieldPanel("adopted_on")]),
                FieldPanel("languages_confirmed"),
            ],
            heading=_("Facts, the same in all languages"),
        ),
        FieldPanel("lead"),
        FieldPanel("body"),
    ]
    searched_fields = ["symbol", "lead", "body"]

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    @property
    def languages(self) -> list[LanguageVersion]:
        """The six languages in the order of their letters, A C E F R S."""
        files = getattr(self, "language_files", None)
        if files is None:
            files = DocumentLanguage.objects.filter(document_key=self.translation_key).select_related("file")
        there = {row.language: row for row in files}
        return [
            LanguageVersion(
                code, LETTERS[code], native, code in there, there[code].address if code in there else ""
            )
            for code, native in settings.LANGUAGES
        ]

    @property
    def shown_languages(self) -> list[LanguageVersion]:
        """All six where it is confirmed which are there, else only those known to be there."""
        return [version for version in self.languages if version.available or self.source.languages_confirmed]


def with_languages(documents: list[DocumentPage]) -> list[DocumentPage]:
    """The documents with the rows of their languages: one query for all."""
    keys = [document.translation_key for document in documents]
    files: dict[uuid.UUID, list[DocumentLanguage]] = {key: [] for key in keys}
    for row in DocumentLanguage.objects.filter(document_key__in=keys).select_related("file"):
        files[row.document_key].append(row)
    for document in documents:
        document.language_files = files[document.translation_key]
    return documents


def source_page(key: uuid.UUID | models.OuterRef) -> models.QuerySet[DocumentPage]:
    """The page of the source language of a document."""
    return DocumentPage.objects.filter(translation_key=key, locale__language_code=settings.LANGUAGE_CODE)


class DocumentLanguage(models.Model):
    """A document is there in a language: as a file here, at an address elsewhere, or only known to exist."""

    document_key = models.UUIDField(
        _("document"), help_text=_("The key that the six pages of a document share.")
    )
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    url = models.URLField(_("address elsewhere"), blank=True)
    file = models.ForeignKey(
        get_document_model_string(),
        verbose_name=_("file"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        verbose_name = _("language version of a document")
        verbose_name_plural = _("language versions of documents")
        ordering = ["document_key", "language"]
        constraints = [
            models.UniqueConstraint(
                fields=["document_key", "language"], name="one_row_a_document_and_language"
            )
        ]

    def __str__(self) -> str:
        return f"{self.document_title} · {self.get_language_display()}"

    @cached_property
    def document_title(self) -> str:
        """The document's title in the source language; lists take it with their rows, as an annotation."""
        page = source_page(self.document_key).first()
        return page.title if page else str(self.document_key)

    @property
    def address(self) -> str:
        return self.file.url if self.file else self.url

    def clean(self) -> None:
        super().clean()
        if self.file and self.url:
            raise ValidationError({"url": _("Give a file or an address, not both.")})
