"""The Secretariat's screens: consultations with their drafts and rounds, and the release of a draft."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import CharField, OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import IndexView, InspectView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets import HeaderButton

from home.models import User

from . import release
from .models import Consultation, ConsultationPage, Round
from .permissions import (
    can_extend_round,
    can_import_text,
    can_open_round,
    can_pause_round,
    can_release_draft,
    can_resume_round,
)


def page_title(consultation: Consultation) -> str:
    """The consultation's title in the source language; its code while it has no page."""
    page = source_pages(consultation.key).first()
    return page.title if page else consultation.code


def source_pages(key: Any) -> QuerySet[ConsultationPage]:
    """The page of the source language of a consultation: one, or none once it is deleted."""
    return ConsultationPage.objects.filter(translation_key=key, locale__language_code=settings.LANGUAGE_CODE)


class ConsultationMixin(WagtailAdminTemplateMixin):
    """A screen about one consultation, under it in the breadcrumbs."""

    header_icon = "comment"
    url_namespace = "consultations_admin"

    @cached_property
    def consultation(self) -> Consultation:
        return get_object_or_404(Consultation, pk=self.kwargs["pk"])

    @property
    def inspect_url(self) -> str:
        return reverse(f"{self.url_namespace}:inspect", args=[self.consultation.pk])

    def get_page_subtitle(self) -> str:
        return page_title(self.consultation)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse(f"{self.url_namespace}:index"), "label": _("Consultations")},
            {"url": self.inspect_url, "label": self.get_page_subtitle()},
            {"url": "", "label": self.get_page_title()},
        ]


class ConsultationIndexView(IndexView):
    """The consultations by the titles of their pages. A title leads to the drafts and rounds."""

    @cached_property
    def columns(self) -> list[Column]:
        title = self._get_title_column_class(TitleColumn)
        return [
            title("title", label=_("Consultation"), sort_key="title", get_url=self.get_inspect_url),
            Column("code", label=_("Code"), sort_key="code"),
            Column("get_audience_display", label=_("Who may read"), sort_key="audience"),
            Column("last_comment_number", label=_("Comments received"), sort_key="last_comment_number"),
        ]

    def get_base_queryset(self) -> QuerySet[Consultation]:
        title = Subquery(source_pages(OuterRef("key")).values("title")[:1])
        consultations = super().get_base_queryset()
        return consultations.annotate(title=Coalesce(title, "code", output_field=CharField()))


class ConsultationInspectView(InspectView):
    """Drafts and rounds of a consultation, and what can be done next."""

    template_name = "consultations/admin/consultation.html"
    page_title = gettext_lazy("Consultation")

    def get_page_subtitle(self) -> str:
        return page_title(self.object)

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        buttons = []
        page = source_pages(self.object.key).select_related("locale").first()
        if page and can_import_text(self.request.user, page):
            url = reverse("consultations_admin:import_text", args=[page.pk])
            buttons.append(HeaderButton(_("Import a text"), url=url, icon_name="upload", priority=3))
        if can_release_draft(self.request.user):
            url = reverse("consultations_admin:release", args=[self.object.pk])
            buttons.append(HeaderButton(_("Release a draft"), url=url, icon_name="upload", priority=1))
        if can_open_round(self.request.user) and self.object.drafts.exists():
            url = reverse("consultations_admin:open_round", args=[self.object.pk])
            buttons.append(HeaderButton(_("Open a round"), url=url, icon_name="calendar", priority=2))
        return buttons

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        drafts = self.object.drafts.prefetch_related(
            "language_versions", Prefetch("rounds", Round.objects.with_terms())
        )
        drafts = list(drafts.order_by("-number"))
        for round_ in (round_ for draft in drafts for round_ in draft.rounds.all()):
            round_.buttons = round_buttons(self.request.user, self.object, round_)
        return super().get_context_data(drafts=drafts, **kwargs)


def round_buttons(user: User, consultation: Consultation, round_: Round) -> list[dict[str, str]]:
    """What a person may do with a round now: label and address of each screen."""
    verbs = [
        ("extend_round", can_extend_round, _("Extend round %(number)s")),
        ("pause_round", can_pause_round, _("Pause round %(number)s")),
        ("resume_round", can_resume_round, _("Resume round %(number)s")),
    ]
    return [
        {
            "label": label % {"number": round_.number},
            "url": reverse(f"consultations_admin:{name}", args=[consultation.pk, round_.pk]),
        }
        for name, may, label in verbs
        if may(user, round_)
    ]


class ReleaseView(ConsultationMixin, TemplateView):
    """What is missing in each language, a preview of what will be released, and the release."""

    template_name = "consultations/admin/release.html"
    page_title = gettext_lazy("Release a draft")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not can_release_draft(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        absent = {
            key.removeprefix("absent-"): value
            for key, value in request.POST.items()
            if key.startswith("absent-")
        }
        try:
            draft = release.release_draft(self.consultation, by=request.user, absent=absent)
        except ValidationError as error:
            context = self.get_context_data(errors=error.messages, absent=absent)
            return self.render_to_response(context, status=422)
        messages.success(request, _("Draft %(number)s has been released.") % {"number": draft.number})
        return redirect(self.inspect_url)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        checks = release.check_release(self.consultation)
        absent = kwargs.get("absent", {})
        for check in checks:
            check.absence_reason = absent.get(check.language, "")
        return super().get_context_data(
            checks=checks,
            draft_number=self.consultation.drafts.count() + 1,
            action_url=self.request.path,
            **kwargs,
        )
