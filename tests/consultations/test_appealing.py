"""One appeal a comment: who makes it, who answers it, and what follows."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from reviewmech.consultations import actions
from reviewmech.consultations.enums import AppealOutcome, CommentStatus
from reviewmech.consultations.models import Appeal, Comment
from reviewmech.consultations.permissions import can_appeal, can_decide_appeal, can_undo
from reviewmech.parties.enums import SeatRole
from tests import factories

from .writing import (
    another_moderator,
    give_back,
    log_of,
    make_comment,
    publish,
    save,
    secretariat,
    submit,
    take_down,
)

pytestmark = pytest.mark.django_db

SENT = [status for status in CommentStatus if status not in {CommentStatus.DRAFT, CommentStatus.VERIFIED}]
APPEALABLE = [CommentStatus.RETURNED, CommentStatus.TAKEN_DOWN]
decisions = pytest.mark.parametrize("status", APPEALABLE)


def appeal_on(comment: Comment, by) -> Appeal:
    return actions.appeal(comment, text="Please look again.", language="en", by=by)


@pytest.fixture
def appeal(request, open_round, africa, africa_coordinator) -> Appeal:
    status = request.getfixturevalue("status")
    return appeal_on(make_comment(status, open_round, africa, africa_coordinator), africa_coordinator)


@pytest.mark.parametrize("status", SENT)
def test_who_may_appeal(cast, open_round, africa, africa_coordinator, status):
    comment = make_comment(status, open_round, africa, africa_coordinator)
    may = {name for name, user in cast.items() if can_appeal(user, comment)}
    assert may == ({"africa"} if status in APPEALABLE else set())
    for name in set(cast) - {"africa"}:
        with pytest.raises(PermissionDenied):
            appeal_on(comment, cast[name])
    assert Appeal.objects.count() == 0


@pytest.mark.parametrize("role", SeatRole)
def test_only_who_leads_the_delegation_appeals(open_round, state_a, focal_point, role):
    comment = give_back(submit(open_round, state_a, focal_point))
    person = factories.make_user("colleague-in-it@example.org")
    factories.make_seat(person, state_a, role=role)
    assert can_appeal(person, comment) == (role in {SeatRole.FOCAL_POINT, SeatRole.COORDINATOR})


@pytest.mark.parametrize("status", [status for status in SENT if status not in APPEALABLE])
def test_there_has_to_be_something_to_appeal_against(open_round, africa, africa_coordinator, status):
    comment = make_comment(status, open_round, africa, africa_coordinator)
    with pytest.raises(actions.WrongState):
        appeal_on(comment, africa_coordinator)


@decisions
def test_there_is_one_appeal(appeal, africa_coordinator, status):
    for _ in range(2):
        with pytest.raises(actions.WrongState, match="already"):
            appeal_on(appeal.comment, africa_coordinator)
    actions.decide_appeal(appeal, uphold=False, answer="It stands.", by=another_moderator())
    assert not can_appeal(africa_coordinator, appeal.comment)
    with pytest.raises(actions.WrongState):
        appeal_on(appeal.comment, africa_coordinator)
    assert Appeal.objects.count() == 1


@decisions
def test_who_decided_does_not_answer(appeal, status):
    assert not can_decide_appeal(secretariat(), appeal)
    with pytest.raises(ValidationError, match="your own decision"):
        actions.decide_appeal(appeal, uphold=True, answer="Yes.", by=secretariat())
    appeal.refresh_from_db()
    assert (appeal.outcome, appeal.comment.status) == (AppealOutcome.PENDING, status)


@decisions
def test_only_another_moderator_answers(cast, appeal, status):
    may = {name for name, user in cast.items() if can_decide_appeal(user, appeal)}
    assert may == {"moderator"}
    for name in set(cast) - may:
        with pytest.raises(PermissionDenied):
            actions.decide_appeal(appeal, uphold=True, answer="Yes.", by=cast[name])


@decisions
@pytest.mark.parametrize("uphold", [True, False])
def test_an_answer_decides_once(appeal, status, uphold):
    decided = actions.decide_appeal(appeal, uphold=uphold, answer="So it is.", by=another_moderator())
    comment = Comment.objects.get()
    assert comment.status == (CommentStatus.PUBLISHED if uphold else status)
    assert decided.outcome == (AppealOutcome.UPHELD if uphold else AppealOutcome.DISMISSED)
    assert comment.decided_by == secretariat()
    assert log_of(comment)[-2:] == ["appeal", "uphold_appeal" if uphold else "dismiss_appeal"]
    with pytest.raises(actions.WrongState, match="already"):
        actions.decide_appeal(appeal, uphold=not uphold, answer="No.", by=another_moderator())


@decisions
@pytest.mark.parametrize("uphold", [True, False])
def test_an_answer_is_undone_as_if_it_had_not_been(appeal, status, uphold):
    before = Comment.objects.values().get()
    actions.decide_appeal(appeal, uphold=uphold, answer="So it is.", by=another_moderator())
    comment = Comment.objects.get()
    assert not can_undo(secretariat(), comment)
    with pytest.raises(ValidationError, match="your own decision"):
        actions.undo_decision(comment, by=secretariat())
    assert can_undo(another_moderator(), comment)
    actions.undo_decision(comment, by=another_moderator())
    appeal.refresh_from_db()
    assert (appeal.outcome, appeal.answer, appeal.decided_at) == (AppealOutcome.PENDING, "", None)
    assert Comment.objects.values().get() == before
    assert log_of(comment)[-1] == "undo_appeal_decision"


@decisions
def test_a_decision_appealed_against_is_not_undone(appeal, status):
    assert not can_undo(another_moderator(), appeal.comment)
    with pytest.raises(actions.WrongState, match="appeal"):
        actions.undo_decision(appeal.comment, by=another_moderator())


def test_a_comment_sent_again_leaves_the_appeal_without_object(open_round, africa, africa_coordinator):
    comment = give_back(submit(open_round, africa, africa_coordinator))
    appeal = appeal_on(comment, africa_coordinator)
    assert list(Comment.objects.appealed()) == [comment]
    comment = save(open_round, africa, africa_coordinator, comment=comment, text="Corrected.")
    actions.submit_comment(comment, by=africa_coordinator)
    assert list(Comment.objects.appealed()) == []
    with pytest.raises(actions.WrongState, match="does not stand"):
        actions.decide_appeal(appeal, uphold=True, answer="Yes.", by=another_moderator())


def test_words_begun_meanwhile_do_not_replace_those_published(open_round, africa, africa_coordinator):
    comment = give_back(submit(open_round, africa, africa_coordinator, text="First words."))
    save(open_round, africa, africa_coordinator, comment=comment, text="Begun words.")
    appeal = appeal_on(comment, africa_coordinator)
    actions.decide_appeal(appeal, uphold=True, answer="Yes.", by=another_moderator())
    assert Comment.objects.get().shown_version.text == "First words."


def test_a_take_down_after_an_appeal_is_undone_and_the_answer_stands(open_round, africa, africa_coordinator):
    comment = take_down(publish(open_round, africa, africa_coordinator))
    appeal = appeal_on(comment, africa_coordinator)
    actions.decide_appeal(appeal, uphold=True, answer="Yes.", by=another_moderator())
    take_down(comment)
    actions.undo_decision(comment, by=another_moderator())
    with pytest.raises(actions.WrongState, match="once more"):
        actions.undo_decision(comment, by=another_moderator())
    comment.refresh_from_db()
    assert comment.status == CommentStatus.PUBLISHED


# The author's pages


def own(comment: Comment, verb: str = "") -> str:
    return f"/en/my-comments/{comment.pk}/{verb and verb + '/'}"


@decisions
def test_the_author_appeals_on_a_page_and_reads_the_answer(
    site, coordinator, open_round, africa, africa_coordinator, status
):
    comment = make_comment(status, open_round, africa, africa_coordinator, language="ar", text="كلمات")
    assert own(comment, "appeal") in coordinator.get(own(comment)).content.decode()
    form = coordinator.get(own(comment, "appeal")).context["form"]
    assert form["language"].value() == "ar"
    refused = coordinator.post(own(comment, "appeal"), {"language": "ar", "text": " "})
    assert (refused.status_code, refused.context["form"].errors.keys()) == (422, {"text"})
    words = {"language": "ar", "text": "يرجى إعادة النظر"}
    assert coordinator.post(own(comment, "appeal"), words).url == own(comment)
    page = coordinator.get(own(comment)).content.decode()
    assert "يرجى إعادة النظر" in page
    assert "Not yet decided" in page
    assert own(comment, "appeal") not in page
    actions.decide_appeal(comment.appeal, uphold=False, answer="يبقى القرار", by=another_moderator())
    page = coordinator.get(own(comment)).content.decode()
    assert "Dismissed" in page
    assert "يبقى القرار" in page


def test_a_second_appeal_is_refused_with_a_sentence(
    site, coordinator, open_round, africa, africa_coordinator
):
    comment = give_back(submit(open_round, africa, africa_coordinator))
    appeal_on(comment, africa_coordinator)
    twice = {"language": "en", "text": "Please look again."}
    response = coordinator.post(own(comment, "appeal"), twice, follow=True)
    assert "There is one a comment." in response.content.decode()
    response = coordinator.post(own(comment, "appeal"), twice | {"text": "Other words of mine."})
    assert response.status_code == 403
    assert "Other words of mine." in response.content.decode()
    assert Appeal.objects.get().text == "Please look again."


@pytest.mark.parametrize("method", ["get", "post"])
@decisions
def test_outsiders_find_no_appeal(site, cast, open_round, africa, africa_coordinator, status, method):
    comment = make_comment(status, open_round, africa, africa_coordinator)
    for name in ("member", "grulac", "state-a", "moderator"):
        client = Client()
        client.force_login(cast[name])
        response = getattr(client, method)(own(comment, "appeal"), {"language": "en", "text": "Mine."})
        assert response.status_code == 404
    assert Appeal.objects.count() == 0


def test_who_may_not_appeal_gets_the_words_back(site, client, open_round, state_a, focal_point):
    comment = give_back(submit(open_round, state_a, focal_point))
    deputy = factories.make_user("deputy@example.org")
    factories.make_seat(deputy, state_a, role=SeatRole.DEPUTY)
    client.force_login(deputy)
    response = client.post(own(comment, "appeal"), {"language": "en", "text": "Laboriously typed."})
    assert response.status_code == 403
    assert "Laboriously typed." in response.content.decode()


def test_no_appeal_without_the_token_of_the_form(site, open_round, africa, africa_coordinator):
    comment = give_back(submit(open_round, africa, africa_coordinator))
    client = Client(enforce_csrf_checks=True)
    client.force_login(africa_coordinator)
    assert client.post(own(comment, "appeal"), {"language": "en", "text": "Words"}).status_code == 403
    assert Appeal.objects.count() == 0


def test_a_later_return_is_not_the_one_that_was_appealed_against(
    site, open_round, africa, africa_coordinator
):
    """The author sent other words instead: the old appeal waits no more, and answers nothing new."""
    comment = give_back(submit(open_round, africa, africa_coordinator))
    appeal = appeal_on(comment, africa_coordinator)
    assert Comment.objects.appealed().exists()
    save(open_round, africa, africa_coordinator, comment=comment, text="Corrected.")
    comment = give_back(actions.submit_comment(comment, by=africa_coordinator))
    appeal.refresh_from_db()
    assert (appeal.awaits_decision, Comment.objects.appealed().exists()) == (False, False)
    with pytest.raises(actions.WrongState):
        actions.decide_appeal(appeal, uphold=True, answer="Yes.", by=another_moderator())
