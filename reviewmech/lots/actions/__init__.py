"""The verbs of the room. Each one checks, changes, logs and returns."""

from .confirming import confirm_draw
from .found import NoResult, WrongState
from .holding import draw_lots
from .listing import add_parties
from .sealing import seal_draw
from .superseding import supersede_draw

__all__ = [
    "NoResult",
    "WrongState",
    "add_parties",
    "confirm_draw",
    "draw_lots",
    "seal_draw",
    "supersede_draw",
]
