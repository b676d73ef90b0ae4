"""Forgeries whose chain of hashes is right: each changes one thing, and is found in one line with one code.

They are written in ``forged_head.py``, ``forged_steps.py``, ``forged_proofs.py`` and ``forged_moves.py``.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import NamedTuple

from .transcripts import Line, lines_of, transcript, written

# Changes the lines; returns the number of the first line that is wrong then.
Change = Callable[[list[Line]], int]


class Forgery(NamedTuple):
    name: str
    number: int
    code: str
    change: Change

    def make(self) -> tuple[bytes, int]:
        """The forged transcript, and the number of the line that is wrong in it."""
        lines = copy.deepcopy(lines_of(transcript(self.number)))
        line = self.change(lines)
        return written(lines), line


FORGERIES: list[Forgery] = []


def forgery(number: int, code: str) -> Callable[[Change], Change]:
    """Add a change of a transcript, which is found with a code."""

    def add(change: Change) -> Change:
        FORGERIES.append(Forgery(change.__name__, number, code, change))
        return change

    return add
