"""The outbox: a mail is a row until it has been sent, so that a failing server delays it and loses none.

Rooms make their mails with two of Wagtail's hooks. ``make_mails`` is called with a moment by every run of
`manage.py send_mails`, and queues what is due. ``register_mail_maker`` answers with the kind of mail and the
function that writes it: given the row, it answers with Words, or None where there is nothing left to tell.
"""

from __future__ import annotations

import hashlib
import logging
import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import parseaddr
from enum import Enum
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from wagtail import hooks

from .addresses import html_lang
from .fields import tame
from .models import OutgoingMail, User

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=15)  # for one attempt; afterwards another worker may try
FIRST_DELAY, LONGEST_DELAY = timedelta(minutes=5), timedelta(days=1)
ALARMING = 5  # attempts; from then on the log says "error"
FAILURES_IN_A_ROW = 10  # then the server is left alone until the next run
AT_ONCE = 500  # mails a run
KEPT = timedelta(days=30)  # how long it is known that a mail was sent
LONGEST_SUBJECT = 200

# Characters that change the direction of what follows them, or hide: no reader means them to be there.
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")


@dataclass(frozen=True)
class Words:
    """What a mail says; ``headers`` are those beyond the ones that every mail of the site has."""

    subject: str
    text: str
    html: str = ""
    language: str = ""  # that of the row, unless a maker says otherwise
    headers: Mapping[str, str] = field(default_factory=dict)


Maker = Callable[[OutgoingMail], Words | None]


class Outcome(Enum):
    SENT = "sent"
    DELAYED = "delayed"
    CALLED_OFF = "called off"
    TAKEN = "taken by another worker"


def absolute(path: str) -> str:
    """A path as an address for mails: under WAGTAILADMIN_BASE_URL, whatever host a request named."""
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + path


def plain(words: str) -> str:
    """Words that people wrote, without characters that mislead the eye; line breaks stay."""
    return CONTROLS.sub("", tame("\n".join(words.splitlines())))


def one_line(words: str) -> str:
    return CONTROLS.sub("", tame(" ".join(words.split())))


def queue_mail(
    *,
    key: str,
    person: User | None = None,
    to: str = "",
    kind: str = "",
    about: Mapping[str, Any] | None = None,
    words: Words | None = None,
) -> bool:
    """Put a mail into the outbox, unless one with this key is or was there; answer whether it is new.

    It goes to a person's address of the day it is sent, or ``to`` somebody without an account. Its words are
    given, or written by the maker of its ``kind`` when it is sent. Call ``deliver_soon`` for it to leave now.
    """
    own = person.preferred_language if person else settings.LANGUAGE_CODE
    facts: dict[str, Any] = {"person": person, "to": to, "kind": kind, "about": dict(about or {})}
    facts["language"] = (words and words.language) or own
    if words:
        facts |= {"subject": one_line(words.subject)[:LONGEST_SUBJECT], "text": words.text}
        facts |= {"html": words.html, "headers": dict(words.headers)}
    return OutgoingMail.objects.get_or_create(key=key, defaults=facts)[1]


def deliver_soon() -> None:
    """Let a task deliver what waits, once the transaction around is committed."""
    from .tasks import deliver_mails

    transaction.on_commit(deliver_mails.enqueue)


def make_due_mails(at: datetime) -> None:
    """Let every room queue what is due at a moment. One that fails does not keep the others from theirs."""
    for make in hooks.get_hooks("make_mails"):
        try:
            make(at)
        except Exception:
            logger.exception("Mails could not be made by %s", make.__module__)


def deliver(limit: int = AT_ONCE) -> Counter[Outcome]:
    """Send what is due, each mail by itself, and count what became of them.

    Nothing is held locked while the server is spoken with. A worker first takes a mail for the time of one
    attempt; one that dies in the middle leaves it to be sent again, under the same Message-ID.
    """
    outcomes: Counter[Outcome] = Counter()
    connection, in_a_row = get_connection(), 0
    for pk in list(OutgoingMail.objects.due().values_list("pk", flat=True)[:limit]):
        if in_a_row >= FAILURES_IN_A_ROW or not _opened(connection):
            break
        outcome = _deliver_one(pk, connection)
        outcomes[outcome] += 1
        in_a_row = in_a_row + 1 if outcome is Outcome.DELAYED else 0
    _close(connection)
    return outcomes


def prune(at: datetime | None = None) -> int:
    """Forget the mails that were sent or called off long ago."""
    old = OutgoingMail.objects.filter(created_at__lt=(at or timezone.now()) - KEPT)
    return old.exclude(pk__in=OutgoingMail.objects.waiting().values("pk")).delete()[0]


def _opened(connection: BaseEmailBackend) -> bool:
    try:
        connection.open()
    except OSError as error:  # all that smtplib raises is one
        waiting = OutgoingMail.objects.waiting().count()
        logger.error(  # noqa: TRY400 (where it happened is no news, and the trace may show the password)
            "The mail server cannot be reached (%s); mails waiting: %d", named(error), waiting
        )
        return False
    return True


def _close(connection: BaseEmailBackend) -> None:
    try:
        connection.close()
    except OSError as error:
        logger.info("The mail server hung up: %s", named(error))


def _deliver_one(pk: int, connection: BaseEmailBackend) -> Outcome:
    mail = _taken(pk)
    if mail is None:
        return Outcome.TAKEN
    try:
        if mail.person and not mail.person.is_active:
            return _call_off(mail, "deactivated")
        words = written(mail)
        if words is None:
            return _call_off(mail, "nothing left to tell")
        connection.send_messages([message(mail, words)])
    except Exception as error:  # noqa: BLE001 (whatever is wrong with one mail, the others go out)
        _close(connection)
        return _delay(mail, error)
    wordless = {"subject": "", "text": "", "html": "", "headers": {}}
    OutgoingMail.objects.filter(pk=pk).update(sent_at=timezone.now(), last_error="", **wordless)
    return Outcome.SENT


def _taken(pk: int) -> OutgoingMail | None:
    """The mail, kept from other workers for a while; None where one of them was first."""
    mail = OutgoingMail.objects.due().select_related("person").filter(pk=pk).first()
    if mail is None:
        return None
    as_it_was = OutgoingMail.objects.waiting().filter(pk=pk, due_at=mail.due_at, attempts=mail.attempts)
    mail.attempts += 1
    return mail if as_it_was.update(due_at=timezone.now() + LEASE, attempts=F("attempts") + 1) else None


def _call_off(mail: OutgoingMail, reason: str) -> Outcome:
    OutgoingMail.objects.filter(pk=mail.pk).update(cancelled_at=timezone.now(), last_error=reason)
    return Outcome.CALLED_OFF


def _delay(mail: OutgoingMail, error: Exception) -> Outcome:
    due_at = timezone.now() + delay(mail.attempts)
    OutgoingMail.objects.filter(pk=mail.pk).update(due_at=due_at, last_error=named(error)[:200])
    level = logging.ERROR if mail.attempts >= ALARMING else logging.WARNING
    trace = None if isinstance(error, OSError) else error  # ours to mend, where it is not the server's
    logger.log(level, "Mail %s failed %d times: %s", mail.pk, mail.attempts, named(error), exc_info=trace)
    return Outcome.DELAYED


def delay(attempts: int) -> timedelta:
    """How long a mail waits after so many attempts: twice as long each time, a day at most."""
    return min(FIRST_DELAY * 2 ** min(attempts - 1, 20), LONGEST_DELAY)


def named(error: Exception) -> str:
    """What went wrong, by name and number: what a server says may hold addresses, or worse."""
    number = getattr(error, "smtp_code", "") or getattr(error, "errno", "") or ""
    return f"{type(error).__name__} {number}".strip()


def written(mail: OutgoingMail) -> Words | None:
    """The words of a mail: its own, or those that the maker of its kind writes now."""
    if not mail.kind:
        return Words(mail.subject, mail.text, mail.html, mail.language, mail.headers)
    makers: dict[str, Maker] = dict(hook() for hook in hooks.get_hooks("register_mail_maker"))
    return makers[mail.kind](mail)


def message(mail: OutgoingMail, words: Words) -> EmailMultiAlternatives:
    headers = {
        "Message-ID": message_id(mail),
        "Auto-Submitted": "auto-generated",
        "Content-Language": html_lang(words.language or mail.language),
        **words.headers,
    }
    to = mail.person.email if mail.person else mail.to
    found = EmailMultiAlternatives(
        one_line(words.subject)[:LONGEST_SUBJECT], words.text, to=[to], headers=headers
    )
    if words.html:
        found.attach_alternative(words.html, "text/html")
    return found


def message_id(mail: OutgoingMail) -> str:
    """The same at every attempt: a receiver that got the mail twice shows it once."""
    digest = hashlib.sha256(f"{mail.pk}:{mail.key}".encode()).hexdigest()[:40]
    return f"<{digest}@{parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition('@')[2]}>"
