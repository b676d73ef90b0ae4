"""Files that are saved, and never shown by a browser as a page."""

from __future__ import annotations

from django.http import HttpResponse


def download(text: str, name: str, content_type: str) -> HttpResponse:
    """``text`` in UTF-8, byte for byte, under a name of letters, digits, hyphens and full stops."""
    return HttpResponse(
        text.encode(),
        content_type=f"{content_type}; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
