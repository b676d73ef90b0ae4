"""The end of a round for a calendar, and the day a delegation sets itself before it."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from reviewmech.parties.models import Participant

from ..actions import set_internal_deadline
from ..calendars import deadline_calendar
from ..forms import InternalDeadlineForm
from ..models import Draft, InternalDeadline, Round
from ..permissions import can_set_internal_deadline
from .found import consultation_page, released_versions
from .guards import signed_in
from .reading import draft_context


def rounds_of(request: HttpRequest) -> object:
    """The rounds the reader may know of, with all that is told of their ends."""
    rounds = Round.objects.visible_to(request.user).select_related("draft__consultation").with_terms()
    return rounds.prefetch_related("draft__language_versions")


@require_safe
def calendar(request: HttpRequest, code: str, number: int, round_number: int) -> HttpResponse:
    """The end of a round as a calendar file. A round without an end has none."""
    place = {"draft__consultation__code": code, "draft__number": number, "number": round_number}
    found = get_object_or_404(rounds_of(request), **place)
    if found.closes_at is None:
        raise Http404
    url = request.build_absolute_uri(reverse("consultations:draft", args=[code, number]))
    words = deadline_calendar(found, end=found.closes_at, title=title_of(found.draft), url=url)
    response = HttpResponse(words, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{code}-{number}-{round_number}.ics"'
    return response


def title_of(draft: Draft) -> str:
    """The title in the reader's language: the draft's, else the page's; else the code, which has none."""
    version = released_versions(draft).get(get_language())
    page = None if version else consultation_page(draft)
    return version.title if version else getattr(page, "title", draft.consultation.code)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def internal_deadline(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The form with which who leads a delegation sets its own day, or takes it away. Others find nothing."""
    participant = get_object_or_404(Participant.objects.spoken_for_by(request.user), code=code)
    round_ = get_object_or_404(rounds_of(request), pk=pk)
    if round_.is_over or not can_set_internal_deadline(request.user, round_, participant):
        raise Http404
    current = InternalDeadline.objects.filter(round=round_, participant=participant).first()
    removing = "remove" in request.POST
    data = request.POST if request.method == "POST" and not removing else None
    form = InternalDeadlineForm(data, zone=round_.zone, current=current and current.at)
    if (removing or form.is_valid()) and keep(request, form, round_, participant):
        return redirect("consultations:delegation", participant.code)
    context = draft_context(round_.draft, released_versions(round_.draft), [(_("Internal deadline"), "")])
    context |= {
        "form": form,
        "round": round_,
        "participant": participant,
        "current": current,
        "no_alternates": True,
    }
    return render(request, "consultations/internal_deadline.html", context)


def keep(request: HttpRequest, form: InternalDeadlineForm, round_: Round, participant: Participant) -> bool:
    """Whether the verb took what the form says, nothing if it was not sent; a refusal stands on the form."""
    try:
        kept = set_internal_deadline(round_, participant, at=form.moment, by=request.user)
    except ValidationError as error:
        form.add_error("day", error.messages)
        return False
    words = _("The internal deadline is set. Only your delegation sees it.") if kept else _("Taken away.")
    messages.success(request, words)
    return True
