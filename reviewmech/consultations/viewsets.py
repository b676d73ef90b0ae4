"""The room in the admin: consultations with their drafts and rounds, the moderation queue, the reasons."""

from __future__ import annotations

from typing import Any

from django.urls import URLPattern, include, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup

from reviewmech.parties.viewsets import IndexView

from . import admin_rounds, admin_views, moderation_views
from .importing import views as import_views
from .models import Comment, Consultation, ReturnReason, RoundReason
from .moderation_queue import QueueFilters
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
    round_patterns = [
        path("extend/", admin_rounds.ExtendRoundView.as_view(), name="extend_round"),
        path("pause/", admin_rounds.PauseRoundView.as_view(), name="pause_round"),
        path("resume/", admin_rounds.ResumeRoundView.as_view(), name="resume_round"),
    ]

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/release/", admin_views.ReleaseView.as_view(), name="release"),
            path("<int:pk>/open-round/", admin_rounds.OpenRoundView.as_view(), name="open_round"),
            path("<int:pk>/rounds/<int:round_pk>/", include(self.round_patterns)),
            path("import/<int:page_id>/", import_views.ImportView.as_view(), name="import_text"),
            path("import/<int:page_id>/<int:pk>/", import_views.PreviewView.as_view(), name="import_preview"),
        ]


class QueueMenuItem(MenuItem):
    def is_shown(self, request: Any) -> bool:
        return can_moderate(request.user)


class CommentViewSet(ModelViewSet):
    model = Comment
    name = "moderation"
    url_prefix = "moderation"
    menu_label = _("Moderation queue")
    icon = "check"
    index_view_class = moderation_views.QueueView
    inspect_view_enabled = True
    inspect_view_class = moderation_views.ModerationView
    copy_view_enabled = False
    add_to_reference_index = False
    list_per_page = moderation_views.MOST_AT_ONCE
    search_backend_name = None
    filterset_class = QueueFilters

    def get_form_class(self, for_update: bool = False) -> Any:
        return None

    def get_urlpatterns(self) -> list[URLPattern]:
        """The list and the desk: what Wagtail has beside them would answer for drafts too."""
        own = [row for row in super().get_urlpatterns() if row.name in {"index", "index_results", "inspect"}]
        return [*own, path("publish/", moderation_views.PublishSelectedView.as_view(), name="publish")]

    def get_menu_item(self, order: int | None = None) -> MenuItem:
        return QueueMenuItem(
            self.menu_label,
            self.menu_url,
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


class RoundReasonViewSet(ModelViewSet):
    model = RoundReason
    name = "round_reasons"
    menu_label = _("Reasons for extending or pausing")
    icon = "date"
    index_view_class = IndexView
    list_display = ["code"]
    copy_view_enabled = False
    panels = [FieldPanel("code"), *[FieldPanel(name) for name in RoundReason.NAME_FIELDS]]


class ConsultationsGroup(ModelViewSetGroup):
    menu_label = _("Consultations")
    menu_icon = "comment"
    menu_order = 210
    items = (ConsultationViewSet, CommentViewSet, ReturnReasonViewSet, RoundReasonViewSet)
