"""Verbs about seats: they check, change, log and tell.

They take rows and return them, and raise PermissionDenied where the person may not, and ValidationError
where the matter does not allow it.
"""

from .accepting import accept_invitation, join
from .handing_over import hand_over
from .inviting import cancel_invitation, invite, resend_invitation, send_new_link
from .seats import end_seat, role_of, seat_person

__all__ = [
    "accept_invitation",
    "cancel_invitation",
    "end_seat",
    "hand_over",
    "invite",
    "join",
    "resend_invitation",
    "role_of",
    "seat_person",
    "send_new_link",
]
