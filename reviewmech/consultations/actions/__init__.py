"""The verbs of the room. Each one checks, changes, logs and returns."""

from .appealing import appeal, decide_appeal
from .found import RoundClosed, WrongState
from .moderating import publish_comment, publish_comments, return_comment, take_down_comment
from .rounds import open_round
from .submitting import submit_comment, withdraw_comment
from .undoing import undo_decision
from .writing import discard_draft, save_comment, save_comment_once

__all__ = [
    "RoundClosed",
    "WrongState",
    "appeal",
    "decide_appeal",
    "discard_draft",
    "open_round",
    "publish_comment",
    "publish_comments",
    "return_comment",
    "save_comment",
    "save_comment_once",
    "submit_comment",
    "take_down_comment",
    "undo_decision",
    "withdraw_comment",
]
