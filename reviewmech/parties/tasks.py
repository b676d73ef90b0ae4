"""Mails about seats. Links are made here, so that they are never kept with the waiting tasks."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override
from django_tasks import task

from home.models import User

from .links import link_for
from .models import LINK_VALID_FOR, Invitation


@task()
def mail_invitation(invitation_pk: int) -> None:
    """Mail the link of an invitation to its address, in its language, if it is still open."""
    invitation = of_mail(invitation_pk)
    if invitation is None or invitation.accepted_at or invitation.cancelled_at:
        return
    with override(invitation.language):
        words = {"invitation": invitation, "link": link_for(invitation), "days": LINK_VALID_FOR.days}
        send("invitation", words, [invitation.email])


@task()
def mail_handover(invitation_pk: int, kind: str) -> None:
    """Tell the Secretariat, and whose seat it is, that a handover was begun or is done (``kind``)."""
    invitation = of_mail(invitation_pk)
    if invitation is None or invitation.replaces is None:
        return
    holder = invitation.replaces.user
    for person in {holder, *secretariat()}:
        with override(person.preferred_language):
            words = {"invitation": invitation, "holder": holder, "is_holder": person == holder}
            send(f"handover_{kind}", {**words, "link": admin_link(invitation)}, [person.email])


def of_mail(invitation_pk: int) -> Invitation | None:
    rows = Invitation.objects.select_related("participant", "invited_by", "replaces__user")
    return rows.filter(pk=invitation_pk).first()


def secretariat() -> QuerySet[User]:
    """The active people who may give seats."""
    asked = {"content_type__app_label": "parties", "codename": "add_seat"}
    own = Q(**{f"user_permissions__{name}": value for name, value in asked.items()})
    by_group = Q(**{f"groups__permissions__{name}": value for name, value in asked.items()})
    return User.objects.filter(Q(is_superuser=True) | own | by_group, is_active=True).distinct()


def admin_link(invitation: Invitation) -> str:
    path = reverse("invitations:inspect", args=[invitation.pk])
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + path


def send(kind: str, words: dict[str, Any], to: list[str]) -> None:
    """One mail in the active language. A subject is one line, whatever names stand in it."""
    subject = render_to_string(f"parties/mail/{kind}_subject.txt", words)
    message = render_to_string(f"parties/mail/{kind}_message.txt", words)
    send_mail(" ".join(subject.split()), message.strip() + "\n", None, to)
