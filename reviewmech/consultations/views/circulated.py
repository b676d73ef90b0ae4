"""Circulations as the Group's pages show them: where each State stands, who may answer, what happened."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from home.models import User
from reviewmech.parties.enums import LEADING, ParticipantKind
from reviewmech.parties.models import Participant

from ..enums import Stance
from ..models import Circulation, Comment, CommentVersion, Draft
from ..models.group import states_asked
from ..permissions import can_circulate, can_submit, is_circulation_finished
from .found import released_versions

ORDER = [*Stance.values, "silent"]


@dataclass(frozen=True)
class Standing:
    """Where a State stands. ``stance`` is one of Stance, or ``silent`` while that means nothing yet."""

    state: Participant
    stance: str
    at: datetime | None = None
    named: bool = True

    @property
    def words(self) -> str:
        return str(Stance(self.stance).label) if self.stance in Stance.values else _("Silent")


@dataclass(frozen=True)
class Event:
    """One line of the Group's history; ``stance`` where a State has taken a position."""

    at: datetime
    kind: str
    circulation: Circulation
    state: Participant | None = None
    stance: str = ""


@dataclass
class Circulated:
    """A circulation for one reader, who leads the delegations of ``leading``."""

    circulation: Circulation
    group: Participant
    leading: list[Participant]

    @property
    def version(self) -> CommentVersion:
        return self.circulation.version

    @property
    def comment(self) -> Comment:
        return self.version.comment

    @property
    def state(self) -> str:
        if self.version.submitted_at:
            return "submitted"
        if self.circulation.superseded:
            return "superseded"
        return "running" if self.circulation.is_running else "ended"

    @property
    def draft_title(self) -> str:
        return title_of(self.comment.round.draft)

    @property
    def sources(self) -> list[Comment]:
        """The shared comments it was drawn from, as far as they are still shared."""
        return [source for source in self.comment.drawn_from.all() if source.shared_at]

    @cached_property
    def asked(self) -> list[Participant]:
        return states_asked(self.group, self.comment.consultation)

    @cached_property
    def standings(self) -> list[Standing]:
        """Those recorded with the submission; before it those of the States asked, as they stand now."""
        said = {row.participant_id: row for row in self.circulation.positions.all()}
        moments = {pk: row.taken_at for pk, row in said.items()}
        if self.version.submitted_at:
            rows = [
                Standing(each.participant, each.stance, moments.get(each.participant_id), each.named)
                for each in self.version.endorsements.all()
            ]
        else:
            silent = Stance.NO_OBJECTION if self.state == "ended" else "silent"
            rows = [
                Standing(state, said[state.pk].stance if state.pk in said else silent, moments.get(state.pk))
                for state in self.asked
            ]
        return sorted(rows, key=lambda row: (ORDER.index(row.stance), row.state.name))

    @property
    def tally(self) -> list[tuple[str, str, int]]:
        """Stance, its word, and the number of States, in the order of the table."""
        counts = Counter((row.stance, row.words) for row in self.standings)
        return [(stance, words, number) for (stance, words), number in counts.items()]

    @property
    def answering(self) -> list[Standing]:
        """The States for which the reader may take a position now, as they stand."""
        if self.state != "running":
            return []
        return [row for row in self.standings if row.state in self.leading]


def circulated(
    user: User | AnonymousUser, group: Participant, rows: Iterable[Circulation]
) -> list[Circulated]:
    leading = list(Participant.objects.spoken_for_by(user, roles=LEADING))
    return [Circulated(row, group, leading) for row in rows]


def history(rows: Iterable[Circulation]) -> list[Event]:
    """What happened, the last thing first."""
    events = [event for row in rows for event in _events(row)]
    return sorted(events, key=lambda event: (event.at, event.circulation.pk), reverse=True)


def _events(row: Circulation) -> list[Event]:
    version = row.version
    events = [Event(row.circulated_at, "circulated", row)]
    events += [
        Event(each.taken_at, "position", row, each.participant, each.stance) for each in row.positions.all()
    ]
    if not row.is_running and (version.submitted_at or not row.superseded):
        events.append(Event(row.silence_ends_at, "ended", row))
    if version.submitted_at:
        events.append(Event(version.submitted_at, "submitted", row))
    return events


def title_of(draft: Draft) -> str:
    """A draft's title in the reader's language, else in the source language, else the consultation's code."""
    versions = released_versions(draft)
    version = versions.get(get_language()) or versions.get(settings.LANGUAGE_CODE)
    return version.title if version else draft.consultation.code


def steps_in_group(user: User | AnonymousUser, comment: Comment) -> dict[str, Any]:
    """What a Group's delegation may do next with a comment of its own; nothing for other participants."""
    if comment.participant.kind != ParticipantKind.GROUP:
        return {}
    version = comment.circulated_version
    finished = is_circulation_finished(comment)
    return {
        "circulation": version and version.circulation,
        "words_changed": version is not None and not comment.is_circulated,
        "can_circulate": can_circulate(user, comment),
        "can_submit": can_submit(user, comment) and version is None,
        "can_submit_for_group": finished and can_submit(user, comment),
    }
