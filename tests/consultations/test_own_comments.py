"""One's own comments: what their pages show, what can be done, and who is kept out."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from reviewmech.consultations.enums import CommentStatus
from reviewmech.consultations.models import Comment
from tests import factories

from .writing import give_back, make_comment, publish, save, submit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]

LIST = "/en/my-comments/"


def own(comment: Comment, verb: str = "") -> str:
    return f"{LIST}{comment.pk}/{verb and verb + '/'}"


def actions_on(response) -> set[str]:
    """The verbs the page offers, by the last part of their addresses."""
    html = response.content.decode()
    return set(re.findall(r'(?:href|action)="/en/my-comments/\d+/(\w+)/"', html))


def test_the_list_has_those_of_ones_participants_in_every_state(
    coordinator, open_round, africa, africa_coordinator, grulac, grulac_coordinator
):
    statuses = ["draft", "submitted", "returned", "published", "withdrawn"]
    for status in statuses:
        make_comment(status, open_round, africa, africa_coordinator)
    save(open_round, grulac, grulac_coordinator)
    response = coordinator.get(LIST)
    assert [comment.status for comment in response.context["comments"]] == statuses[::-1]
    filtered = coordinator.get(f"{LIST}?status=returned")
    assert [comment.status for comment in filtered.context["comments"]] == ["returned"]


@pytest.mark.parametrize("query", ["status=rude", "status="])
def test_a_state_that_is_none_filters_nothing(coordinator, open_round, africa, africa_coordinator, query):
    save(open_round, africa, africa_coordinator)
    assert len(coordinator.get(f"{LIST}?{query}").context["comments"]) == 1


@pytest.mark.parametrize("page", ["-1", "1000000000", "x"])
def test_a_page_that_is_none_is_not_found(coordinator, africa_coordinator, page):
    assert coordinator.get(f"{LIST}?page={page}").status_code == 404


def test_the_list_is_paged(coordinator, open_round, africa, africa_coordinator):
    for n in range(51):
        save(open_round, africa, africa_coordinator, text=f"{n}")
    assert [len(coordinator.get(f"{LIST}?page={n}").context["comments"]) for n in (1, 2)] == [50, 1]


def test_the_list_costs_the_same_for_one_and_for_three(coordinator, open_round, africa, africa_coordinator):
    found = []
    for number in (1, 2):
        for n in range(number):
            publish(open_round, africa, africa_coordinator, text=f"{number} {n}")
        coordinator.get(LIST)
        with CaptureQueriesContext(connection) as captured:
            coordinator.get(LIST)
        found.append(len(captured))
    assert found[0] == found[1]


def test_an_empty_list_says_what_will_be_there(signed_in, member):
    assert "is kept here, with its state" in signed_in(member).get(LIST).content.decode()


@pytest.mark.parametrize(
    ("status", "offered"),
    [
        (CommentStatus.DRAFT, {"edit", "verify", "submit", "discard"}),
        (CommentStatus.SUBMITTED, {"withdraw"}),
        (CommentStatus.RETURNED, {"edit", "withdraw", "appeal"}),
        (CommentStatus.PUBLISHED, {"withdraw"}),
        (CommentStatus.WITHDRAWN, set()),
        (CommentStatus.TAKEN_DOWN, {"appeal"}),
    ],
)
def test_the_page_offers_what_can_be_done_now(
    coordinator, open_round, africa, africa_coordinator, status, offered
):
    comment = make_comment(status, open_round, africa, africa_coordinator)
    assert actions_on(coordinator.get(own(comment))) == offered


def test_the_history_keeps_each_version_with_its_return(coordinator, open_round, africa, africa_coordinator):
    comment = give_back(submit(open_round, africa, africa_coordinator, text="First words."), "Which one?")
    html = coordinator.get(own(comment)).content.decode()
    assert all(words in html for words in ("Unclear", "Which one?", "First words.", "Correct and send again"))
    save(open_round, africa, africa_coordinator, comment=comment, text="Second words.")
    response = coordinator.get(own(comment))
    assert response.context["version"].text == "Second words."
    assert [version.text for version in response.context["versions"]] == ["First words."]


def test_the_permanent_address_is_told(coordinator, open_round, africa, africa_coordinator):
    comment = publish(open_round, africa, africa_coordinator)
    address = coordinator.get(own(comment)).context["permalink"]
    assert address == "http://testserver/en/consultations/pending-issues/comments/1/"


def test_withdrawing_is_asked_once_more(coordinator, open_round, africa, africa_coordinator):
    comment = publish(open_round, africa, africa_coordinator)
    assert coordinator.get(own(comment, "withdraw")).status_code == 200
    comment.refresh_from_db()
    assert comment.status == CommentStatus.PUBLISHED
    for _press in range(2):
        assert coordinator.post(own(comment, "withdraw")).url == own(comment)
    comment.refresh_from_db()
    assert (comment.status, comment.number) == (CommentStatus.WITHDRAWN, 1)


def test_after_the_round_a_comment_is_not_withdrawn(coordinator, open_round, africa, africa_coordinator):
    comment = publish(open_round, africa, africa_coordinator)
    period = open_round.periods.get()
    open_round.periods.update(closes_at=period.opens_at + (period.closes_at - period.opens_at) / 16)
    assert coordinator.get(own(comment, "withdraw")).url == own(comment)
    response = coordinator.post(own(comment, "withdraw"), follow=True)
    assert "Comments can be withdrawn while their round is open." in response.content.decode()
    comment.refresh_from_db()
    assert comment.status == CommentStatus.PUBLISHED


def test_a_draft_is_discarded_after_a_question(coordinator, open_round, africa, africa_coordinator):
    comment = save(open_round, africa, africa_coordinator)
    assert coordinator.get(own(comment, "discard")).status_code == 200
    assert Comment.objects.count() == 1
    assert coordinator.post(own(comment, "discard")).url == LIST
    assert Comment.objects.count() == 0


def test_what_was_submitted_is_not_discarded(coordinator, open_round, africa, africa_coordinator):
    comment = submit(open_round, africa, africa_coordinator)
    assert coordinator.get(own(comment, "discard")).url == own(comment)
    coordinator.post(own(comment, "discard"))
    assert Comment.objects.count() == 1


# The outsider tries everything

VERBS = ["", "edit", "check", "submit", "withdraw", "discard"]


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("status", [CommentStatus.DRAFT, CommentStatus.RETURNED, CommentStatus.PUBLISHED])
def test_outsiders_find_nothing_and_change_nothing(
    cast, open_round, africa, africa_coordinator, verb, status
):
    comment = make_comment(status, open_round, africa, africa_coordinator)
    before = [list(Comment.objects.values()), list(comment.versions.values())]
    found = {}
    for name in ("member", "grulac", "state-a", "moderator"):
        client = Client()
        client.force_login(cast[name])
        found[name] = {client.post(own(comment, verb), {"text": "Mine now."}).status_code}
        found[name].add(client.get(own(comment, verb)).status_code)
    refused = {"": {405, 404}, "check": {405, 404}, "submit": {404, 405}}.get(verb, {404})
    assert found == dict.fromkeys(found, refused)
    assert [list(Comment.objects.values()), list(comment.versions.values())] == before


@pytest.mark.parametrize("verb", ["submit", "withdraw", "discard"])
def test_a_visitor_is_led_to_the_sign_in_and_then_to_the_comment(
    client, open_round, africa, africa_coordinator, verb
):
    comment = save(open_round, africa, africa_coordinator)
    assert client.post(own(comment, verb)).url == f"/en/accounts/login/?next={own(comment)}"
    assert Comment.objects.get().status == CommentStatus.DRAFT


@pytest.mark.parametrize("verb", ["edit", "submit", "withdraw", "discard"])
def test_no_change_without_the_token_of_the_form(open_round, africa, africa_coordinator, verb):
    comment = (submit if verb == "withdraw" else save)(open_round, africa, africa_coordinator)
    before = list(Comment.objects.values())
    client = Client(enforce_csrf_checks=True)
    client.force_login(africa_coordinator)
    assert client.post(own(comment, verb), {"text": "Words"}).status_code == 403
    assert list(Comment.objects.values()) == before


def test_a_seat_that_ended_closes_the_pages(coordinator, open_round, africa, africa_coordinator):
    comment = save(open_round, africa, africa_coordinator)
    africa_coordinator.seats.all().delete()
    assert coordinator.get(own(comment)).status_code == 404
    assert coordinator.get(LIST).context["comments"] == []


def test_two_participants_of_one_person_are_both_listed(
    coordinator, open_round, africa, africa_coordinator, state_a
):
    factories.make_seat(africa_coordinator, state_a)
    save(open_round, africa, africa_coordinator)
    save(open_round, state_a, africa_coordinator)
    assert len(coordinator.get(LIST).context["comments"]) == 2


@pytest.mark.parametrize("pk", [0, 10**30])
def test_a_comment_that_is_none_is_not_found(coordinator, pk):
    assert coordinator.get(f"{LIST}{pk}/").status_code == 404
