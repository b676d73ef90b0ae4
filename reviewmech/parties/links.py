"""The links of invitations: signed, so that nobody makes one up, and dated, so that they expire."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core import signing
from django.urls import reverse

from .models import LINK_VALID_FOR, Invitation

SALT = "reviewmech.parties.invitation"


class BadLinkError(Exception):
    """The link is incomplete, changed, or of an invitation that there is not."""


class ExpiredLinkError(Exception):
    """The link is genuine and too old. ``invitation`` is the one it was made for."""

    def __init__(self, invitation: Invitation) -> None:
        super().__init__(str(invitation.pk))
        self.invitation = invitation


def token_for(invitation: Invitation) -> str:
    return signing.dumps(invitation.pk, salt=SALT)


def link_for(invitation: Invitation) -> str:
    """A full address in the active language.

    It begins with WAGTAILADMIN_BASE_URL and not with the host of a request, which anybody can make up.
    """
    path = reverse("parties:invitation", args=[token_for(invitation)])
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + path


def invitation_of(token: str) -> Invitation:
    """The invitation of a link that still works, in whatever state it is.

    :raises BadLinkError: nobody made this link.
    :raises ExpiredLinkError: it was mailed more than 30 days ago.
    """
    try:
        return found(signing.loads(token, salt=SALT, max_age=LINK_VALID_FOR))
    except signing.SignatureExpired:
        raise ExpiredLinkError(found(signing.loads(token, salt=SALT))) from None
    except signing.BadSignature:
        raise BadLinkError from None


def found(pk: Any) -> Invitation:
    rows = Invitation.objects.select_related("participant", "invited_by", "replaces__user")
    invitation = rows.filter(pk=pk).first()
    if invitation is None:
        raise BadLinkError
    return invitation
