"""What the members of a delegation do with one of its comments before it is sent, and after the close."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from ..actions import (
    give_opinion,
    share_with_group,
    submit_late,
    unshare,
    unverify_comment,
    verify_comment,
)
from ..forms import OpinionForm
from ..models import Comment
from ..permissions import can_give_opinion
from .guards import View, own_comment, words_back
from .own import own_context


def button(verb: Callable[..., Comment], done: str, *, of_words: bool = False) -> View:
    """A view that does one thing to a comment, says so, and goes back to where the button was.

    ``of_words``: it is about the words that were read, which the form names.
    """

    @require_POST
    @own_comment
    def press(request: HttpRequest, comment: Comment) -> HttpResponse:
        try:
            seen = {"seen": request.POST.get("seen", "")} if of_words else {}
            changed = verb(comment, by=request.user, **seen)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, done % {"number": changed.number})
        if request.POST.get("back") == "desk":
            return redirect("consultations:delegation", comment.participant.code)
        return redirect("consultations:own_comment", comment.pk)

    return press


verify = button(
    verify_comment,
    gettext_lazy("Verified. It is submitted with the delegation’s other verified comments."),
    of_words=True,
)
unverify = button(unverify_comment, gettext_lazy("No longer verified: it is not submitted with the others."))
share = button(share_with_group, gettext_lazy("Shared: the members of your Regional Group can read it."))
stop_sharing = button(unshare, gettext_lazy("No longer shared with your Regional Group."))
offer_one_late = button(
    submit_late,
    gettext_lazy("Offered as late, as comment %(number)s. The Secretariat sees when it came."),
    of_words=True,
)


@require_POST
@own_comment
def offer_late(request: HttpRequest, comment: Comment) -> HttpResponse:
    """A Group says first which States are named with what it has circulated."""
    if comment.is_circulated:
        return redirect("consultations:group_submit", comment.participant.code, comment.pk)
    return offer_one_late(request, comment.pk)


@own_comment
def opinion(request: HttpRequest, comment: Comment) -> HttpResponse:
    """Support or question a colleague's draft; what was typed is shown again where something is wrong."""
    if request.method != "POST":
        return redirect("consultations:own_comment", comment.pk)
    if not can_give_opinion(request.user, comment):
        return words_back(request)
    form = OpinionForm(request.POST)
    if form.is_valid():
        try:
            give_opinion(comment, by=request.user, **form.cleaned_data)
        except PermissionDenied:
            return words_back(request)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Your colleagues can read your opinion."))
            return redirect("consultations:own_comment", comment.pk)
    context = own_context(request, comment) | {"opinion_form": form, "form": form}
    return render(request, "consultations/own_comment.html", context)
