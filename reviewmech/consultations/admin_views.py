"""The Secretariat's screens: release a draft, open a round, publish or return a comment."""

from __future__ import annotations

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import CharField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.generic import FormView, TemplateView
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import IndexView, InspectView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets import AdminDateTimeInput, HeaderButton
from wagtail.log_actions import registry as log_registry

from . import actions, release
from .differences import differences
from .models import Comment, Consultation, ConsultationPage, Draft, ReturnReason
from .models.round import validate_zone
from .permissions import can_import_text, can_moderate, can_open_round, can_release_draft


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
        drafts = self.object.drafts.prefetch_related("language_versions", "rounds__periods")
        return super().get_context_data(drafts=drafts.order_by("-number"), **kwargs)


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


class DraftField(forms.ModelChoiceField):
    def label_from_instance(self, draft: Draft) -> str:
        return _("Draft %(number)s") % {"number": draft.number}


class OpenRoundForm(forms.Form):
    draft = DraftField(
        queryset=Draft.objects.none(), label=pgettext_lazy("a text", "Draft"), empty_label=None
    )
    zone = forms.CharField(
        label=gettext_lazy("Time zone"),
        initial="Europe/Vienna",
        validators=[validate_zone],
        help_text=gettext_lazy(
            "The zone in which the two moments below are meant, for example Europe/Vienna."
        ),
    )
    opens_at = forms.DateTimeField(
        label=gettext_lazy("Opens at"), widget=AdminDateTimeInput, help_text=gettext_lazy("In that zone.")
    )
    closes_at = forms.DateTimeField(
        label=gettext_lazy("Closes at"),
        widget=AdminDateTimeInput,
        help_text=gettext_lazy("In that zone. The first moment that is too late; never midnight."),
    )

    def full_clean(self) -> None:
        """Read the moments in the zone typed with them; one that it skips, or has twice, is refused."""
        zone = self.data.get("zone", "").strip()
        with timezone.override(zone if zone in available_timezones() else None):
            super().full_clean()


class OpenRoundView(ConsultationMixin, FormView):
    template_name = "consultations/admin/open_round.html"
    page_title = gettext_lazy("Open a round")
    form_class = OpenRoundForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not can_open_round(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_form(self, form_class: Any = None) -> OpenRoundForm:
        form = super().get_form(form_class)
        form.fields["draft"].queryset = self.consultation.drafts.order_by("-number")
        return form

    def form_valid(self, form: OpenRoundForm) -> HttpResponse:
        try:
            actions.open_round(by=self.request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error) if not hasattr(error, "error_dict") else form.add_error(
                None, error.messages
            )
            return self.form_invalid(form)
        messages.success(self.request, _("The round has been announced; it opens and closes by itself."))
        return redirect(self.inspect_url)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {**context, "action_url": self.request.path, "media": context["form"].media}


class QueueView(IndexView):
    """The comments a moderator may see; the ones that wait come first in the menu's address."""

    is_searchable = False

    def get_base_queryset(self) -> QuerySet[Comment]:
        return (
            Comment.objects.visible_to(self.request.user)
            .filter(number__isnull=False)
            .select_related("consultation", "round__draft__consultation", "paragraph", "participant")
            .select_related("submitted_version")
            .order_by("submitted_version__submitted_at", "pk")
        )


class ReturnForm(forms.Form):
    reason = forms.ModelChoiceField(queryset=ReturnReason.objects.all(), label=gettext_lazy("Reason"))
    text = forms.CharField(
        label=gettext_lazy("What the author should do"),
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        help_text=gettext_lazy(
            "Write it in the language of the comment. The author reads it with the reason."
        ),
    )


class ModerationView(InspectView):
    """One comment as it was submitted, with its history: publish it, or return it with a reason."""

    template_name = "consultations/admin/moderate.html"
    page_title = gettext_lazy("Comment")

    def get_object(self, queryset: Any = None) -> Comment:
        comments = Comment.objects.visible_to(self.request.user).select_related(
            "consultation",
            "paragraph",
            "participant",
            "submitted_version__base",
            "round__draft__consultation",
        )
        return get_object_or_404(comments, pk=self.pk, number__isnull=False)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = ReturnForm(request.POST)
        try:
            if request.POST.get("action") == "publish":
                actions.publish_comment(self.object, by=request.user)
                messages.success(request, _("%(comment)s has been published.") % {"comment": self.object})
            elif form.is_valid():
                actions.return_comment(self.object, by=request.user, **form.cleaned_data)
                messages.success(request, _("%(comment)s has been returned.") % {"comment": self.object})
            else:
                return self.render_to_response(self.get_context_data(form=form), status=422)
        except actions.WrongState as error:
            messages.error(request, error.messages[0])
        return redirect(f"{reverse(self.index_url_name)}?status=submitted")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("form", ReturnForm())
        version = self.object.submitted_version
        changes = (
            differences(version.base.plain, version.proposed_wording) if version.proposed_wording else []
        )
        versions = self.object.versions.filter(submitted_at__isnull=False).select_related("return_reason")
        return super().get_context_data(
            version=version,
            changes=changes,
            versions=versions,
            entries=log_registry.get_logs_for_instance(self.object).select_related("user"),
            may_decide=can_moderate(self.request.user) and self.object in Comment.objects.in_queue(),
            **kwargs,
        )
