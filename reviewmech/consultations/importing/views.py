"""The screens of an import: choose or paste, look at the preview, confirm."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView, TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from home.models import User
from home.uploads import limit_upload

from ..models import ConsultationPage, TextImport
from . import actions
from .archive import LARGEST_FILE
from .forms import ImportForm
from .preview import Preview


class ImportMixin(WagtailAdminTemplateMixin):
    """A screen about the working text of a page that the person may change now."""

    page_title = gettext_lazy("Import a text")
    header_icon = "upload"

    @cached_property
    def page(self) -> ConsultationPage:
        return get_object_or_404(ConsultationPage, pk=self.kwargs["page_id"])

    @property
    def user(self) -> User:
        """Who asks: the admin lets nobody in who has not signed in."""
        return self.request.user

    @property
    def edit_url(self) -> str:
        return reverse("wagtailadmin_pages:edit", args=[self.page.pk])

    @property
    def start_url(self) -> str:
        return reverse("consultations_admin:import_text", args=[self.page.pk])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            actions.refuse_unless_editable(self.page, self.user)
        except actions.PageLocked as locked:
            messages.error(request, locked.messages[0])
            return redirect(self.edit_url)
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return self.page.get_admin_display_title()

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": self.edit_url, "label": self.get_page_subtitle()},
            {"url": "", "label": self.get_page_title()},
        ]


@limit_upload(LARGEST_FILE)
class ImportView(ImportMixin, FormView[ImportForm]):
    """Step 1: a Word file, or words."""

    template_name = "consultations/admin/import_text.html"
    form_class = ImportForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "refused_bytes": getattr(self.request, "refused_bytes", 0)}

    def form_valid(self, form: ImportForm) -> HttpResponse:
        row = actions.prepare_import(self.page, form.imported, source=form.source, by=self.user)
        return redirect("consultations_admin:import_preview", self.page.pk, row.pk)

    def form_invalid(self, form: ImportForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        has_text = bool(self.page.get_latest_revision_as_object().working_text)
        return super().get_context_data(
            action_url=self.request.path, edit_url=self.edit_url, has_text=has_text, **kwargs
        )


class PreviewView(ImportMixin, TemplateView):
    """Steps 2 and 3: the text as it will be, beside what the page has now; then confirm or give up."""

    template_name = "consultations/admin/import_preview.html"
    page_title = gettext_lazy("Preview of the import")

    @cached_property
    def text_import(self) -> TextImport | None:
        rows = TextImport.objects.visible_to(self.user).current(timezone.now())
        return rows.filter(page=self.page, pk=self.kwargs["pk"]).first()

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._shown() if self.text_import else self._gone()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.text_import is None:
            return self._gone()
        if request.POST.get("action") == "discard":
            actions.discard_import(self.text_import, by=self.user)
            messages.info(request, _("The import was given up: the page is as it was."))
            return redirect(self.edit_url)
        return self._confirm(request)

    def _confirm(self, request: HttpRequest) -> HttpResponse:
        seen = request.POST.get("revision", "")
        try:
            actions.import_text(
                self.page,
                self.kwargs["pk"],
                seen_revision=int(seen) if seen.isdecimal() and len(seen) < 19 else None,
                by=self.user,
            )
        except actions.ImportGone:
            return self._gone()
        except PermissionDenied:
            raise
        except ValidationError as error:
            del self.page  # as it is now
            return self._shown(errors=error.messages, status=409)
        self._tell_success(request)
        return redirect(self.edit_url)

    def _tell_success(self, request: HttpRequest) -> None:
        number = len(self.text_import.units) if self.text_import else 0
        sentence = ngettext(
            "The working text has been replaced: it has %(number)s block now. The page is saved as a draft;"
            " nothing has been published.",
            "The working text has been replaced: it has %(number)s blocks now. The page is saved as a draft;"
            " nothing has been published.",
            number,
        )
        messages.success(request, sentence % {"number": number})

    def _gone(self) -> HttpResponse:
        messages.warning(
            self.request,
            _("This import is no longer there: it was carried out, given up, or replaced by a later one."),
        )
        return redirect(self.edit_url)

    def _shown(self, *, status: int = 200, **kwargs: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(**kwargs), status=status)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        draft = self.page.get_latest_revision_as_object()
        assert self.text_import is not None  # noqa: S101 (both methods have asked)
        return super().get_context_data(
            preview=Preview.of(self.text_import, draft),
            revision=self.page.latest_revision_id or "",
            action_url=self.request.path,
            start_url=self.start_url,
            **kwargs,
        )
