"""The two ways to begin a simulation: by rules of one's own, or for the suggestions for simplification."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from home.models import User

from ..engine import Rules
from .actions import begin_simulation
from .forms import BeginForms, StartForm
from .permissions import can_simulate
from .simplification import SUGGESTIONS


class StartView(WagtailAdminTemplateMixin, TemplateView):
    """A form that begins a simulation; what the verb refuses is told beside the fields."""

    header_icon = "history"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not can_simulate(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        index = {"url": reverse("simulations:index"), "label": _("Simulations")}
        return [*self.breadcrumbs_items, index, {"url": "", "label": self.get_page_title()}]

    def begin(self, start: StartForm, rules: list[Rules]) -> HttpResponse | None:
        """Begin it and lead to its page; None where that is refused, with the reasons at the form."""
        try:
            simulation = begin_simulation(**start.cleaned_data, rules=rules, by=cast(User, self.request.user))
        except ValidationError as error:
            start.add_error(None, error)
            return None
        messages.success(
            self.request, _("The simulation waits for the worker. This page tells how far it is.")
        )
        return redirect("simulations:inspect", simulation.pk)


class BeginView(StartView):
    template_name = "lots/admin/simulations/begin.html"
    page_title = gettext_lazy("Begin a simulation")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(forms=BeginForms()))

    def post(self, request: HttpRequest) -> HttpResponse:
        forms = BeginForms(request.POST)
        begun = self.begin(forms.start, forms.rules) if forms.is_valid() else None
        return begun or self.render_to_response(self.get_context_data(forms=forms))


class SuggestView(StartView):
    """One press: three ways to draw are compared, all other switches on their defaults."""

    template_name = "lots/admin/simulations/suggest.html"
    page_title = gettext_lazy("Suggestions for simplification")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = StartForm(initial={"title": _("Suggestions for simplification")})
        return self.render_to_response(self.get_context_data(form=form))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = StartForm(request.POST)
        rules = [Rules.from_values(each) for each in SUGGESTIONS]
        begun = self.begin(form, rules) if form.is_valid() else None
        return begun or self.render_to_response(self.get_context_data(form=form))
