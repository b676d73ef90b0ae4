"""The verifier that everybody can download, asked about a transcript of ours."""

from __future__ import annotations

from .verifier.verify_lots import Verdict, verify


def verdict_on(transcript: str) -> Verdict:
    """What a stranger's computer would say of these bytes."""
    return verify(transcript.encode())
