"""A delegation's desk: what is due, how far its comments have come, and that nobody else sees it."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from reviewmech.consultations import actions
from reviewmech.consultations.enums import CommentStatus
from reviewmech.consultations.models import InternalDeadline
from tests import factories

from .writing import give_back, make_comment, queries, save

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]

DESK = "/en/delegations/state-a/"
SECRET = "Xylographically"
DELEGATION = {"focal point", "deputy", "contributor", "observer"}
DAY = timedelta(days=1)


def text_of(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", response.content.decode()))


def test_the_desk_is_there_for_the_delegation_only(browser, delegation, open_round):
    found = {name: browser(user).get(DESK).status_code for name, user in delegation.items()}
    expected = {name: 200 if name in DELEGATION else 404 for name in delegation}
    assert found == expected | {"visitor": 302}


def test_a_delegation_that_is_none_is_answered_like_another_s(browser, delegation):
    for name in ("visitor", "grulac"):
        page = browser(delegation[name])
        there, not_there = page.get(DESK), page.get("/en/delegations/no-such/")
        assert there.status_code == not_there.status_code
        if name == "visitor":
            assert not_there.url == "/en/accounts/login/?next=/en/delegations/no-such/"


def test_a_seat_that_ended_closes_the_desk(browser, delegation, deputy):
    deputy.seats.update(from_on=timezone.now().date() - 9 * DAY, until_on=timezone.now().date() - DAY)
    assert browser(deputy).get(DESK).status_code == 404


def test_nothing_of_a_draft_reaches_anybody_else(browser, delegation, open_round, state_a, contributor):
    """By desk, list, count and address; shared and judged, and verified for good measure."""
    comment = save(open_round, state_a, contributor, text=f"{SECRET} drafted.")
    actions.give_opinion(comment, kind="question", text=f"{SECRET}?", by=delegation["deputy"])
    actions.verify_comment(comment, by=delegation["deputy"])
    draft = "/en/consultations/pending-issues/drafts/1/"
    places = [DESK, "/en/my-comments/", f"/en/my-comments/{comment.pk}/", draft, "/en/delegations/"]
    places += ["/en/delegations/state-b/", "/en/delegations/africa/", "/en/delegations/grulac/"]
    places += [
        f"{DESK}rounds/{open_round.pk}/submit/",
        "/en/my-comments/?participant=state-a&status=verified",
    ]
    for name in set(delegation) - DELEGATION:
        page = browser(delegation[name])
        answers = [page.get(place, follow=True) for place in places]
        assert [SECRET in answer.content.decode() for answer in answers] == [False] * len(places)
        own = page.get("/en/my-comments/", follow=True)
        assert not (own.context and own.context.get("comments"))
    for name in DELEGATION:
        assert SECRET in browser(delegation[name]).get(DESK).content.decode()


# For whom?


def test_one_seat_leads_to_its_desk(browser, focal_point):
    assert browser(focal_point).get("/en/delegations/").url == DESK


def test_of_several_seats_one_is_chosen(browser, focal_point, grulac):
    factories.make_seat(focal_point, grulac, role="deputy")
    response = browser(focal_point).get("/en/delegations/")
    assert "For whom do you want to speak?" in text_of(response)
    assert re.findall(r'<li><a href="(/en/delegations/[\w-]+/)"', response.content.decode()) == [
        "/en/delegations/grulac/",
        DESK,
    ]
    assert browser(focal_point).get("/en/delegations/grulac/").status_code == 200


def test_who_has_no_seat_is_told_what_will_be_here(browser, member):
    assert "You speak for no participant at present." in text_of(browser(member).get("/en/delegations/"))


# What is due


def due(page, url=DESK) -> list[tuple[int, int]]:
    return [(task.round.pk, task.days_left) for task in page.get(url).context["running"]]


def test_what_is_due_first_stands_first_and_what_is_over_last(browser, draft, state_a, focal_point):
    now = timezone.now()
    later = factories.make_round(draft, number=1, closes_at=now + 9 * DAY)
    sooner = factories.make_round(draft, number=2, closes_at=now + 2 * DAY)
    coming = factories.make_round(draft, number=3, opens_at=now + DAY, closes_at=now + 20 * DAY)
    over = factories.make_round(draft, number=4, opens_at=now - 9 * DAY, closes_at=now - DAY)
    factories.make_round(draft, number=5, opens_at=now - 9 * DAY, closes_at=now - DAY)  # nothing was said
    save(over, state_a, focal_point)
    page = browser(focal_point)
    assert due(page) == [(sooner.pk, 2), (later.pk, 9), (coming.pk, 20)]
    response = page.get(DESK)
    assert [task.round for task in response.context["over"]] == [over]
    words = text_of(response)
    assert [part in words for part in ("Due in 2 days", "Not yet open", "Closed rounds")] == [True] * 3


def test_an_extension_moves_what_is_due(browser, open_round, focal_point):
    closes_at = timezone.now() + 30 * DAY
    open_round.periods.create(opens_at=timezone.now(), closes_at=closes_at)
    assert due(browser(focal_point)) == [(open_round.pk, 30)]


def test_rounds_in_which_it_may_not_speak_are_not_told(
    browser, hidden_round, open_round, state_a, focal_point
):
    open_round.commenters = "named"
    open_round.save(update_fields=["commenters"])
    assert due(browser(focal_point)) == []
    open_round.participants.add(state_a)
    assert [pk for pk, _days in due(browser(focal_point))] == [open_round.pk]


def test_the_own_deadline_is_the_delegation_s_own(browser, delegation, open_round, state_a):
    at = timezone.now().replace(hour=9, minute=17) + 3 * DAY
    InternalDeadline.objects.create(round=open_round, participant=state_a, at=at)
    shown = {
        name: "own deadline:" in text_of(browser(delegation[name]).get(url))
        for name, url in {"observer": DESK, "same group": "/en/delegations/state-b/"}.items()
    }
    assert shown == {"observer": True, "same group": False}


# How far the comments have come


def test_the_piles_count_and_show_what_is_in_each_state(browser, open_round, state_a, focal_point):
    for status in ("draft", "submitted", "returned", "published", "withdrawn"):
        make_comment(status, open_round, state_a, focal_point, text=f"{status} words")
    verified = save(open_round, state_a, focal_point, text="verified words")
    actions.verify_comment(verified, by=focal_point)
    response = browser(focal_point).get(DESK)
    (task,) = response.context["running"]
    order = ["returned", "draft", "verified", "submitted", "published", "withdrawn"]
    assert [(pile.status.value, pile.count) for pile in task.piles] == [(status, 1) for status in order]
    assert [pile.comments[0].shown_version.text for pile in task.piles] == [f"{s} words" for s in order]
    assert "Unclear" in text_of(response)
    assert "Submit the verified comment (1)" in text_of(response)


def test_a_pile_shows_the_first_and_links_to_the_rest(browser, open_round, state_a, focal_point):
    other = factories.make_round(open_round.draft, number=2, closes_at=timezone.now() + 30 * DAY)
    save(other, state_a, focal_point, text="Of the other round.")
    for n in range(7):
        save(open_round, state_a, focal_point, text=f"{n}")
    page = browser(focal_point)
    pile = page.get(DESK).context["running"][0].piles[0]
    assert (pile.count, len(pile.comments), pile.has_more) == (7, 5, True)
    listed = page.get(pile.url)
    assert [comment.round_id for comment in listed.context["comments"]] == [open_round.pk] * 7


@pytest.mark.parametrize(
    ("who", "offered"),
    [
        ("focal point", {"verify", "submit", "write"}),
        ("deputy", {"verify", "write"}),
        ("contributor", {"write"}),
        ("observer", set()),
    ],
)
def test_the_desk_offers_what_each_role_may(
    browser, delegation, open_round, state_a, contributor, who, offered
):
    comment = save(open_round, state_a, contributor)
    ready = save(open_round, state_a, contributor, text="Ready.")
    actions.verify_comment(ready, by=delegation["deputy"])
    html = browser(delegation[who]).get(DESK).content.decode()
    addresses = {
        "verify": f"/en/my-comments/{comment.pk}/verify/",
        "submit": f"{DESK}rounds/{open_round.pk}/submit/",
        "write": "/drafts/1/editorial/?for=state-a",
    }
    assert {verb for verb, address in addresses.items() if address in html} == offered


def test_verifying_on_the_desk_stays_on_the_desk(browser, open_round, state_a, contributor, deputy):
    comment = save(open_round, state_a, contributor)
    response = browser(deputy).post(f"/en/my-comments/{comment.pk}/verify/", {"back": "desk"}, follow=True)
    assert response.redirect_chain == [(DESK, 302)]
    assert "Verified. It is submitted with" in text_of(response)
    comment.refresh_from_db()
    assert comment.status == CommentStatus.VERIFIED


def test_colleagues_are_named_with_their_roles_and_without_their_addresses(browser, delegation, open_round):
    response = browser(delegation["observer"]).get(DESK)
    words = text_of(response)
    assert [role in words for role in ("Focal point", "Deputy", "Contributor", "Observer")] == [True] * 4
    assert "@example.org" not in response.content.decode()


def test_an_empty_desk_says_what_will_be_here(browser, focal_point):
    assert "Nothing is open for your delegation at the moment." in text_of(browser(focal_point).get(DESK))


@pytest.mark.parametrize("page", ["0", "2", "x"])
def test_a_page_that_is_none_is_not_found(browser, focal_point, page):
    assert browser(focal_point).get(f"{DESK}?page={page}").status_code == 404


def test_many_rounds_are_paged(browser, draft, focal_point):
    for n in range(1, 13):
        factories.make_round(draft, number=n)
    page = browser(focal_point)
    assert [len(due(page, f"{DESK}?page={n}")) for n in (1, 2)] == [10, 2]


def test_one_and_three_of_everything_cost_the_same(browser, consultation, state_a, focal_point, delegation):
    page, found = browser(focal_point), []
    for number in (1, 2, 3):
        draft = factories.make_draft(consultation, number=number)
        round_ = factories.make_round(draft)
        InternalDeadline.objects.create(round=round_, participant=state_a, at=timezone.now())
        for n in range(number):
            for status in ("draft", "submitted", "returned", "published", "withdrawn"):
                comment = make_comment(status, round_, state_a, focal_point, text=f"{status} {n}")
            comment = save(round_, state_a, focal_point, text=f"Ready {n}.")
            actions.give_opinion(comment, kind="support", by=delegation["deputy"])
            actions.verify_comment(comment, by=focal_point)
        over = factories.make_round(
            draft, number=2, opens_at=timezone.now() - 2 * DAY, closes_at=timezone.now() - DAY
        )
        save(over, state_a, focal_point)
        factories.make_seat(
            factories.make_user(f"colleague-{number}@example.org"), state_a, role="contributor"
        )
        found.append(queries(page, DESK))
    assert found == [found[0]] * 3


def test_the_returned_reason_stands_on_the_desk(browser, open_round, state_a, focal_point):
    give_back(make_comment("submitted", open_round, state_a, focal_point), "Which sentence?")
    assert "Which sentence?" in text_of(browser(focal_point).get(DESK))
