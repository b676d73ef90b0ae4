"""A comment's own page for the members of its delegation, and the list with its filters."""

import re

import pytest

from reviewmech.consultations import actions
from reviewmech.consultations.enums import CommentStatus
from reviewmech.consultations.models import Comment, CommentVersion, Opinion
from tests import factories

from .writing import save, submit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]

LIST = "/en/my-comments/"
DELEGATION = {"focal point", "deputy", "contributor", "observer"}


def own(comment, verb="") -> str:
    return f"{LIST}{comment.pk}/{verb and verb + '/'}"


def text_of(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", response.content.decode()))


def verbs_on(response) -> set[str]:
    html = response.content.decode()
    return set(re.findall(r'(?:href|action)="/en/my-comments/\d+/(\w+)/"', html))


def rows() -> list[object]:
    return [list(model.objects.values()) for model in (Comment, CommentVersion, Opinion)]


@pytest.fixture
def begun(open_round, state_a, contributor) -> Comment:
    return save(open_round, state_a, contributor)


OFFERED = {
    "focal point": {"edit", "submit", "verify", "share", "discard", "opinion"},
    "deputy": {"edit", "verify", "share", "discard", "opinion"},
    "contributor": {"edit", "discard"},
    "observer": {"opinion"},
}


@pytest.mark.parametrize("who", OFFERED)
def test_a_draft_s_page_offers_what_each_role_may(browser, delegation, begun, who):
    assert verbs_on(browser(delegation[who]).get(own(begun))) == OFFERED[who]


def test_a_verified_and_shared_draft_offers_the_ways_back(browser, delegation, begun, deputy):
    actions.share_with_group(actions.verify_comment(begun, by=deputy), by=deputy)
    response = browser(deputy).get(own(begun))
    assert verbs_on(response) == {"edit", "unverify", "unshare", "discard", "opinion"}
    html = response.content.decode()
    told = ["Drafted by</dt><dd><bdi>contributor</bdi>", "Verified</dt><dd><bdi>deputy</bdi>"]
    assert [each in html for each in told] == [True, True]
    assert "With the members of African States" in text_of(response)


def test_another_contributor_reads_who_may_change_the_words(browser, begun, state_a):
    other = factories.make_user("other@example.org")
    factories.make_seat(other, state_a, role="contributor")
    page = browser(other)
    response = page.get(own(begun))
    assert "These words may be changed by contributor, by a deputy" in text_of(response)
    assert verbs_on(response) == {"opinion"}
    refused = page.get(own(begun, "edit"), follow=True)
    assert "These words are a colleague’s: you may not change them." in text_of(refused)
    response = page.post(own(begun, "edit"), {"text": "Typed by somebody else."})
    assert response.status_code == 403
    assert "Typed by somebody else.</textarea>" in response.content.decode()
    assert begun.versions.get().text == "Words of ours."


def test_an_observer_of_the_delegation_reads_along(browser, delegation, begun, open_round):
    page = browser(delegation["observer"])
    assert "You read along as an observer" in text_of(page.get(own(begun)))
    form = "/en/consultations/pending-issues/drafts/1/paragraphs/2/comment/"
    response = page.post(form, {"text": "An observer's words."})
    assert response.status_code == 403
    assert "An observer&#x27;s words.</textarea>" in response.content.decode()
    assert Comment.objects.count() == 1


@pytest.mark.parametrize(
    ("verb", "done"),
    [
        ("verify", "Verified. It is submitted with"),
        ("share", "Shared: the members of your Regional Group can read it."),
    ],
)
def test_a_button_says_what_happened_and_a_second_click_that_it_has(browser, begun, deputy, verb, done):
    page = browser(deputy)
    response = page.post(own(begun, verb), follow=True)
    assert response.redirect_chain == [(own(begun), 302)]
    assert done in text_of(response)
    before = rows()
    assert "already" in text_of(page.post(own(begun, verb), follow=True))
    assert rows() == before


# The outsider tries everything

VERBS = ["verify", "unverify", "share", "unshare", "late", "opinion"]


@pytest.mark.parametrize("verb", VERBS)
def test_outsiders_find_nothing_and_change_nothing(browser, delegation, begun, deputy, verb):
    if verb == "unverify":
        actions.verify_comment(begun, by=deputy)
    if verb == "unshare":
        actions.share_with_group(begun, by=deputy)
    before, found = rows(), {}
    for name in sorted(set(delegation) - DELEGATION):
        response = browser(delegation[name]).post(own(begun, verb), {"kind": "support", "text": "Mine."})
        found[name] = response.status_code
    assert found == dict.fromkeys(found, 404) | {"visitor": 403}  # who sends words gets them back
    assert browser(delegation["visitor"]).post(own(begun, verb)).status_code == 302
    assert rows() == before


@pytest.mark.parametrize("verb", ["verify", "unverify", "share", "unshare"])
@pytest.mark.parametrize("who", ["contributor", "observer"])
def test_colleagues_without_the_role_change_nothing(browser, delegation, begun, deputy, who, verb):
    if verb == "unverify":
        actions.verify_comment(begun, by=deputy)
    if verb == "unshare":
        actions.share_with_group(begun, by=deputy)
    before = rows()
    assert browser(delegation[who]).post(own(begun, verb)).status_code == 403
    assert rows() == before


@pytest.mark.parametrize("verb", VERBS)
def test_no_change_without_the_token_of_the_form(browser, begun, deputy, verb):
    before = rows()
    client = browser(deputy, enforce_csrf_checks=True)
    assert client.post(own(begun, verb), {"kind": "support", "text": "Words"}).status_code == 403
    assert rows() == before


@pytest.mark.parametrize("verb", ["verify", "unverify", "share", "unshare", "late"])
def test_a_button_is_pressed_not_visited(browser, begun, deputy, verb):
    assert browser(deputy).get(own(begun, verb)).status_code == 405


# Opinions


def test_an_opinion_is_read_by_the_delegation_and_given_again_in_the_same_form(browser, delegation, begun):
    page = browser(delegation["observer"])
    response = page.post(
        own(begun, "opinion"), {"kind": "question", "text": "Which <deadline>?"}, follow=True
    )
    assert response.redirect_chain == [(own(begun), 302)]
    assert response.context["opinion_form"].initial == {"kind": "question", "text": "Which <deadline>?"}
    html = browser(delegation["contributor"]).get(own(begun)).content.decode()
    assert "Which &lt;deadline&gt;?" in html
    page.post(own(begun, "opinion"), {"kind": "support", "text": ""})
    assert list(Opinion.objects.values_list("kind", "text")) == [("support", "")]
    assert page.get(own(begun, "opinion")).url == own(begun)


def test_a_question_without_words_is_asked_for_them(browser, begun, deputy):
    response = browser(deputy).post(own(begun, "opinion"), {"kind": "question", "text": " "})
    assert response.status_code == 200
    assert "Write what your question is." in text_of(response)
    assert Opinion.objects.count() == 0


@pytest.mark.parametrize("data", [{"text": "Kept."}, {"kind": "rude", "text": "Kept."}])
def test_an_opinion_without_a_kind_loses_no_words(browser, begun, deputy, data):
    response = browser(deputy).post(own(begun, "opinion"), data)
    assert (response.status_code, "Kept.</textarea>" in response.content.decode()) == (200, True)
    assert Opinion.objects.count() == 0


def test_words_on_what_was_submitted_meanwhile_come_back(browser, begun, deputy, focal_point):
    actions.submit_comment(begun, by=focal_point)
    response = browser(deputy).post(own(begun, "opinion"), {"kind": "support", "text": "Too late."})
    assert (response.status_code, "Too late.</textarea>" in response.content.decode()) == (403, True)


def test_an_opinion_on_earlier_words_says_so(browser, begun, open_round, state_a, contributor, deputy):
    actions.give_opinion(begun, kind="support", by=deputy)
    assert "on earlier words" not in text_of(browser(deputy).get(own(begun)))
    save(open_round, state_a, contributor, comment=begun, text="Other words.")
    assert "on earlier words" in text_of(browser(deputy).get(own(begun)))


# What was withdrawn


def test_a_withdrawn_comment_keeps_its_number_and_says_so(browser, open_round, state_a, focal_point):
    comment = submit(open_round, state_a, focal_point)
    actions.withdraw_comment(comment, by=focal_point)
    words = text_of(browser(focal_point).get(own(comment)))
    assert "Comment 1 was withdrawn" in words
    assert "Its number stays with it and is not used again." in words
    assert submit(open_round, state_a, focal_point, text="Next.").number == 2


@pytest.mark.parametrize("who", ["deputy", "contributor", "observer"])
def test_nobody_but_the_focal_point_withdraws(browser, delegation, open_round, state_a, focal_point, who):
    comment = submit(open_round, state_a, focal_point)
    client = browser(delegation[who])
    assert client.get(own(comment, "withdraw")).url == own(comment)
    assert client.post(own(comment, "withdraw")).status_code == 403
    comment.refresh_from_db()
    assert comment.status == CommentStatus.SUBMITTED
