"""What a file needs to work without the site: styles, scripts, and a policy that lets nothing else in."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path

from django.contrib.staticfiles import finders
from django.utils.safestring import mark_safe

STYLES = ["site/tokens.css", "site/base.css", "site/verify-lots.css"]
SCRIPTS = ["lots/verify_lots.js", "lots/verify_here.js"]


@cache
def inlined() -> dict[str, str]:
    """``style`` and ``script`` as they stand in the file, and the ``policy`` that names their hashes."""
    style, script = (static_text(names) for names in (STYLES, SCRIPTS))
    policy = (
        f"default-src 'none'; style-src {source_of(style)}; script-src {source_of(script)}; base-uri 'none'"
    )
    return {
        "style": mark_safe(style),  # noqa: S308 (files of ours, written for this)
        "script": mark_safe(script),  # noqa: S308 (the same)
        "policy": policy,
    }


def static_text(names: list[str]) -> str:
    """The texts of static files, one after the other."""
    texts = []
    for name in names:
        found = finders.find(name)
        if not isinstance(found, str):
            raise FileNotFoundError(name)
        texts.append(Path(found).read_text(encoding="utf-8"))
    return "\n".join(texts)


def source_of(text: str) -> str:
    """How a policy names an inline script or style."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
