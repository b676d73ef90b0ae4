"""The steps of a draw, each on a page of its own that says what follows: seal, draw, confirm, supersede."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from home.models import User
from reviewmech.parties.forms import add_errors

from . import actions
from .actions.found import settled
from .engine import canonical, hash_of
from .forms import SeedForm, SupersedeForm
from .models import Draw
from .names import StateNames
from .permissions import Person, can_confirm, can_hold, can_seal, can_supersede
from .sentences import refusal_in_words


class StepView(WagtailAdminTemplateMixin, FormView):  # type: ignore[type-arg]  # generic for the type checker only
    """One step. Who has no right to it is refused; who comes too late is led back to the draw."""

    template_name = "lots/admin/step.html"
    form_class: type[forms.Form] = forms.Form
    permission = ""
    may: Callable[[Person, Draw], bool]  # as a static method
    button: Any = ""
    success_message: Any = ""
    is_serious = False

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perm(self.permission):
            raise PermissionDenied
        if not self.may(request.user, self.draw):
            messages.warning(request, _("This step is not, or no longer, yours to take with this draw."))
            return redirect(self.back)
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def draw(self) -> Draw:
        """Of those the person may see."""
        draws = Draw.objects.visible_to(self.request.user).select_related("parties")
        return get_object_or_404(draws, pk=self.kwargs["pk"])

    @property
    def person(self) -> User:
        """Somebody signed in: the admin lets nobody else come this far."""
        return cast(User, self.request.user)

    @property
    def back(self) -> str:
        return reverse("draws:inspect", args=[self.draw.pk])

    def act(self, **facts: Any) -> object:
        raise NotImplementedError

    def form_valid(self, form: forms.Form) -> HttpResponse:
        try:
            self.act(**form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
            return self.form_invalid(form)
        messages.success(self.request, self.success_message)
        return redirect(self.back)

    def form_invalid(self, form: forms.Form) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_page_subtitle(self) -> str:
        return str(self.draw)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("draws:index"), "label": _("Drawings of lots")},
            {"url": self.back, "label": str(self.draw)},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(action_url=self.request.path, view=self, draw=self.draw, **kwargs)
        return {**context, "media": context["form"].media}


class SealView(StepView):
    """What will be sealed, with its hashes; where no result is possible, why, and what would help."""

    template_name = "lots/admin/seal.html"
    page_title = gettext_lazy("Seal the draw")
    header_icon = "lock"
    permission = "lots.seal_draw"
    may = staticmethod(can_seal)
    button = gettext_lazy("Seal the draw")
    success_message = gettext_lazy("The draw is sealed: its list, rules and source of the seed are public.")

    def act(self, **facts: Any) -> object:
        return actions.seal_draw(self.draw, by=self.person)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**self.checked(), **kwargs)

    def checked(self) -> dict[str, Any]:
        """What an attempt to settle the draw says."""
        try:
            setting = settled(self.draw)
        except actions.NoResult as none:
            return {"refusal": refusal_in_words(none.refusal, StateNames.of(self.draw.parties).state)}
        except ValidationError as error:
            return {"problems": error.messages}
        states = [state.values() for state in setting.states]
        return {
            "states": len(states),
            "additional": setting.additional,
            "input_hash": hash_of(canonical(states)),
            "rules_hash": hash_of(canonical(setting.rules.values())),
        }


class HoldView(StepView):
    page_title = gettext_lazy("Draw the lots")
    header_icon = "rotate"
    template_name = "lots/admin/hold.html"
    form_class = SeedForm
    permission = "lots.hold_draw"
    may = staticmethod(can_hold)
    button = gettext_lazy("Draw the lots")
    success_message = gettext_lazy("The lots are drawn.")

    def act(self, **facts: Any) -> object:
        return actions.draw_lots(self.draw, **facts, by=self.person)


class ConfirmView(StepView):
    page_title = gettext_lazy("Confirm the draw")
    header_icon = "check"
    template_name = "lots/admin/confirm.html"
    permission = "lots.confirm_draw"
    may = staticmethod(can_confirm)
    button = gettext_lazy("Confirm the draw")
    success_message = gettext_lazy("The draw is confirmed.")

    def act(self, **facts: Any) -> object:
        return actions.confirm_draw(self.draw, by=self.person)


class SupersedeView(StepView):
    page_title = gettext_lazy("Supersede the draw")
    header_icon = "cross"
    template_name = "lots/admin/supersede.html"
    form_class = SupersedeForm
    permission = "lots.confirm_draw"
    may = staticmethod(can_supersede)
    button = gettext_lazy("Supersede the draw")
    success_message = gettext_lazy("The draw is superseded. It stays, with the reason.")
    is_serious = True

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "draw": self.draw}

    def act(self, **facts: Any) -> object:
        return actions.supersede_draw(self.draw, **facts, by=self.person)
