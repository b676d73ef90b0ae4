"""Things that happened a while ago, people who want to know of them, and the run that tells them."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone

from home.mails import deliver, make_due_mails
from home.models import User
from reviewmech.consultations import actions
from reviewmech.consultations.enums import Frequency
from reviewmech.consultations.models import (
    Comment,
    Consultation,
    Draft,
    DraftLanguage,
    Round,
    RoundReason,
    Subscription,
)
from tests import factories
from tests.consultations.writing import save, secretariat

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def ago(**span: float) -> datetime:
    return timezone.now() - timedelta(**span)


def follow(
    person: User, consultation: Consultation | None = None, frequency: str = Frequency.AT_ONCE, **since: float
) -> Subscription:
    """The person follows a consultation, or all, and was told of everything until two hours ago."""
    return Subscription.objects.create(
        person=person, consultation=consultation, frequency=frequency, since=ago(**(since or {"hours": 2}))
    )


def published(round_: Round, participant, by, *, hours: float = 1, **words) -> Comment:
    """A comment that was published an hour ago."""
    draft = save(round_, participant, by, **words)
    comment = actions.submit_comment(draft, by=by, at=ago(hours=hours + 1))
    return actions.publish_comment(comment, by=secretariat(), at=ago(hours=hours))


def old_round(consultation: Consultation, **fields) -> Round:
    """An open round on a draft that was released long ago: no news by itself."""
    draft = factories.make_draft(consultation, number=consultation.drafts.count() + 1)
    backdate(draft, days=30)
    moments = {"opens_at": ago(days=20), "closes_at": ago(days=-20), **fields}
    round_ = factories.make_round(draft, **moments)
    round_.periods.update(announced_at=ago(days=21))
    return round_


def backdate(draft: Draft, **span: float) -> None:
    """Released rows refuse to be changed, as they should: past their guard."""
    at = ago(**span)
    Draft._base_manager.filter(pk=draft.pk).update(released_at=at)
    DraftLanguage._base_manager.filter(draft=draft).update(released_at=at)


def run(at: datetime | None = None) -> list[EmailMultiAlternatives]:
    """What one run of `manage.py send_mails` sends at a moment (now)."""
    before = len(mail.outbox)
    make_due_mails(at or timezone.now())
    deliver()
    return mail.outbox[before:]


def told(person: User, at: datetime | None = None) -> list[EmailMultiAlternatives]:
    """What one run sends to a person."""
    return [message for message in run(at) if message.to == [person.email]]


def html_of(message: EmailMultiAlternatives) -> str:
    return message.alternatives[0].content


def whole(message: EmailMultiAlternatives) -> str:
    """Everything a mail says anywhere."""
    return "\n".join([message.subject, message.body, html_of(message), str(message.extra_headers)])


def to(messages: list[EmailMultiAlternatives]) -> list[str]:
    return sorted(address for message in messages for address in message.to)


def make_reason() -> RoundReason:
    return RoundReason.objects.create(code="talks", name_en="Longer talks", name_ar="محادثات أطول")
