"""Who gets past the door. Whoever is refused while sending words gets the words back."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from reviewmech.parties.models import Seat

from ..models import Comment

View = Callable[..., HttpResponse]
WORDS = ("text", "proposed_wording")


def field_of(name: str) -> str:
    """``row-2-text`` is the field ``text`` of a form among several."""
    return name.rpartition("-")[2]


def sends_words(request: HttpRequest) -> bool:
    return request.method == "POST" and any(field_of(name) in WORDS for name in request.POST)


def words_back(request: HttpRequest, *, status: int = 403) -> HttpResponse:
    """A refusal that says why, and shows what was typed, so that it can be copied and sent again."""
    typed = [
        {"is_comment": field_of(name) == WORDS[0], "text": words}
        for name in request.POST
        if field_of(name) in WORDS and (words := request.POST[name].strip())
    ]
    context = {"typed": typed, "form_url": request.get_full_path()}
    return render(request, "consultations/not_kept.html", context, status=status)


def signed_in(view: View) -> View:
    """Visitors go to the sign-in and come back here, unless they send words: a redirect would lose them."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated:
            try:
                return view(request, *args, **kwargs)
            except Http404:
                # What the words were for is gone, or not for this person any more.
                if sends_words(request):
                    return words_back(request, status=404)
                raise
        if sends_words(request):
            return words_back(request)
        return redirect_to_login(request.get_full_path())

    return guarded


def delegation_member(view: View) -> View:
    """Gives the view the reader's seat in the delegation of that code; who has none finds nothing (404)."""

    def found(request: HttpRequest, code: str, **kwargs: Any) -> HttpResponse:
        seats = Seat.objects.current().filter(user=request.user).select_related("participant__group", "user")
        return view(request, get_object_or_404(seats, participant__code=code), **kwargs)

    return wraps(view)(signed_in(found))


def own_comment(view: View) -> View:
    """Gives the view the comment, if the reader speaks for its participant; else there is none (404)."""

    @wraps(view)
    def guarded(request: HttpRequest, pk: int) -> HttpResponse:
        if request.method == "POST" and not request.user.is_authenticated and not sends_words(request):
            return redirect_to_login(reverse("consultations:own_comment", args=[pk]))
        return signed_in(found)(request, pk)

    def found(request: HttpRequest, pk: int) -> HttpResponse:
        return view(request, get_object_or_404(own_comments(request), pk=pk))

    return guarded


def own_comments(request: HttpRequest) -> Any:
    """The comments, in any state, of those for whom the reader speaks, with all that their pages show."""
    rows = Comment.objects.written_for(request.user).select_related(
        "participant__group",
        "paragraph",
        "round__draft__consultation",
        "consultation",
        "submitted_version__written_by",
        "submitted_version__verified_by",
        "taken_down_reason",
        "appeal",
    )
    return rows.prefetch_related(
        "round__periods",
        "round__pauses",
        "versions__circulation",
        "versions__written_by",
        "versions__verified_by",
        "opinions__person",
        "versions__base__draft_language",
        "versions__return_reason",
    )
