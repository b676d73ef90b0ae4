"""What is planned and when: the workplan, its sections, and the meetings."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail_localize.fields import TranslatableField

from home.blocks import ContentBlocks
from home.models import PAGE_WORDS
from reviewmech.translation.models import SourceFacts, with_sources
from search.models import SearchablePage

from . import dates
from .blocks import SectionBlocks
from .enums import DateKind
from .lines import overview_lines, timeline


class PlannedActionForm(WagtailAdminPageForm):
    """The editor's form. Autosave sends it to ``form.action``, which a field of that name would hide."""

    def add_prefix(self, field_name: str) -> str:
        return super().add_prefix("planned_action" if field_name == "action" else field_name)


class PlannedAction(SourceFacts, models.Model):
    """A line of the overview table: the words are translated, the date and the position are facts."""

    line = models.PositiveSmallIntegerField(
        _("line of the overview table"),
        null=True,
        blank=True,
        help_text=_("Empty: not in the overview table."),
    )
    action = models.TextField(_("action to be taken"), blank=True)
    date_kind = models.CharField(_("kind of date"), max_length=20, choices=DateKind, blank=True)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    date_note = models.TextField(
        _("beside the date"),
        blank=True,
        help_text=_("What the document says in the date column beyond the date."),
    )
    comments = models.TextField(_("comments"), blank=True)

    base_form_class = PlannedActionForm
    meeting_days: Any = None
    duration_months: Any = None

    class Meta:
        abstract = True

    @property
    def date_words(self) -> str:
        """The possible date in the language that is active, from the source page's facts."""
        return dates.date_words(self.source.date_kind, self.source.starts_on, self.source.ends_on)

    @property
    def length_words(self) -> str:
        """How long it takes, in the language that is active; "" where the workplan does not say."""
        return dates.length_words(self.source.meeting_days, self.source.duration_months)

    @property
    def latest_on(self) -> date | None:
        """The latest possible day; None where the document names none."""
        return self.source.ends_on

    def clean(self) -> None:
        super().clean()
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": _("The last day cannot come before the first.")})
        for name in self._days_needed():
            if not getattr(self, name):
                raise ValidationError({name: _("This kind of date needs a day here.")})

    def _days_needed(self) -> list[str]:
        return {
            DateKind.RANGE: ["starts_on", "ends_on"],
            DateKind.BY_END_OF_MONTH: ["ends_on"],
            DateKind.BEGINS_EARLY: ["starts_on"],
        }.get(self.date_kind, [])


LINE_WORDS = [TranslatableField("action"), TranslatableField("date_note"), TranslatableField("comments")]
BODY_WORDS = [TranslatableField("lead"), TranslatableField("body")]
FACT_HELP = _("A fact: it changes on the pages of all six languages at the moment this page is published.")


def line_panel(*extra: str) -> MultiFieldPanel:
    """The panel of an overview line; ``extra`` are fact fields of the page type."""
    return MultiFieldPanel(
        [
            FieldPanel("line"),
            FieldPanel("action"),
            MultiFieldPanel(
                [
                    FieldPanel("date_kind"),
                    FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
                    *map(FieldPanel, extra),
                ],
                heading=_("Possible date(s)"),
                help_text=FACT_HELP,
            ),
            FieldPanel("date_note"),
            FieldPanel("comments"),
        ],
        heading=_("Line of the overview table"),
    )


class WorkplanPage(SearchablePage, Page):
    lead = models.TextField(_("lead"), blank=True)
    body = StreamField(ContentBlocks(), verbose_name=_("body"), blank=True)

    max_count_per_parent = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["workplan.MilestonePage"]
    translatable_fields = [*PAGE_WORDS, *BODY_WORDS]
    content_panels = [*Page.content_panels, FieldPanel("lead"), FieldPanel("body")]
    searched_fields = ["lead", "body"]

    class Meta:
        verbose_name = _("workplan")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["sections"] = self.sections()
        meetings = MeetingPage.objects.live().public().filter(locale=self.locale, line__isnull=False)
        context["lines"] = overview_lines([*context["sections"], *with_sources(meetings)])
        context["timeline"] = timeline(context["lines"])
        return context

    def sections(self) -> list[MilestonePage]:
        """The live sections below this page, in the tree's order, with their sources."""
        return with_sources(MilestonePage.objects.child_of(self).live().public().order_by("path"))


class MilestonePage(SearchablePage, PlannedAction, Page):
    """A section of the workplan. A section may have no line in the overview table."""

    section = models.CharField(
        _("section"),
        max_length=8,
        blank=True,
        help_text=_("The section's numeral as the document prints it."),
    )
    duration_months = models.PositiveSmallIntegerField(
        _("approximate duration in months"), null=True, blank=True
    )
    official_title = models.TextField(
        _("title in the document"), blank=True, help_text=_("The section's title as the document words it.")
    )
    lead = models.TextField(_("lead"), blank=True)
    body = StreamField(SectionBlocks(), verbose_name=_("body"), blank=True)

    parent_page_types = ["workplan.WorkplanPage"]
    subpage_types = []
    translatable_fields = [*PAGE_WORDS, TranslatableField("official_title"), *BODY_WORDS, *LINE_WORDS]
    content_panels = [
        *Page.content_panels,
        MultiFieldPanel([FieldPanel("section"), FieldPanel("official_title")], heading=_("In the document")),
        line_panel("duration_months"),
        FieldPanel("lead"),
        FieldPanel("body"),
    ]
    searched_fields = ["official_title", "lead", "body", "action", "date_note", "comments"]

    class Meta:
        verbose_name = _("section of the workplan")
        verbose_name_plural = _("sections of the workplan")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        siblings = Page.objects.sibling_of(self).live().public().order_by("path")
        context["previous_section"] = siblings.filter(path__lt=self.path).last()
        context["next_section"] = siblings.filter(path__gt=self.path).first()
        return context


class MeetingIndexPage(SearchablePage, Page):
    lead = models.TextField(_("lead"), blank=True)
    body = StreamField(ContentBlocks(), verbose_name=_("body"), blank=True)

    max_count_per_parent = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["workplan.MeetingPage"]
    translatable_fields = [*PAGE_WORDS, *BODY_WORDS]
    content_panels = [*Page.content_panels, FieldPanel("lead"), FieldPanel("body")]
    searched_fields = ["lead", "body"]

    class Meta:
        verbose_name = _("meetings page")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        meetings = with_sources(MeetingPage.objects.child_of(self).live().public())
        context["meetings"] = sorted(
            meetings, key=lambda page: (page.source.starts_on or date.max, page.path)
        )
        return context


class MeetingPage(SearchablePage, PlannedAction, Page):
    meeting_days = models.DecimalField(
        _("days of meeting time"),
        max_digits=4,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
        help_text=_("Meeting time with interpretation, in days; half days count 0.5."),
    )
    lead = models.TextField(_("lead"), blank=True)
    body = StreamField(SectionBlocks(), verbose_name=_("body"), blank=True)

    parent_page_types = ["workplan.MeetingIndexPage"]
    subpage_types = []
    translatable_fields = [*PAGE_WORDS, *BODY_WORDS, *LINE_WORDS]
    content_panels = [
        *Page.content_panels,
        line_panel("meeting_days"),
        FieldPanel("lead"),
        FieldPanel("body"),
    ]
    searched_fields = ["lead", "body", "action", "date_note", "comments"]
    is_meeting = True

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
