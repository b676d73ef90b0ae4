"""How often a person is told of each consultation: by choice, or by the seat that the person holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from django.db.models import Min, Q
from wagtail.models import GroupPagePermission

from home.models import User
from reviewmech.parties.models import Participant, ParticipantQuerySet, Seat

from ..enums import Audience, Frequency
from ..models import Consultation, Subscription

DAY = timedelta(days=1)
DAY_BEGINS = time(5, tzinfo=UTC)  # digests are there when work begins in Vienna
SPOKEN = (Frequency.AT_ONCE, Frequency.DAILY, Frequency.WEEKLY)
ROOT_DEPTH = 1  # who may change Wagtail's root may change every language


def day_of(moment: datetime) -> datetime:
    """When the digests of the day were due last, at a moment."""
    begins = datetime.combine(moment.astimezone(UTC), DAY_BEGINS)
    return begins if begins <= moment else begins - DAY


def week_of(moment: datetime) -> datetime:
    """When the digests of the week were due last: on a Monday."""
    day = day_of(moment)
    return day - DAY * day.weekday()


def is_due(frequency: str, since: datetime, until: datetime) -> bool:
    """Whether somebody who was told of everything until ``since`` is to be told of what came after, now."""
    begins = {Frequency.AT_ONCE: until, Frequency.DAILY: day_of(until), Frequency.WEEKLY: week_of(until)}
    return frequency in begins and since < begins[Frequency(frequency)]


@dataclass(frozen=True)
class Following:
    """What a person chose, and what holds where nothing was chosen, for the consultations the person may see.

    ``seated``: those to whose audience a participant of the person belongs. ``languages``: those whose pages
    the person edits; without a seat or a choice an editor is told of comments on these translations alone.
    """

    person: User
    own: dict[int, Subscription]
    rest: Subscription | None
    visible: frozenset[int]
    seated: frozenset[int]
    languages: frozenset[str]

    @classmethod
    def of(cls, person: User) -> Following:
        rows = {row.consultation_id: row for row in Subscription.objects.filter(person=person)}
        visible = Consultation.objects.visible_to(person)
        mine = Participant.objects.spoken_for_by(person)
        named = Consultation.participants.through.objects.filter(participant__in=mine)
        in_audience = Q(audience=Audience.PUBLIC) | Q(pk__in=named.values("consultation_id"))
        seated = visible.filter(in_audience).values_list("pk", flat=True) if mine.exists() else []
        return cls(
            person=person,
            own={pk: row for pk, row in rows.items() if pk is not None},
            rest=rows.get(None),
            visible=frozenset(visible.values_list("pk", flat=True)),
            seated=frozenset(seated),
            languages=frozenset(editors_of_one_language([person.pk]).get(person.pk, set())),
        )

    def chosen(self, consultation: int) -> str:
        """What the person chose for this one, or else for the rest; empty: nothing."""
        own = self.own.get(consultation)
        return (own.frequency if own else "") or (self.rest.frequency if self.rest else "")

    def frequency(self, consultation: int) -> Frequency:
        if consultation not in self.visible:
            return Frequency.NEVER
        if chosen := self.chosen(consultation):
            return Frequency(chosen)
        return Frequency.DAILY if consultation in self.seated or self.languages else Frequency.NEVER

    def of_translations_only(self, consultation: int) -> bool:
        return not self.chosen(consultation) and consultation not in self.seated

    def row(self, consultation: int) -> Subscription | None:
        """The row that remembers what has been told of a consultation."""
        return self.own.get(consultation) or self.rest

    def due(self, until: datetime, *, only_at_once: bool = False) -> dict[int, datetime]:
        """The consultations of which the person is to be told, each with the moment from which on."""
        wanted = (Frequency.AT_ONCE,) if only_at_once else SPOKEN
        pks = [pk for pk in self.visible if self.frequency(pk) in wanted]
        rows = {pk: row for pk in pks if (row := self.row(pk))}
        return {pk: row.since for pk, row in rows.items() if is_due(self.frequency(pk), row.since, until)}

    def due_for_the_rest(self, until: datetime, *, only_at_once: bool = False) -> set[int]:
        """The key of the row for the rest, if its turn has come, though there may be no such consultation."""
        if self.rest is None:
            return set()
        frequency = self.rest.frequency or Frequency.DAILY
        held_up = only_at_once and frequency != Frequency.AT_ONCE
        return {self.rest.pk} if not held_up and is_due(frequency, self.rest.since, until) else set()


def editors_of_one_language(people: Iterable[int] | None = None) -> dict[int, set[str]]:
    """People (all, or some) whose group may change the pages of one language and of no other, by that.

    Groups for all languages are left out: a comment on one translation is for those who look after it.
    """
    grants = GroupPagePermission.objects.filter(permission__codename="change_page")
    languages = defaultdict(set)
    for group, depth, language in grants.values_list(
        "group_id", "page__depth", "page__locale__language_code"
    ):
        languages[group].add("*" if depth == ROOT_DEPTH else language)
    of_one = {group: found for group, found in languages.items() if len(found) == 1 and found != {"*"}}
    members = User.groups.through.objects.filter(group__in=of_one, user__is_active=True)
    if people is not None:
        members = members.filter(user__in=people)
    editors: dict[int, set[str]] = defaultdict(set)
    for person, group in members.values_list("user_id", "group_id"):
        editors[person] |= of_one[group]
    return editors


def remember_newcomers(until: datetime) -> None:
    """A row without a choice for everybody who is told by office: what is older than a day, or than the
    person's seat, is no news to them.
    """
    seats = Seat.objects.current().values("user").annotate(begins=Min("from_on"))
    known = set(Subscription.objects.filter(consultation=None).values_list("person_id", flat=True))
    begins = {row["user"]: row["begins"] for row in seats} | dict.fromkeys(editors_of_one_language())
    Subscription.objects.bulk_create(
        [
            Subscription(
                person_id=person,
                frequency="",
                since=max(until - DAY, datetime.combine(day, time(), UTC)) if day else until - DAY,
            )
            for person, day in begins.items()
            if person not in known
        ],
        ignore_conflicts=True,
    )


def audience(consultation: Consultation) -> ParticipantQuerySet:
    """The participants who may read a consultation."""
    everybody = Participant.objects.all()
    if consultation.audience == Audience.PUBLIC:
        return everybody
    return everybody.filter(pk__in=consultation.participants.values("pk"))


def choices_for(consultation: Consultation) -> dict[int, str]:
    """What people chose for a consultation, or else for the rest, by person; who chose nothing is absent."""
    rows = Subscription.objects.filter(Q(consultation=consultation) | Q(consultation=None))
    # Sorted so that the choice for this one comes after, and wins.
    ordered = sorted(rows.exclude(frequency=""), key=lambda row: row.consultation_id is not None)
    return {row.person_id: row.frequency for row in ordered}


def people_told(consultation: Consultation) -> list[User]:
    """Everybody who is told of a consultation, however often, and may see it now."""
    chosen = choices_for(consultation)
    seats = Seat.objects.current().filter(participant__in=audience(consultation))
    seated = set(seats.values_list("user_id", flat=True))
    silent = {person for person, frequency in chosen.items() if frequency == Frequency.NEVER}
    people = User.objects.filter(pk__in=(seated | set(chosen)) - silent, is_active=True).order_by("pk")
    return [person for person in people if person.pk in seated or may_see(person, consultation)]


def may_see(person: User, consultation: Consultation) -> bool:
    return Consultation.objects.visible_to(person).filter(pk=consultation.pk).exists()
