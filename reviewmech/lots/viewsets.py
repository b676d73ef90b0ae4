"""The room in the admin: drawings of lots, the lists they start from, simulations."""

from __future__ import annotations

from typing import Any

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup

from . import admin_draws, admin_lists, admin_steps
from .forms import DrawForm
from .models import Draw, PartiesList
from .viewsets_simulation import SimulationViewSet

ONE = "<int:pk>/"


class DrawViewSet(ModelViewSet):
    model = Draw
    name = "draws"
    menu_label = _("Drawings of lots")
    icon = "rotate"
    index_view_class = admin_draws.DrawIndexView
    add_view_class = admin_draws.DrawCreateView
    edit_view_class = admin_draws.DrawEditView
    delete_view_class = admin_draws.DrawDeleteView
    inspect_view_class = admin_draws.DrawInspectView
    inspect_view_enabled = True
    inspect_template_name = admin_draws.DrawInspectView.template_name
    create_template_name = edit_template_name = admin_draws.DrawFormMixin.template_name
    copy_view_enabled = False
    add_to_reference_index = False
    list_filter = ["kind", "state"]
    search_fields = [*Draw.NAME_FIELDS, "code"]
    search_backend_name = None
    ordering = ["-created_at", "-pk"]

    def get_form_class(self, for_update: bool = False) -> Any:
        return DrawForm

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """A draw's history are its events."""
        nowhere = {"usage_url_name": None, "history_url_name": None}
        return super().get_common_view_kwargs(**{**nowhere, **kwargs})

    def get_urlpatterns(self) -> list[URLPattern]:
        kept = {"index", "index_results", "add", "edit", "delete", "inspect"}
        return [
            *[row for row in super().get_urlpatterns() if row.name in kept],
            path(f"{ONE}seal/", admin_steps.SealView.as_view(), name="seal"),
            path(f"{ONE}draw/", admin_steps.HoldView.as_view(), name="hold"),
            path(f"{ONE}confirm/", admin_steps.ConfirmView.as_view(), name="confirm"),
            path(f"{ONE}supersede/", admin_steps.SupersedeView.as_view(), name="supersede"),
        ]


class PartiesListViewSet(ModelViewSet):
    model = PartiesList
    name = "parties_lists"
    url_prefix = "parties-lists"
    menu_label = _("Lists of parties")
    icon = "list-ul"
    index_view_class = admin_lists.ListIndexView
    delete_view_class = admin_lists.ListDeleteView
    inspect_view_class = admin_lists.ListInspectView
    inspect_view_enabled = True
    inspect_template_name = admin_lists.ListInspectView.template_name
    copy_view_enabled = False
    add_to_reference_index = False
    list_filter = ["is_illustrative"]
    search_fields = ["title", "source"]
    search_backend_name = None
    ordering = ["-created_at", "-pk"]

    def get_form_class(self, for_update: bool = False) -> Any:
        return None

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """A list is written once: other facts are another list."""
        nowhere = {"edit_url_name": None, "usage_url_name": None, "history_url_name": None}
        return super().get_common_view_kwargs(**{**nowhere, **kwargs})

    def get_urlpatterns(self) -> list[URLPattern]:
        kept = {"index", "index_results", "delete", "inspect"}
        return [
            *[row for row in super().get_urlpatterns() if row.name in kept],
            path("new/", admin_lists.UploadView.as_view(), name="add"),
            path("from-site/", admin_lists.FromSiteView.as_view(), name="from_site"),
            path(f"{ONE}table.csv", admin_lists.ListDownloadView.as_view(), name="download"),
        ]


class LotsGroup(ModelViewSetGroup):
    menu_label = _("Drawing of lots")
    menu_icon = "rotate"
    menu_order = 220
    items = (DrawViewSet, PartiesListViewSet, SimulationViewSet)
