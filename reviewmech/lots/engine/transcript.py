"""A draw written down, so that anybody can check it. PROCEDURE.md, section 8."""

from __future__ import annotations

from dataclasses import dataclass

from .drawing import Drawing


@dataclass(frozen=True)
class Transcript:
    """``text``: JSON Lines; ``hash``: that of the draw."""

    text: str
    hash: str


def write_transcript(drawing: Drawing, *, kind: str, as_at: str = "", source: str = "") -> Transcript:
    """Write a draw down. ``kind``: official or simulation. Raises InputError for a note that is too long."""
    raise NotImplementedError
