"""Inside a Regional Group: its pages are there for its delegation and those of its member States only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from reviewmech.parties.models import Participant
from reviewmech.parties.permissions import can_write_for

from ..actions import compose_for_group, take_position
from ..enums import EDITABLE
from ..models import Circulation, Comment, Paragraph, Round
from ..models.comment_query import CommentQuerySet
from .circulated import Circulated, circulated, history, title_of
from .found import PER_PAGE, page_or_404
from .guards import own_comments

EVENTS_SHOWN = 12
LARGEST_KEY_DIGITS = 18

View = Callable[..., HttpResponse]


@dataclass
class Section:
    """A round in which the Group may speak, with what is going on in the Group about it."""

    round: Round
    circulated: list[Circulated] = field(default_factory=list)
    places: dict[Paragraph | None, list[Comment]] = field(default_factory=dict)
    written: list[Comment] = field(default_factory=list)

    @property
    def title(self) -> str:
        return title_of(self.round.draft)


def inside(view: View) -> View:
    """Gives the view the Group, if the reader belongs to it; else there is none (404)."""

    @wraps(view)
    def guarded(request: HttpRequest, code: str, **place: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            back = reverse("consultations:group", args=[code]) if request.method == "POST" else request.path
            return redirect_to_login(back)
        groups = Participant.objects.groups_around(request.user).prefetch_related("member_states")
        return view(request, get_object_or_404(groups, code=code), **place)

    return guarded


@require_safe
@inside
def group(request: HttpRequest, group: Participant) -> HttpResponse:
    """What is going on in the Group, for each round that is open or coming."""
    rounds = rounds_of(request, group)
    page_obj = page_or_404(request, shared_in(request, group).filter(round__in=rounds))
    rows = circulations_of(request, group)
    running = rows.newest().filter(version__comment__round__in=rounds)[:PER_PAGE]
    sections = sections_of(
        rounds, circulated(request.user, group, running), page_obj, written(request, group)
    )
    context = group_context(group) | {
        "sections": sections,
        "page_obj": page_obj,
        "events": history(rows[:EVENTS_SHOWN])[:EVENTS_SHOWN],
        "may_compose": can_write_for(request.user, group),
    }
    return render(request, "consultations/group.html", context)


@require_safe
@inside
def circulations(request: HttpRequest, group: Participant) -> HttpResponse:
    """Everything the Group has circulated, the last first, page by page."""
    page_obj = page_or_404(request, circulations_of(request, group))
    context = group_context(group, (_("Circulations"), request.path)) | {
        "page_obj": page_obj,
        "circulated": circulated(request.user, group, page_obj),
    }
    return render(request, "consultations/circulations.html", context)


@require_safe
@inside
def circulation(request: HttpRequest, group: Participant, pk: int) -> HttpResponse:
    """One version of the Group's words, where each State stands on it, and how it came to that."""
    found = get_object_or_404(circulations_of(request, group), pk=pk)
    same = circulations_of(request, group).filter(version__comment=found.version.comment_id)
    context = group_context(group, (_("Version %(number)s") % {"number": found.version.number}, "")) | {
        "each": circulated(request.user, group, [found])[0],
        "events": history(same),
        "speaks_for_group": can_write_for(request.user, group),
    }
    return render(request, "consultations/circulation.html", context)


@require_POST
@inside
def position(request: HttpRequest, group: Participant, pk: int) -> HttpResponse:
    """A member State aligns itself with these words, or dissociates itself from them."""
    found = get_object_or_404(circulations_of(request, group), pk=pk)
    state = get_object_or_404(group.member_states.all(), code=request.POST.get("state", ""))
    try:
        taken = take_position(
            found, participant=state, stance=request.POST.get("stance", ""), by=request.user
        )
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        words = {"state": state.name, "stance": taken.get_stance_display()}
        messages.success(request, _("Recorded for %(state)s: %(stance)s.") % words)
    return redirect("consultations:circulation", group.code, found.pk)


@require_POST
@inside
def compose(request: HttpRequest, group: Participant) -> HttpResponse:
    """Begin the Group's comment with the shared ones that were chosen; it is then edited like any other."""
    keys = [
        key for key in request.POST.getlist("sources") if key.isdecimal() and len(key) <= LARGEST_KEY_DIGITS
    ]
    sources = list(shared_in(request, group).filter(pk__in=keys)[:PER_PAGE])
    if not sources:
        messages.error(request, _("Choose at least one comment."))
        return redirect("consultations:group", group.code)
    try:
        comment = compose_for_group(sources, group=group, round_=sources[0].round, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("consultations:group", group.code)
    messages.success(
        request,
        _("Composed from what was shared, and kept as a draft. Only the Group’s delegation sees it yet."),
    )
    return redirect("consultations:own_comment_edit", comment.pk)


def group_context(group: Participant, *steps: tuple[str, str]) -> dict[str, Any]:
    url = reverse("consultations:group", args=[group.code])
    return {"group": group, "crumbs": [(group.name, url), *steps], "no_alternates": True}


def rounds_of(request: HttpRequest, group: Participant) -> list[Round]:
    """The rounds, open or coming, in which the Group may speak, by their end."""
    rounds = Round.objects.visible_to(request.user).for_speaker(group).not_over()
    rounds = rounds.select_related("draft__consultation").prefetch_related("draft__language_versions")
    return sorted(rounds.with_moments(), key=lambda row: (row.closes_at, row.pk))


def shared_in(request: HttpRequest, group: Participant) -> CommentQuerySet:
    rows = Comment.objects.visible_to(request.user).shared_in(group)
    rows = rows.select_related("participant", "paragraph", "round", "submitted_version__base__draft_language")
    rows = rows.prefetch_related("versions__base__draft_language")
    return rows.order_by("round", "paragraph__position", "participant__name_en", "pk")


def written(request: HttpRequest, group: Participant) -> CommentQuerySet:
    """The Group's own words in the making: for its delegation, and for no member State."""
    rows = own_comments(request).filter(participant=group, status__in=EDITABLE, versions__frozen_at=None)
    return rows.order_by("-created_at", "-pk")[:PER_PAGE]


def circulations_of(request: HttpRequest, group: Participant) -> Any:
    return Circulation.objects.visible_to(request.user).of(group).with_words()


def sections_of(
    rounds: list[Round],
    circulated: Iterable[Circulated],
    shared: Iterable[Comment],
    written: Iterable[Comment],
) -> list[Section]:
    sections = {row.pk: Section(row, places=defaultdict(list)) for row in rounds}
    for each in circulated:
        sections[each.comment.round_id].circulated.append(each)
    for comment in shared:
        sections[comment.round_id].places[comment.paragraph].append(comment)
    for comment in written:
        if comment.round_id in sections:
            sections[comment.round_id].written.append(comment)
    # Templates ask a default dict for its "items", and get a new entry.
    for section in sections.values():
        section.places = dict(section.places)
    return list(sections.values())
