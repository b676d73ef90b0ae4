from .invitation import LINK_VALID_FOR, Invitation, InvitationQuerySet
from .membership import Membership
from .participant import Participant, ParticipantQuerySet
from .seat import Seat, SeatQuerySet

__all__ = [
    "LINK_VALID_FOR",
    "Invitation",
    "InvitationQuerySet",
    "Membership",
    "Participant",
    "ParticipantQuerySet",
    "Seat",
    "SeatQuerySet",
]
