"""What a person is told who sent something after the close."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from ..models import Round


def tell_late(request: HttpRequest, round_: Round, arrived_at: datetime, *, several: bool = False) -> None:
    """The close and the arrival, to the second: what lies between them is why the words were refused."""
    context = {"round": round_, "arrived_at": arrived_at, "several": several}
    told = render_to_string("consultations/includes/came_late.html", context).strip()
    messages.error(request, mark_safe(told))  # noqa: S308 (a rendered template)
