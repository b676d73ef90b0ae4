"""The pages of the room: they render themselves; drafts and comments hang on the consultation's row."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, ObjectList, TabbedInterface
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet
from wagtail_localize.fields import TranslatableField

from home.blocks import ContentBlocks
from home.models import PAGE_WORDS, User
from search.models import SearchablePage

from ..blocks import WorkingTextBlocks
from .consultation import Consultation
from .draft import Draft
from .round import Round


class ConsultationIndexPage(SearchablePage, Page):
    lead = models.TextField(_("lead"), blank=True)
    body = StreamField(ContentBlocks(), verbose_name=_("body"), blank=True)

    max_count_per_parent = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["consultations.ConsultationPage"]
    translatable_fields = [*PAGE_WORDS, TranslatableField("lead"), TranslatableField("body")]
    content_panels = [*Page.content_panels, FieldPanel("lead"), FieldPanel("body")]
    searched_fields = ["lead", "body"]

    class Meta:
        verbose_name = _("consultations page")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        pages = ConsultationPage.objects.child_of(self).live().public().visible_to(request.user)
        context["consultations"] = with_rounds(list(pages.order_by("path")))
        return context


class ConsultationPageQuerySet(PageQuerySet["ConsultationPage"]):
    def visible_to(self, user: User | AnonymousUser) -> ConsultationPageQuerySet:
        """The pages of visible consultations."""
        return self.filter(translation_key__in=Consultation.objects.visible_to(user).values("key"))


class ConsultationPage(SearchablePage, Page):
    """A consultation in one language. The working text is not the draft: readers never see it."""

    lead = models.TextField(_("lead"), blank=True)
    body = StreamField(ContentBlocks(), verbose_name=_("body"), blank=True)
    working_text = StreamField(
        WorkingTextBlocks(),
        verbose_name=_("working text"),
        blank=True,
        help_text=_(
            "The text in preparation. Nobody outside the admin sees it until a draft is released from it."
        ),
    )

    objects = PageManager.from_queryset(ConsultationPageQuerySet)()

    parent_page_types = ["consultations.ConsultationIndexPage"]
    subpage_types = []
    translatable_fields = [
        *PAGE_WORDS,
        TranslatableField("lead"),
        TranslatableField("body"),
        TranslatableField("working_text"),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList([*Page.content_panels, FieldPanel("lead"), FieldPanel("body")], heading=_("Page")),
            ObjectList([FieldPanel("working_text")], heading=_("Working text")),
            ObjectList(Page.promote_panels, heading=_("Promote")),
            ObjectList(Page.settings_panels, heading=_("Settings")),
        ]
    )
    searched_fields = ["lead", "body"]

    class Meta:
        verbose_name = _("consultation page")
        verbose_name_plural = _("consultation pages")

    @cached_property
    def consultation(self) -> Consultation | None:
        return Consultation.objects.filter(key=self.translation_key).first()

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not Consultation.objects.visible_to(request.user).filter(key=self.translation_key).exists():
            raise Http404
        return super().serve(request, *args, **kwargs)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        drafts = Draft.objects.filter(consultation__key=self.translation_key).order_by("-number")
        rounds = Prefetch("rounds", Round.objects.with_terms())
        context["drafts"] = drafts.prefetch_related("language_versions", rounds).select_related(
            "consultation"
        )
        return context


def with_rounds(pages: list[ConsultationPage]) -> list[ConsultationPage]:
    """The pages with ``rounds``, newest first: as many queries for any number of pages."""
    keys = [page.translation_key for page in pages]
    rounds = Round.objects.filter(draft__consultation__key__in=keys).select_related("draft__consultation")
    rounds = rounds.order_by("-draft__number", "-number").with_terms()
    for page in pages:
        page.rounds = [row for row in rounds if row.draft.consultation.key == page.translation_key]
    return pages
