"""Five African States, two of another Group, and their Groups' words on the way to submission."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from home.models import User
from reviewmech.consultations import actions
from reviewmech.consultations.models import Circulation, Comment
from reviewmech.parties.enums import ParticipantKind, SeatRole
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


def share_new(round_, state, by, **words) -> Comment:
    return share(save(round_, state, by, **words))


def stances(circulation: Circulation) -> dict[str, tuple[str, bool]]:
    """What the submission has recorded of each State: its stance, and whether readers see its name."""
    rows = circulation.version.endorsements.all()
    return {row.participant.code: (row.stance, row.named) for row in rows}


def before_the_end(circulation: Circulation) -> datetime:
    return circulation.silence_ends_at - timedelta(microseconds=1)


# Everybody who may be inside the African Group, in the order of the tables; all others are outsiders.
OF_THE_GROUP = ["africa", "africa-deputy", "africa-contributor", "africa-observer"]
OF_ITS_STATES = ["state-a", "state-a-deputy", "state-a-contributor", "state-a-observer", "state-f"]
INSIDE = [*OF_THE_GROUP, *OF_ITS_STATES]
OUTSIDE = ["visitor", "member", "moderator", "administrator", "grulac", "state-e", "state-alone", "observer"]


def make_wide_cast(cast, africa, grulac, state_a) -> dict:
    """The cast of the room, everybody of two delegations, and States of another Group and of none."""
    wide = {name: cast[name] for name in ("visitor", "member", "moderator", "africa", "grulac", "state-a")}
    wide["administrator"] = User.objects.create_superuser("root@example.org", None, name="Root")
    for participant in (africa, state_a):
        for role in (SeatRole.DEPUTY, SeatRole.CONTRIBUTOR, SeatRole.OBSERVER):
            wide[f"{participant.code}-{role}"] = make_person(participant, role)
    wide["state-f"] = make_state("state-f", africa)[1]
    wide["state-e"] = make_state("state-e", grulac)[1]
    wide["state-alone"] = make_state("state-alone", None)[1]
    organization = factories.make_participant("organization", ParticipantKind.ORGANIZATION)
    wide["observer"] = make_person(organization, SeatRole.FOCAL_POINT)
    return {name: wide[name] for name in [*OUTSIDE, *INSIDE]}
