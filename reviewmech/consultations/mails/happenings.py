"""What happened in some consultations that a person may know of, each read from the row that tells it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db.models import F, Q

from home.models import User
from reviewmech.parties.models import Participant

from ..enums import CommentStatus, CommentType, Embargo
from ..models import Circulation, Comment, Draft, DraftLanguage, Round
from .following import Following


class Kind(StrEnum):
    DRAFT = "draft"
    LANGUAGE = "language"
    OPENED = "opened"
    EXTENDED = "extended"
    PAUSED = "paused"
    RESUMED = "resumed"
    COMMENT = "comment"
    RETURNED = "returned"
    TAKEN_DOWN = "taken_down"
    CIRCULATED = "circulated"


@dataclass(frozen=True)
class Happening:
    """``row`` tells of it; of comments that are shown it is the key, since only some of many are read."""

    kind: Kind
    consultation: int
    at: datetime
    row: Any


@dataclass(frozen=True)
class Spans:
    """What is to be told: of each consultation, what happened after ``since`` and not after ``until``."""

    since: Mapping[int, datetime]
    until: datetime

    @classmethod
    def read(cls, about: Mapping[str, Any]) -> Spans:
        since = {int(pk): datetime.fromisoformat(moment) for pk, moment in about["since"].items()}
        return cls(since, datetime.fromisoformat(about["until"]))

    def written(self) -> dict[str, Any]:
        """As JSON keeps it."""
        since = {str(pk): moment.isoformat() for pk, moment in self.since.items()}
        return {"since": since, "until": self.until.isoformat()}

    def hold(self, consultation: int, at: datetime | None) -> bool:
        return at is not None and self.since[consultation] < at <= self.until

    def within(self, field: str) -> Q:
        """Rows of which ``field`` lies in the longest of the spans: to be looked at one by one."""
        earliest = min(self.since.values())
        return Q(**{f"{field}__gt": earliest, f"{field}__lte": self.until})


def happenings(following: Following, spans: Spans) -> list[Happening]:
    """All of them that this person may know of now, newest first. As many queries for one as for many."""
    if not spans.since:
        return []
    person = following.person
    rounds = {row.pk: row for row in rounds_of(person, spans)}
    found = [
        *drafts(person, spans),
        *of_rounds(rounds.values(), spans.until),
        *comments(following, rounds, spans),
    ]
    found += [*returned(person, spans), *taken_down(person, spans), *circulated(person, spans)]
    held = [each for each in found if spans.hold(each.consultation, each.at)]
    limited = {pk for pk in spans.since if following.of_translations_only(pk)}
    told = [each for each in held if each.kind is Kind.COMMENT or each.consultation not in limited]
    return sorted(told, key=lambda each: (each.at, each.kind), reverse=True)


def drafts(person: User, spans: Spans) -> Iterator[Happening]:
    """Drafts that were released, and languages that came later."""
    seen = Draft.objects.visible_to(person).filter(consultation__in=spans.since)
    for draft in seen.filter(spans.within("released_at")).select_related("consultation"):
        yield Happening(Kind.DRAFT, draft.consultation_id, draft.released_at, draft)
    late = DraftLanguage.objects.filter(spans.within("released_at"), draft__in=seen, absence_reason="")
    late = late.filter(released_at__gt=F("draft__released_at")).select_related("draft__consultation")
    for version in late:
        yield Happening(Kind.LANGUAGE, version.draft.consultation_id, version.released_at, version)


def rounds_of(person: User, spans: Spans) -> list[Round]:
    rows = Round.objects.visible_to(person).filter(draft__consultation__in=spans.since)
    return list(rows.select_related("draft__consultation").with_moments())


def of_rounds(rounds: Any, at: datetime) -> Iterator[Happening]:
    """What is still so at a moment: nobody is told that a round is open that has closed or was paused."""
    for row in rounds:
        if not row.is_over_at(at):
            yield from of_periods(row, at)
            yield from of_pauses(row, at)


def of_periods(row: Round, at: datetime) -> Iterator[Happening]:
    first, *extensions = row.periods_in_order
    if not row.pause_at(at):
        begins = max(first.opens_at, first.announced_at)
        yield Happening(Kind.OPENED, row.draft.consultation_id, begins, row)
    for number, period in enumerate(extensions, start=1):
        yield Happening(Kind.EXTENDED, row.draft.consultation_id, period.announced_at, (row, number))


def of_pauses(row: Round, at: datetime) -> Iterator[Happening]:
    for pause in row.pauses.all():
        if pause.holds(at):
            yield Happening(Kind.PAUSED, row.draft.consultation_id, pause.paused_at, (row, pause))
        elif pause.resumed_at:
            yield Happening(Kind.RESUMED, row.draft.consultation_id, pause.resumed_at, row)


def comments(following: Following, rounds: Mapping[int, Round], spans: Spans) -> Iterator[Happening]:
    """Comments that came to be seen: published, or published before and let go by the end of an embargo."""
    person = following.person
    mine = set(Participant.objects.spoken_for_by(person).values_list("pk", flat=True))
    lifted = [pk for pk, row in rounds.items() if spans.hold(row.draft.consultation_id, row.closes_at)]
    rows = Comment.objects.visible_to(person).published().filter(round__in=rounds)
    rows = rows.filter(spans.within("published_at") | Q(round__in=lifted, published_at__lte=spans.until))
    if not all_are_told(following, spans):
        wanted = [pk for pk in spans.since if not following.of_translations_only(pk)]
        to_me = Q(
            submitted_version__type=CommentType.TRANSLATION,
            submitted_version__read_in__in=following.languages,
        )
        rows = rows.filter(Q(consultation__in=wanted) | to_me)
    for comment in rows.only("pk", "consultation", "round", "participant", "published_at"):
        row, at = rounds[comment.round_id], comment.published_at
        if at and comment.participant_id not in mine:
            at = seen_at(at, row, takes_part=bool(mine))
        if at:
            yield Happening(Kind.COMMENT, comment.consultation_id, at, comment.pk)


def all_are_told(following: Following, spans: Spans) -> bool:
    """Whether the person is told of more than comments on a translation everywhere."""
    return not any(following.of_translations_only(pk) for pk in spans.since)


def seen_at(published_at: datetime, row: Round, *, takes_part: bool) -> datetime:
    """When a published comment came to be seen by others: not before the embargo on them had ended."""
    held = row.embargo == Embargo.ALL or (row.embargo == Embargo.PUBLIC and not takes_part)
    return max(published_at, row.closes_at) if held and row.closes_at else published_at


def own(person: User, spans: Spans) -> Any:
    rows = Comment.objects.written_for(person).filter(consultation__in=spans.since)
    reasons = ["submitted_version__return_reason", "taken_down_reason"]
    return rows.select_related("consultation", "participant", "paragraph", "round", *reasons)


def returned(person: User, spans: Spans) -> Iterator[Happening]:
    """The delegation's comments that came back, and have not been sent again."""
    moment = "submitted_version__returned_at"
    for row in own(person, spans).filter(spans.within(moment), status=CommentStatus.RETURNED):
        yield Happening(Kind.RETURNED, row.consultation_id, row.submitted_version.returned_at, row)


def taken_down(person: User, spans: Spans) -> Iterator[Happening]:
    rows = own(person, spans).filter(spans.within("taken_down_at"), status=CommentStatus.TAKEN_DOWN)
    for row in rows:
        yield Happening(Kind.TAKEN_DOWN, row.consultation_id, row.taken_down_at, row)


def circulated(person: User, spans: Spans) -> Iterator[Happening]:
    """What was put before the States of a Regional Group, for these States and their coordinator."""
    groups = Participant.objects.groups_around(person)
    seen = Comment.objects.visible_to(person).filter(consultation__in=spans.since, participant__in=groups)
    running = Circulation.objects.newest().filter(silence_ends_at__gt=spans.until)
    rows = running.filter(spans.within("circulated_at"), version__comment__in=seen)
    related = ["participant", "paragraph", "round__draft__consultation"]
    rows = rows.select_related(*(f"version__comment__{name}" for name in related))
    for row in rows:
        yield Happening(Kind.CIRCULATED, row.version.comment.consultation_id, row.circulated_at, row)
