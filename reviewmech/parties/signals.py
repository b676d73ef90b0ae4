"""A seat that is deleted, with the account of its person, cannot be handed over any more."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import pre_delete
from django.dispatch import receiver

from .actions.seats import call_off
from .models import Invitation, Seat


@receiver(pre_delete, sender=Seat)
def call_off_handovers(sender: type[Seat], instance: Seat, **kwargs: Any) -> None:
    """Else accepting one would add a second voice instead of replacing the first."""
    for handover in Invitation.objects.pending().filter(replaces=instance):
        call_off(handover, by=None)
