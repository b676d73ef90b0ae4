"""A week and two days before a round closes: to the delegations from which nothing has come."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from home.mails import Words, absolute, one_line, queue_mail
from home.models import OutgoingMail, User
from reviewmech.parties.enums import WRITING
from reviewmech.parties.models import Participant, ParticipantQuerySet, Seat

from ..enums import Commenters, CommentStatus, Frequency
from ..models import Comment, Round, RoundPeriod
from .entries import draft_path, isolated, said
from .following import Following, audience, choices_for
from .letters import calendar_url, letter
from .titles import titles

KIND = "reminder"
BEFORE_THE_CLOSE = {"week": timedelta(days=7), "days": timedelta(hours=48)}
# Whoever has just been told when a round closes is not reminded of it.
JUST_TOLD = timedelta(days=1)
# A comment is with the Secretariat, or was dealt with by it. One that was returned has yet to be sent again.
STANDING = (CommentStatus.SUBMITTED, CommentStatus.PUBLISHED, CommentStatus.TAKEN_DOWN)


def make_reminders(at: datetime) -> None:
    """Queue the reminders that are due at a moment: each once a person, period and kind."""
    longest = max(BEFORE_THE_CLOSE.values())
    closing = RoundPeriod.objects.filter(closes_at__gt=at, closes_at__lte=at + longest).values("round")
    rounds = Round.objects.open(at).filter(pk__in=closing).select_related("draft__consultation")
    for row in rounds.with_moments():
        for name in kinds_due(row, at):
            remind(row, name)


def kinds_due(row: Round, at: datetime) -> Iterator[str]:
    """The kind whose turn it is: from its moment until that of the next one, or the close.

    None for a round, or an extension, that was announced or opened hardly earlier than that.
    """
    period = row.last_period
    if period is None or row.opens_at is None:
        return
    known_from = max(row.opens_at, period.announced_at) + JUST_TOLD
    moments = {name: period.closes_at - before for name, before in BEFORE_THE_CLOSE.items()}
    ends = [*list(moments.values())[1:], period.closes_at]
    for (name, moment), end in zip(moments.items(), ends, strict=True):
        if moment <= at < end and known_from <= moment:
            yield name


def remind(row: Round, name: str) -> None:
    consultation, period = row.draft.consultation, row.last_period
    if period is None:
        return
    silent = {pk for pk, choice in choices_for(consultation).items() if choice == Frequency.NEVER}
    seats = Seat.objects.current().filter(participant__in=without_comment(row), role__in=WRITING)
    people = User.objects.filter(pk__in=seats.values("user")).exclude(pk__in=silent)
    keys = {f"reminder:{period.pk}:{name}:{person.pk}": person for person in people.order_by("pk")}
    known = OutgoingMail.objects.filter(key__startswith=f"reminder:{period.pk}:{name}:")
    for key in keys.keys() - set(known.values_list("key", flat=True)):
        queue_mail(key=key, person=keys[key], kind=KIND, about={"round": row.pk, "period": period.pk})


def without_comment(row: Round) -> ParticipantQuerySet:
    """The participants who may comment in a round, and have no comment with the Secretariat."""
    found = audience(row.draft.consultation)
    if row.commenters == Commenters.NAMED:
        found = found.filter(pk__in=row.participants.values("pk"))
    sent = Comment.objects.filter(round=row, status__in=STANDING)
    return found.exclude(pk__in=sent.values("participant"))


def write_reminder(mail: OutgoingMail) -> Words | None:
    """None where it is too late, or no longer true: closed, moved, paused, or something has come."""
    person = mail.person
    if person is None:
        return None
    row = Round.objects.visible_to(person).filter(pk=mail.about["round"]).first()
    if row is None or not row.is_open():
        return None
    period, consultation = row.last_period, row.draft.consultation
    mine = Participant.objects.spoken_for_by(person, roles=WRITING)
    missing = without_comment(row).filter(pk__in=mine.values("pk"))
    unwanted = Following.of(person).frequency(consultation.pk) == Frequency.NEVER
    if period is None or period.pk != mail.about["period"] or unwanted or not missing:
        return None
    with override(person.preferred_language):
        title = titles([consultation.pk], person.preferred_language)[consultation.pk]
        deadline = said(period.closes_at, row.zone)
        words = {"title": one_line(title.words), "deadline": deadline}
        context = words | {
            "title": title,
            "draft": row.draft.number,
            "round": row.number,
            "participants": [isolated(participant.name) for participant in missing],
            "draft_url": absolute(draft_path(row)),
            "own_url": absolute(reverse("consultations:own_comments")),
            "calendar_url": calendar_url(row),
        }
        return letter(KIND, person, _("%(title)s: comments until %(deadline)s") % words, context)
