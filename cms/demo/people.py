"""Participants, accounts and their seats, and the reasons that moderators and publishers choose from."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group

from home.actions import show_admin_in_preferred_language
from home.models import User
from reviewmech.consultations.models import ReturnReason, RoundReason
from reviewmech.parties.enums import LEADING
from reviewmech.parties.models import Participant, Seat

from .content import Content


def accounts_exist() -> bool:
    """Demo accounts are for the demo's settings only: their password is printed."""
    return getattr(settings, "DEMO", False)


def password() -> str:
    """The one password of all demo accounts."""
    return settings.DEMO_PASSWORD


def load_participants(content: Content) -> None:
    for facts in content.facts["participants"]:
        group = Participant.objects.get(code=facts["group"]) if "group" in facts else None
        values = {"kind": facts["kind"], "group": group, **content.names("participants", facts["code"])}
        Participant.objects.get_or_create(code=facts["code"], defaults=values)


def load_reasons(content: Content) -> None:
    """Why a comment is returned, and why a round is extended or paused."""
    for kind, model in (("return_reasons", ReturnReason), ("round_reasons", RoundReason)):
        for facts in content.facts[kind]:
            model.objects.get_or_create(code=facts["code"], defaults=content.names(kind, facts["code"]))


def load_accounts(content: Content) -> None:
    """Make the accounts that are not there. One that is there keeps what was made of it."""
    there = set(User.objects.values_list("email", flat=True))
    missing = [facts for facts in content.facts["accounts"] if facts["email"] not in there]
    # One hash for all: it takes a while, and the password is no secret.
    hashed = make_password(password()) if missing else ""
    for facts in missing:
        make_account(facts, hashed)


def make_account(facts: dict[str, Any], hashed_password: str) -> User:
    superuser = facts.get("superuser", False)
    user = User.objects.create(
        email=facts["email"],
        name=facts["name"],
        preferred_language=facts["language"],
        is_staff=superuser,
        is_superuser=superuser,
        password=hashed_password,
    )
    show_admin_in_preferred_language(user)
    user.groups.set(Group.objects.get(name=name) for name in facts.get("groups", []))
    if "seat" in facts:
        participant = Participant.objects.get(code=facts["seat"]["participant"])
        Seat.objects.create(user=user, participant=participant, role=facts["seat"]["role"])
    return user


def in_group(content: Content, group: str) -> User | None:
    """The demo's first account of a group; None where there are no accounts."""
    emails = [facts["email"] for facts in content.facts["accounts"] if group in facts.get("groups", [])]
    return User.objects.filter(email__in=emails).order_by("pk").first() if accounts_exist() else None


def speaking_for(content: Content, participant: str) -> User:
    """The account of a participant's coordinator or focal point."""
    return User.objects.get(email=speaking_accounts(content)[participant])


def speaking_accounts(content: Content) -> dict[str, str]:
    """Who sends the comments of a participant: its code, and the e-mail of the account."""
    rows = [row for row in content.facts["accounts"] if row.get("seat", {}).get("role") in LEADING]
    return {row["seat"]["participant"]: row["email"] for row in rows}
