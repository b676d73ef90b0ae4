"""Five African States, two of another Group, and their Groups' words on the way to submission."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from home.models import User
from reviewmech.consultations import actions
from reviewmech.consultations.models import Circulation, Comment
from reviewmech.parties.enums import SeatRole
from reviewmech.parties.models import Participant
from tests import factories

from .writing import save

HOURS_OF_SILENCE = 48
ALIGNED, DISSOCIATED = "aligned", "dissociated"


def minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)


def in_silence(hours: int = HOURS_OF_SILENCE) -> datetime:
    """A full minute some hours from now; not midnight in Vienna, which is refused."""
    found = minute(timezone.now() + timedelta(hours=hours))
    return found + timedelta(minutes=2) if found.minute == 0 else found


def make_state(code: str, group: Participant | None) -> tuple[Participant, User]:
    """A State of a Group and its focal point."""
    state = factories.make_participant(code, group=group, name_en=code.replace("-", " ").title())
    return state, make_person(state, SeatRole.FOCAL_POINT)


def make_person(participant: Participant, role: str) -> User:
    user = factories.make_user(f"{participant.code}-{role}@example.org")
    factories.make_seat(user, participant, role=role)
    return user


def circulated(round_, group, by, *, comment: Comment | None = None, **words) -> Circulation:
    """Words circulated just now, with 48 hours of silence."""
    comment = comment or save(round_, group, by, **words)
    return actions.circulate(comment, silence_ends_at=in_silence(), zone="Europe/Vienna", by=by)


def past_silence(round_, group, by, **words) -> Circulation:
    """Words whose silence procedure ended an hour ago."""
    now = timezone.now()
    return actions.circulate(
        save(round_, group, by, **words),
        silence_ends_at=in_silence(-1),
        zone="Europe/Vienna",
        by=by,
        at=now - timedelta(hours=49),
    )


def share(comment: Comment) -> Comment:
    Comment.objects.filter(pk=comment.pk).update(shared_at=timezone.now())
    comment.refresh_from_db()
    return comment


def before_the_end(circulation: Circulation) -> datetime:
    return circulation.silence_ends_at - timedelta(microseconds=1)
