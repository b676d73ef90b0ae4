"""What has to be told by mail, and its sending: for a timer, every five minutes."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from home.mails import deliver, make_due_mails, prune
from home.models import OutgoingMail


class Command(BaseCommand):
    help = (
        "Make the digests and reminders that are due, send what waits in the outbox, and forget what was "
        "sent more than 30 days ago. May be run at any time, and beside itself."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        make_due_mails(timezone.now())
        outcomes = deliver()
        prune()
        if options["verbosity"]:
            told = [f"{outcome.value}: {number}" for outcome, number in outcomes.items()]
            waiting = OutgoingMail.objects.waiting().count()
            self.stdout.write(f"Mails {', '.join([*told, f'waiting: {waiting}'])}")
