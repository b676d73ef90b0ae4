"""Simulations in the admin."""

from __future__ import annotations

from typing import Any

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.model import ModelViewSet

from .models import Simulation
from .simulations import starting, views

ONE = "<int:pk>/"


class SimulationViewSet(ModelViewSet):
    model = Simulation
    name = "simulations"
    url_prefix = "simulations"
    icon = "history"
    menu_label = _("Simulations")
    index_view_class = views.SimulationIndexView
    list_filter = ["state", "is_public"]
    search_fields = ["title", "parties__title"]
    search_backend_name = None
    ordering = ["-created_at", "-pk"]
    inspect_view_enabled = True
    inspect_view_class = views.SimulationView
    inspect_template_name = views.SimulationView.template_name
    copy_view_enabled = False
    add_to_reference_index = False

    def get_form_class(self, for_update: bool = False) -> Any:
        return None

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Nothing of a simulation is edited: other rules are another simulation."""
        nowhere = {"edit_url_name": None, "usage_url_name": None, "history_url_name": None}
        return super().get_common_view_kwargs(**{**nowhere, **kwargs})

    @property
    def simplification_view(self) -> Any:
        return self.construct_view(views.SimplificationView)

    def get_urlpatterns(self) -> list[URLPattern]:
        kept = {"index", "index_results", "inspect", "delete"}
        return [
            *[row for row in super().get_urlpatterns() if row.name in kept],
            path("add/", starting.BeginView.as_view(), name="add"),
            path("suggest/", starting.SuggestView.as_view(), name="suggest"),
            path(f"{ONE}simplification/", self.simplification_view, name="simplification"),
            path(f"{ONE}progress/", views.ProgressView.as_view(), name="progress"),
            path(f"{ONE}figures.json", views.JsonView.as_view(), name="json"),
            path(f"{ONE}figures.csv", views.CsvView.as_view(), name="csv"),
            path(f"{ONE}cancel/", views.CancelView.as_view(), name="cancel"),
            path(f"{ONE}start-again/", views.StartAgainView.as_view(), name="start_again"),
            path(f"{ONE}show/", views.ShowView.as_view(), name="show"),
            path(f"{ONE}hide/", views.HideView.as_view(), name="hide"),
        ]
