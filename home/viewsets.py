"""People in the admin: invited, changed, deactivated. Passwords are nobody's business but their own."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import Button
from wagtail.users.views import users

from .actions import invite
from .forms import PersonEditForm, PersonForm
from .models import User
from .permissions import can_manage


class PersonIndexView(users.IndexView):
    add_item_label = gettext_lazy("Add a person")
    page_title = gettext_lazy("People")
    search_fields = ["name", "email"]

    @cached_property
    def columns(self) -> list[Column]:
        title = self._get_title_column_class(users.UserColumn)
        return [
            title(
                "name", label=gettext_lazy("Name"), sort_key="name", get_url=self.get_edit_url, width="30%"
            ),
            Column("email", label=gettext_lazy("E-mail address"), sort_key="email"),
            Column("get_preferred_language_display", label=gettext_lazy("Preferred language")),
            BooleanColumn("is_superuser", label=gettext_lazy("Administrator"), sort_key="is_superuser"),
            BooleanColumn("is_active", label=gettext_lazy("Active"), sort_key="is_active"),
            DateColumn("last_login", label=gettext_lazy("Last login"), sort_key="last_login"),
        ]

    def order_queryset(self, queryset: models.QuerySet[User]) -> models.QuerySet[User]:
        return queryset.order_by(*([self.ordering] if isinstance(self.ordering, str) else self.ordering))


class FormByMixin:
    """Tells the form who fills it in."""

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "by": self.request.user}


class PersonCreateView(FormByMixin, users.CreateView):
    page_title = gettext_lazy("Add a person")
    success_message = gettext_lazy("%(object)s can come in: a link to set the password has been sent.")

    def save_instance(self) -> User:
        person = super().save_instance()
        invite(person=person, by=self.request.user)
        return person


class ManagedPersonMixin:
    """Shows a person's pages to those only who may manage this person."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not can_manage(request.user, self.object):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class PersonEditView(ManagedPersonMixin, FormByMixin, users.EditView):
    invite_url_name = "wagtailusers_users:invite"

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        url = reverse(self.invite_url_name, args=[self.object.pk])
        link = Button(gettext_lazy("Send the link again"), url=url, icon_name="mail", priority=5)
        return [*super().header_more_buttons, *([link] if self.object.is_active else [])]


class PersonInviteView(ManagedPersonMixin, WagtailAdminTemplateMixin, View):
    """Asks, and on POST sends the link to set a password once more."""

    page_title = gettext_lazy("Send the link again")
    header_icon = "mail"
    template_name = "home/people/invite.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.object = get_object_or_404(User, pk=kwargs["pk"])

    def get_page_subtitle(self) -> str:
        return str(self.object)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return []  # a question, as before deleting: the title says whom it is about

    def get_edit_url(self) -> str:
        return reverse("wagtailusers_users:edit", args=[self.object.pk])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(person=self.object, view=self))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            invite(person=self.object, by=request.user)
        except ValidationError as error:
            messages.error(request, error.messages[0])
        else:
            messages.success(
                request, _("A link to set the password has been sent to %s.") % self.object.email
            )
        return redirect(self.get_edit_url())


class PersonViewSet(users.UserViewSet):
    menu_label = gettext_lazy("People")
    index_view_class = PersonIndexView
    add_view_class = PersonCreateView
    edit_view_class = PersonEditView
    create_template_name = "home/people/create.html"
    edit_template_name = "home/people/edit.html"
    search_fields = PersonIndexView.search_fields
    copy_view_enabled = False

    def get_form_class(self, for_update: bool = False) -> type[ModelForm]:
        return PersonEditForm if for_update else PersonForm

    def get_urlpatterns(self) -> list[URLPattern]:
        invitation = self.construct_view(PersonInviteView)
        return [*super().get_urlpatterns(), path("invite/<int:pk>/", invitation, name="invite")]
