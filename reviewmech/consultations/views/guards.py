"""Who gets past the door. Whoever is refused while sending words gets the words back."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from ..models import Comment

View = Callable[..., HttpResponse]
WORDS = ("text", "proposed_wording")


def words_back(request: HttpRequest) -> HttpResponse:
    """A 403 that says why, and shows what was typed, so that it can be copied and sent again."""
    typed = [
        {"is_comment": name == WORDS[0], "text": words}
        for name in WORDS
        if (words := request.POST.get(name, "").strip())
    ]
    context = {"typed": typed, "form_url": request.path}
    return render(request, "consultations/not_kept.html", context, status=403)


def signed_in(view: View) -> View:
    """Visitors go to the sign-in and come back here, unless they send words: a redirect would lose them."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        if request.method == "POST" and WORDS[0] in request.POST:
            return words_back(request)
        return redirect_to_login(request.path)

    return guarded


def own_comment(view: View) -> View:
    """Gives the view the comment, if the reader speaks for its participant; else there is none (404)."""

    @wraps(view)
    def guarded(request: HttpRequest, pk: int) -> HttpResponse:
        if request.method == "POST" and not request.user.is_authenticated and WORDS[0] not in request.POST:
            return redirect_to_login(reverse("consultations:own_comment", args=[pk]))
        return signed_in(found)(request, pk)

    def found(request: HttpRequest, pk: int) -> HttpResponse:
        return view(request, get_object_or_404(own_comments(request), pk=pk))

    return guarded


def own_comments(request: HttpRequest) -> Any:
    """The comments, in any state, of those for whom the reader speaks, with all that their pages show."""
    rows = Comment.objects.written_for(request.user).select_related(
        "participant",
        "paragraph",
        "round__draft__consultation",
        "consultation",
        "submitted_version",
        "taken_down_reason",
        "appeal",
    )
    return rows.prefetch_related(
        "round__periods",
        "round__pauses",
        "versions__circulation",
        "versions__base__draft_language",
        "versions__return_reason",
    )
