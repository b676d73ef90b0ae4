"""Taking down, and taking back what was decided: who × state, and what stays."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from reviewmech.consultations import actions
from reviewmech.consultations.enums import CommentStatus
from reviewmech.consultations.models import Comment
from reviewmech.consultations.permissions import can_take_down, can_undo

from .writing import give_back, log_of, make_comment, publish, save, secretariat, submit, take_down

pytestmark = pytest.mark.django_db

SENT = [status for status in CommentStatus if status not in {CommentStatus.DRAFT, CommentStatus.VERIFIED}]
AFTER_UNDOING = {
    CommentStatus.PUBLISHED: CommentStatus.SUBMITTED,
    CommentStatus.RETURNED: CommentStatus.SUBMITTED,
    CommentStatus.TAKEN_DOWN: CommentStatus.PUBLISHED,
}


def those(cast, may) -> set[str]:
    return {name for name, user in cast.items() if may(user)}


@pytest.mark.parametrize("status", SENT)
def test_who_may_take_down_and_undo(cast, open_round, africa, africa_coordinator, status):
    comment = make_comment(status, open_round, africa, africa_coordinator)
    published = {"moderator"} if status == CommentStatus.PUBLISHED else set()
    decided = {"moderator"} if status in AFTER_UNDOING else set()
    assert those(cast, lambda user: can_take_down(user, comment)) == published
    assert those(cast, lambda user: can_undo(user, comment)) == decided


@pytest.mark.parametrize("status", SENT)
@pytest.mark.parametrize("who", ["visitor", "member", "africa", "grulac", "state-a"])
def test_nobody_else_does_either(cast, open_round, africa, africa_coordinator, status, who):
    comment = make_comment(status, open_round, africa, africa_coordinator)
    before = [list(Comment.objects.values()), list(comment.versions.values())]
    reason = take_down(publish(open_round, africa, africa_coordinator)).taken_down_reason
    with pytest.raises(PermissionDenied):
        actions.undo_decision(comment, by=cast[who])
    with pytest.raises(PermissionDenied):
        actions.take_down_comment(comment, reason=reason, by=cast[who])
    with pytest.raises(PermissionDenied):
        actions.publish_comments([comment], by=cast[who])
    after = [list(Comment.objects.filter(pk=comment.pk).values()), list(comment.versions.values())]
    assert after == before


@pytest.mark.parametrize("status", [status for status in SENT if status != CommentStatus.PUBLISHED])
def test_only_what_is_published_is_taken_down(open_round, africa, africa_coordinator, status):
    comment = make_comment(status, open_round, africa, africa_coordinator)
    with pytest.raises(actions.WrongState):
        take_down(comment)
    comment.refresh_from_db()
    assert comment.status == status


def test_a_take_down_keeps_the_moment_the_reason_and_who(open_round, africa, africa_coordinator):
    comment = take_down(publish(open_round, africa, africa_coordinator))
    comment.refresh_from_db()
    assert (comment.status, comment.taken_down_reason.code) == (CommentStatus.TAKEN_DOWN, "personal-data")
    assert comment.taken_down_at >= comment.published_at
    assert comment.decided_by == secretariat()
    assert log_of(comment) == ["submit", "publish", "take_down"]


@pytest.mark.parametrize("status", SENT)
def test_undoing_leads_one_step_back_and_no_further(open_round, africa, africa_coordinator, status):
    comment = make_comment(status, open_round, africa, africa_coordinator)
    if status not in AFTER_UNDOING:
        with pytest.raises(actions.WrongState):
            actions.undo_decision(comment, by=secretariat())
        return
    comment = actions.undo_decision(comment, by=secretariat())
    comment.refresh_from_db()
    assert comment.status == AFTER_UNDOING[status]
    assert log_of(comment)[-1].startswith("undo_")


def test_an_undone_publication_is_hidden_and_found_no_more(
    client, open_round, africa, africa_coordinator, site
):
    comment = publish(open_round, africa, africa_coordinator, text="Quizzical words.")
    url = reverse("consultations:comment", args=[comment.consultation.code, comment.number])
    found = [client.get(url).status_code, hits(client)]
    actions.undo_decision(comment, by=secretariat())
    found += [client.get(url).status_code, hits(client)]
    actions.publish_comment(comment, by=secretariat())
    found += [client.get(url).status_code, hits(client)]
    assert found == [200, 1, 404, 0, 200, 1]
    assert log_of(comment) == ["submit", "publish", "undo_publish", "publish"]


def hits(client) -> int:
    parts = client.get("/en/search/", {"q": "quizzical"}).context["parts"]
    return {part.source.name: part.number for part in parts}["comments"]


def test_search_follows_a_take_down_and_its_undoing(client, open_round, africa, africa_coordinator, site):
    comment = publish(open_round, africa, africa_coordinator, text="Quizzical words.")
    found = [hits(client)]
    take_down(comment)
    found.append(hits(client))
    actions.undo_decision(comment, by=secretariat())
    found.append(hits(client))
    assert found == [1, 0, 1]


def test_an_undone_return_leaves_no_trace_but_in_the_log(open_round, africa, africa_coordinator):
    comment = give_back(submit(open_round, africa, africa_coordinator), "Please say where.")
    actions.undo_decision(comment, by=secretariat())
    version = comment.versions.get()
    assert (version.returned_at, version.return_reason, version.return_text) == (None, None, "")
    assert log_of(comment) == ["submit", "return", "undo_return"]


def test_a_return_that_was_taken_up_stands(open_round, africa, africa_coordinator):
    comment = give_back(submit(open_round, africa, africa_coordinator))
    save(open_round, africa, africa_coordinator, comment=comment, text="Corrected.")
    with pytest.raises(actions.WrongState, match="taken the comment up again"):
        actions.undo_decision(comment, by=secretariat())
    comment.refresh_from_db()
    assert comment.status == CommentStatus.RETURNED
    assert can_undo(secretariat(), comment)  # who only looks learns nothing of words being written


def test_a_comment_brought_back_was_published_when_it_was_first(
    open_round, africa, africa_coordinator, moderator
):
    comment = take_down(publish(open_round, africa, africa_coordinator))
    published_at = comment.published_at
    actions.undo_decision(comment, by=moderator)
    comment.refresh_from_db()
    assert (comment.status, comment.published_at) == (CommentStatus.PUBLISHED, published_at)
    assert (comment.taken_down_at, comment.taken_down_reason) == (None, None)


def test_several_are_published_at_once_and_the_others_are_told(open_round, africa, africa_coordinator):
    comments = [submit(open_round, africa, africa_coordinator, text=f"{n}") for n in range(4)]
    give_back(comments[1])
    published, missed = actions.publish_comments(comments, by=secretariat())
    assert [comment.number for comment in published] == [1, 3, 4]
    assert [comment.number for comment in missed] == [2]
    assert [log_of(comment)[-1] for comment in comments] == ["publish", "return", "publish", "publish"]
