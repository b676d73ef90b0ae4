"""The desk: each decision by its button, then the next comment; and what is told to who was not the first."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from reviewmech.consultations import actions
from reviewmech.consultations.enums import AppealOutcome, CommentStatus, CommentType, Stance
from reviewmech.consultations.models import Appeal, Comment, Endorsement

from .writing import give_back, log_of, make_comment, publish, save, submit, take_down

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]

ADVICE = "يرجى التوضيح"


def url(comment: Comment, query: str = "") -> str:
    return reverse("moderation:inspect", args=[comment.pk]) + (f"?{query}" if query else "")


@pytest.fixture
def desk(client, moderator) -> Client:
    client.force_login(moderator)
    return client


def form_of(action: str, reason) -> dict[str, object]:
    return {
        "publish": {},
        "return": {"reason": reason.pk, "text": ADVICE},
        "take_down": {"take-down-reason": reason.pk, "take-down-sure": "on"},
        "undo": {},
        "uphold": {"answer": "Yes."},
        "dismiss": {"answer": "No."},
    }[action] | {"action": action}


BECOMES = {
    ("submitted", "publish"): "published",
    ("submitted", "return"): "returned",
    ("published", "take_down"): "taken_down",
    ("published", "undo"): "submitted",
    ("returned", "undo"): "submitted",
    ("taken_down", "undo"): "published",
}


@pytest.mark.parametrize("action", ["publish", "return", "take_down", "undo", "uphold", "dismiss"])
@pytest.mark.parametrize("status", ["submitted", "returned", "published", "withdrawn", "taken_down"])
def test_each_button_in_each_state(desk, open_round, africa, africa_coordinator, reason, status, action):
    comment = make_comment(status, open_round, africa, africa_coordinator)
    response = desk.post(url(comment), form_of(action, reason))
    comment.refresh_from_db()
    expected = BECOMES.get((status, action))
    assert response.status_code == (302 if expected else 409)
    assert comment.status == (expected or status)


@pytest.mark.parametrize("action", ["uphold", "dismiss"])
@pytest.mark.parametrize("status", ["returned", "taken_down"])
def test_an_appeal_is_answered_at_the_desk(desk, open_round, africa, africa_coordinator, status, action):
    comment = make_comment(status, open_round, africa, africa_coordinator)
    actions.appeal(comment, text="Please look.", language="ar", by=africa_coordinator)
    page = desk.get(url(comment, "status=appealed")).content.decode()
    assert "Answer, in Arabic" in page
    assert desk.post(url(comment), {"action": action, "answer": " "}).status_code == 422
    assert desk.post(url(comment), {"action": action, "answer": "نعم"}).status_code == 302
    appeal = Appeal.objects.get()
    assert appeal.outcome == (AppealOutcome.UPHELD if action == "uphold" else AppealOutcome.DISMISSED)
    assert appeal.answer == "نعم"


def test_ones_own_decision_is_not_ones_own_to_answer(desk, open_round, africa, africa_coordinator, reason):
    comment = submit(open_round, africa, africa_coordinator)
    desk.post(url(comment), form_of("return", reason))
    comment.refresh_from_db()
    actions.appeal(comment, text="Please look.", language="en", by=africa_coordinator)
    page = desk.get(url(comment))
    assert "another moderator decides on it" in page.content.decode()
    response = desk.post(url(comment), {"action": "uphold", "answer": "Long typed."})
    assert response.status_code == 422
    assert "your own decision" in response.content.decode()
    assert "Long typed." in response.content.decode()
    assert Appeal.objects.get().is_pending


@pytest.mark.parametrize("action", ["publish", "return", "take_down", "undo", "uphold", "dismiss"])
@pytest.mark.parametrize("who", ["visitor", "member", "africa", "grulac", "state-a"])
def test_outsiders_decide_nothing(client, cast, open_round, africa, africa_coordinator, reason, who, action):
    status = {"publish": "submitted", "return": "submitted", "take_down": "published"}.get(action, "returned")
    comment = make_comment(status, open_round, africa, africa_coordinator)
    if who != "visitor":
        client.force_login(cast[who])
    response = client.post(url(comment), form_of(action, reason))
    assert response.status_code in (302, 403, 404)
    comment.refresh_from_db()
    assert comment.status == status


@pytest.mark.parametrize("action", ["publish", "return", "take_down", "undo"])
def test_nothing_is_decided_without_the_token(
    moderator, open_round, africa, africa_coordinator, reason, action
):
    status = {"publish": "submitted", "return": "submitted"}.get(action, "published")
    comment = make_comment(status, open_round, africa, africa_coordinator)
    client = Client(enforce_csrf_checks=True)
    client.force_login(moderator)
    assert client.post(url(comment), form_of(action, reason)).status_code == 403
    comment.refresh_from_db()
    assert comment.status == status


@pytest.mark.parametrize("action", ["", "delete", "forms"])
def test_an_unknown_action_is_a_bad_request(desk, open_round, africa, africa_coordinator, action):
    comment = submit(open_round, africa, africa_coordinator)
    assert desk.post(url(comment), {"action": action}).status_code == 400


def test_after_a_decision_comes_the_next_of_the_same_list(desk, open_round, africa, africa_coordinator):
    first, second, third = [submit(open_round, africa, africa_coordinator, text=f"{n}") for n in range(3)]
    query = "language=en"
    response = desk.post(url(second, query), {"action": "publish"})
    assert response.url == url(third, f"{query}&decided={second.pk}")
    page = desk.get(response.url)
    assert "Undo: Comment 2" in page.content.decode()
    assert page.context["previous_url"] == url(first, query)
    response = desk.post(response.url, {"action": "publish"})
    assert response.url == url(first, f"{query}&decided={third.pk}")
    response = desk.post(response.url, {"action": "publish"}, follow=True)
    assert response.redirect_chain[0][0] == f"{reverse('moderation:index')}?{query}"
    assert "no other comment in this list" in response.content.decode()


def test_the_last_decision_is_undone_from_the_next_desk(desk, open_round, africa, africa_coordinator):
    first, _second = [submit(open_round, africa, africa_coordinator, text=f"{n}") for n in range(2)]
    response = desk.post(url(first), {"action": "publish"})
    undo_url = desk.get(response.url).context["undo_last_url"]
    assert desk.post(undo_url, {"action": "undo"}).url == url(first)
    first.refresh_from_db()
    assert first.status == CommentStatus.SUBMITTED
    assert log_of(first) == ["submit", "publish", "undo_publish"]


@pytest.mark.parametrize("decided", ["x", "-1", "9" * 40, "0", "²"])
def test_a_last_decision_that_is_none_is_left_out(desk, open_round, africa, africa_coordinator, decided):
    comment = submit(open_round, africa, africa_coordinator)
    assert desk.get(url(comment), {"decided": decided}).context["last"] is None


def test_two_hundred_are_published_one_request_each(desk, open_round, africa, africa_coordinator):
    comments = [submit(open_round, africa, africa_coordinator, text=f"{n}") for n in range(200)]
    address, requests = url(comments[0]), 0
    while "/inspect/" in address:
        address = desk.post(address, {"action": "publish"}).url
        requests += 1
    assert (requests, Comment.objects.published().count()) == (200, 200)


def test_the_reason_stands_in_the_moderators_language_and_beside_it_in_the_authors(
    desk, open_round, africa, africa_coordinator, reason
):
    comment = submit(open_round, africa, africa_coordinator, language="ar", text="كلمات")
    page = desk.get(url(comment)).content.decode()
    assert 'Not on the text <bdi class="reason" lang="ar" dir="rtl">ليس عن النص</bdi>' in page
    assert "What the author should do, in Arabic" in page
    textarea = re.search(r"<textarea[^>]*name=\"text\"[^>]*>", page).group()
    assert 'lang="ar" dir="rtl"' in textarea


def test_the_author_reads_a_return_in_the_comments_language(
    desk, client, open_round, africa, africa_coordinator, reason
):
    comment = submit(open_round, africa, africa_coordinator, language="ar", text="كلمات")
    desk.post(url(comment), form_of("return", reason))
    client.force_login(africa_coordinator)
    page = client.get(f"/ar/my-comments/{comment.pk}/").content.decode()
    assert "ليس عن النص" in page
    assert ADVICE in page


def test_a_return_that_comes_second_keeps_what_was_typed(
    desk, open_round, africa, africa_coordinator, reason
):
    comment = publish(open_round, africa, africa_coordinator)
    response = desk.post(url(comment), form_of("return", reason))
    assert response.status_code == 409
    page = response.content.decode()
    assert "What you typed has not been sent" in page
    assert ADVICE in page
    assert response.context["may_take_down"]


@pytest.mark.parametrize("missing", ["take-down-reason", "take-down-sure"])
def test_taking_down_needs_a_reason_and_a_confirmation(
    desk, open_round, africa, africa_coordinator, reason, missing
):
    comment = publish(open_round, africa, africa_coordinator)
    data = form_of("take_down", reason)
    del data[missing]
    assert desk.post(url(comment), data).status_code == 422
    comment.refresh_from_db()
    assert comment.status == CommentStatus.PUBLISHED


def test_words_not_sent_stay_the_delegations(desk, open_round, africa, africa_coordinator):
    comment = give_back(submit(open_round, africa, africa_coordinator, text="Sent words."))
    save(open_round, africa, africa_coordinator, comment=comment, text="Quizzical words.")
    draft = save(open_round, africa, africa_coordinator, text="Quizzical draft.")
    page = desk.get(url(comment)).content.decode()
    assert "Sent words." in page
    assert "Quizzical" not in page
    assert desk.get(url(draft)).status_code == 404


def test_the_surroundings_are_there(desk, open_round, africa, africa_coordinator, state_a, reason):
    for n in range(12):
        publish(open_round, africa, africa_coordinator, text=f"Earlier {n}.")
    comment = submit(open_round, africa, africa_coordinator, text="This one.", proposed_wording="Other.")
    Endorsement.objects.create(
        version=comment.submitted_version, participant=state_a, stance=Stance.DISSOCIATED, named=False
    )
    desk.post(url(comment), form_of("return", reason))
    response = desk.get(url(comment))
    earlier = response.context["earlier"]
    assert [row.number for row in earlier.comments] == list(range(12, 2, -1))
    page = response.content.decode()
    assert "All 12 earlier comments" in page
    assert "State A" not in page  # its coordinator chose not to name it
    assert "<del>" in page
    assert [step.what for step in response.context["history"]] == [
        "Returned a comment",
        "Submitted a comment",
    ]
    assert response.context["history"][0].reason == "Not on the text"


def test_history_does_not_grow_without_end(desk, open_round, africa, africa_coordinator):
    comment = submit(open_round, africa, africa_coordinator)
    for _ in range(60):
        desk.post(url(comment), {"action": "publish"})
        desk.post(url(comment), {"action": "undo"})
    assert len(desk.get(url(comment)).context["history"]) == 100


def test_a_comment_on_the_whole_has_a_desk_too(desk, open_round, africa, africa_coordinator):
    comment = submit(
        open_round, africa, africa_coordinator, paragraph=None, base=None, type_=CommentType.EDITORIAL
    )
    assert "on the draft as a whole" in desk.get(url(comment)).content.decode()
    assert desk.get(reverse("moderation:index")).status_code == 200


# What is left of a comment that was taken down


def test_of_a_comment_taken_down_stay_its_number_and_the_reason(
    client, open_round, africa, africa_coordinator, grulac_coordinator
):
    words = {"text": "Quizzical words.", "proposed_wording": "Quizzical wording."}
    comment = take_down(publish(open_round, africa, africa_coordinator, **words))
    for language, why in (("en", "Personal data"), ("ar", "بيانات شخصية")):
        page = client.get(f"/{language}/consultations/pending-issues/comments/{comment.number}/")
        html = page.content.decode()
        assert page.status_code == 200
        assert why in html
        assert 'name="robots" content="noindex"' in html
        for hidden in ("Quizzical", africa.name, "Paragraph 1", comment.submitted_version.get_type_display()):
            assert hidden not in html


@pytest.mark.parametrize("who", ["visitor", "member", "grulac", "state-a"])
def test_nor_is_it_found_counted_or_listed(client, cast, open_round, africa, africa_coordinator, who):
    comment = publish(open_round, africa, africa_coordinator, text="Quizzical words.")
    comment.shared_at = comment.published_at
    comment.save()
    take_down(comment)
    if who != "visitor":
        client.force_login(cast[who])
    address = f"/comments/{comment.number}/"
    draft = "/en/consultations/pending-issues/drafts/1/"
    for path in (draft, f"{draft}paragraphs/1/", f"{draft}comments/", "/en/", "/sitemap.xml"):
        page = client.get(path).content.decode()
        assert "Quizzical" not in page
        assert address not in page
    parts = client.get("/en/search/", {"q": "quizzical"}).context["parts"]
    assert [part.number for part in parts] == [0] * len(parts)
    if who != "visitor":
        assert client.get("/en/my-comments/").context["comments"] == []
    assert not Comment.objects.visible_to(cast[who]).exists()


def test_one_that_was_never_public_is_not_known(client, open_round, africa, africa_coordinator):
    comment = publish(open_round, africa, africa_coordinator)
    open_round.embargo = "public"
    open_round.save()
    take_down(comment)
    assert client.get(f"/en/consultations/pending-issues/comments/{comment.number}/").status_code == 404
