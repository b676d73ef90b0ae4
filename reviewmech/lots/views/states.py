"""One State in a draw: who reviews it, whom it reviews, and why."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ..explaining import story, ticket_ball
from ..graph import graph_of
from ..reading import UnreadableError
from .found import draw_context, drawn_or_404


@require_safe
def state(request: HttpRequest, code: str, state_code: str) -> HttpResponse:
    """``state_code``: as it stands in the list."""
    draw, reading = drawn_or_404(request, code)
    row = reading.rows.get(state_code)
    if row is None:
        raise Http404
    try:
        slots = story(reading, state_code)
    except UnreadableError as error:
        raise Http404(str(error)) from error
    context = draw_context(draw)
    name = str(context["names"].state(state_code))
    reviewed = [reading.rows[each] for each in reading.reviews.get(state_code, ())]
    states = {code: row.state for code, row in reading.rows.items()}
    order = list(dict.fromkeys(step.state for step in reading.steps))
    context |= {
        "crumbs": [*context["crumbs"], (name, request.path)],
        "name": name,
        "reading": reading,
        "row": row,
        "reviewed": [(each, next(r for r in each.reviewers if r.code == state_code)) for each in reviewed],
        "slots": slots,
        "turn": order.index(state_code) + 1,
        "order_ticket": ticket_ball(reading, "sur", state_code),
        "group_ticket": ticket_ball(reading, "groups", row.state.group),
        "start_ticket": ticket_ball(reading, f"start/{row.state.group}", state_code),
        "graph": graph_of([row, *reviewed], states),
    }
    return render(request, "lots/state.html", context)
