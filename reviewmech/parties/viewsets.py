"""Participants, their memberships and their seats in the admin."""

from __future__ import annotations

import django_filters
from django.contrib import messages
from django.db import models, transaction
from django.forms import ModelForm
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup
from wagtail.admin.widgets.boolean_radio_select import BooleanRadioSelect

from . import admin_views
from .actions import seat_person
from .enums import InvitationState
from .models import Invitation, InvitationQuerySet, Membership, Participant, Seat


class IndexView(generic.IndexView):
    """A list whose first column, the words of ``title``, leads to the row and carries its buttons."""

    title = ("name", gettext_lazy("Name"), "name_en")

    @cached_property
    def columns(self) -> list[Column]:
        name, label, sort_key = self.title
        column = self._get_title_column_class(TitleColumn)
        title = column(name, label=label, sort_key=sort_key, get_url=self.get_edit_url)
        return [title, *(self._get_custom_column(each) for each in self.list_display)]


class ParticipantIndexView(IndexView):
    def get_base_queryset(self) -> models.QuerySet[Participant]:
        return super().get_base_queryset().select_related("group")


class ParticipantDeleteView(generic.DeleteView):
    """Refuses with a sentence while anything points to the participant.

    The database is asked, not Wagtail's index of references: that one knows neither comments nor what a
    command has made.
    """

    def get_usage_url(self) -> None:
        return None

    def form_valid(self, form: ModelForm) -> HttpResponse:
        try:
            with transaction.atomic():
                return super().form_valid(form)
        except models.ProtectedError as error:
            messages.error(self.request, self.refusal(error.protected_objects))
            return redirect(reverse(self.edit_url_name, args=[self.object.pk]))

    def refusal(self, others: set[models.Model]) -> str:
        """Say how many rows of which kind point to the participant."""
        kinds = {type(other) for other in others}
        counts = sorted(
            f"{kind._meta.verbose_name_plural}: {sum(type(other) is kind for other in others)}"
            for kind in kinds
        )
        words = {"participant": self.object, "counts": ", ".join(counts)}
        return _("%(participant)s cannot be deleted, because something depends on it (%(counts)s).") % words


class ParticipantViewSet(ModelViewSet):
    model = Participant
    name = "participants"
    icon = "site"
    menu_label = gettext_lazy("Participants")
    index_view_class = ParticipantIndexView
    delete_view_class = ParticipantDeleteView
    list_display = ["kind", "group", "code"]
    list_filter = ["kind", "group"]
    search_fields = [*Participant.NAME_FIELDS, "code"]
    ordering = "name_en"
    inspect_view_enabled = True
    copy_view_enabled = False
    panels = [
        FieldRowPanel([FieldPanel("kind"), FieldPanel("code")]),
        FieldPanel("group"),
        MultiFieldPanel(
            [FieldPanel(name) for name in Participant.NAME_FIELDS],
            heading=gettext_lazy("Name in the six languages"),
            help_text=gettext_lazy("Where a name is empty, readers of that language see the English one."),
        ),
    ]


class MembershipFilterSet(WagtailFilterSet):
    class Meta:
        model = Membership
        fields = ["participant", "instrument", "is_illustrative"]


class MembershipIndexView(IndexView):
    title = ("participant", gettext_lazy("Participant"), "participant__name_en")

    def get_base_queryset(self) -> models.QuerySet[Membership]:
        return super().get_base_queryset().select_related("participant")


class MembershipViewSet(ModelViewSet):
    model = Membership
    name = "memberships"
    icon = "doc-full"
    menu_label = gettext_lazy("Memberships")
    index_view_class = MembershipIndexView
    filterset_class = MembershipFilterSet
    list_display = ["instrument", "since", "is_illustrative"]
    search_fields = ["participant__code", *(f"participant__{name}" for name in Participant.NAME_FIELDS)]
    ordering = Membership._meta.ordering
    inspect_view_enabled = True
    copy_view_enabled = False
    panels = [
        FieldPanel("participant"),
        FieldRowPanel([FieldPanel("instrument"), FieldPanel("since")]),
        FieldPanel("is_illustrative"),
    ]


class SeatFilterSet(WagtailFilterSet):
    current = django_filters.BooleanFilter(
        label=gettext_lazy("Held today"), method="filter_current", widget=BooleanRadioSelect
    )

    class Meta:
        model = Seat
        fields = ["participant", "role"]

    def filter_current(self, seats: models.QuerySet[Seat], name: str, value: bool) -> models.QuerySet[Seat]:
        current = Seat.objects.current().values("pk")
        return seats.filter(pk__in=current) if value else seats.exclude(pk__in=current)


class SeatIndexView(IndexView):
    title = ("user", gettext_lazy("Person"), "user__name")

    def get_base_queryset(self) -> models.QuerySet[Seat]:
        return super().get_base_queryset().select_related("user", "participant")


class SeatCreateView(generic.CreateView):
    success_message = gettext_lazy("Seat given: %(object)s.")

    def save_instance(self) -> Seat:
        """Give the seat by the same verb as everything else does, so that the log tells it the same way."""
        given = self.form.cleaned_data
        return seat_person(
            person=given["user"],
            participant=given["participant"],
            role=given["role"],
            from_on=given["from_on"],
            until_on=given["until_on"],
            note_verbale=given["note_verbale"],
            by=self.request.user,
        )


class SeatViewSet(ModelViewSet):
    model = Seat
    name = "seats"
    icon = "user"
    menu_label = gettext_lazy("Seats")
    index_view_class = SeatIndexView
    add_view_class = SeatCreateView
    edit_view_class = admin_views.SeatEditView
    filterset_class = SeatFilterSet
    list_display = ["participant", "role", "note_verbale", "from_on", "until_on", "ended_at"]
    search_fields = [
        "user__name",
        "user__email",
        "note_verbale",
        *(f"participant__{name}" for name in Participant.NAME_FIELDS),
    ]
    ordering = ["participant__name_en", "user__email"]
    inspect_view_enabled = True
    copy_view_enabled = False
    panels = [
        FieldPanel("user"),
        FieldRowPanel([FieldPanel("participant"), FieldPanel("role")]),
        FieldPanel("note_verbale"),
        FieldRowPanel([FieldPanel("from_on"), FieldPanel("until_on")]),
    ]

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/end/", admin_views.EndSeatView.as_view(), name="end"),
            path("<int:pk>/hand-over/", admin_views.HandOverView.as_view(), name="hand_over"),
        ]


class InvitationFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(
        label=gettext_lazy("State"), choices=InvitationState.choices, method="filter_state"
    )

    class Meta:
        model = Invitation
        fields = ["participant", "role"]

    def filter_state(
        self, invitations: InvitationQuerySet, name: str, value: str
    ) -> models.QuerySet[Invitation]:
        return invitations.in_state(value)


class InvitationViewSet(ModelViewSet):
    model = Invitation
    name = "invitations"
    icon = "mail"
    menu_label = gettext_lazy("Invitations")
    index_view_class = admin_views.InvitationIndexView
    add_view_class = admin_views.InvitationCreateView
    inspect_view_class = admin_views.InvitationInspectView
    inspect_view_enabled = True
    copy_view_enabled = False
    add_to_reference_index = False
    filterset_class = InvitationFilterSet
    search_fields = ["email", "note_verbale", *(f"participant__{name}" for name in Participant.NAME_FIELDS)]
    search_backend_name = None
    ordering = ["-created_at", "-pk"]
    inspect_view_fields = admin_views.InvitationInspectView.fields
    panels = [
        FieldPanel("email"),
        FieldRowPanel([FieldPanel("participant"), FieldPanel("role")]),
        FieldRowPanel([FieldPanel("note_verbale"), FieldPanel("until_on")]),
        FieldPanel("language"),
    ]

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/resend/", admin_views.ResendView.as_view(), name="resend"),
            path("<int:pk>/call-off/", admin_views.CallOffView.as_view(), name="call_off"),
        ]


class ParticipantsGroup(ModelViewSetGroup):
    menu_label = gettext_lazy("Participants")
    menu_icon = "group"
    menu_order = 300
    items = (ParticipantViewSet(), MembershipViewSet(), SeatViewSet(), InvitationViewSet())
