"""A comment's own page for the members of its delegation, and the list with its filters."""

import re

import pytest

from reviewmech.consultations import actions
from reviewmech.consultations.enums import CommentStatus
from reviewmech.consultations.models import Comment, CommentVersion, Opinion
from tests import factories

from .writing import make_comment, queries, save, submit

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


# Writing for one of several


FORM = "/en/consultations/pending-issues/drafts/1/paragraphs/2/comment/"


def test_a_contributor_s_check_ends_at_the_kept_draft(browser, open_round, state_a, contributor, filled):
    response = browser(contributor).post(FORM, filled | {"participant": state_a.pk}, follow=True)
    assert response.redirect_chain == [(own(Comment.objects.get()), 302)]
    assert "Kept as a draft. It has not been submitted." in text_of(response)


def preset(page, url=FORM):
    return page.get(url).context["form"].initial.get("participant")


def test_the_form_speaks_for_whom_the_address_says_else_for_the_last(
    browser, open_round, state_a, grulac, focal_point, filled
):
    page = browser(focal_point)
    assert preset(page) is None
    factories.make_seat(focal_point, grulac, role="deputy")
    assert preset(page) is None
    response = page.get(FORM)
    assert "Choose for whom you speak." in response.content.decode()
    assert [preset(page, f"{FORM}?for={code}") for code in ("grulac", "state-a", "africa", "x")] == [
        grulac.pk,
        state_a.pk,
        None,
        None,
    ]
    page.post(FORM, filled | {"participant": grulac.pk})
    assert preset(page) == grulac.pk
    assert preset(page, f"{FORM}?for=state-a") == state_a.pk


def test_of_several_nobody_is_spoken_for_by_mistake(browser, open_round, grulac, focal_point, filled):
    factories.make_seat(focal_point, grulac, role="deputy")
    response = browser(focal_point).post(FORM, filled | {"participant": ""})
    assert response.context["form"].errors == {"participant": ["Choose for whom you speak."]}
    assert Comment.objects.count() == 0


# The list


@pytest.fixture
def many(open_round, state_a, grulac, focal_point):
    """Comments of two participants, in two consultations and two states."""
    factories.make_seat(focal_point, grulac)
    elsewhere = factories.make_round(factories.make_draft(factories.make_consultation("other-talks")))
    made = {}
    for round_ in (open_round, elsewhere):
        for participant in (state_a, grulac):
            for status in ("draft", "submitted"):
                comment = make_comment(status, round_, participant, focal_point)
                made[comment.pk] = (round_.draft.consultation.code, participant.code, status)
    return made


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", 8),
        ("status=draft", 4),
        ("participant=grulac", 4),
        ("consultation=other-talks", 4),
        ("status=draft&participant=state-a&consultation=pending-issues", 1),
        ("status=published", 0),
        ("status=x&participant=africa&consultation=no&round=x", 8),
        (f"round={10**30}", 8),
    ],
)
def test_filters_leave_what_they_say_and_ignore_what_is_none(browser, focal_point, many, query, expected):
    response = browser(focal_point).get(f"{LIST}?{query}")
    assert len(response.context["comments"]) == expected
    wanted = set(re.findall(r"=([\w-]+)", query)) & {"draft", "grulac", "state-a", "other-talks"}
    assert all(wanted <= set(many[comment.pk]) for comment in response.context["comments"])


def test_the_pages_of_a_filtered_list_keep_the_filter(browser, open_round, state_a, focal_point):
    for n in range(51):
        save(open_round, state_a, focal_point, text=f"{n}")
    submit(open_round, state_a, focal_point)
    query = f"status=draft&round={open_round.pk}"
    html = browser(focal_point).get(f"{LIST}?{query}").content.decode()
    assert f'href="?{query.replace("&", "&amp;")}&amp;page=2"' in html
    assert "Only round 1 on draft 1" in html


def test_another_s_participant_and_consultation_are_no_choices(
    browser, delegation, many, hidden_round, africa
):
    save(hidden_round, africa, delegation["africa"])
    html = browser(delegation["focal point"]).get(LIST).content.decode()
    assert [f'value="{code}"' in html for code in ("state-a", "grulac", "other-talks")] == [True] * 3
    assert [f'value="{code}"' in html for code in ("africa", "closed-talks")] == [False] * 2


def test_list_and_page_cost_the_same_however_many_opinions_there_are(
    browser, delegation, open_round, state_a, contributor
):
    page, found = browser(delegation["observer"]), []
    for number in (1, 3):
        for n in range(number):
            comment = save(open_round, state_a, contributor, text=f"{number} {n}")
            for who in ("focal point", "deputy")[:number]:
                actions.give_opinion(comment, kind="support", by=delegation[who])
        found.append((queries(page, LIST), queries(page, own(comment))))
    assert found[0] == found[1]
