"""The verbs: what they check, change and remember."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from wagtail.models import ModelLogEntry

from reviewmech.consultations import actions
from reviewmech.consultations.enums import Audience, CommentStatus
from reviewmech.consultations.models import Comment, CommentVersion
from tests import factories

from .writing import give_back, make_comment, publish, save, secretariat, submit

pytestmark = pytest.mark.django_db


def test_a_submission_gives_a_number_and_the_words_stand(open_round, africa, africa_coordinator):
    comment = submit(open_round, africa, africa_coordinator)
    assert (comment.number, comment.status) == (1, CommentStatus.SUBMITTED)
    with pytest.raises(PermissionDenied):
        save(open_round, africa, africa_coordinator, comment=comment, text="Other words.")
    assert comment.versions.get().text == "Words of ours."


def test_a_second_submission_finds_the_first(open_round, africa, africa_coordinator):
    comment = save(open_round, africa, africa_coordinator)
    actions.submit_comment(comment, by=africa_coordinator)
    with pytest.raises(actions.WrongState):
        actions.submit_comment(comment, by=africa_coordinator)
    comment.consultation.refresh_from_db()
    assert comment.consultation.last_comment_number == 1


def test_numbers_are_those_of_the_consultation_and_never_used_again(
    open_round, africa, africa_coordinator, grulac, grulac_coordinator
):
    first = submit(open_round, africa, africa_coordinator)
    actions.withdraw_comment(first, by=africa_coordinator)
    second_round = factories.make_round(factories.make_draft(open_round.draft.consultation, number=2))
    second = submit(second_round, grulac, grulac_coordinator)
    elsewhere = factories.make_round(factories.make_draft(factories.make_consultation("other")))
    third = submit(elsewhere, africa, africa_coordinator)
    assert [first.number, second.number, third.number] == [1, 2, 1]


def test_a_draft_has_no_number(open_round, africa, africa_coordinator):
    assert save(open_round, africa, africa_coordinator).number is None


def test_what_was_returned_comes_back_as_the_next_version_and_keeps_the_old_words(
    open_round, africa, africa_coordinator
):
    comment = give_back(submit(open_round, africa, africa_coordinator, text="First words."), "Say where.")
    save(open_round, africa, africa_coordinator, comment=comment, text="Second words.")
    comment = actions.submit_comment(comment, by=africa_coordinator)
    comment = actions.publish_comment(comment, by=secretariat())
    versions = comment.versions.order_by("number").values_list("number", "text", "return_text")
    assert list(versions) == [(1, "First words.", "Say where."), (2, "Second words.", "")]
    assert (comment.number, comment.submitted_version.text) == (1, "Second words.")


def test_while_it_is_being_corrected_the_returned_version_is_still_the_submitted_one(
    open_round, africa, africa_coordinator
):
    comment = give_back(submit(open_round, africa, africa_coordinator))
    comment = save(open_round, africa, africa_coordinator, comment=comment, text="Better words.")
    assert (comment.submitted_version.number, comment.shown_version.text) == (1, "Better words.")


@pytest.mark.parametrize(
    "status", [CommentStatus.SUBMITTED, CommentStatus.PUBLISHED, CommentStatus.WITHDRAWN]
)
def test_submitted_words_never_change(open_round, africa, africa_coordinator, status):
    comment = make_comment(status, open_round, africa, africa_coordinator)
    before = list(CommentVersion.objects.values())
    for attempt in (
        lambda: save(open_round, africa, africa_coordinator, comment=comment, text="Other words."),
        lambda: actions.discard_draft(comment, by=africa_coordinator),
        lambda: actions.submit_comment(comment, by=africa_coordinator),
    ):
        with pytest.raises((PermissionDenied, ValidationError)):
            attempt()
    assert list(CommentVersion.objects.values()) == before


def test_a_closed_round_takes_no_comment_and_keeps_the_words(open_round, africa, africa_coordinator):
    comment = save(open_round, africa, africa_coordinator)
    with pytest.raises(actions.RoundClosed):
        actions.submit_comment(comment, by=africa_coordinator, at=open_round.closes_at)
    comment.refresh_from_db()
    assert (comment.status, comment.number) == (CommentStatus.DRAFT, None)
    assert comment.versions.get().text == "Words of ours."


@pytest.mark.parametrize("verb", ["save", "submit", "withdraw", "discard"])
@pytest.mark.parametrize("name", ["visitor", "member", "grulac", "state-a", "moderator"])
def test_outsiders_are_refused_by_every_verb_of_the_author(
    cast, open_round, africa, africa_coordinator, verb, name
):
    comment = (submit if verb == "withdraw" else save)(open_round, africa, africa_coordinator)
    before = list(Comment.objects.values())
    attempts = {
        "save": lambda: save(open_round, africa, cast[name], comment=comment),
        "submit": lambda: actions.submit_comment(comment, by=cast[name]),
        "withdraw": lambda: actions.withdraw_comment(comment, by=cast[name]),
        "discard": lambda: actions.discard_draft(comment, by=cast[name]),
    }
    with pytest.raises(PermissionDenied):
        attempts[verb]()
    assert list(Comment.objects.values()) == before


@pytest.mark.parametrize("name", ["visitor", "member", "africa", "grulac", "state-a"])
def test_only_moderators_publish_and_return(cast, open_round, africa, africa_coordinator, reason, name):
    comment = submit(open_round, africa, africa_coordinator)
    with pytest.raises(PermissionDenied):
        actions.publish_comment(comment, by=cast[name])
    with pytest.raises(PermissionDenied):
        actions.return_comment(comment, reason=reason, text="", by=cast[name])


def test_a_withdrawal_between_two_moderators_is_seen(open_round, africa, africa_coordinator, moderator):
    comment = submit(open_round, africa, africa_coordinator)
    actions.withdraw_comment(comment, by=africa_coordinator)
    with pytest.raises(actions.WrongState):
        actions.publish_comment(comment, by=moderator)


def test_a_participant_that_is_not_named_cannot_be_spoken_for(hidden_round, grulac, grulac_coordinator):
    with pytest.raises(ValidationError):
        save(hidden_round, grulac, grulac_coordinator)


def test_a_paragraph_of_another_draft_is_refused(open_round, africa, africa_coordinator):
    other = factories.make_draft(open_round.draft.consultation, number=2)
    with pytest.raises(ValidationError):
        save(open_round, africa, africa_coordinator, paragraph=other.paragraphs.first())


def test_a_base_of_another_paragraph_is_refused(open_round, africa, africa_coordinator):
    base = open_round.draft.paragraphs.get(position=2).texts.first()
    with pytest.raises(ValidationError):
        save(open_round, africa, africa_coordinator, base=base)


def test_the_speaker_may_change_until_there_is_a_number(open_round, africa, grulac, africa_coordinator):
    factories.make_seat(africa_coordinator, grulac)
    comment = save(open_round, africa, africa_coordinator)
    comment = save(open_round, grulac, africa_coordinator, comment=comment)
    assert comment.participant == grulac
    comment = give_back(actions.submit_comment(comment, by=africa_coordinator))
    with pytest.raises(ValidationError):
        save(open_round, africa, africa_coordinator, comment=comment)


def test_the_same_words_sent_twice_are_one_comment(open_round, africa, africa_coordinator):
    paragraph = open_round.draft.paragraphs.first()
    words = {
        "round_": open_round,
        "paragraph": paragraph,
        "type_": "editorial",
        "language": "en",
        "text": "Twice.",
        "base": paragraph.texts.get(draft_language__language="en"),
        "proposed_wording": "",
        "participant": africa,
        "by": africa_coordinator,
    }
    first = actions.save_comment_once(comment=None, **words)
    assert actions.save_comment_once(comment=None, **words) == first
    actions.submit_comment(first, by=africa_coordinator)
    assert actions.save_comment_once(comment=None, **words) == first
    assert actions.save_comment_once(comment=None, **words | {"text": "Thrice."}) != first
    assert Comment.objects.count() == 2


def test_a_draft_is_discarded_with_its_words(open_round, africa, africa_coordinator):
    actions.discard_draft(save(open_round, africa, africa_coordinator), by=africa_coordinator)
    assert (Comment.objects.count(), CommentVersion.objects.count()) == (0, 0)


def test_the_log_tells_who_did_what(open_round, africa, africa_coordinator):
    comment = publish(open_round, africa, africa_coordinator)
    told = ModelLogEntry.objects.filter(object_id=str(comment.pk), content_type__model="comment")
    assert list(told.order_by("pk").values_list("action", "user__email")) == [
        ("consultations.submit", "africa@example.org"),
        ("consultations.publish", "secretariat@example.org"),
    ]


def test_the_log_keeps_who_wrote_the_words_that_somebody_else_sent(open_round, africa, africa_coordinator):
    colleague = factories.make_user("colleague@example.org")
    factories.make_seat(colleague, africa)
    comment = actions.submit_comment(save(open_round, africa, africa_coordinator), by=colleague)
    entry = ModelLogEntry.objects.get(object_id=str(comment.pk), content_type__model="comment")
    assert (entry.user, entry.data) == (colleague, {"version": 1, "written_by": africa_coordinator.pk})


def test_the_log_does_not_tell_that_a_delegation_is_writing(open_round, africa, africa_coordinator):
    returned = give_back(submit(open_round, africa, africa_coordinator))
    before = ModelLogEntry.objects.count()
    save(open_round, africa, africa_coordinator, comment=returned, text="Better words.")
    actions.discard_draft(save(open_round, africa, africa_coordinator), by=africa_coordinator)
    save(open_round, africa, africa_coordinator)
    assert ModelLogEntry.objects.count() == before


def test_a_draft_discarded_twice_is_gone_and_nothing_else(open_round, africa, africa_coordinator):
    comment = save(open_round, africa, africa_coordinator)
    again = Comment.objects.get(pk=comment.pk)
    actions.discard_draft(comment, by=africa_coordinator)
    with pytest.raises(actions.WrongState):
        actions.discard_draft(again, by=africa_coordinator)


def test_who_is_no_longer_named_submits_nothing(hidden_round, africa, africa_coordinator):
    comment = save(hidden_round, africa, africa_coordinator)
    hidden_round.draft.consultation.participants.clear()
    with pytest.raises(PermissionDenied):
        actions.submit_comment(comment, by=africa_coordinator)
    comment.refresh_from_db()
    assert (comment.status, comment.number) == (CommentStatus.DRAFT, None)


@pytest.mark.parametrize("name", ["visitor", "member", "africa", "state-a", "moderator"])
def test_only_who_may_opens_a_round(cast, draft, name):
    now = timezone.now()
    with pytest.raises(PermissionDenied):
        actions.open_round(
            draft, zone="Europe/Vienna", opens_at=now, closes_at=now + timedelta(days=1), by=cast[name]
        )


def test_the_audience_decides_who_may_be_spoken_for(draft, africa, grulac):
    consultation = draft.consultation
    assert consultation.may_be_spoken_in_by(grulac)
    consultation.audience = Audience.NAMED
    consultation.participants.add(africa)
    assert [consultation.may_be_spoken_in_by(each) for each in (africa, grulac)] == [True, False]
