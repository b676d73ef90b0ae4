"""The draw itself: slot by slot, the first ball with which a result can still be completed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .setting import Proof, Setting
from .tickets import Tickets


@dataclass(frozen=True)
class Step:
    """One slot. ``set_aside``: the codes ahead of the winner, each with its proof in ``proofs``.

    ``moves``: by slot, what changes in the assignment that shows that the winner is completable (literal).
    """

    slot: str
    bowl: int
    tier: int
    set_aside: tuple[str, ...]
    winner: str
    proofs: tuple[Proof, ...]
    moves: dict[str, str]


@dataclass(frozen=True)
class Drawing:
    """A draw that was made. ``result``: as in a transcript, by code; ``witness``: the moves of step 0."""

    setting: Setting
    seed: str
    steps: tuple[Step, ...]
    result: list[dict[str, Any]]
    witness: dict[str, str]


def draw(setting: Setting, seed: str, *, tickets: Tickets | None = None) -> Drawing:
    """Draw from a seed; ``tickets`` instead of the seed's own: for tests. Raises InputError for a bad seed."""
    raise NotImplementedError
