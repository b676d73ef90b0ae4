"""Verbs by which people choose what they are mailed about. That is nobody else's business: none is logged."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from home.models import User

from ..enums import Frequency
from ..mails.following import Following, may_see
from ..models import Consultation, Subscription


@transaction.atomic
def choose_frequency(*, person: User, consultation: Consultation | None, frequency: str) -> None:
    """Be mailed about a consultation, or with None about all for which nothing else is chosen, so often.

    An empty frequency takes the choice back. Who was told nothing until now is told nothing older.
    Raises PermissionDenied for a consultation that the person may not see.
    """
    person = User.objects.select_for_update(no_key=True).get(pk=person.pk)
    if consultation and not may_see(person, consultation):
        raise PermissionDenied
    now, following = timezone.now(), Following.of(person)
    row = following.own.get(consultation.pk) if consultation else following.rest
    known = row or following.rest
    was_silent = _is_silent(following, consultation)
    since = known.since if known and not was_silent else now
    Subscription.objects.update_or_create(
        person=person, consultation=consultation, defaults={"frequency": frequency, "since": since}
    )
    if consultation is None and was_silent:
        # They follow the choice for the rest, and were silent with it.
        rows = Subscription.objects.filter(person=person, frequency="")
        rows.exclude(consultation=None).update(since=now)


def _is_silent(following: Following, consultation: Consultation | None) -> bool:
    if consultation:
        return following.frequency(consultation.pk) == Frequency.NEVER
    if following.rest and following.rest.frequency:
        return following.rest.frequency == Frequency.NEVER
    return not following.seated and not following.languages


@transaction.atomic
def unsubscribe(*, person: User, consultation: Consultation | None) -> None:
    """Never be mailed about a consultation again, or with None about any. Done twice, it is what it was."""
    never = {"frequency": Frequency.NEVER}
    Subscription.objects.update_or_create(person=person, consultation=consultation, defaults=never)
    if consultation is None:
        Subscription.objects.filter(person=person).update(**never)
