"""A delegation's desk: what is open for it, what is due when, and how far its comments have come."""

from __future__ import annotations

import hashlib
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from reviewmech.parties.enums import LEADING, VERIFYING, WRITING, ParticipantKind
from reviewmech.parties.models import Participant, Seat

from ..actions import RoundClosed, submit_verified
from ..models import Circulation, Comment, Round
from ..models.comment_query import CommentQuerySet
from .desk_rows import rounds_in_order, tasks
from .found import page_or_404
from .guards import delegation_member, own_comments, signed_in
from .late import tell_late

ROUNDS = 10
COLLEAGUES = 60


@require_safe
@signed_in
def index(request: HttpRequest) -> HttpResponse:
    """For whom do you want to speak? Who holds one seat is led to its desk."""
    seats = Seat.objects.current().filter(user=request.user).select_related("participant")
    page_obj = page_or_404(request, seats.order_by("participant__name_en"))
    if page_obj.paginator.count == 1:
        return redirect("consultations:delegation", page_obj[0].participant.code)
    return render(request, "consultations/delegations.html", {"page_obj": page_obj, "no_alternates": True})


@require_safe
@delegation_member
def desk(request: HttpRequest, seat: Seat) -> HttpResponse:
    participant = seat.participant
    page_obj = page_or_404(request, rounds_in_order(participant), ROUNDS)
    rounds = tasks(list(page_obj), participant, Comment.objects.written_for(request.user))
    colleagues = Seat.objects.current().filter(participant=participant).select_related("user")
    context = desk_context(seat) | {
        "page_obj": page_obj,
        "asked": asked(request.user, participant),
        "running": [task for task in rounds if not task.round.is_over],
        "over": [task for task in rounds if task.round.is_over],
        "colleagues": list(colleagues.order_by("user__name", "pk")[:COLLEAGUES]),
        "colleague_count": colleagues.count(),
    }
    return render(request, "consultations/delegation.html", context)


def asked(user: Any, participant: Participant) -> list[Circulation]:
    """The running silence procedures in which a State is asked, each with what it has said so far."""
    if participant.group is None:
        return []
    running = Circulation.objects.visible_to(user).of(participant.group).newest().with_words()
    running = running.filter(superseded=False, silence_ends_at__gt=timezone.now(), version__submitted_at=None)
    found = list(running.order_by("silence_ends_at")[:ROUNDS])
    for circulation in found:
        said = [row for row in circulation.positions.all() if row.participant_id == participant.pk]
        circulation.own_position = next(iter(said), None)
    return found


def desk_context(seat: Seat) -> dict[str, object]:
    return {
        "seat": seat,
        "participant": seat.participant,
        "group": seat.participant
        if seat.participant.kind == ParticipantKind.GROUP
        else seat.participant.group,
        "may_write": seat.role in WRITING,
        "may_verify": seat.role in VERIFYING,
        "may_submit": seat.role in LEADING,
        "crumbs": [
            (seat.participant.name, reverse("consultations:delegation", args=[seat.participant.code]))
        ],
        "no_alternates": True,
    }


@delegation_member
def submit(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    """All verified comments of a round in one go, after a look at what they are."""
    rounds = Round.objects.for_speaker(seat.participant).select_related("draft__consultation")
    round_ = get_object_or_404(rounds.with_moments(), pk=pk)
    why_not = refusal(request, seat, round_)
    ready = own_comments(request).filter(round=round_, participant=seat.participant).ready()
    seen = fingerprint(ready)
    if why_not or not seen:
        messages.warning(request, why_not or _("No verified comment is left to submit."))
        return redirect("consultations:delegation", seat.participant.code)
    if request.method == "POST" and request.POST.get("seen") == seen:
        return send(request, round_, seat.participant)
    if request.method == "POST":
        messages.warning(request, _("The verified comments have changed meanwhile: look at them once more."))
    context = desk_context(seat) | {
        "round": round_,
        "seen": seen,
        "page_obj": (page_obj := page_or_404(request, ready.in_reading_order())),
        "comments": list(page_obj),
    }
    return render(request, "consultations/submit_verified.html", context)


def refusal(request: HttpRequest, seat: Seat, round_: Round) -> str:
    """Why the list is not even shown; empty where it is. A sending is judged by the verb."""
    if seat.role not in LEADING:
        return _("The delegation’s focal point or coordinator submits its comments.")
    if request.method != "POST" and not round_.is_open():
        return _("The round is not open: nothing can be submitted now.")
    return ""


def fingerprint(ready: CommentQuerySet) -> str:
    """Stands for exactly these comments with these words; empty where there are none."""
    rows = ready.filter(versions__submitted_at=None).order_by("pk")
    words = [f"{pk} {at.isoformat()}" for pk, at in rows.values_list("pk", "versions__verified_at")]
    return hashlib.sha256("\n".join(words).encode()).hexdigest() if words else ""


def send(request: HttpRequest, round_: Round, participant: Participant) -> HttpResponse:
    at = timezone.now()
    try:
        sent = submit_verified(round_, participant, by=request.user, at=at)
    except RoundClosed as error:
        if round_.is_over:
            tell_late(request, round_, at, several=True)
        else:
            messages.error(request, " ".join(error.messages))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, sent_words(sent))
    return redirect("consultations:delegation", participant.code)


def sent_words(sent: list[Comment]) -> str:
    if not sent:
        return _("No verified comment was left to submit.")
    words = ngettext("%(count)d comment submitted.", "%(count)d comments submitted.", len(sent))
    return words % {"count": len(sent)}
