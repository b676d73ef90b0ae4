"""The verbs of the room. Each one checks, changes, logs and returns."""

from .appealing import appeal, decide_appeal
from .following import choose_frequency, unsubscribe
from .found import RoundClosed, WrongState
from .moderating import publish_comment, publish_comments, return_comment, take_down_comment
from .rounds import extend_round, open_round, pause_round, resume_round, set_internal_deadline
from .submitting import submit_comment, withdraw_comment
from .undoing import undo_decision
from .writing import discard_draft, save_comment, save_comment_once

__all__ = [
    "RoundClosed",
    "WrongState",
    "appeal",
    "choose_frequency",
    "decide_appeal",
    "discard_draft",
    "extend_round",
    "open_round",
    "pause_round",
    "publish_comment",
    "publish_comments",
    "resume_round",
    "return_comment",
    "save_comment",
    "save_comment_once",
    "set_internal_deadline",
    "submit_comment",
    "take_down_comment",
    "undo_decision",
    "unsubscribe",
    "withdraw_comment",
]
