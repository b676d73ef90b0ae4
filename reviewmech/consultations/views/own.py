"""The comments of those for whom the reader speaks: in which state each one is, and what can be done."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from reviewmech.parties.models import Participant, Seat

from ..actions import RoundClosed, discard_draft, submit_comment, withdraw_comment
from ..enums import CommentStatus
from ..forms import OpinionForm, OwnCommentsFilter
from ..models import Comment, Consultation, Round
from ..permissions import (
    can_appeal,
    can_change_words,
    can_discard,
    can_give_opinion,
    can_share,
    can_submit,
    can_submit_late,
    can_unshare,
    can_unverify,
    can_verify,
    can_withdraw,
)
from .circulated import steps_in_group
from .found import consultation_titles, page_or_404
from .guards import own_comment, own_comments, signed_in
from .late import tell_late


@require_safe
@signed_in
def index(request: HttpRequest) -> HttpResponse:
    """All of them, newest first, or those that the filter leaves."""
    own = Comment.objects.written_for(request.user)
    consultations = Consultation.objects.filter(pk__in=own.values("consultation"))
    titles = consultation_titles(consultations)
    form = OwnCommentsFilter(
        request.GET,
        participants=Participant.objects.spoken_for_by(request.user),
        consultations={row.code: titles[row.pk] for row in consultations},
        rounds=Round.objects.filter(pk__in=own.values("round")),
    )
    rows = filtered(own_comments(request), **form.chosen).order_by("-created_at", "-pk")
    page_obj = page_or_404(request, rows)
    for comment in page_obj:
        comment.consultation_title = titles[comment.consultation_id]
    context = {
        "page_obj": page_obj,
        "comments": list(page_obj),
        "filter": form,
        "base_query": form.query,
        "groups": Participant.objects.groups_around(request.user),
        "no_alternates": True,
    }
    return render(request, "consultations/own_comments.html", context)


def filtered(rows: Any, consultation: str = "", **same: Any) -> Any:
    return rows.filter(consultation__code=consultation, **same) if consultation else rows.filter(**same)


def own_context(request: HttpRequest, comment: Comment) -> dict[str, Any]:
    """The words shown, those before them, and the verbs that are open to the reader now."""
    user, shown = request.user, comment.shown_version
    last = comment.submitted_version
    return {
        "comment": comment,
        "version": shown,
        "versions": [version for version in comment.versions.all() if version != shown],
        "returned": last if comment.status == CommentStatus.RETURNED else None,
        "can_appeal": can_appeal(user, comment),
        **open_verbs(user, comment),
        "role": own_role(user, comment),
        "opinions": comment.opinions.all(),
        "opinion_form": OpinionForm(initial=opinion_of(user, comment)),
        "is_superseded": not comment.round.draft.is_newest,
        "permalink": permalink(request, comment),
        "crumbs": [
            (_("Your comments"), reverse("consultations:own_comments")),
            (comment_title(comment), reverse("consultations:own_comment", args=[comment.pk])),
        ],
        "no_alternates": True,
    } | steps_in_group(user, comment)


def open_verbs(user: Any, comment: Comment) -> dict[str, bool]:
    """``can_`` and a verb -> whether this person may do it now."""
    predicates = {
        "change": can_change_words,
        "verify": can_verify,
        "unverify": can_unverify,
        "submit": can_submit,
        "submit_late": can_submit_late,
        "withdraw": can_withdraw,
        "discard": can_discard,
        "share": can_share,
        "unshare": can_unshare,
        "give_opinion": can_give_opinion,
    }
    return {f"can_{verb}": may(user, comment) for verb, may in predicates.items()}


def own_role(user: Any, comment: Comment) -> str:
    seat = Seat.objects.current().filter(user=user, participant=comment.participant_id).first()
    return seat.role if seat else ""


def opinion_of(user: Any, comment: Comment) -> dict[str, str]:
    """What this person has said already, as the form shows it."""
    own = next((row for row in comment.opinions.all() if row.person_id == user.pk), None)
    return {"kind": own.kind, "text": own.text} if own else {}


def comment_title(comment: Comment) -> str:
    if comment.number:
        return _("Comment %(number)s") % {"number": comment.number}
    return _("Comment not yet submitted")


def permalink(request: HttpRequest, comment: Comment) -> str:
    if not comment.number:
        return ""
    place = [comment.consultation.code, comment.number]
    return request.build_absolute_uri(reverse("consultations:comment", args=place))


@require_safe
@own_comment
def detail(request: HttpRequest, comment: Comment) -> HttpResponse:
    return render(request, "consultations/own_comment.html", own_context(request, comment))


@require_safe
@own_comment
def check(request: HttpRequest, comment: Comment) -> HttpResponse:
    """The comment as it will stand, with the difference, before it is sent."""
    context = own_context(request, comment)
    if not context["can_submit"]:
        return redirect("consultations:own_comment", comment.pk)
    return render(request, "consultations/check.html", context)


@require_POST
@own_comment
def submit(request: HttpRequest, comment: Comment) -> HttpResponse:
    at = timezone.now()
    if comment.is_circulated:
        return redirect("consultations:group_submit", comment.participant.code, comment.pk)
    try:
        sent = submit_comment(comment, by=request.user, at=at, seen=request.POST.get("seen", ""))
    except RoundClosed as error:
        if comment.round.is_over:
            tell_late(request, comment.round, at)
        else:
            messages.error(request, " ".join(error.messages))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        words = _("Submitted as comment %(number)s. It appears in public once it has been published.")
        messages.success(request, words % {"number": sent.number})
    return redirect("consultations:own_comment", comment.pk)


@own_comment
def withdraw(request: HttpRequest, comment: Comment) -> HttpResponse:
    if request.method != "POST":
        return confirm(request, comment, "withdraw", possible=can_withdraw(request.user, comment))
    try:
        withdraw_comment(comment, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Withdrawn. The number stays with it and is not used again."))
    return redirect("consultations:own_comment", comment.pk)


@own_comment
def discard(request: HttpRequest, comment: Comment) -> HttpResponse:
    """Delete the words of a comment that was never submitted."""
    if request.method != "POST":
        return confirm(request, comment, "discard", possible=can_discard(request.user, comment))
    try:
        discard_draft(comment, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("consultations:own_comment", comment.pk)
    messages.success(request, _("The draft was deleted."))
    return redirect("consultations:own_comments")


def confirm(request: HttpRequest, comment: Comment, verb: str, *, possible: bool) -> HttpResponse:
    """Ask once more before something that cannot be undone."""
    if not possible:
        return redirect("consultations:own_comment", comment.pk)
    context = own_context(request, comment) | {"verb": verb}
    return render(request, "consultations/confirm.html", context)
