"""What the script that saves while one writes is answered: who × what is sent."""

import pytest
from django.test import Client

from reviewmech.consultations.actions import submit_comment
from reviewmech.consultations.enums import CommentStatus
from reviewmech.consultations.models import Comment

from .writing import save

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]

FORM = "/en/consultations/pending-issues/drafts/1/paragraphs/2/comment/"


@pytest.fixture
def by_itself(filled):
    return filled | {"action": "autosave"}


def test_the_first_saving_makes_the_draft_and_tells_where_it_is(coordinator, by_itself):
    answer = coordinator.post(FORM, by_itself)
    comment = Comment.objects.get()
    assert answer.json()["url"] == f"/en/my-comments/{comment.pk}/edit/"
    assert answer.json()["time"].endswith(" UTC")
    assert (comment.status, comment.words.text) == (CommentStatus.DRAFT, "Words of ours.")


def test_the_next_ones_change_it(coordinator, by_itself):
    url = coordinator.post(FORM, by_itself).json()["url"]
    assert coordinator.post(url, by_itself | {"text": "More words."}).json()["url"] == url
    comment = Comment.objects.get()
    assert [version.text for version in comment.versions.all()] == ["More words."]


@pytest.mark.parametrize("missing", ["type", "text", "language"])
def test_what_is_not_complete_yet_is_not_kept_and_says_which_field(coordinator, by_itself, missing):
    answer = coordinator.post(FORM, by_itself | {missing: ""})
    assert (answer.status_code, list(answer.json()["errors"])) == (422, [missing])
    assert Comment.objects.count() == 0


@pytest.mark.parametrize("who", ["visitor", "member", "grulac", "moderator"])
def test_nobody_else_saves_for_the_participant(client, cast, open_round, by_itself, who):
    if who != "visitor":
        client.force_login(cast[who])
    assert client.post(FORM, by_itself).status_code in {403, 422}
    assert Comment.objects.count() == 0


def test_without_the_token_nothing_is_kept(open_round, africa_coordinator, by_itself):
    client = Client(enforce_csrf_checks=True)
    client.force_login(africa_coordinator)
    assert client.post(FORM, by_itself).status_code == 403
    assert Comment.objects.count() == 0


def test_a_comment_sent_meanwhile_keeps_its_words(
    coordinator, open_round, africa, africa_coordinator, by_itself
):
    comment = submit_comment(save(open_round, africa, africa_coordinator), by=africa_coordinator)
    answer = coordinator.post(f"/en/my-comments/{comment.pk}/edit/", by_itself | {"text": "Others."})
    assert answer.status_code == 403
    assert [version.text for version in comment.versions.all()] == ["Words of ours."]
