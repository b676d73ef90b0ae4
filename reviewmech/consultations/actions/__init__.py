"""The verbs of the room. Each one checks, changes, logs and returns."""

from .appealing import appeal, decide_appeal
from .delegating import give_opinion, share_with_group, unshare, unverify_comment, verify_comment
from .following import choose_frequency, unsubscribe
from .found import RoundClosed, WordsChanged, WrongState
from .groups import circulate, compose_for_group, take_position
from .moderating import publish_comment, publish_comments, return_comment, take_down_comment
from .rounds import extend_round, open_round, pause_round, resume_round, set_internal_deadline
from .submitting import submit_comment, submit_late, submit_verified, withdraw_comment
from .undoing import undo_decision
from .writing import discard_draft, save_comment, save_comment_once, save_comments_once

__all__ = [
    "RoundClosed",
    "WordsChanged",
    "WrongState",
    "appeal",
    "choose_frequency",
    "circulate",
    "compose_for_group",
    "decide_appeal",
    "discard_draft",
    "extend_round",
    "give_opinion",
    "open_round",
    "pause_round",
    "publish_comment",
    "publish_comments",
    "resume_round",
    "return_comment",
    "save_comment",
    "save_comment_once",
    "save_comments_once",
    "set_internal_deadline",
    "share_with_group",
    "submit_comment",
    "submit_late",
    "submit_verified",
    "take_down_comment",
    "take_position",
    "undo_decision",
    "unshare",
    "unsubscribe",
    "unverify_comment",
    "verify_comment",
    "withdraw_comment",
]
