"""The page that explains the drawing of lots, and lists the draws."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail_localize.fields import TranslatableField

from home.blocks import ContentBlocks
from home.models import PAGE_WORDS
from search.models import SearchablePage

from ..enums import SimulationState
from .draw import Draw
from .simulation import SimulationVariant

MOST_LISTED = 100


class LotsPage(SearchablePage, Page):
    """How lots are drawn, in plain words. What is the same for every draw comes from the template, so that it
    says in six languages what the procedure does; ``lead`` and ``body`` are an editor's own words.
    """

    lead = models.TextField(_("lead"), blank=True)
    body = StreamField(ContentBlocks(), verbose_name=_("body"), blank=True)

    max_count_per_parent = 1
    parent_page_types = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    translatable_fields = [*PAGE_WORDS, TranslatableField("lead"), TranslatableField("body")]
    content_panels = [*Page.content_panels, FieldPanel("lead"), FieldPanel("body")]
    searched_fields = ["lead", "body"]

    class Meta:
        verbose_name = _("drawing of lots page")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        draws = Draw.objects.visible_to(request.user).select_related("parties").defer("transcript")
        context["draws"] = draws[:MOST_LISTED]
        context["variant"] = newest_public_variant()
        return context


def newest_public_variant() -> SimulationVariant | None:
    """The first set of rules of the newest finished simulation that is shown to the public."""
    variants = SimulationVariant.objects.filter(
        simulation__is_public=True, simulation__state=SimulationState.DONE, tally__isnull=False
    )
    newest = variants.select_related("simulation__parties")
    return newest.order_by("-simulation__created_at", "-simulation__pk", "position").first()
