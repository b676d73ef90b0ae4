"""Links that end mails. They are signed, need no sign-in and work for as long as the site keeps its key."""

from __future__ import annotations

from dataclasses import dataclass

from django.core import signing
from django.urls import reverse

from home.mails import absolute
from home.models import User

from ..models import Consultation

SIGNER = "consultations.unsubscribe"


@dataclass(frozen=True)
class Scope:
    """Whose mails shall end: about one consultation, or, with None, about all."""

    person: User
    consultation: Consultation | None


def token(person: User, consultation: int | None = None) -> str:
    """Without a date on purpose: a link in a mail of years ago must still end the mails of today."""
    return signing.Signer(salt=SIGNER).sign_object([person.pk, consultation])


def read(signed: str) -> Scope | None:
    """What a link is about; None for one that the site did not make, or whose person is gone."""
    try:
        person_pk, consultation_pk = signing.Signer(salt=SIGNER).unsign_object(signed)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    person = User.objects.filter(pk=person_pk).first()
    consultation = Consultation.objects.filter(pk=consultation_pk or 0).first()
    if person is None or (consultation_pk and consultation is None):
        return None
    return Scope(person, consultation)


def unsubscribe_url(person: User, consultation: int | None = None) -> str:
    """In the language that is active."""
    return absolute(reverse("consultations:unsubscribe", args=[token(person, consultation)]))
