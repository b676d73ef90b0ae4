"""Who invites, ends seats, hands over, sends again and calls off: tables of everybody around State A."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from reviewmech.parties.actions import (
    cancel_invitation,
    end_seat,
    hand_over,
    resend_invitation,
)
from reviewmech.parties.models import Invitation, Seat
from tests.parties.steps import long_ago

FOLLOWING = ["deputy", "contributor", "observer"]
OUTSIDERS = [
    "member",
    "deputy",
    "contributor",
    "observer",
    "coordinator of the group",
    "focal point of another State",
    "focal point until last year",
]


@pytest.mark.parametrize("role", ["focal_point", *FOLLOWING])
@pytest.mark.parametrize(
    ("who", "roles"),
    [
        ("secretariat", ["focal_point", *FOLLOWING]),
        ("focal_point", FOLLOWING),
        *((who, []) for who in OUTSIDERS),
    ],
)
def test_who_invites_to_which_role(cast, invited, mailoutbox, who, roles, role):
    if role in roles:
        assert invited(by=cast[who], role=role).role == role
    else:
        with pytest.raises(PermissionDenied):
            invited(by=cast[who], role=role)
    sent = [["new@a.example"]] if role in roles else []
    assert [message.to for message in mailoutbox] == sent
    assert Invitation.objects.count() == len(sent)


@pytest.mark.parametrize("role", ["focal_point", *FOLLOWING])
@pytest.mark.parametrize(
    ("who", "roles"),
    [
        ("secretariat", ["focal_point", *FOLLOWING]),
        ("focal_point", FOLLOWING),
        *((who, []) for who in OUTSIDERS),
    ],
)
def test_who_ends_whose_seat(cast, delegation, who, roles, role):
    seat = Seat.objects.get(user=delegation[role])
    if role in roles:
        end_seat(seat, by=cast[who])
    else:
        with pytest.raises(PermissionDenied):
            end_seat(seat, by=cast[who])
    seat.refresh_from_db()
    assert (seat.ended_at is not None) is (role in roles)


@pytest.mark.parametrize("role", ["focal_point", *FOLLOWING])
@pytest.mark.parametrize(
    ("who", "roles"),
    [
        ("secretariat", ["focal_point", *FOLLOWING]),
        ("focal_point", ["focal_point"]),
        *((who, []) for who in OUTSIDERS),
    ],
)
def test_who_hands_over_whose_seat(cast, delegation, who, roles, role):
    seat = Seat.objects.get(user=delegation[role])
    asked = {"email": "next@a.example", "language": "en", "by": cast[who]}
    if role in roles:
        assert hand_over(seat, **asked).replaces == seat
    else:
        with pytest.raises(PermissionDenied):
            hand_over(seat, **asked)
    seat.refresh_from_db()
    assert seat.ended_at is None


@pytest.mark.parametrize("verb", [resend_invitation, cancel_invitation])
@pytest.mark.parametrize(
    ("who", "may"), [("secretariat", True), ("focal_point", True), *((who, False) for who in OUTSIDERS)]
)
def test_who_sends_again_and_calls_off(cast, invited, who, may, verb):
    invitation = long_ago(invited(), minutes=6)
    if may:
        verb(invitation, by=cast[who])
    else:
        with pytest.raises(PermissionDenied):
            verb(invitation, by=cast[who])


@pytest.mark.parametrize("verb", [resend_invitation, cancel_invitation])
def test_an_invitation_of_the_secretariats_to_lead_is_not_the_delegations(cast, invited, focal_point, verb):
    invitation = long_ago(invited(by=cast["secretariat"], role="focal_point"), minutes=6)
    with pytest.raises(PermissionDenied):
        verb(invitation, by=focal_point)


def test_a_lead_does_not_change_what_the_secretariat_has_asked_of_an_address(cast, invited, focal_point):
    invitation = invited(by=cast["secretariat"], role="focal_point")
    with pytest.raises(ValidationError):
        invited(role="observer", email="NEW@a.example")
    invitation.refresh_from_db()
    assert (invitation.role, invitation.invited_by) == ("focal_point", cast["secretariat"])


def test_the_holder_does_not_stop_a_handover_that_the_secretariat_began(cast, own_seat, focal_point):
    handover = hand_over(own_seat, email="next@a.example", language="en", by=cast["secretariat"])
    with pytest.raises(PermissionDenied):
        cancel_invitation(handover, by=focal_point)
    with pytest.raises(ValidationError):
        hand_over(own_seat, email="friend@a.example", language="en", by=focal_point)
    assert [row.email for row in Invitation.objects.pending()] == ["next@a.example"]
