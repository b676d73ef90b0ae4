"""A draw and its result."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ..filters import ResultFilter
from ..graph import graph_of
from ..history import verify_chain
from ..overview import overview_of
from .found import draw_context, draw_or_404, drawn_or_404


@require_safe
def draw(request: HttpRequest, code: str) -> HttpResponse:
    """What is sealed, what has happened, what comes next, and the files to check it with."""
    found = draw_or_404(request, code)
    context = draw_context(found) | {
        "overview": overview_of(found),
        "events": found.events.all(),
        "flaws": verify_chain(found),
    }
    return render(request, "lots/draw.html", context)


@require_safe
def result(request: HttpRequest, code: str) -> HttpResponse:
    """Who reviews whom, as a table and as a picture: ``?state=``, ``?group=`` and ``?start=`` narrow both."""
    found, reading = drawn_or_404(request, code)
    context = draw_context(found, (_("Result"), request.path))
    asked = ResultFilter(request.GET, reading=reading, names=context["names"])
    rows = asked.rows()
    states = {code: row.state for code, row in reading.rows.items()}
    context |= {
        "reading": reading,
        "filter": asked,
        "rows": rows,
        "graph": graph_of(rows, states),
        "chosen_state": asked.chosen.get("state", ""),
    }
    return render(request, "lots/result.html", context)
