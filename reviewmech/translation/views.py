"""The admin's pages for submitting and deciding, and guarded views in place of some that publish unasked."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.viewsets.pages import page_viewset_registry
from wagtail.models import Page
from wagtail_localize.models import Translation
from wagtail_localize.views.edit_translation import upload_pofile
from wagtail_localize.views.submit_translations import SubmitPageTranslationView
from wagtail_localize.views.update_translations import UpdateTranslationsForm, UpdateTranslationsView

from .actions import MissingTranslations, submit_translation
from .editor import sentence_of
from .missing import missing_segments, missing_words
from .models import translated
from .permissions import can_edit, can_submit, task_to_decide
from .refusals import by_translation_only, refuse, sentence_of_missing


def submit(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show what is missing, or submit the translation for approval."""
    page = get_object_or_404(Page, pk=page_id).specific
    if not can_submit(request.user, page):
        raise PermissionDenied
    if request.method != "POST":
        context = page_context(page, _("Submit translation for approval"), "upload")
        return render(request, "translation/submit.html", context)
    try:
        submit_translation(page, user=request.user)
    except (MissingTranslations, ValidationError) as error:
        messages.error(request, sentence_of(error, page))
    else:
        text = _("“%(title)s” was submitted for approval.") % {"title": page.get_admin_display_title()}
        messages.success(request, text)
    return redirect("wagtailadmin_pages:edit", page.pk)


def decide(request: HttpRequest, page_id: int) -> HttpResponse:
    """The page on which a publisher approves a submitted translation or returns it by Wagtail's view."""
    page = get_object_or_404(Page, pk=page_id).specific
    state = task_to_decide(request.user, page)
    if state is None:
        raise PermissionDenied
    context = page_context(page, _("Approve or return"), "check") | {"task_state": state}
    return render(request, "translation/decide.html", context)


def page_context(page: Page, heading: str, icon: str) -> dict[str, Any]:
    """What both pages show: their heading as Wagtail's templates name it, and what is missing."""
    title = page.get_admin_display_title()
    return {
        "page": page,
        "page_title": heading,
        "page_subtitle": title,
        "header_title": f"{heading}: {title}",
        "header_icon": icon,
        "missing": missing_segments(page),
    }


def workflow_action(request: HttpRequest, page_id: int, action_name: str, task_state_id: int) -> HttpResponse:
    """Wagtail's view that approves or rejects; a translation that lacks words is not approved.

    That view says nothing when it is done: somebody who approved would wonder.
    """
    page = get_object_or_404(Page, pk=page_id).specific
    if action_name == "approve" and can_edit(request.user, page):
        missing = missing_words(page, page.get_latest_revision_as_object())
        if missing:
            messages.error(request, sentence_of_missing(page, missing))
            return to_editor(request, page)
    view = page_viewset_registry.as_view("workflow_action", page_id_kwarg="page_id")
    response = view(request, page_id=page_id, action_name=action_name, task_state_id=task_state_id)
    if went_live_since(page):
        text = _("Published “%(title)s”.") % {"title": page.get_admin_display_title()}
        messages.success(request, text)
    return response


def went_live_since(page: Page) -> bool:
    """Whether the latest revision of a page, as it was read, has been published meanwhile."""
    now_live = Page.objects.filter(pk=page.pk, live_revision=page.latest_revision_id)
    return page.live_revision_id != page.latest_revision_id and now_live.exists()


def to_editor(request: HttpRequest, page: Page) -> HttpResponse:
    """Lead to the page's editor, also out of the dialog in which the admin asks for a comment."""
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    if request.headers.get("x-requested-with") == "XMLHttpRequest":
        return JsonResponse({"step": "success", "redirect": address})
    return redirect(address)


class StartTranslationView(SubmitPageTranslationView):
    """Start the translation of a page: of an English page with published words, and of no other."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        page = get_object_or_404(Page, pk=kwargs["page_id"])
        if translated(page):
            return refuse(request, by_translation_only())
        if not page.live:
            # wagtail-localize would take the first text that was ever saved.
            return refuse(request, _("Publish the English page first: what is published is translated."))
        return super().dispatch(request, *args, **kwargs)


class SyncForm(UpdateTranslationsForm):
    # Would publish what is missing in English, in every language and without asking for the permission to.
    publish_translations = forms.BooleanField(required=False, disabled=True, widget=forms.HiddenInput)


class SyncView(UpdateTranslationsView):
    """Take over a source's words for translation without publishing anything."""

    def get_form(self) -> SyncForm:
        return SyncForm(self.request.POST if self.request.method == "POST" else None)


def stay_a_translation(request: HttpRequest, **kwargs: int) -> HttpResponse:
    """In place of two views that would untie a page from its source."""
    return refuse(request, by_translation_only())


@require_POST
def import_strings(request: HttpRequest, translation_id: int) -> HttpResponse:
    """wagtail-localize's import of a PO file, which reports success whatever is wrong in its strings."""
    try:
        response = upload_pofile(request, translation_id)
    except KeyError:  # no file, or one without the heading that names the translation
        return refuse(request, _("Choose a PO file that was downloaded from this translation."))
    translation = get_object_or_404(Translation, pk=translation_id)
    strings = translation.source.stringsegment_set.get_translations(translation.target_locale)
    if wrong := strings.filter(has_error=True).count():
        text = _("Strings with an error, which count as missing: %(number)s.") % {"number": wrong}
        messages.warning(request, text)
    return response
