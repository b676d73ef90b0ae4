"""Footnotes and endnotes: numbered where they are referred to, and kept as paragraphs after the text."""

from __future__ import annotations

from dataclasses import dataclass, field

from .labels import roman

KINDS = ("footnotes", "endnotes")
# The text is English whatever language the editor has the admin in.
HEADINGS = {"footnotes": "Footnotes", "endnotes": "Endnotes"}


@dataclass
class Notes:
    """The notes in the order in which the text refers to them: ``{kind: {id: mark}}``."""

    marks: dict[str, dict[str, str]] = field(default_factory=lambda: {kind: {} for kind in KINDS})
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(KINDS, 0))

    def mark(self, kind: str, note: str, own: str = "") -> str:
        """What stands in the text for a note: its number, or the sign somebody chose for it."""
        marks = self.marks[kind]
        if note not in marks:
            marks[note] = own[:8] or self._next(kind)
        return marks[note]

    def _next(self, kind: str) -> str:
        self.counts[kind] += 1
        number = self.counts[kind]
        return str(number) if kind == "footnotes" else roman(number)
