"""The Secretariat's screens of lists: made from a file or from this site, looked at, downloaded, deleted."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.generic import FormView
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.widgets import HeaderButton

from home.models import User
from home.names import listed
from home.uploads import limit_upload
from reviewmech.parties.forms import add_errors

from .actions import add_parties
from .actions.listing import LONGEST_TABLE
from .downloads import download
from .engine import INSTRUMENTS
from .engine.parties import INSTRUMENT_COLUMNS, read_rows
from .forms import ListForm, SiteForm, UploadForm
from .models import PartiesList
from .names import StateNames
from .permissions import can_add_parties
from .tables import CODE, GROUP, summary_of

ROWS_A_PAGE = 100


class ListIndexView(generic.IndexView):
    add_item_label = gettext_lazy("From a file")

    @cached_property
    def columns(self) -> list[Column]:
        title = self._get_title_column_class(TitleColumn)
        return [
            title("title", label=_("Title"), sort_key="title", get_url=self.get_inspect_url),
            Column("as_at", label=_("As at"), sort_key="as_at"),
            Column("source", label=_("Source")),
            Column("is_illustrative", label=_("Illustrative"), accessor=illustrative),
            DateColumn("created_at", label=_("Made"), sort_key="created_at"),
        ]

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        buttons = super().header_buttons
        if can_add_parties(self.request.user):
            url = reverse("parties_lists:from_site")
            buttons.append(HeaderButton(_("From this site"), url=url, icon_name="site"))
        return buttons


def illustrative(parties: PartiesList) -> str:
    return _("Illustrative") if parties.is_illustrative else ""


class MakeListView(WagtailAdminTemplateMixin, FormView):  # type: ignore[type-arg]  # generic for the type checker only
    """A form, a preview with counts, and the list. Nothing is kept before the preview was seen."""

    template_name = "lots/admin/list_form.html"
    preview_template_name = "lots/admin/list_preview.html"
    header_icon = "list-ul"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not can_add_parties(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: ListForm) -> HttpResponse:
        if self.request.POST.get("action") == "change":
            return self.render_to_response(self.get_context_data(form=form))
        # What is kept is what was seen: the site's memberships may have changed since.
        if self.request.POST.get("seen") != form.sha256:
            return self.preview(form)
        try:
            parties = add_parties(**form.facts(), by=cast(User, self.request.user))
        except ValidationError as error:
            add_errors(form, error)
            return self.form_invalid(form)
        messages.success(self.request, _("The list “%(title)s” has been made.") % {"title": parties.title})
        return redirect("parties_lists:inspect", parties.pk)

    def form_invalid(self, form: ListForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def preview(self, form: ListForm) -> HttpResponse:
        changed = bool(self.request.POST.get("seen"))
        context = self.get_context_data(form=form, summary=summary_of(form.table), changed=changed)
        self.template_name = self.preview_template_name
        return self.render_to_response(context)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("parties_lists:index"), "label": _("Lists of parties")},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        media = context["form"].media
        return {**context, "action_url": self.request.path, "media": media, "instruments": INSTRUMENTS}


@limit_upload(LONGEST_TABLE)
class UploadView(MakeListView):
    page_title = gettext_lazy("List from a file")
    form_class = UploadForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "refused_bytes": getattr(self.request, "refused_bytes", 0)}


class FromSiteView(MakeListView):
    page_title = gettext_lazy("List from this site")
    form_class = SiteForm


class ListInspectView(generic.InspectView):
    """The table page by page, its counts and its hash."""

    template_name = "lots/admin/list.html"
    page_title = gettext_lazy("List of parties")

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        url = reverse("parties_lists:download", args=[self.object.pk])
        return [HeaderButton(_("Download the table"), url=url, icon_name="download")]

    def get_fields_context(self) -> list[dict[str, Any]]:
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = [row.cells for row in read_rows(self.object.table)]
        page = Paginator(rows, ROWS_A_PAGE).get_page(self.request.GET.get("p"))
        names = StateNames.of(self.object)
        return super().get_context_data(
            page=page,
            rows=[row_of(cells, names) for cells in page],
            summary=summary_of(self.object.table),
            instruments=INSTRUMENTS,
            **kwargs,
        )


def row_of(cells: dict[str, str], names: StateNames) -> dict[str, Any]:
    """What the page shows of a row."""
    return {
        "code": cells[CODE],
        "name": names.state(cells[CODE]),
        "group": names.group(cells[GROUP]) if cells[GROUP] else "",
        "days": [cells[column] for column in INSTRUMENT_COLUMNS.values()],
    }


class ListDeleteView(generic.DeleteView):
    """Refuses with a sentence while a draw or a simulation starts from the list."""

    def get_usage_url(self) -> None:
        return None

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            with transaction.atomic():
                return super().form_valid(form)
        except models.ProtectedError as error:
            starting = sorted({str(each) for each in error.protected_objects})
            words = _("%(list)s cannot be deleted: these start from it: %(names)s.")
            messages.error(
                self.request,
                words % {"list": self.object, "names": listed(starting[:10])},
            )
            return redirect("parties_lists:inspect", self.object.pk)


class ListDownloadView(PermissionCheckedMixin, View):
    """The bytes whose hash is shown."""

    model = PartiesList
    any_permission_required = ("add", "delete", "view")

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        parties = get_object_or_404(PartiesList, pk=pk)
        return download(parties.table, f"parties-{parties.pk}.csv", "text/csv")
