"""The Secretariat's screens beside lists and forms: invitations, and the end and the handover of a seat."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets import AdminDateInput, HeaderButton
from wagtail.admin.widgets.button import Button

from .actions import cancel_invitation, end_seat, hand_over, invite, resend_invitation
from .enums import InvitationState
from .forms import AskingForm, add_errors
from .models import Invitation, Seat
from .permissions import can_give_seats

OPEN = (InvitationState.PENDING, InvitationState.EXPIRED)


# --- Invitations


class InvitationIndexView(generic.IndexView):
    """Each address leads to the invitation's own page, where it is sent again or called off."""

    add_item_label = gettext_lazy("Invite somebody")

    @cached_property
    def columns(self) -> list[Column]:
        title = self._get_title_column_class(TitleColumn)
        return [
            title("email", label=_("E-mail address"), sort_key="email", get_url=self.get_inspect_url),
            Column("participant", label=_("Participant"), sort_key="participant__name_en"),
            Column("get_role_display", label=_("Role"), sort_key="role"),
            Column("state.label", label=_("State")),
            Column("invited_by", label=_("Invited by")),
            DateColumn("sent_at", label=_("Last mail"), sort_key="sent_at"),
        ]

    def get_base_queryset(self) -> models.QuerySet[Invitation]:
        return super().get_base_queryset().select_related("participant", "invited_by")


class InvitationCreateView(generic.CreateView):
    """Invites by the same verb as everything else does. An address invited already is invited anew."""

    page_title = gettext_lazy("Invite somebody")
    submit_button_label = gettext_lazy("Send the invitation")
    success_message = gettext_lazy("Invited: %(object)s. A mail with a link is on its way.")

    def form_valid(self, form: forms.ModelForm) -> HttpResponse:
        try:
            return super().form_valid(form)
        except ValidationError as error:
            add_errors(form, error)
            self.produced_error_message = self.get_error_message()
            return self.form_invalid(form)

    def save_instance(self) -> Invitation:
        return invite(**self.form.cleaned_data, by=self.request.user)

    def get_success_buttons(self) -> list[Any]:
        return []


class InvitationInspectView(generic.InspectView):
    fields = [
        "state", "email", "participant", "role", "language", "note_verbale", "until_on", "replaces",
        "invited_by", "created_at", "sent_at", "accepted_at", "cancelled_at", "seat",
    ]  # fmt: skip

    def get_page_title(self) -> str:
        return _("Invitation")

    def get_fields_context(self) -> list[dict[str, Any]]:
        """What there is: an open invitation says nothing of its acceptance."""
        return [row for row in super().get_fields_context() if row["value"] not in (None, "")]

    def get_field_label(self, field_name: str, field: Any) -> str:
        return _("State") if field_name == "state" else super().get_field_label(field_name, field)

    def get_state_display_value(self) -> str:
        return str(self.object.state.label)

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        if self.object.state not in OPEN or not can_give_seats(self.request.user):
            return []
        again, off = (
            reverse(f"invitations:{name}", args=[self.object.pk]) for name in ("resend", "call_off")
        )
        return [
            HeaderButton(_("Send again"), url=again, icon_name="mail", priority=1),
            HeaderButton(_("Call off"), url=off, icon_name="cross", priority=2),
        ]


# --- What is asked once more before it is done


class AskingView(WagtailAdminTemplateMixin, FormView):
    """A question about a row of the Secretariat's; on POST ``done`` says what was done.

    A refused question is shown again with the reason.
    """

    template_name = "parties/admin/ask.html"
    model: type[models.Model]
    form_class: type[forms.Form] = forms.Form
    question = ""
    button = ""
    is_serious = False

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not can_give_seats(request.user):
            raise PermissionDenied
        self.object = get_object_or_404(self.model, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: forms.Form) -> HttpResponse:
        try:
            messages.success(self.request, self.done(form))
        except ValidationError as error:
            add_errors(form, error)
            return self.form_invalid(form)
        return redirect(self.back)

    def done(self, form: forms.Form) -> str:
        raise NotImplementedError

    def get_page_subtitle(self) -> str:
        return str(self.object)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.index), "label": self.model._meta.verbose_name_plural.capitalize()},
            {"url": self.back, "label": str(self.object)},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(action_url=self.request.path, view=self, **kwargs)


class InvitationAskingView(AskingView):
    model = Invitation
    index = "invitations:index"

    @property
    def back(self) -> str:
        return reverse("invitations:inspect", args=[self.object.pk])


class ResendView(InvitationAskingView):
    page_title = gettext_lazy("Send again")
    header_icon = "mail"
    question = gettext_lazy("A mail with a new link, which works for 30 days, goes to the address invited.")
    button = gettext_lazy("Send again")

    def done(self, form: forms.Form) -> str:
        invitation = resend_invitation(self.object, by=self.request.user)
        return _("The invitation was sent to %s again.") % invitation.email


class CallOffView(InvitationAskingView):
    page_title = gettext_lazy("Call off")
    header_icon = "cross"
    question = gettext_lazy(
        "The links that were mailed do not work any more. The address can be invited again."
    )
    button = gettext_lazy("Call the invitation off")
    is_serious = True

    def done(self, form: forms.Form) -> str:
        invitation = cancel_invitation(self.object, by=self.request.user)
        return _("The invitation to %s was called off.") % invitation.email


class SeatAskingView(AskingView):
    model = Seat
    index = "seats:index"

    @property
    def back(self) -> str:
        return reverse("seats:edit", args=[self.object.pk])


class EndSeatView(SeatAskingView):
    page_title = gettext_lazy("End this seat")
    header_icon = "cross"
    question = gettext_lazy(
        "The person speaks for the participant no longer, from this moment on. What they wrote stays, and so "
        "does their account."
    )
    button = gettext_lazy("End this seat")
    is_serious = True

    def done(self, form: forms.Form) -> str:
        return _("Seat ended: %s.") % end_seat(self.object, by=self.request.user)


class HandOverForm(AskingForm):
    note_verbale = forms.CharField(
        label=gettext_lazy("Note verbale"),
        max_length=100,
        required=False,
        help_text=gettext_lazy("The reference of the note that names the successor."),
    )
    until_on = forms.DateField(
        label=gettext_lazy("Until"),
        required=False,
        widget=AdminDateInput,
        help_text=gettext_lazy("The successor's last day. Empty: that of the seat handed over."),
    )


class HandOverView(SeatAskingView):
    page_title = gettext_lazy("Hand over")
    header_icon = "resubmit"
    form_class = HandOverForm
    initial = {"language": settings.LANGUAGE_CODE}
    question = gettext_lazy(
        "The successor is invited by mail. When they accept, this seat ends at that moment."
    )
    button = gettext_lazy("Invite the successor")

    def done(self, form: forms.Form) -> str:
        invitation = hand_over(self.object, **form.cleaned_data, by=self.request.user)
        return _("%s has been invited to take the seat.") % invitation.email


class SeatEditView(generic.EditView):
    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """A seat that is held can be handed over or ended."""
        if self.object.ended_at is not None or not can_give_seats(self.request.user):
            return super().header_more_buttons
        over, end = (reverse(f"seats:{name}", args=[self.object.pk]) for name in ("hand_over", "end"))
        return [
            *super().header_more_buttons,
            Button(_("Hand over"), url=over, icon_name="resubmit", priority=4),
            Button(_("End this seat"), url=end, icon_name="cross", priority=5),
        ]
