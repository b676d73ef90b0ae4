"""The verbs of the room. Each one checks, changes, logs and returns."""

from .found import RoundClosed, WrongState
from .groups import circulate, compose_for_group, take_position
from .moderating import publish_comment, return_comment
from .rounds import open_round
from .submitting import submit_comment, withdraw_comment
from .writing import discard_draft, save_comment, save_comment_once

__all__ = [
    "RoundClosed",
    "WrongState",
    "circulate",
    "compose_for_group",
    "discard_draft",
    "open_round",
    "publish_comment",
    "return_comment",
    "save_comment",
    "save_comment_once",
    "submit_comment",
    "take_position",
    "withdraw_comment",
]
