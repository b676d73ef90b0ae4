"""An author's appeal: a page of its own, once a comment."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from .. import actions
from ..forms import AppealForm
from ..models import Comment
from ..permissions import can_appeal
from .guards import own_comment, words_back
from .own import own_context


@own_comment
def appeal(request: HttpRequest, comment: Comment) -> HttpResponse:
    """Say why the decision should be looked at again. Whoever may not is given the words back."""
    if not can_appeal(request.user, comment):
        return refusal(request, comment)
    form = AppealForm(request.POST or None, language=comment.submitted_version.language)
    if form.is_valid():
        try:
            actions.appeal(comment, by=request.user, **form.cleaned_data)
        except PermissionDenied:
            return words_back(request)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("The appeal has been made. Another moderator decides on it."))
            return redirect("consultations:own_comment", comment.pk)
    status = 422 if form.errors else 200
    context = own_context(request, comment) | {"form": form}
    return render(request, "consultations/appeal.html", context, status=status)


def refusal(request: HttpRequest, comment: Comment) -> HttpResponse:
    if request.method == "POST" and request.POST.get("text", "").strip() != made(comment):
        return words_back(request)
    if hasattr(comment, "appeal"):
        messages.warning(
            request, _("An appeal has been made on this comment already. There is one a comment.")
        )
    return redirect("consultations:own_comment", comment.pk)


def made(comment: Comment) -> str:
    """The words of the appeal that was made: a second click sends them again."""
    return comment.appeal.text if hasattr(comment, "appeal") else ""
