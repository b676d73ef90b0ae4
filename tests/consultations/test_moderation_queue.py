"""The queue: what it lists, how it is filtered, what a row tells, and several published at once."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from reviewmech.consultations import actions
from reviewmech.consultations.enums import CommentStatus
from reviewmech.consultations.models import Comment, Consultation, ConsultationIndexPage, ConsultationPage
from reviewmech.consultations.moderation_queue import Queue
from tests import factories

from .writing import give_back, make_comment, publish, save, submit, take_down

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]

URL = "/admin/moderation/"
PUBLISH = "/admin/moderation/publish/"
SENT = [status for status in CommentStatus if status not in {CommentStatus.DRAFT, CommentStatus.VERIFIED}]


@pytest.fixture
def desk(client, moderator) -> Client:
    client.force_login(moderator)
    return client


def numbers(client, **filters) -> list[int]:
    return [comment.number for comment in client.get(URL, filters).context["object_list"]]


@pytest.fixture
def one_of_each(open_round, africa, africa_coordinator) -> dict[str, int]:
    """A comment in each state, and one that nobody but its author knows."""
    save(open_round, africa, africa_coordinator, text="Quizzical draft.")
    return {status: make_comment(status, open_round, africa, africa_coordinator).number for status in SENT}


def test_it_lists_what_waits_unless_asked_otherwise(desk, one_of_each):
    assert numbers(desk) == [one_of_each["submitted"]]
    assert {status: numbers(desk, status=status) for status in SENT} == {
        status: [number] for status, number in one_of_each.items()
    }
    assert numbers(desk, status="all") == sorted(one_of_each.values())
    assert "Quizzical" not in desk.get(URL, {"status": "all"}).content.decode()


def test_appeals_that_wait_are_a_filter_of_their_own(desk, open_round, africa, africa_coordinator):
    comments = [give_back(submit(open_round, africa, africa_coordinator, text=f"{n}")) for n in range(2)]
    actions.appeal(comments[1], text="Why?", language="en", by=africa_coordinator)
    assert numbers(desk, status="appealed") == [2]


def test_late_ones_can_be_asked_for(desk, open_round, africa, africa_coordinator):
    late = submit(open_round, africa, africa_coordinator)
    submit(open_round, africa, africa_coordinator, text="In time.")
    Comment.objects.filter(pk=late.pk).update(late_at=timezone.now())
    assert (numbers(desk, late="true"), numbers(desk, late="false")) == ([1], [2])
    assert "Late" in desk.get(URL, {"late": "true"}).content.decode()


@pytest.mark.parametrize("query", ["consultation=x", "status=draft", "round=999999", "late=perhaps", "p=x"])
def test_an_address_that_says_nothing_sensible_shows_what_waits(desk, one_of_each, query):
    assert desk.get(f"{URL}?{query}").status_code == 200
    assert numbers(desk, **dict([query.split("=")])) == [one_of_each["submitted"]]


def test_one_text_comes_after_the_other_each_in_the_order_of_arrival(desk, africa, africa_coordinator):
    rounds = [
        factories.make_round(factories.make_draft(factories.make_consultation(code))) for code in ("b", "a")
    ]
    for round_ in (*rounds, *rounds):
        submit(round_, africa, africa_coordinator, text=f"{Comment.objects.count()}")
    found = desk.get(URL).context["object_list"]
    assert [(row.consultation.code, row.number) for row in found] == [("b", 1), ("b", 2), ("a", 1), ("a", 2)]


def test_a_row_tells_place_words_version_and_earlier_comments(
    desk, open_round, africa, africa_coordinator, grulac, grulac_coordinator
):
    publish(open_round, africa, africa_coordinator, text="Before.")
    submit(open_round, grulac, grulac_coordinator, text="Of others.")
    comment = give_back(submit(open_round, africa, africa_coordinator, language="ar", text="كلمات"))
    save(open_round, africa, africa_coordinator, comment=comment, language="ar", text="كلمات أوضح")
    actions.submit_comment(comment, by=africa_coordinator)
    rows = {row.number: row for row in desk.get(URL).context["object_list"]}
    assert {number: row.earlier for number, row in rows.items()} == {2: 0, 3: 1}
    page = desk.get(URL, {"language": "ar"}).content.decode()
    assert re.search(r'<p lang="ar" dir="rtl">كلمات أوضح</p>', page)
    assert "Paragraph 1 in ar." in page
    assert "Version 2" in page


def test_titles_stand_for_consultations(desk, africa, africa_coordinator):
    index = factories.add_page(
        factories.home_page(), ConsultationIndexPage(title="Consultations", slug="consultations")
    )
    page = factories.add_page(index, ConsultationPage(title="Pending issues", slug="the-code"))
    consultation = Consultation.objects.get(key=page.translation_key)
    submit(factories.make_round(factories.make_draft(consultation)), africa, africa_coordinator)
    html = desk.get(URL).content.decode()
    assert html.count("Pending issues") >= 3  # in the row, and in the filters of consultations and rounds
    assert "the-code" not in html


def test_a_page_has_fifty(desk, open_round, africa, africa_coordinator):
    for n in range(51):
        submit(open_round, africa, africa_coordinator, text=f"{n}")
    assert [len(numbers(desk, p=page)) for page in (1, 2)] == [50, 1]


def cost(client, url) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_queue_and_desk_cost_the_same_for_one_three_and_sixty(desk, open_round, africa, africa_coordinator):
    first = submit(open_round, africa, africa_coordinator)
    found = []
    for missing in (0, 2, 57):
        for n in range(missing):
            submit(open_round, africa, africa_coordinator, text=f"{missing} {n}")
        last = Comment.objects.latest("pk")
        urls = [URL, reverse("moderation:inspect", args=[last.pk])]
        found.append([cost(desk, url) for url in urls])
    assert first.number == 1
    assert found[0][0] == found[1][0] == found[2][0]
    # Without a neighbour one looks into the next consultation: at either end at most one query more.
    assert max(row[1] for row in found) - min(row[1] for row in found) <= 1


def test_the_filters_go_with_the_moderator_to_the_desk_and_back(desk, open_round, africa, africa_coordinator):
    comment = submit(open_round, africa, africa_coordinator)
    address = reverse("moderation:inspect", args=[comment.pk])
    page = desk.get(URL, {"language": "en", "type": "", "_w_filter_fragment": "1"}).content.decode()
    assert f'href="{address}?language=en"' in page
    assert f'href="{URL}?language=en"' in desk.get(f"{address}?language=en").content.decode()


# Several at once


def test_several_are_asked_for_once_more_and_then_published(desk, open_round, africa, africa_coordinator):
    comments = [submit(open_round, africa, africa_coordinator, text=f"{n}") for n in range(3)]
    chosen = {"comment": [comment.pk for comment in comments[:2]]}
    question = desk.post(f"{PUBLISH}?language=en", chosen)
    assert "Publish 2 comments" in question.content.decode()
    assert Comment.objects.published().count() == 0
    response = desk.post(f"{PUBLISH}?language=en", {**chosen, "confirmed": "yes"})
    assert response.url == f"{URL}?language=en"
    assert [comment.number for comment in Comment.objects.published()] == [1, 2]


def test_those_gone_meanwhile_are_told_by_number(desk, open_round, africa, africa_coordinator):
    comments = [submit(open_round, africa, africa_coordinator, text=f"{n}") for n in range(3)]
    give_back(comments[1])
    chosen = {"comment": [comment.pk for comment in comments], "confirmed": "yes"}
    page = desk.post(PUBLISH, chosen, follow=True).content.decode()
    assert "2 comments have been published." in page
    assert "somebody else has dealt with them: 2." in page


@pytest.mark.parametrize("keys", [[], ["x"], ["-1"], ["99999999"], ["9" * 40]])
def test_nothing_selected_is_told(desk, keys):
    page = desk.post(PUBLISH, {"comment": keys, "confirmed": "yes"}, follow=True).content.decode()
    assert "No comment was selected." in page


def test_words_not_sent_cannot_be_selected(desk, open_round, africa, africa_coordinator):
    draft = save(open_round, africa, africa_coordinator)
    desk.post(PUBLISH, {"comment": [draft.pk], "confirmed": "yes"})
    draft.refresh_from_db()
    assert draft.status == CommentStatus.DRAFT


@pytest.mark.parametrize("who", ["visitor", "member", "africa", "grulac", "state-a"])
def test_outsiders_publish_nothing(client, cast, open_round, africa, africa_coordinator, who):
    comment = submit(open_round, africa, africa_coordinator)
    if who != "visitor":
        client.force_login(cast[who])
    response = client.post(PUBLISH, {"comment": [comment.pk], "confirmed": "yes"})
    assert response.status_code in (302, 403)
    assert client.get(URL).status_code in (302, 403)
    comment.refresh_from_db()
    assert comment.status == CommentStatus.SUBMITTED


def test_nothing_is_published_without_the_token(moderator, open_round, africa, africa_coordinator):
    comment = submit(open_round, africa, africa_coordinator)
    client = Client(enforce_csrf_checks=True)
    client.force_login(moderator)
    assert client.post(PUBLISH, {"comment": [comment.pk], "confirmed": "yes"}).status_code == 403
    comment.refresh_from_db()
    assert comment.status == CommentStatus.SUBMITTED


# Going through it


def test_neighbours_are_those_of_the_filtered_list(
    rf, moderator, open_round, africa, africa_coordinator, grulac, grulac_coordinator
):
    mine = [submit(open_round, africa, africa_coordinator, text="a")]
    submit(open_round, grulac, grulac_coordinator)
    mine.append(submit(open_round, africa, africa_coordinator, text="b"))
    other = factories.make_round(factories.make_draft(factories.make_consultation("later")))
    mine.append(submit(other, africa, africa_coordinator))
    request = rf.get(URL, {"participant": africa.pk})
    request.user = moderator
    queue = Queue.of(request)
    keys = [comment.pk for comment in mine]
    assert [queue.after(comment) for comment in mine] == [*keys[1:], None]
    assert [queue.before(comment) for comment in mine] == [None, *keys[:2]]
    assert queue.next_to_decide(mine[2]) == keys[0]
    assert queue.query == f"participant={africa.pk}"


def test_taken_down_ones_have_no_box_to_select(desk, open_round, africa, africa_coordinator):
    take_down(publish(open_round, africa, africa_coordinator))
    assert 'name="comment"' not in desk.get(URL, {"status": "all"}).content.decode()
