"""The verbs of the room. Each one checks, changes, logs and returns."""

from .delegating import give_opinion, share_with_group, unshare, unverify_comment, verify_comment
from .found import RoundClosed, WrongState
from .moderating import publish_comment, return_comment
from .rounds import open_round
from .submitting import submit_comment, submit_late, submit_verified, withdraw_comment
from .writing import discard_draft, save_comment, save_comment_once, save_comments_once

__all__ = [
    "RoundClosed",
    "WrongState",
    "discard_draft",
    "give_opinion",
    "open_round",
    "publish_comment",
    "return_comment",
    "save_comment",
    "save_comment_once",
    "save_comments_once",
    "share_with_group",
    "submit_comment",
    "submit_late",
    "submit_verified",
    "unshare",
    "unverify_comment",
    "verify_comment",
    "withdraw_comment",
]
