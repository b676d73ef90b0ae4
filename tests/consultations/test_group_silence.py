"""The silence procedure of a Group: until which moment, and always on one version of the words."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from wagtail.models import ModelLogEntry

from reviewmech.consultations import actions
from reviewmech.consultations.enums import CommentStatus, Stance
from reviewmech.consultations.models import Circulation, Comment, CommentVersion
from tests import factories

from .circulating import (
    ALIGNED,
    DISSOCIATED,
    before_the_end,
    circulated,
    in_silence,
    make_state,
    past_silence,
    stances,
)
from .writing import give_back, make_comment, save, submit

pytestmark = pytest.mark.django_db

INSTANT = timedelta(microseconds=1)


# Until when


def test_a_position_counts_until_the_last_microsecond_before_the_end(
    open_round, africa, africa_coordinator, state_a, focal_point
):
    row = circulated(open_round, africa, africa_coordinator)
    take = {"participant": state_a, "by": focal_point}
    for at in (row.silence_ends_at, row.silence_ends_at + INSTANT):
        with pytest.raises(actions.WrongState, match="Silence ended at"):
            actions.take_position(row, stance=ALIGNED, at=at, **take)
    assert not row.positions.exists()
    actions.take_position(row, stance=ALIGNED, at=row.silence_ends_at - INSTANT, **take)
    assert row.positions.get().stance == ALIGNED


def test_it_is_submitted_from_the_end_of_silence_on(open_round, africa, africa_coordinator, state_a):
    row = circulated(open_round, africa, africa_coordinator)
    comment = row.version.comment
    with pytest.raises(actions.WrongState, match="Silence runs until"):
        actions.submit_comment(comment, by=africa_coordinator, at=before_the_end(row))
    assert Comment.objects.get().number is None
    sent = actions.submit_comment(comment, by=africa_coordinator, at=row.silence_ends_at)
    assert sent.submitted_version == row.version
    assert stances(row) == {"state-a": ("no_objection", False)}


def test_the_refusal_names_minute_zone_and_offset(open_round, africa, africa_coordinator, state_a):
    row = circulated(open_round, africa, africa_coordinator)
    with pytest.raises(actions.WrongState) as refusal:
        actions.submit_comment(row.version.comment, by=africa_coordinator)
    (words,) = refusal.value.messages
    assert "Europe/Vienna UTC+0" in words


def test_a_state_may_say_otherwise_until_silence_ends(
    open_round, africa, africa_coordinator, state_a, focal_point
):
    row = circulated(open_round, africa, africa_coordinator)
    take = {"participant": state_a, "by": focal_point}
    first = actions.take_position(row, stance=ALIGNED, **take)
    again = actions.take_position(row, stance=ALIGNED, **take)
    assert again.taken_at == first.taken_at
    other = actions.take_position(row, stance=DISSOCIATED, **take)
    assert (row.positions.get().stance, other.taken_at > first.taken_at) == (DISSOCIATED, True)
    with pytest.raises(actions.WrongState):
        actions.take_position(row, stance=ALIGNED, at=row.silence_ends_at, **take)
    assert row.positions.get().stance == DISSOCIATED


@pytest.mark.parametrize("stance", [Stance.NO_OBJECTION, "", "rude"])
def test_silence_is_not_said(open_round, africa, africa_coordinator, state_a, focal_point, stance):
    row = circulated(open_round, africa, africa_coordinator)
    with pytest.raises(ValidationError):
        actions.take_position(row, participant=state_a, stance=stance, by=focal_point)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda closes: timezone.now() - timedelta(hours=1), "full minute|future"),
        (lambda closes: in_silence().replace(second=1), "full minute"),
        (lambda closes: in_silence().replace(microsecond=1), "full minute"),
        (lambda closes: in_silence(-1), "in the future"),
        (lambda closes: closes, "before the round closes"),
        (lambda closes: closes + timedelta(minutes=1), "before the round closes"),
    ],
    ids=["past", "second", "microsecond", "past minute", "at the close", "after the close"],
)
def test_an_end_of_silence_that_cannot_be(draft, africa, africa_coordinator, state_a, change, sentence):
    closes_at = in_silence(24 * 5)
    comment = save(factories.make_round(draft, closes_at=closes_at), africa, africa_coordinator)
    with pytest.raises(ValidationError, match=sentence):
        actions.circulate(comment, silence_ends_at=change(closes_at), zone="UTC", by=africa_coordinator)
    assert CommentVersion.objects.get().frozen_at is None


def test_the_last_minute_before_the_close_may_end_silence(draft, africa, africa_coordinator, state_a):
    closes_at = in_silence(24 * 5)
    comment = save(factories.make_round(draft, closes_at=closes_at), africa, africa_coordinator)
    ends_at = closes_at - timedelta(minutes=1)
    row = actions.circulate(comment, silence_ends_at=ends_at, zone="UTC", by=africa_coordinator)
    assert row.silence_ends_at == ends_at


def test_midnight_is_refused_in_the_zone_it_is_announced_in(open_round, africa, africa_coordinator, state_a):
    midnight = (timezone.now() + timedelta(days=2)).replace(hour=0, minute=0, second=0, microsecond=0)
    comment = save(open_round, africa, africa_coordinator)
    with pytest.raises(ValidationError, match="Midnight is misread"):
        actions.circulate(comment, silence_ends_at=midnight, zone="UTC", by=africa_coordinator)
    actions.circulate(comment, silence_ends_at=midnight, zone="Africa/Nairobi", by=africa_coordinator)


def test_a_zone_that_is_none_is_refused(open_round, africa, africa_coordinator, state_a):
    comment = save(open_round, africa, africa_coordinator)
    with pytest.raises(ValidationError, match="time zone database"):
        actions.circulate(comment, silence_ends_at=in_silence(), zone="Nowhere", by=africa_coordinator)


@pytest.mark.parametrize(
    ("day", "time", "zone", "sentence"),
    [
        ("2027-03-28", "02:30", "Europe/Vienna", "The clocks are changed at that hour there"),
        ("2001-01-01", "10:00", "UTC", "Silence must end in the future."),
        ("2999-01-01", "10:00", "UTC", "Silence must end before the round closes"),
        ("", "10:00", "UTC", "This field is required."),
        ("2027-03-28", "10:00:30", "UTC", "Enter a valid time."),
        ("2027-03-28", "10:00", "Nowhere", "Select a valid choice."),
    ],
)
def test_the_form_says_what_is_wrong(
    coordinator, open_round, africa, africa_coordinator, day, time, zone, sentence
):
    make_state("state-f", africa)
    comment = save(open_round, africa, africa_coordinator)
    url = f"/en/groups/africa/comments/{comment.pk}/circulate/"
    answer = coordinator.post(url, {"day": day, "time": time, "zone": zone})
    assert (answer.status_code, sentence in answer.content.decode()) == (200, True)
    assert not Circulation.objects.exists()


# On which words


def test_changed_words_start_alignment_and_silence_again(
    open_round, africa, africa_coordinator, state_a, focal_point
):
    first = circulated(open_round, africa, africa_coordinator, text="First words.")
    actions.take_position(first, participant=state_a, stance=ALIGNED, by=focal_point)
    comment = save(
        open_round, africa, africa_coordinator, comment=first.version.comment, text="Second words."
    )
    with pytest.raises(actions.WrongState, match="The words are being changed"):
        actions.take_position(first, participant=state_a, stance=DISSOCIATED, by=focal_point)
    with pytest.raises(actions.WrongState, match="circulate them again"):
        actions.submit_comment(comment, by=africa_coordinator, at=first.silence_ends_at)

    second = circulated(open_round, africa, africa_coordinator, comment=comment)
    assert [row.version.text for row in Circulation.objects.order_by("pk")] == [
        "First words.",
        "Second words.",
    ]
    with pytest.raises(actions.WrongState, match="Silence runs until"):
        actions.submit_comment(comment, by=africa_coordinator)
    sent = actions.submit_comment(comment, by=africa_coordinator, at=second.silence_ends_at)
    assert sent.submitted_version.text == "Second words."
    assert (stances(first), stances(second)) == ({}, {"state-a": ("no_objection", False)})
    assert first.positions.get().stance == ALIGNED
    told = ModelLogEntry.objects.get(action="consultations.submit").data["circulations"]
    assert [[state["stance"] for state in row["states"]] for row in told] == [["aligned"], ["no_objection"]]


def test_circulated_words_never_change(open_round, africa, africa_coordinator, state_a):
    row = circulated(open_round, africa, africa_coordinator)
    before = CommentVersion.objects.filter(pk=row.version_id).values().get()
    save(open_round, africa, africa_coordinator, comment=row.version.comment, text="Other words.")
    assert CommentVersion.objects.filter(pk=row.version_id).values().get() == before


def test_the_same_words_saved_again_are_not_changed_words(open_round, africa, africa_coordinator, state_a):
    row = circulated(open_round, africa, africa_coordinator)
    version = row.version
    words = {
        "round_": open_round,
        "paragraph": version.comment.paragraph,
        "type_": version.type,
        "language": version.language,
        "base": version.base,
        "participant": africa,
        "by": africa_coordinator,
    }
    for text, versions in ((version.text, 1), ("Other words.", 2)):
        actions.save_comment_once(comment=row.version.comment, text=text, **words)
        assert CommentVersion.objects.count() == versions


def test_no_keystroke_ends_a_silence_procedure(client, open_round, africa, africa_coordinator, state_a):
    """The form saves itself while one writes: not where that would take the words from under the States."""
    row = circulated(open_round, africa, africa_coordinator)
    client.force_login(africa_coordinator)
    url = f"/en/my-comments/{row.version.comment_id}/edit/"
    words = {"language": "en", "type": "editorial", "text": "Half a wo", "participant": africa.pk}
    words["proposed_wording"] = "Paragraph 1 in en."
    assert client.post(url, {**words, "action": "autosave"}).status_code == 422
    assert CommentVersion.objects.get() == row.version
    assert client.post(url, {**words, "action": "draft"}).status_code == 302
    assert client.post(url, {**words, "text": "Half a word", "action": "autosave"}).status_code == 200
    assert [each.text for each in CommentVersion.objects.order_by("number")] == [
        "Words of ours.",
        "Half a word",
    ]


@pytest.mark.parametrize(
    "status", [CommentStatus.SUBMITTED, CommentStatus.PUBLISHED, CommentStatus.WITHDRAWN]
)
def test_what_was_submitted_is_not_circulated(open_round, africa, africa_coordinator, state_a, status):
    comment = make_comment(status, open_round, africa, africa_coordinator)
    with pytest.raises(actions.WrongState):
        circulated(open_round, africa, africa_coordinator, comment=comment)


def test_words_are_circulated_once(open_round, africa, africa_coordinator, state_a):
    row = circulated(open_round, africa, africa_coordinator)
    with pytest.raises(actions.WrongState):
        circulated(open_round, africa, africa_coordinator, comment=row.version.comment)


def test_a_state_circulates_nothing(open_round, state_a, focal_point):
    with pytest.raises(PermissionDenied):
        circulated(open_round, state_a, focal_point)


def test_where_nobody_can_be_asked_nothing_is_circulated(open_round, africa, africa_coordinator):
    with pytest.raises(actions.WrongState, match="nobody to ask"):
        circulated(open_round, africa, africa_coordinator)


def test_a_comment_never_circulated_is_submitted_like_any_other(
    open_round, africa, africa_coordinator, state_a
):
    comment = submit(open_round, africa, africa_coordinator)
    assert (comment.number, comment.submitted_version.endorsements.count()) == (1, 0)
    assert "circulations" not in ModelLogEntry.objects.get(action="consultations.submit").data


def test_after_its_submission_nobody_takes_a_position(
    open_round, africa, africa_coordinator, state_a, focal_point
):
    row = circulated(open_round, africa, africa_coordinator)
    actions.submit_comment(row.version.comment, by=africa_coordinator, at=row.silence_ends_at)
    with pytest.raises(actions.WrongState, match="submitted already"):
        actions.take_position(
            row, participant=state_a, stance=ALIGNED, by=focal_point, at=before_the_end(row)
        )


def test_what_was_returned_is_circulated_again_before_it_is_sent_again(
    open_round, africa, africa_coordinator, state_a
):
    row = past_silence(open_round, africa, africa_coordinator)
    comment = give_back(actions.submit_comment(row.version.comment, by=africa_coordinator))
    comment = save(open_round, africa, africa_coordinator, comment=comment, text="Better words.")
    with pytest.raises(actions.WrongState, match="circulate them again"):
        actions.submit_comment(comment, by=africa_coordinator)
    again = circulated(open_round, africa, africa_coordinator, comment=comment)
    sent = actions.submit_comment(comment, by=africa_coordinator, at=again.silence_ends_at)
    assert (sent.number, sent.submitted_version.text) == (1, "Better words.")
    assert [stances(each) for each in (row, again)] == [{"state-a": ("no_objection", False)}] * 2


def test_a_circulated_comment_is_not_deleted_and_stays_with_its_group(
    open_round, africa, africa_coordinator, state_a
):
    factories.make_seat(africa_coordinator, state_a, role="focal_point")
    row = circulated(open_round, africa, africa_coordinator)
    with pytest.raises(actions.WrongState, match="cannot be deleted"):
        actions.discard_draft(row.version.comment, by=africa_coordinator)
    with pytest.raises(ValidationError, match="stays with its Group"):
        save(open_round, state_a, africa_coordinator, comment=row.version.comment)
    assert Comment.objects.get().participant == africa
