"""Who sees a comment, by page, address, count and search: who × status."""

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from reviewmech.consultations.actions import withdraw_comment
from reviewmech.consultations.enums import GONE, CommentStatus
from reviewmech.consultations.models import Comment, Consultation, Draft, ParagraphText, Round

from .writing import make_comment, submit

pytestmark = pytest.mark.django_db

EVERYBODY = ["visitor", "member", "africa", "grulac", "state-a", "moderator"]
SECRET = "Xylographically"
DRAFT_URL = "/en/consultations/pending-issues/drafts/1/"
# Who knows of a comment of the African States, by its status.
KNOWN = {
    CommentStatus.DRAFT: ["africa"],
    CommentStatus.SUBMITTED: ["africa", "moderator"],
    CommentStatus.RETURNED: ["africa", "moderator"],
    CommentStatus.PUBLISHED: EVERYBODY,
    CommentStatus.WITHDRAWN: ["africa", "moderator"],
    CommentStatus.TAKEN_DOWN: ["africa", "moderator"],
}
table = pytest.mark.parametrize("status", KNOWN)


@pytest.fixture
def comment(request, open_round, africa, africa_coordinator) -> Comment:
    status = request.getfixturevalue("status")
    return make_comment(status, open_round, africa, africa_coordinator, text=f"{SECRET} said.")


@pytest.fixture
def browsers(cast) -> dict[str, Client]:
    browsers = {name: Client() for name in cast}
    for name, user in cast.items():
        if user.is_authenticated:
            browsers[name].force_login(user)
    return browsers


def permalink(comment: Comment, language: str = "en") -> str:
    with override(language):
        return reverse("consultations:comment", args=[comment.consultation.code, comment.number or 1])


@table
def test_by_query(cast, comment, status):
    assert [name for name in EVERYBODY if Comment.objects.visible_to(cast[name]).exists()] == KNOWN[status]


@table
def test_on_the_page_stands_what_is_published_and_nothing_else(browsers, comment, status):
    published = status == CommentStatus.PUBLISHED
    for url in (DRAFT_URL, f"{DRAFT_URL}paragraphs/1/"):
        pages = [browsers[name].get(url).content.decode() for name in EVERYBODY]
        assert [SECRET in page for page in pages] == [published] * len(EVERYBODY)


@table
def test_hidden_comments_are_not_counted(browsers, comment, status):
    expected = 1 if status == CommentStatus.PUBLISHED else 0
    for name in EVERYBODY:
        units = browsers[name].get(DRAFT_URL).context["units"]
        assert [unit.thread.count for unit in units] == [expected, 0, 0]


@table
def test_by_address(browsers, comment, status):
    """What was published once is known to be gone by everybody who has its address."""
    known = EVERYBODY if status in GONE else KNOWN[status]
    known = [] if comment.number is None else known
    responses = {name: browsers[name].get(permalink(comment)) for name in EVERYBODY}
    assert [name for name, response in responses.items() if response.status_code == 200] == known
    words = [name for name, response in responses.items() if SECRET in response.content.decode()]
    assert words == ([] if status in GONE else known)


@table
def test_by_search(browsers, comment, status):
    call_command("update_index", verbosity=0)
    found = [name for name in EVERYBODY if browsers[name].get(f"/en/search/?q={SECRET}").context["page_obj"]]
    assert found == (EVERYBODY if status == CommentStatus.PUBLISHED else [])


def test_a_comment_withdrawn_before_its_publication_was_never_there(
    browsers, open_round, africa, africa_coordinator
):
    comment = submit(open_round, africa, africa_coordinator)
    withdraw_comment(comment, by=africa_coordinator)
    statuses = {name: browsers[name].get(permalink(comment)).status_code for name in EVERYBODY}
    assert statuses == {name: 200 if name in {"africa", "moderator"} else 404 for name in EVERYBODY}


def test_own_pages_show_a_comment_to_its_participant_only(browsers, open_round, africa, africa_coordinator):
    comment = submit(open_round, africa, africa_coordinator)
    found = {name: browsers[name].get(f"/en/my-comments/{comment.pk}/").status_code for name in EVERYBODY}
    assert found == {name: {"visitor": 302, "africa": 200}.get(name, 404) for name in EVERYBODY}


@pytest.mark.parametrize(
    "path",
    ["", "comments/", "paragraphs/1/", "comment/", "paragraphs/1/comment/"],
)
def test_a_named_consultation_is_there_for_the_named_and_the_moderators(browsers, hidden_round, path):
    found = [
        name
        for name in EVERYBODY
        if browsers[name].get(f"/en/consultations/closed-talks/drafts/1/{path}").status_code not in {302, 404}
    ]
    assert found == ["africa", "moderator"]


@pytest.mark.parametrize("model", [Consultation, Draft, Round, ParagraphText], ids=lambda m: m.__name__)
def test_rows_of_a_named_consultation_are_in_no_list_of_others(cast, hidden_round, model):
    found = [name for name in EVERYBODY if model.objects.visible_to(cast[name]).exists()]
    assert found == ["africa", "moderator"]


def test_a_published_comment_of_a_named_consultation_stays_inside(
    cast, browsers, hidden_round, africa, africa_coordinator
):
    comment = make_comment(CommentStatus.PUBLISHED, hidden_round, africa, africa_coordinator)
    assert [name for name in EVERYBODY if Comment.objects.visible_to(cast[name])] == ["africa", "moderator"]
    found = [name for name in EVERYBODY if browsers[name].get(permalink(comment)).status_code == 200]
    assert found == ["africa", "moderator"]
