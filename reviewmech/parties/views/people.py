"""Who belongs to a delegation. Its members read it; who leads it invites others and ends their seats."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.core.paginator import InvalidPage, Page, Paginator
from django.db.models import Case, QuerySet, When
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from home.models import User

from ..actions import cancel_invitation, end_seat, hand_over, invite, resend_invitation
from ..enums import FOLLOWING, LEADING, InvitationState, SeatRole
from ..forms import HandOverForm, InviteForm, add_errors
from ..models import Invitation, Participant, Seat
from ..permissions import can_manage_invitation, can_speak_for

PER_PAGE = 50
IN_ORDER = Case(*(When(role=role, then=place) for place, role in enumerate(SeatRole.values)))
View = Callable[..., HttpResponse]


class SignedInRequest(HttpRequest):
    """What the guards below let through."""

    user: User


def of_the_delegation(view: View) -> View:
    """Gives the view the participant, if the reader holds a seat of it; to others there is none (404).

    A visitor is asked to sign in, whether or not there is such a participant.
    """

    @wraps(view)
    def guarded(request: HttpRequest, code: str, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(reverse("parties:people", args=[code]))
        mine = Participant.objects.spoken_for_by(request.user).select_related("group")
        return view(request, get_object_or_404(mine, code=code), **kwargs)

    return guarded


def of_its_lead(view: View) -> View:
    """The same, for whoever leads the delegation; to its other members there is no such page either."""

    @wraps(view)
    def guarded(request: HttpRequest, participant: Participant, **kwargs: Any) -> HttpResponse:
        if not can_speak_for(request.user, participant):
            raise Http404
        return view(request, participant, **kwargs)

    return of_the_delegation(guarded)


@require_safe
@of_the_delegation
def index(request: SignedInRequest, participant: Participant) -> HttpResponse:
    seats = participant.seats.current_or_coming().select_related("user")
    page_obj = page_or_404(request, seats.order_by(IN_ORDER, "user__name", "pk"))
    leads = can_speak_for(request.user, participant)
    context = common(participant) | {
        "page_obj": page_obj,
        "people": [(seat, leads and seat.role in FOLLOWING) for seat in page_obj],
        "invitations": [(row, leads and is_ours(request, row)) for row in pending(participant)[:PER_PAGE]],
        "member_states": participant.member_states.order_by("name_en"),
        "leads": leads,
    }
    return render(request, "parties/people/index.html", context)


def pending(participant: Participant) -> QuerySet[Invitation]:
    return participant.invitations.pending().select_related("replaces__user").order_by("-sent_at", "-pk")


def is_ours(request: SignedInRequest, invitation: Invitation) -> bool:
    """Whether the lead who reads may manage the invitation, as ``can_manage_invitation`` says, unasked."""
    if invitation.replaces is not None:
        return invitation.invited_by_id == invitation.replaces.user_id == request.user.pk
    return invitation.role in FOLLOWING


def common(participant: Participant, here: str = "") -> dict[str, Any]:
    people = _("People of %(participant)s") % {"participant": participant.name}
    crumbs = [(people, reverse("parties:people", args=[participant.code]))]
    return {
        "participant": participant,
        "title": here or people,
        "crumbs": [*crumbs, (here, "")] if here else crumbs,
        "no_alternates": True,
    }


def page_or_404(request: SignedInRequest, rows: QuerySet[Any]) -> Page[Any]:
    """The page of a list that the query asks for; a number that is none, or too high, is not found."""
    try:
        return Paginator(rows, PER_PAGE).page(request.GET.get("page") or 1)
    except InvalidPage as error:
        raise Http404(str(error)) from error


def to_people(participant: Participant) -> HttpResponse:
    return redirect("parties:people", participant.code)


@require_http_methods(["GET", "HEAD", "POST"])
@of_its_lead
def invite_somebody(request: SignedInRequest, participant: Participant) -> HttpResponse:
    form = InviteForm(request.POST or None, initial={"language": get_language()})
    if request.method == "POST" and form.is_valid():
        asked = {**form.cleaned_data, "participant": participant, "by": request.user}
        if tried(form, lambda: invite(**asked)):
            messages.success(request, _("An invitation is on its way to %s.") % form.cleaned_data["email"])
            return to_people(participant)
    context = common(participant, _("Invite somebody")) | {"form": form}
    return render(request, "parties/people/invite.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@of_its_lead
def hand_over_own_seat(request: SignedInRequest, participant: Participant) -> HttpResponse:
    own = Seat.objects.current().filter(user=request.user, role__in=LEADING).select_related("participant")
    seat = get_object_or_404(own, participant=participant)
    form = HandOverForm(request.POST or None, seat=seat, initial={"language": get_language()})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        asked = {"email": given["email"], "language": given["language"], "by": request.user}
        if tried(form, lambda: hand_over(seat, **asked)):
            words = _("%s has been invited to take your seat. It is yours until they accept.")
            messages.success(request, words % given["email"])
            return to_people(participant)
    context = common(participant, _("Hand over your seat")) | {"form": form, "seat": seat}
    return render(request, "parties/people/hand_over.html", context)


def tried(form: Form, verb: Callable[[], object]) -> bool:
    """Whether the verb did it; else the form says why not."""
    try:
        verb()
    except ValidationError as error:
        add_errors(form, error)
    return form.is_valid()


def told(request: SignedInRequest, verb: Callable[[], object], done: str) -> None:
    """Do it, and say on the next page that it is done, or why not."""
    try:
        verb()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, done)


@require_http_methods(["GET", "HEAD", "POST"])
@of_its_lead
def end(request: SignedInRequest, participant: Participant, pk: int) -> HttpResponse:
    """Asks, and on POST ends the seat of somebody who does not lead."""
    seats = participant.seats.current_or_coming().filter(role__in=FOLLOWING).select_related("user")
    seat = get_object_or_404(seats, pk=pk)
    if request.method != "POST":
        context = common(participant, _("End this seat?")) | {"seat": seat}
        return render(request, "parties/people/confirm.html", context)
    told(request, lambda: end_seat(seat, by=request.user), _("The seat of %s has ended.") % seat.user)
    return to_people(participant)


def managed_or_404(request: SignedInRequest, participant: Participant, pk: int) -> Invitation:
    rows = participant.invitations.select_related("participant", "replaces__participant")
    invitation = get_object_or_404(rows, pk=pk)
    if not can_manage_invitation(request.user, invitation):
        raise Http404
    return invitation


@require_POST
@of_its_lead
def resend(request: SignedInRequest, participant: Participant, pk: int) -> HttpResponse:
    invitation = managed_or_404(request, participant, pk)
    done = _("The invitation was sent to %s again.") % invitation.email
    told(request, lambda: resend_invitation(invitation, by=request.user), done)
    return to_people(participant)


@require_http_methods(["GET", "HEAD", "POST"])
@of_its_lead
def call_off(request: SignedInRequest, participant: Participant, pk: int) -> HttpResponse:
    """Asks, and on POST makes the links of the invitation void."""
    invitation = managed_or_404(request, participant, pk)
    if request.method != "POST":
        if invitation.state not in (InvitationState.PENDING, InvitationState.EXPIRED):
            return to_people(participant)
        context = common(participant, _("Call this invitation off?")) | {"invitation": invitation}
        return render(request, "parties/people/confirm.html", context)
    done = _("The invitation to %s was called off.") % invitation.email
    told(request, lambda: cancel_invitation(invitation, by=request.user), done)
    return to_people(participant)
