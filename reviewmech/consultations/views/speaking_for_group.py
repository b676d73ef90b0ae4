"""What a Group's delegation does with its own comment: asks the member States, and submits for them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from reviewmech.parties.models import Participant
from reviewmech.parties.permissions import can_speak_for, can_verify_for

from ..actions import circulate as circulate_verb
from ..actions import submit_comment, submit_late
from ..enums import Stance
from ..forms import CirculationForm, NamedStancesForm
from ..models import Comment, Round
from ..permissions import can_circulate, can_submit, can_submit_late, is_circulation_finished
from .circulated import Circulated, Standing, circulated
from .groups import circulations_of, group_context, inside
from .guards import own_comments

SILENCE = timedelta(hours=48)
BEFORE_THE_CLOSE = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


@inside
def circulate(request: HttpRequest, group: Participant, pk: int) -> HttpResponse:
    """Ask when silence shall end; then the words stand and the member States see them."""
    comment = of_group_or_404(request, group, pk)
    if not can_verify_for(request.user, group):
        raise PermissionDenied
    if not can_circulate(request.user, comment):
        messages.warning(request, _("These words have been circulated or submitted already."))
        return redirect("consultations:own_comment", comment.pk)
    form = CirculationForm(request.POST or None, initial=suggestion(comment.round))
    if form.is_valid():
        values = form.cleaned_data
        try:
            begun = circulate_verb(
                comment,
                silence_ends_at=values["silence_ends_at"],
                zone=values["zone"],
                by=request.user,
                seen=request.POST.get("seen", ""),
            )
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("Circulated in the Group. These words stand from now on."))
            return redirect("consultations:circulation", group.code, begun.pk)
    context = comment_context(group, comment, _("Circulate in the Group")) | {"form": form}
    return render(request, "consultations/circulate.html", context)


def suggestion(round_: Round, at: datetime | None = None) -> dict[str, Any]:
    """48 hours from now, to the minute; an hour before the close where that is sooner; never midnight."""
    at = at or timezone.now()
    ends_at = at + SILENCE
    closes_at = round_.closes_at
    if closes_at and at < closes_at - BEFORE_THE_CLOSE < ends_at:
        ends_at = closes_at - BEFORE_THE_CLOSE
    local = ends_at.astimezone(ZoneInfo(round_.zone)).replace(second=0, microsecond=0)
    if (local.hour, local.minute) == (0, 0):
        local -= MINUTE
    return {"day": local.date(), "time": local.time(), "zone": round_.zone}


@inside
def submit(request: HttpRequest, group: Participant, pk: int) -> HttpResponse:
    """Choose which States are named, and send the comment."""
    comment = of_group_or_404(request, group, pk)
    if not can_speak_for(request.user, group):
        raise PermissionDenied
    late = can_submit_late(request.user, comment)
    if not is_circulation_finished(comment) or not (late or can_submit(request.user, comment)):
        messages.warning(request, _("This comment cannot be submitted now."))
        return redirect("consultations:own_comment", comment.pk)
    form = NamedStancesForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            send = submit_late if late else submit_comment
            sent = send(comment, by=request.user, named=form.cleaned_data["named"])
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            words = _("Submitted as comment %(number)s. It appears in public once it has been published.")
            messages.success(request, words % {"number": sent.number})
        return redirect("consultations:own_comment", comment.pk)
    found = circulations_of(request, group).get(version=comment.circulated_version)
    each = circulated(request.user, group, [found])[0]
    context = comment_context(group, comment, _("Submit for the Group")) | {
        "form": form,
        "each": each,
        "choices": choices(form, each),
    }
    return render(request, "consultations/group_submit.html", context)


def choices(form: NamedStancesForm, each: Circulated) -> list[tuple[str, str, list[Standing], bool]]:
    """Stance, its word, the States that would be named, and whether they are: of the stances there are."""
    chosen = form["named"].value() or []
    rows = [
        (value, label, [row for row in each.standings if row.stance == value])
        for value, label in Stance.choices
    ]
    return [(value, label, states, value in chosen) for value, label, states in rows if states]


def of_group_or_404(request: HttpRequest, group: Participant, pk: int) -> Comment:
    return get_object_or_404(own_comments(request).filter(participant=group), pk=pk)


def comment_context(group: Participant, comment: Comment, title: str) -> dict[str, Any]:
    own = (_("Comment not yet submitted"), reverse("consultations:own_comment", args=[comment.pk]))
    return group_context(group, own, (title, "")) | {"comment": comment, "version": comment.newest_version}
