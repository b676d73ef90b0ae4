"""The room in the admin: consultations with their drafts and rounds, the moderation queue, the reasons."""

from __future__ import annotations

from typing import Any

import django_filters
from django.conf import settings
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup

from reviewmech.parties.models import Participant
from reviewmech.parties.viewsets import IndexView

from . import admin_views
from .enums import CommentStatus, CommentType
from .importing import views as import_views
from .models import Comment, Consultation, ReturnReason, Round
from .permissions import can_moderate


class ConsultationViewSet(ModelViewSet):
    model = Consultation
    name = "consultations_admin"
    url_prefix = "consultations"
    menu_label = _("Texts under consultation")
    icon = "comment"
    index_view_class = admin_views.ConsultationIndexView
    list_filter = ["audience"]
    search_fields = ["code"]
    inspect_view_enabled = True
    inspect_view_class = admin_views.ConsultationInspectView
    inspect_template_name = "consultations/admin/consultation.html"
    copy_view_enabled = False
    panels = [FieldPanel("audience"), FieldPanel("participants")]

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/release/", admin_views.ReleaseView.as_view(), name="release"),
            path("<int:pk>/open-round/", admin_views.OpenRoundView.as_view(), name="open_round"),
            path("import/<int:page_id>/", import_views.ImportView.as_view(), name="import_text"),
            path("import/<int:page_id>/<int:pk>/", import_views.PreviewView.as_view(), name="import_preview"),
        ]


class QueueFilters(WagtailFilterSet):
    status = django_filters.ChoiceFilter(
        label=_("Status"),
        choices=[choice for choice in CommentStatus.choices if choice[0] not in ("draft", "verified")],
    )
    consultation = django_filters.ModelChoiceFilter(
        label=_("Consultation"), queryset=Consultation.objects.all()
    )
    round = django_filters.ModelChoiceFilter(
        label=_("Round"), queryset=Round.objects.select_related("draft__consultation")
    )
    participant = django_filters.ModelChoiceFilter(label=_("Participant"), queryset=Participant.objects.all())
    type = django_filters.ChoiceFilter(
        label=_("Type"), field_name="submitted_version__type", choices=CommentType.choices
    )
    language = django_filters.ChoiceFilter(
        label=_("Language"), field_name="submitted_version__language", choices=settings.LANGUAGES
    )

    class Meta:
        model = Comment
        fields = []


class QueueMenuItem(MenuItem):
    def is_shown(self, request: Any) -> bool:
        return can_moderate(request.user)


class CommentViewSet(ModelViewSet):
    model = Comment
    name = "moderation"
    url_prefix = "moderation"
    menu_label = _("Moderation queue")
    icon = "check"
    index_view_class = admin_views.QueueView
    inspect_view_enabled = True
    inspect_view_class = admin_views.ModerationView
    inspect_template_name = "consultations/admin/moderate.html"
    copy_view_enabled = False
    add_to_reference_index = False
    list_per_page = 50
    search_backend_name = None
    filterset_class = QueueFilters
    list_display = [
        "__str__",
        Column("consultation", label=_("Consultation")),
        Column("paragraph", label=_("Paragraph")),
        Column("participant", label=_("On behalf of")),
        Column("submitted_version.get_type_display", label=_("Type")),
        Column("submitted_version.get_language_display", label=_("Language")),
        Column("get_status_display", label=_("Status")),
        DateColumn("submitted_version.submitted_at", label=_("Submitted")),
    ]

    def get_form_class(self, for_update: bool = False) -> Any:
        return None

    def get_menu_item(self, order: int | None = None) -> MenuItem:
        """The menu leads to what waits; the other states are a filter away."""
        return QueueMenuItem(
            self.menu_label,
            f"{self.menu_url}?status={CommentStatus.SUBMITTED}",
            name=self.menu_name,
            icon_name=self.menu_icon,
            order=order or self.menu_order,
        )


class ReturnReasonViewSet(ModelViewSet):
    model = ReturnReason
    name = "return_reasons"
    menu_label = _("Reasons for returning")
    icon = "resubmit"
    index_view_class = IndexView
    list_display = ["code"]
    copy_view_enabled = False
    panels = [FieldPanel("code"), *[FieldPanel(name) for name in ReturnReason.NAME_FIELDS]]


class ConsultationsGroup(ModelViewSetGroup):
    menu_label = _("Consultations")
    menu_icon = "comment"
    menu_order = 210
    items = (ConsultationViewSet, CommentViewSet, ReturnReasonViewSet)
