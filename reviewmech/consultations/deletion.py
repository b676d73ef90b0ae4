"""Pages on which drafts and comments hang are unpublished, never deleted."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from operator import or_

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page

from .models import Consultation, ConsultationPage


def hanging_on(pages: Iterable[Page]) -> tuple[int, int]:
    """How many drafts and comments hang on these pages and on all that is below them."""
    below = reduce(or_, (Q(path__startswith=page.path) for page in pages))
    keys = ConsultationPage.objects.filter(below).values("translation_key")
    counts = Consultation.objects.filter(key__in=keys).aggregate(
        drafts=Count("drafts", distinct=True), comments=Count("comments", distinct=True)
    )
    return counts["drafts"], counts["comments"]


def refuse_deletion(request: HttpRequest, pages: list[Page]) -> HttpResponse | None:
    """A redirect with a sentence where something hangs on the pages; None where they may be deleted."""
    drafts, comments = hanging_on(pages)
    if not drafts and not comments:
        return None
    messages.error(
        request,
        _("%(drafts)s and %(comments)s hang on this page: unpublish it instead.")
        % {
            "drafts": ngettext("%(number)s draft", "%(number)s drafts", drafts) % {"number": drafts},
            "comments": ngettext("%(number)s comment", "%(number)s comments", comments)
            % {"number": comments},
        },
    )
    parent = pages[0].get_parent()
    return redirect("wagtailadmin_explore", parent.pk)
