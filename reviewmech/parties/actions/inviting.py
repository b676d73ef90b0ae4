"""Asking somebody by mail to take a seat; sending the mail again; calling it off."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from home.models import User

from ..models import Invitation, Participant, Seat
from ..permissions import can_give_seats, can_hand_over, can_invite, can_manage_invitation
from ..tasks import mail_invitation
from .seats import call_off, hold

# So that nobody's mailbox is filled by somebody who clicks, and no delegation sends mail to the whole world.
PAUSE_BETWEEN_MAILS = timedelta(minutes=5)
MOST_OPEN_INVITATIONS = 50


def invite(
    *,
    email: str,
    participant: Participant,
    role: str,
    language: str,
    note_verbale: str = "",
    until_on: date | None = None,
    replaces: Seat | None = None,
    by: User,
) -> Invitation:
    """Ask whoever reads mail at an address to take a seat, and mail a link that works for 30 days.

    An address that is invited already is invited anew: the facts are those given now, earlier links lead to
    them too. ``replaces`` is the seat that ends when this one is taken.

    :raises PermissionDenied: ``by`` may not invite to this role, or hand this seat over.
    :raises ValidationError: a fact is wrong, or the open invitation is not for ``by`` to change.
    """
    may = can_hand_over(by, replaces) if replaces else can_invite(by, participant, role)
    if not may:
        raise PermissionDenied
    facts = {
        "role": role,
        "language": language,
        "note_verbale": note_verbale,
        "until_on": until_on,
        "replaces": replaces,
    }
    with transaction.atomic():
        hold(participant.pk)
        invitation = ask(email, participant, facts, by=by)
    mail_invitation.enqueue(invitation.pk)
    return invitation


def ask(email: str, participant: Participant, facts: dict[str, Any], *, by: User) -> Invitation:
    """The invitation with the facts given; another handover of the seat that it replaces is called off."""
    invitation = open_or_new(email.strip().lower(), participant, by=by)
    if facts["replaces"]:
        others = Invitation.objects.pending().filter(replaces=facts["replaces"]).select_related("replaces")
        for other in others.exclude(pk=invitation.pk):
            if not can_manage_invitation(by, other):
                raise ValidationError(_("The secretariat is handing this seat over already."))
            call_off(other, by=by)
    record(invitation, facts, by=by)
    return invitation


def open_or_new(email: str, participant: Participant, *, by: User) -> Invitation:
    """The address's open invitation, if ``by`` may change it, else a new one, not yet saved."""
    pending = Invitation.objects.pending().filter(participant=participant)
    invitation = pending.filter(email__iexact=email).select_related("replaces").first()
    if invitation is None:
        if pending.count() >= MOST_OPEN_INVITATIONS and not can_give_seats(by):
            raise ValidationError(
                _("Too many invitations are open. Call off those that nobody will accept any more.")
            )
        return Invitation(email=email, participant=participant)
    if not can_manage_invitation(by, invitation):
        raise ValidationError(
            {"email": _("Somebody else has invited this address already, to a seat you cannot give.")}
        )
    return invitation


def record(invitation: Invitation, facts: dict[str, Any], *, by: User) -> None:
    for name, value in {**facts, "invited_by": by, "sent_at": timezone.now()}.items():
        setattr(invitation, name, value)
    check_day(invitation.until_on)
    invitation.full_clean()
    invitation.save()
    data = {
        "email": invitation.email,
        "participant": invitation.participant.code,
        "role": invitation.role,
        "until_on": invitation.until_on and invitation.until_on.isoformat(),
        "note_verbale": invitation.note_verbale,
        "replaces": invitation.replaces_id,
    }
    log(instance=invitation, action="parties.invite", user=by, data=data)


def check_day(until_on: date | None) -> None:
    """Refuse a last day that is over. Raises ValidationError."""
    if until_on and until_on < timezone.now().date():
        raise ValidationError({"until_on": _("This day is over.")})


def resend_invitation(invitation: Invitation, *, by: User) -> Invitation:
    """Mail a new link to the address that was invited.

    :raises PermissionDenied: ``by`` may not.
    :raises ValidationError: it is not open any more, or the last mail left a moment ago.
    """
    if not can_manage_invitation(by, invitation):
        raise PermissionDenied
    invitation.refresh_from_db()
    refuse_closed(invitation)
    if not send(invitation, by=by):
        raise ValidationError(_("The last mail left a few minutes ago. Wait a little before the next one."))
    invitation.refresh_from_db()
    return invitation


def send_new_link(invitation: Invitation) -> None:
    """What whoever has an expired link may ask for: a new one, to the address that was invited.

    It says nothing of whether it was sent: the link may have come into other hands.
    """
    send(invitation, by=None)


def send(invitation: Invitation, *, by: User | None) -> bool:
    """Whether the mail goes out: the invitation is open, and the last mail is no moment ago."""
    now = timezone.now()
    due = Invitation.objects.pending().filter(pk=invitation.pk, sent_at__lte=now - PAUSE_BETWEEN_MAILS)
    if not due.update(sent_at=now):
        return False
    log(instance=invitation, action="parties.resend_invitation", user=by)
    mail_invitation.enqueue(invitation.pk)
    return True


def cancel_invitation(invitation: Invitation, *, by: User) -> Invitation:
    """Call it off: its links do not work any more.

    :raises PermissionDenied: ``by`` may not.
    :raises ValidationError: it was accepted or called off already.
    """
    with transaction.atomic():
        invitation = held_invitation(invitation)
        if not can_manage_invitation(by, invitation):
            raise PermissionDenied
        refuse_closed(invitation)
        call_off(invitation, by=by)
    return invitation


def held_invitation(invitation: Invitation) -> Invitation:
    """The invitation as it is now; nobody else accepts or calls it off until the transaction ends."""
    hold(invitation.participant_id)
    rows = Invitation.objects.select_related("participant", "replaces__participant", "replaces__user")
    return rows.get(pk=invitation.pk)


def refuse_closed(invitation: Invitation) -> None:
    """Raises ValidationError for an invitation that was accepted or called off."""
    if invitation.accepted_at:
        raise ValidationError(_("This invitation has been accepted already."))
    if invitation.cancelled_at:
        raise ValidationError(_("This invitation was called off."))
