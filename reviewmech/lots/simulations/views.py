"""The screens of simulations: the list, what came out of one, and what is done with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import IndexView, InspectView
from wagtail.admin.widgets import HeaderButton

from home.models import User
from home.spreadsheets import csv_lines

from ..enums import UNDER_WAY, SimulationState
from ..models import Simulation, SimulationVariant
from ..names import Name, StateNames
from . import actions, exports
from .chances import chances_of, codes_of
from .figures import charts, differences, key_figures, ways_of
from .permissions import Person, can_see_simulations, can_show_simulation, can_simulate
from .progress import progress_of
from .simplification import is_of_suggestions, names_of, suggestions_of


class SimulationIndexView(IndexView):
    """A title leads to what came out."""

    results_template_name = "lots/admin/simulations/index_results.html"

    @cached_property
    def columns(self) -> list[Column]:
        title = self._get_title_column_class(TitleColumn)
        return [
            title("title", label=_("Title"), sort_key="title", get_url=self.get_inspect_url),
            Column("parties", label=_("List of parties")),
            Column("draws", label=_("Draws"), sort_key="draws"),
            Column("get_state_display", label=_("State"), sort_key="state"),
            BooleanColumn("is_public", label=_("Shown to the public"), sort_key="is_public"),
            DateColumn("created_at", label=_("Begun"), sort_key="created_at"),
        ]

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        buttons: list[HeaderButton] = super().header_buttons
        if can_simulate(self.request.user):
            url = reverse("simulations:suggest")
            label = _("Suggestions for simplification")
            buttons.append(HeaderButton(label, url=url, icon_name="list-ul", priority=2))
        return buttons

    def get_base_queryset(self) -> QuerySet[Simulation]:
        return super().get_base_queryset().select_related("parties")


class SimulationView(InspectView):
    """One simulation: how far it is, or what came out. ``?state=FRA`` asks for the chances of a State."""

    template_name = "lots/admin/simulations/simulation.html"
    page_title = gettext_lazy("Simulation")

    def get_object(self, queryset: Any = None) -> Simulation:
        return get_object_or_404(Simulation.objects.select_related("parties", "created_by"), pk=self.pk)

    @cached_property
    def variants(self) -> list[SimulationVariant]:
        """While draws are made there are no figures to fetch."""
        variants = self.object.variants.order_by("position")
        return list(variants.defer("tally") if self.object.state in UNDER_WAY else variants)

    @cached_property
    def names(self) -> StateNames:
        return StateNames.of(self.object.parties)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        index = {"url": reverse("simulations:index"), "label": _("Simulations")}
        return [*self.breadcrumbs_items, index, {"url": "", "label": self.object.title}]

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        if self.object.state != SimulationState.DONE or not is_of_suggestions(self.variants):
            return []
        url = reverse("simulations:simplification", args=[self.object.pk])
        return [HeaderButton(_("Suggestions for simplification"), url=url, icon_name="list-ul")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs) | {
            "simulation": self.object,
            "variants": self.variants,
            "set_names": names_of(self.variants),
            "differences": differences(self.variants),
            "may_simulate": can_simulate(self.request.user),
            "may_show": can_show_simulation(self.request.user),
            "names": self.names,
        }
        if self.object.state in UNDER_WAY:
            return context | {"progress": progress_of(self.object, self.variants)}
        return context | self.results()

    def results(self) -> dict[str, Any]:
        ways = ways_of(self.variants, names_of(self.variants))
        if not ways:
            return {"ways": []}
        codes = codes_of(ways)
        asked = self.request.GET.get("state", "")
        return {
            "ways": ways,
            "key_figures": key_figures(ways),
            "charts": charts(ways),
            "choices": [(code, name_and_code(self.names.state(code), code)) for code in codes],
            "chances": chances_of(ways, asked) if asked in codes else None,
        }


def name_and_code(name: Name, code: str) -> str:
    return code if str(name) == code else f"{name} ({code})"


class SimplificationView(SimulationView):
    """The page that a simulation of the three ways is made for."""

    template_name = "lots/admin/simulations/simplification.html"
    page_title = gettext_lazy("Suggestions for simplification")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        *above, own = super().get_breadcrumbs_items()
        own["url"] = reverse("simulations:inspect", args=[self.object.pk])
        return [*above, own, {"url": "", "label": self.get_page_title()}]

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        return []

    def results(self) -> dict[str, Any]:
        if not is_of_suggestions(self.variants):
            raise Http404
        return {"suggestions": suggestions_of(self.object, self.variants)}


class ReadingView(View):
    """A part of a simulation for who may read it."""

    http_method_names = ["get", "head"]

    def read(self, pk: int, *, figures: bool) -> tuple[Simulation, list[SimulationVariant]]:
        if not can_see_simulations(self.request.user):
            raise PermissionDenied
        simulation = get_object_or_404(Simulation.objects.select_related("parties"), pk=pk)
        variants = simulation.variants.order_by("position")
        return simulation, list(variants if figures else variants.defer("tally"))


class ProgressView(ReadingView):
    """How far it is, for the script on its page."""

    def get(self, request: HttpRequest, pk: int) -> JsonResponse:
        simulation, variants = self.read(pk, figures=False)
        progress = progress_of(simulation, variants)
        response = JsonResponse(
            {
                "ended": simulation.state not in UNDER_WAY,
                "words": progress.words,
                "sets": [{"done": each.done, "words": each.words} for each in progress.sets],
            }
        )
        response["Cache-Control"] = "no-store"
        return response


class JsonView(ReadingView):
    def get(self, request: HttpRequest, pk: int) -> JsonResponse:
        content = exports.as_json(*self.read(pk, figures=True))
        response = JsonResponse(content, json_dumps_params={"ensure_ascii": False})
        return as_file(response, f"simulation-{pk}.json")


class CsvView(ReadingView):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        lines = csv_lines(exports.as_rows(*self.read(pk, figures=True)))
        response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
        return as_file(response, f"simulation-{pk}.csv")


def as_file(response: Any, name: str) -> Any:
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


class ActView(View):
    """A button: ``act`` is done with the simulation, and its page says whether that was possible."""

    http_method_names = ["post"]
    may: Callable[[Person], bool]
    said: Any = ""
    not_said: Any = ""

    def act(self, simulation: Simulation, by: User) -> bool:
        raise NotImplementedError

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not self.may(request.user):
            raise PermissionDenied
        simulation = get_object_or_404(Simulation, pk=pk)
        if self.act(simulation, cast(User, request.user)):
            messages.success(request, self.said)
        else:
            messages.warning(request, self.not_said)
        return redirect("simulations:inspect", pk)


class CancelView(ActView):
    may = staticmethod(can_simulate)
    said = gettext_lazy("The simulation has been cancelled.")
    not_said = gettext_lazy("The simulation had ended already.")

    def act(self, simulation: Simulation, by: User) -> bool:
        return actions.cancel_simulation(simulation, by=by)


class StartAgainView(ActView):
    may = staticmethod(can_simulate)
    said = gettext_lazy("The simulation has been started again.")
    not_said = gettext_lazy("The simulation is done: there is nothing to start again.")

    def act(self, simulation: Simulation, by: User) -> bool:
        return actions.start_again(simulation, by=by)


class ShowView(ActView):
    may = staticmethod(can_show_simulation)
    shown = True
    said = gettext_lazy("The figures are shown to the public.")
    not_said = gettext_lazy("The simulation has no figures to show.")

    def act(self, simulation: Simulation, by: User) -> bool:
        return actions.show_to_public(simulation, shown=self.shown, by=by)


class HideView(ShowView):
    shown = False
    said = gettext_lazy("The figures are no longer shown to the public.")
