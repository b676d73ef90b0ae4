"""One mail a person with all that is new: at every run, once a day, or once a week."""

from __future__ import annotations

import logging
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max, Q
from django.urls import reverse
from django.utils.translation import ngettext, override

from home.mails import Words, absolute, one_line, queue_mail
from home.models import OutgoingMail, User
from home.names import listed

from ..enums import Frequency
from ..models import Draft, Subscription
from .entries import Entry, entries
from .following import Following, day_of, remember_newcomers, week_of
from .happenings import Happening, Kind, Spans, happenings
from .letters import letter
from .titles import Title, titles
from .tokens import unsubscribe_url

logger = logging.getLogger(__name__)

KIND = "digest"
MOST_ENTRIES = 30  # of one consultation
# A verb takes its moment before its transaction ends: what is so young may not be seen yet, and waits.
SETTLING = timedelta(minutes=1)
# Of these everybody has had a mail of its own: they stand in a digest, and are no reason for one.
TOLD_ALREADY = {Kind.EXTENDED}


@dataclass(frozen=True)
class Document:
    """The entries of one consultation; ``more`` is how many are left out."""

    title: Title
    path: str
    entries: Sequence[Entry]
    more: int
    unsubscribe_url: str

    @property
    def url(self) -> str:
        return absolute(self.path)


def make_digests(at: datetime) -> None:
    """Queue the digests that are due at a moment. One that fails keeps nobody else from theirs."""
    until = at - SETTLING
    remember_newcomers(until)
    for person in people_due(until):
        try:
            make_digest(person, until)
        except Exception:
            logger.exception("The digest of person %s could not be made", person)


def people_due(until: datetime) -> list[int]:
    rows = Q(frequency=Frequency.AT_ONCE, since__lt=until)
    rows |= Q(frequency=Frequency.DAILY, since__lt=day_of(until))
    rows |= Q(frequency="", consultation=None, since__lt=day_of(until))
    rows |= Q(frequency=Frequency.WEEKLY, since__lt=week_of(until))
    due = Subscription.objects.filter(rows, person__is_active=True)
    return list(due.order_by("person").values_list("person", flat=True).distinct())


@transaction.atomic
def make_digest(person_pk: int, until: datetime) -> None:
    """Queue a person's digest if something is new, and remember in the same breath what has been told.

    The person's row is locked: a second run at the same moment waits here, and finds nothing new.
    """
    person = User.objects.select_for_update(no_key=True).get(pk=person_pk)
    following = Following.of(person)
    only_at_once = OutgoingMail.objects.filter(key=key(person, day_of(until))).exists()
    due = following.due(until, only_at_once=only_at_once)
    spans = Spans(due, until)
    if any(each.kind not in TOLD_ALREADY for each in happenings(following, spans)):
        # One a day, whatever is chosen anew; only who asked to be told at once gets more.
        at_once = {following.frequency(pk) for pk in due} == {Frequency.AT_ONCE}
        moment = until if at_once else day_of(until)
        queue_mail(key=key(person, moment), person=person, kind=KIND, about=spans.written())
    told = {row.pk for pk in due if (row := following.row(pk))}
    told |= following.due_for_the_rest(until, only_at_once=only_at_once)
    Subscription.objects.filter(pk__in=told).update(since=until)


def key(person: User, moment: datetime) -> str:
    return f"digest:{person.pk}:{moment.isoformat()}"


def write_digest(mail: OutgoingMail) -> Words | None:
    """The digest as the person may read it now, in the person's language; None where nothing is left."""
    person, spans = mail.person, Spans.read(mail.about)
    if person is None:
        return None
    following = Following.of(person)
    wanted = {pk: at for pk, at in spans.since.items() if following.frequency(pk) != Frequency.NEVER}
    found = happenings(following, Spans(wanted, spans.until))
    if all(each.kind in TOLD_ALREADY for each in found):
        return None
    with override(person.preferred_language):
        documents = documents_of(person, found)
        return letter(KIND, person, subject(documents, found), {"documents": documents})


def documents_of(person: User, found: Sequence[Happening]) -> list[Document]:
    """Grouped by consultation, the one with the newest entry first."""
    by_consultation: dict[int, list[Happening]] = {}
    for each in found:
        by_consultation.setdefault(each.consultation, []).append(each)
    shown = [each for group in by_consultation.values() for each in group[:MOST_ENTRIES]]
    written = dict(zip(shown, entries(shown), strict=True))
    names = titles(by_consultation, person.preferred_language)
    paths = newest_drafts(by_consultation)
    return [
        Document(
            title=names[pk],
            path=paths[pk],
            entries=[written[each] for each in group[:MOST_ENTRIES]],
            more=max(0, len(group) - MOST_ENTRIES),
            unsubscribe_url=unsubscribe_url(person, pk),
        )
        for pk, group in by_consultation.items()
    ]


def newest_drafts(consultations: Collection[int]) -> dict[int, str]:
    rows = Draft.objects.filter(consultation__in=consultations).order_by("consultation")
    newest = rows.values_list("consultation", "consultation__code").annotate(newest=Max("number"))
    return {pk: reverse("consultations:draft", args=[code, number]) for pk, code, number in newest}


def subject(documents: Sequence[Document], found: Sequence[Happening]) -> str:
    """What is new, in the fewest words: the one thing, or how much of it."""
    if len(documents) > 1:
        words = ngettext(
            "%(number)s consultation: %(news)s", "%(number)s consultations: %(news)s", len(documents)
        )
        return words % {"number": len(documents), "news": news(found)}
    [document] = documents
    what = news(found) if len(found) > 1 else one_line(document.entries[0].headline)
    return f"{one_line(document.title.words)}: {what}"


def news(found: Sequence[Happening]) -> str:
    comments = sum(each.kind is Kind.COMMENT for each in found)
    others = len(found) - comments
    parts = []
    if comments:
        words = ngettext("%(number)s new comment", "%(number)s new comments", comments)
        parts.append(words % {"number": comments})
    if others:
        words = ngettext("%(number)s other event", "%(number)s other events", others)
        words = words if comments else ngettext("%(number)s event", "%(number)s events", others)
        parts.append(words % {"number": others})
    return listed(parts)
