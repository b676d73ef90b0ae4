from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from .results import Result, Results, find
from .sources import sources

LONGEST_QUERY = 200  # characters
RESULTS_A_PAGE = 20


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """``?q=`` the words, ``?in=`` a source's name (else all), ``?page=`` from 1; past the end: the last."""
    query = " ".join(request.GET.get("q", "").split())
    too_long = len(query) > LONGEST_QUERY
    parts = find(query, request, sources()) if not too_long else []
    chosen = [part for part in parts if part.source.name == request.GET.get("in")]
    results: Any = Results(chosen or parts)
    paginator: Paginator[Result] = Paginator(results, RESULTS_A_PAGE)
    context = {
        "query": query[:LONGEST_QUERY],
        "too_long": too_long,
        "longest_query": LONGEST_QUERY,
        "parts": parts,
        "number": Results(parts).count(),
        "chosen": chosen[0].source.name if chosen else "",
        "page_obj": paginator.get_page(request.GET.get("page")),
        "all_query": urlencode({"q": query}),
        "base_query": chosen[0].address if chosen else urlencode({"q": query}),
    }
    return render(request, "search/search.html", context)
