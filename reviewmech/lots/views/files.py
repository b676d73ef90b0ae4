"""What anybody needs to check a draw, as files. Their names tell the draw and its kind."""

from __future__ import annotations

from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.views.decorators.http import require_safe

from home.spreadsheets import csv_lines

from ..downloads import download
from ..exports import result_rows
from ..filters import ResultFilter
from ..models import Draw
from ..names import StateNames
from ..overview import rules_text
from .found import draw_or_404, drawn_or_404

VERIFIER = Path(__file__).resolve().parents[1] / "verifier" / "verify_lots.py"


@require_safe
def transcript(request: HttpRequest, code: str) -> HttpResponse:
    """The very bytes whose hashes stand in it."""
    draw = draw_or_404(request, code)
    if not draw.transcript:
        raise Http404
    return download(draw.transcript, file_name(draw, "transcript.jsonl"), "application/jsonl")


@require_safe
def parties(request: HttpRequest, code: str) -> HttpResponse:
    """The list as it was put in; its SHA-256 is published with the draw."""
    draw = draw_or_404(request, code)
    return download(draw.parties.table, file_name(draw, "input.csv"), "text/csv")


@require_safe
def rules(request: HttpRequest, code: str) -> HttpResponse:
    """The rules as ``draw_lots`` reads them. The SHA-256 of the file is the hash in the transcript."""
    draw = draw_or_404(request, code)
    return download(rules_text(draw), file_name(draw, "rules.json"), "application/json")


@require_safe
def result(request: HttpRequest, code: str) -> StreamingHttpResponse:
    """The same rows as the page of the result with the same filter, for a spreadsheet."""
    draw, reading = drawn_or_404(request, code)
    names = StateNames.of(draw.parties)
    asked = ResultFilter(request.GET, reading=reading, names=names)
    lines = csv_lines(result_rows(draw, reading, asked.rows(), names))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{file_name(draw, "result.csv")}"'
    return response


@require_safe
def verifier(request: HttpRequest) -> HttpResponse:
    return download(VERIFIER.read_text(encoding="utf-8"), VERIFIER.name, "text/x-python")


def file_name(draw: Draw, ending: str) -> str:
    """``draw-2020-simulation-transcript.jsonl``: a simulation is one by its name too."""
    return f"{draw.code}-{draw.kind}-{ending}"
