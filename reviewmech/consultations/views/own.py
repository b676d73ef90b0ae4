"""The comments of those for whom the reader speaks: in which state each one is, and what can be done."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from reviewmech.parties.models import Participant

from ..actions import discard_draft, submit_comment, withdraw_comment
from ..enums import CommentStatus
from ..models import Comment
from ..permissions import can_change_words, can_discard, can_submit, can_withdraw
from .circulated import steps_in_group
from .found import page_or_404
from .guards import own_comment, own_comments, signed_in


@require_safe
@signed_in
def index(request: HttpRequest) -> HttpResponse:
    """All of them, newest first, or those in one state."""
    status = request.GET.get("status", "")
    rows = own_comments(request).order_by("-created_at", "-pk")
    chosen = status if status in CommentStatus.values else ""
    if chosen:
        rows = rows.filter(status=chosen)
    context = {
        "page_obj": (page_obj := page_or_404(request, rows)),
        "comments": list(page_obj),
        "statuses": CommentStatus.choices,
        "chosen": chosen,
        "base_query": f"status={chosen}" if chosen else "",
        "groups": Participant.objects.groups_around(request.user),
        "no_alternates": True,
    }
    return render(request, "consultations/own_comments.html", context)


def own_context(request: HttpRequest, comment: Comment) -> dict[str, Any]:
    """The words shown, those before them, and the verbs that are open to the reader now."""
    user, shown = request.user, comment.shown_version
    last = comment.submitted_version
    return {
        "comment": comment,
        "version": shown,
        "versions": [version for version in comment.versions.all() if version != shown],
        "returned": last if comment.status == CommentStatus.RETURNED else None,
        "can_change": can_change_words(user, comment),
        "can_submit": can_submit(user, comment),
        "can_withdraw": can_withdraw(user, comment),
        "can_discard": can_discard(user, comment),
        "permalink": permalink(request, comment),
        "crumbs": [
            (_("Your comments"), reverse("consultations:own_comments")),
            (comment_title(comment), reverse("consultations:own_comment", args=[comment.pk])),
        ],
        "no_alternates": True,
    } | steps_in_group(user, comment)


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
    try:
        sent = submit_comment(comment, by=request.user)
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
