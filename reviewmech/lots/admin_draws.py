"""The Secretariat's screens of draws: the list, the draft's form, and a draw with what can be done next."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import Button

from home.models import User

from .actions import WrongState
from .actions.found import locked
from .enums import DrawState
from .history import verify_chain
from .models import Draw
from .permissions import Person, can_confirm, can_hold, can_prepare, can_seal, can_supersede, has_drawn
from .switches import rules_in_words

LOOKING = ("add", "change", "delete", "view", "seal", "hold", "confirm")


class DrawIndexView(generic.IndexView):
    any_permission_required = LOOKING

    @cached_property
    def columns(self) -> list[Column]:
        title = self._get_title_column_class(TitleColumn)
        return [
            title("name", label=_("Name"), sort_key="name_en", get_url=self.get_inspect_url),
            Column("code", label=_("Code"), sort_key="code"),
            Column("get_kind_display", label=_("Kind"), sort_key="kind"),
            Column("get_state_display", label=_("State"), sort_key="state"),
            Column("parties", label=_("List of parties")),
            DateColumn("created_at", label=_("Made"), sort_key="created_at"),
        ]

    def get_base_queryset(self) -> QuerySet[Draw]:
        draws = super().get_base_queryset().visible_to(self.request.user)
        return draws.select_related("parties").defer("transcript", "parties__table")

    def get_edit_url(self, instance: Draw) -> str | None:
        return super().get_edit_url(instance) if can_prepare(self.request.user, instance) else None

    def get_delete_url(self, instance: Draw) -> str | None:
        return super().get_delete_url(instance) if instance.state == DrawState.DRAFT else None


class DrawFormMixin:
    template_name = "lots/admin/draw_form.html"

    def get_success_url(self) -> str:
        return reverse("draws:inspect", args=[self.object.pk])  # type: ignore[attr-defined]  # Wagtail's view


class DrawCreateView(DrawFormMixin, generic.CreateView):
    success_message = gettext_lazy("The draft “%(object)s” has been made.")

    def save_instance(self) -> Draw:
        self.form.instance.created_by = self.request.user
        return super().save_instance()

    def get_success_buttons(self) -> list[Any]:
        return []


class DraftMixin:
    """A view that touches the draft of a draw, and nothing that was sealed."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        draw = get_object_or_404(Draw, pk=kwargs["pk"])
        if self.user_has_permission(self.permission_required) and draw.state != DrawState.DRAFT:  # type: ignore[attr-defined]  # Wagtail's
            return self.too_late(draw)
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]  # Wagtail's view

    def too_late(self, draw: Draw) -> HttpResponse:
        messages.warning(self.request, _("This draw is sealed: it can no longer be changed or deleted."))  # type: ignore[attr-defined]  # Wagtail's
        return redirect("draws:inspect", draw.pk)


class DrawEditView(DraftMixin, DrawFormMixin, generic.EditView):
    success_message = gettext_lazy("The draft “%(object)s” has been saved.")

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            return super().form_valid(form)
        except WrongState:
            return self.too_late(self.object)

    def save_instance(self) -> Draw:
        locked(self.object, DrawState.DRAFT)
        return super().save_instance()

    def get_success_buttons(self) -> list[Any]:
        return []


class DrawDeleteView(DraftMixin, generic.DeleteView):
    def get_usage_url(self) -> None:
        return None


class DrawInspectView(generic.InspectView):
    """A draw: what it starts from, its events, its files, and what can be done next."""

    any_permission_required = LOOKING
    template_name = "lots/admin/draw.html"
    page_title = gettext_lazy("Drawing of lots")

    def get_object(self, queryset: Any = None) -> Draw:
        draws = Draw.objects.visible_to(self.request.user).select_related("parties", "superseded_by")
        return get_object_or_404(draws, pk=self.pk)

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        user, draw = self.request.user, self.object
        buttons = super().header_more_buttons if draw.state == DrawState.DRAFT else []
        if can_supersede(user, draw):
            url = step_url("supersede", draw)
            buttons.append(Button(_("Supersede the draw"), url=url, icon_name="cross", priority=30))
        return buttons

    def get_fields_context(self) -> list[dict[str, Any]]:
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        draw = self.object
        drawn = draw.state == DrawState.DRAWN and not draw.is_simulation
        return super().get_context_data(
            draw=draw,
            rules=rules_in_words(draw.rules),
            events=events_of(draw),
            flaws=verify_chain(draw),
            step=next_step(self.request.user, draw),
            needs_another_person=drawn and has_drawn(self.request.user, draw),
            **kwargs,
        )


def next_step(user: Person, draw: Draw) -> dict[str, str] | None:
    """The one step that this person can take now: its label and address."""
    for name, may, label in (
        ("seal", can_seal, _("Seal the draw")),
        ("hold", can_hold, _("Draw the lots")),
        ("confirm", can_confirm, _("Confirm the draw")),
    ):
        if may(user, draw):
            return {"label": label, "url": step_url(name, draw)}
    return None


def step_url(name: str, draw: Draw) -> str:
    return reverse(f"draws:{name}", args=[draw.pk])


def events_of(draw: Draw) -> list[dict[str, Any]]:
    """The events with who did it, as far as the account is still there. Two queries."""
    events = list(draw.events.order_by("number"))
    people = User.objects.in_bulk({event.person for event in events})
    return [{"event": event, "person": people.get(event.person, "")} for event in events]
