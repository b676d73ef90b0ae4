"""The translation editor's button “Publish”, which would publish what is missing in the source's words."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page

from .actions import MissingTranslations, publish_translation, save_draft
from .missing import translation_of
from .permissions import can_publish
from .refusals import sentence_of_missing


def publish_from_editor(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Publish a translation from its editor if it is complete. None where something else is asked for."""
    if request.method != "POST" or request.POST.get("action") != "publish" or translation_of(page) is None:
        return None
    if not can_publish(request.user, page):
        raise PermissionDenied
    try:
        save_draft(page, user=request.user)
        publish_translation(page.specific_class.objects.get(pk=page.pk), user=request.user)
    except (MissingTranslations, ValidationError) as error:
        messages.error(request, sentence_of(error, page))
    else:
        messages.success(request, _("Published “%(title)s”.") % {"title": page.get_admin_display_title()})
    return redirect("wagtailadmin_pages:edit", page.pk)


def sentence_of(error: MissingTranslations | ValidationError, page: Page) -> str:
    if isinstance(error, MissingTranslations):
        return sentence_of_missing(page, error.strings)
    return _("The page does not accept a translation: %(errors)s") % {"errors": " ".join(error.messages)}
