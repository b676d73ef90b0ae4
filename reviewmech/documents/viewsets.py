"""The languages of documents in the admin: which there are, and where each is found."""

from __future__ import annotations

import django_filters
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, HelpPanel, ObjectList
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from .forms import DocumentLanguageForm, documents
from .models import DocumentLanguage, source_page


class DocumentLanguageFilters(WagtailFilterSet):
    document_key = django_filters.ChoiceFilter(label=_("Document"), choices=documents)

    class Meta:
        model = DocumentLanguage
        fields = ["document_key", "language"]


class DocumentLanguageIndexView(generic.IndexView):
    @cached_property
    def columns(self) -> list[Column]:
        title = self._get_title_column_class(TitleColumn)
        return [
            title(
                "document_title", label=_("Document"), sort_key="document_title", get_url=self.get_edit_url
            ),
            Column("get_language_display", label=_("Language"), sort_key="language"),
            Column("address", label=_("Where it is found")),
        ]

    def get_base_queryset(self) -> models.QuerySet[DocumentLanguage]:
        title = source_page(models.OuterRef("document_key")).values("title")[:1]
        rows = super().get_base_queryset().select_related("file")
        return rows.annotate(document_title=models.Subquery(title))


class DocumentLanguageViewSet(ModelViewSet):
    model = DocumentLanguage
    name = "document_languages"
    url_prefix = "document-languages"
    menu_label = _("Document languages")
    menu_order = 205
    icon = "doc-full"
    add_to_admin_menu = True
    index_view_class = DocumentLanguageIndexView
    filterset_class = DocumentLanguageFilters
    ordering = ["document_title", "language"]
    copy_view_enabled = False
    edit_handler = ObjectList(
        [
            HelpPanel(content=_("A fact: what you save here is shown at once, in all six languages.")),
            FieldPanel("document_key"),
            FieldPanel("language"),
            FieldPanel("file"),
            FieldPanel(
                "url",
                help_text=_("Leave file and address empty where it is only known that this language exists."),
            ),
        ],
        base_form_class=DocumentLanguageForm,
    )
