"""Circulating, taking positions and submitting for a Group: who may, which States, and what the log tells."""

import pytest
from django.core.exceptions import PermissionDenied
from wagtail.models import ModelLogEntry

from reviewmech.consultations import actions
from reviewmech.consultations.enums import Stance
from reviewmech.consultations.models import Circulation, Position

from .circulating import (
    ALIGNED,
    DISSOCIATED,
    circulated,
    make_state,
    past_silence,
    share,
    stances,
)
from .writing import save

pytestmark = pytest.mark.django_db


def allowed(cast, attempt) -> list[str]:
    """Those of the cast for whom an attempt passes; for the others it has to end in PermissionDenied."""
    found = []
    for name, person in cast.items():
        try:
            attempt(person)
        except PermissionDenied:
            continue
        found.append(name)
    return found


# Who


def test_coordinator_and_deputy_circulate(wide_cast, open_round, africa, africa_coordinator):
    def attempt(person):
        circulated(open_round, africa, person, comment=save(open_round, africa, africa_coordinator))

    assert allowed(wide_cast, attempt) == ["africa", "africa-deputy"]
    assert Circulation.objects.count() == 2


def test_the_focal_point_takes_the_position_of_its_state(
    wide_cast, open_round, africa, state_a, africa_coordinator
):
    row = circulated(open_round, africa, africa_coordinator)

    def attempt(person):
        actions.take_position(row, participant=state_a, stance=ALIGNED, by=person)

    assert allowed(wide_cast, attempt) == ["state-a"]
    assert [position.participant for position in row.positions.all()] == [state_a]


@pytest.mark.parametrize("name", ["grulac", "state-e", "state-alone", "observer", "africa"])
def test_only_member_states_are_asked(wide_cast, open_round, africa, africa_coordinator, name):
    """Whoever leads another delegation cannot take a position for it either."""
    row = circulated(open_round, africa, africa_coordinator)
    participant = wide_cast[name].seats.get().participant
    with pytest.raises(PermissionDenied):
        actions.take_position(row, participant=participant, stance=ALIGNED, by=wide_cast[name])
    assert not Position.objects.exists()


def test_the_coordinator_submits(wide_cast, open_round, africa, africa_coordinator):
    row = past_silence(open_round, africa, africa_coordinator)

    def attempt(person):
        actions.submit_comment(row.version.comment, by=person)

    assert allowed(wide_cast, attempt) == ["africa"]


def test_whoever_writes_for_the_group_composes(
    wide_cast, open_round, africa, africa_coordinator, state_a, focal_point
):
    source = share(save(open_round, state_a, focal_point))

    def attempt(person):
        actions.compose_for_group([source], group=africa, round_=open_round, by=person)

    assert allowed(wide_cast, attempt) == ["africa", "africa-deputy", "africa-contributor"]


# Which States


def test_the_states_recorded_are_the_members_at_that_moment(
    open_round, africa, grulac, africa_coordinator, state_a, focal_point
):
    joins, _person = make_state("state-joins", None)
    row = circulated(open_round, africa, africa_coordinator)
    actions.take_position(row, participant=state_a, stance=DISSOCIATED, by=focal_point)
    state_a.group = None
    state_a.save()
    joins.group = africa
    joins.save()
    actions.submit_comment(row.version.comment, by=africa_coordinator, at=row.silence_ends_at)
    assert stances(row) == {"state-joins": ("no_objection", False)}


def test_a_state_that_may_not_read_the_text_is_not_asked_and_its_silence_means_nothing(
    hidden_round, africa, africa_coordinator, state_a, focal_point
):
    with pytest.raises(actions.WrongState, match="nobody to ask"):
        circulated(hidden_round, africa, africa_coordinator)
    named, person = make_state("state-f", africa)
    hidden_round.draft.consultation.participants.add(named)
    row = circulated(hidden_round, africa, africa_coordinator)
    with pytest.raises(PermissionDenied):
        actions.take_position(row, participant=state_a, stance=ALIGNED, by=focal_point)
    assert [Circulation.objects.visible_to(user).count() for user in (focal_point, person)] == [0, 1]
    actions.submit_comment(row.version.comment, by=africa_coordinator, at=row.silence_ends_at)
    assert stances(row) == {"state-f": ("no_objection", False)}


@pytest.mark.parametrize(
    ("named", "seen"),
    [([], []), ([Stance.ALIGNED], ["state-a"]), (["aligned", "dissociated"], ["state-a", "state-f"])],
)
def test_readers_see_the_stances_that_were_chosen(
    open_round, africa, africa_coordinator, state_a, focal_point, visitor, named, seen
):
    state_f, other = make_state("state-f", africa)
    row = circulated(open_round, africa, africa_coordinator)
    actions.take_position(row, participant=state_a, stance=ALIGNED, by=focal_point)
    actions.take_position(row, participant=state_f, stance=DISSOCIATED, by=other)
    actions.submit_comment(row.version.comment, by=africa_coordinator, at=row.silence_ends_at, named=named)
    rows = row.version.endorsements
    assert [each.participant.code for each in rows.named()] == seen
    assert rows.visible_to(focal_point).count() == 2
    assert rows.visible_to(visitor).count() == 0


# What the log tells


def test_the_log_is_silent_until_the_submission(open_round, africa, africa_coordinator, state_a, focal_point):
    row = circulated(open_round, africa, africa_coordinator)
    actions.take_position(row, participant=state_a, stance=ALIGNED, by=focal_point)
    assert not ModelLogEntry.objects.exists()
