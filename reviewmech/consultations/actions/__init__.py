"""The verbs of the room. Each one checks, changes, logs and returns."""

from .following import choose_frequency, unsubscribe
from .found import RoundClosed, WrongState
from .moderating import publish_comment, return_comment
from .rounds import open_round
from .submitting import submit_comment, withdraw_comment
from .writing import discard_draft, save_comment, save_comment_once

__all__ = [
    "RoundClosed",
    "WrongState",
    "choose_frequency",
    "discard_draft",
    "open_round",
    "publish_comment",
    "return_comment",
    "save_comment",
    "save_comment_once",
    "submit_comment",
    "unsubscribe",
    "withdraw_comment",
]
