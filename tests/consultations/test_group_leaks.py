"""No word that stays in a Group is found outside: by page, list, count, address or search."""

import pytest
from django.core.management import call_command
from django.test import Client

from reviewmech.consultations import actions
from reviewmech.consultations.models import Circulation, Comment, Endorsement
from tests import factories

from .circulating import (
    INSIDE,
    OUTSIDE,
    circulated,
    in_silence,
    make_state,
    past_silence,
    share_new,
)
from .writing import give_back, queries, save

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]

SECRET = "Xylographically"
DRAFT = "/en/consultations/pending-issues/drafts/1/"


@pytest.fixture
def browsers(wide_cast) -> dict[str, Client]:
    found = {name: Client() for name in wide_cast}
    for name, person in wide_cast.items():
        if person.is_authenticated:
            found[name].force_login(person)
    return found


@pytest.fixture
def row(open_round, africa, africa_coordinator, state_a) -> Circulation:
    return circulated(open_round, africa, africa_coordinator, text=f"{SECRET} circulated.")


@pytest.fixture
def drawn(open_round, state_a, focal_point) -> Comment:
    return share_new(open_round, state_a, focal_point, text=f"{SECRET} shared.")


def test_by_query(wide_cast, row, drawn):
    for rows, inside in (
        (Comment.objects.filter(pk=drawn.pk), INSIDE),
        (Comment.objects.filter(pk=row.version.comment_id), INSIDE),
        (Circulation.objects.all(), INSIDE),
    ):
        assert [name for name, person in wide_cast.items() if rows.visible_to(person).exists()] == inside


@pytest.mark.filterwarnings("default::django.core.paginator.UnorderedObjectListWarning")  # wagtail-localize's
def test_by_page_list_address_and_search(browsers, row, drawn):
    call_command("update_index", verbosity=0)
    addresses = [
        *(f"/en/groups/{code}/" for code in ("africa", "grulac")),
        *(f"/en/groups/{code}/circulations/" for code in ("africa", "grulac")),
        *(f"/en/groups/{code}/circulations/{row.pk}/" for code in ("africa", "grulac")),
        *(f"/en/my-comments/{pk}/" for pk in (drawn.pk, row.version.comment_id)),
        *("/en/my-comments/", DRAFT, f"{DRAFT}comments/", f"{DRAFT}paragraphs/1/"),
        *("/en/search/?q=circulated", "/en/search/?q=shared"),
        *("/admin/moderation/", "/admin/reports/site-history/", f"/admin/moderation/inspect/{drawn.pk}/"),
    ]
    for address in addresses:
        for name in OUTSIDE:
            assert SECRET not in browsers[name].get(address).content.decode(), (name, address)


def test_the_reader_inside_finds_them(browsers, row, drawn):
    """Else the tests around this one would pass where nothing is there at all."""
    for name in INSIDE:
        html = browsers[name].get("/en/groups/africa/").content.decode()
        assert all(f"{SECRET} {word}." in html for word in ("circulated", "shared"))


def test_they_are_not_counted(browsers, row, drawn):
    for name in [*OUTSIDE, *INSIDE]:
        units = browsers[name].get(DRAFT).context["units"]
        assert [unit.thread.count for unit in units] == [0, 0, 0]


def test_moderators_learn_of_it_with_the_submission(
    moderator, open_round, africa, africa_coordinator, state_a
):
    row = past_silence(open_round, africa, africa_coordinator)
    rows = Comment.objects.visible_to(moderator)
    assert not rows.exists()
    actions.submit_comment(row.version.comment, by=africa_coordinator)
    assert rows.get() == row.version.comment
    assert not Circulation.objects.visible_to(moderator).exists()
    assert not Endorsement.objects.visible_to(moderator).exists()  # its State was silent, and is not named


def test_a_state_of_the_group_that_may_not_read_the_text_learns_nothing(
    hidden_round, africa, africa_coordinator, state_a, focal_point, client
):
    named, person = make_state("state-f", africa)
    hidden_round.draft.consultation.participants.add(named)
    row = circulated(hidden_round, africa, africa_coordinator, text=f"{SECRET} circulated.")
    share_new(hidden_round, named, person, text=f"{SECRET} shared.")
    client.force_login(focal_point)
    for path in ("", "circulations/", f"circulations/{row.pk}/"):
        html = client.get(f"/en/groups/africa/{path}").content.decode()
        assert [word in html for word in (SECRET, "closed-talks", "Title en")] == [False] * 3
    assert not Comment.objects.visible_to(focal_point).exists()
    client.force_login(person)
    assert SECRET in client.get("/en/groups/africa/").content.decode()


def test_words_sent_before_they_were_circulated_are_not_the_groups_to_read(
    open_round, africa, africa_coordinator, state_a, focal_point
):
    """Submitted, returned, then circulated: the States know the new words, and not those returned."""
    comment = actions.submit_comment(
        save(open_round, africa, africa_coordinator, text=SECRET), by=africa_coordinator
    )
    comment = give_back(comment)
    save(open_round, africa, africa_coordinator, comment=comment, text="Better words.")
    row = circulated(open_round, africa, africa_coordinator, comment=comment)
    client = Client()
    client.force_login(focal_point)
    assert client.get(f"/en/consultations/pending-issues/comments/{comment.number}/").status_code == 404
    html = client.get(f"/en/groups/africa/circulations/{row.pk}/").content.decode()
    assert ("Better words." in html, SECRET in html) == (True, False)


def test_words_that_correct_a_returned_comment_are_read_by_no_state_before_they_are_circulated(
    open_round, africa, africa_coordinator, state_a, focal_point, client
):
    row = past_silence(open_round, africa, africa_coordinator)
    comment = give_back(actions.submit_comment(row.version.comment, by=africa_coordinator))
    save(open_round, africa, africa_coordinator, comment=comment, text=SECRET)
    client.force_login(focal_point)
    for url in (
        "/en/consultations/pending-issues/comments/1/",
        "/en/groups/africa/",
        f"/en/groups/africa/circulations/{row.pk}/",
    ):
        html = client.get(url).content.decode()
        assert ("Words of ours." in html, SECRET in html) == (True, False)


def test_what_a_state_took_back_is_shared_no_more(open_round, state_a, africa, focal_point):
    comment = share_new(open_round, state_a, focal_point)
    actions.submit_comment(comment, by=focal_point)
    assert Comment.objects.shared_in(africa).count() == 1
    actions.withdraw_comment(comment, by=focal_point)
    assert Comment.objects.shared_in(africa).count() == 0


# What the lists cost


def grown(open_round, africa, africa_coordinator, states, number: int) -> None:
    """So many shared, running, superseded, submitted and unfinished comments, each with positions."""
    for n in range(number):
        for state, person in states:
            share_new(open_round, state, person, text=f"Shared {n}.", proposed_wording=f"Wording {n}.")
        for make in (circulated, past_silence):
            row = make(open_round, africa, africa_coordinator, text=f"Circulated {n}.", proposed_wording="B.")
            for state, person in states:
                at = row.circulated_at
                actions.take_position(row, participant=state, stance="aligned", by=person, at=at)
        actions.submit_comment(row.version.comment, by=africa_coordinator)
        newer = circulated(open_round, africa, africa_coordinator, text=f"First {n}.")
        save(open_round, africa, africa_coordinator, comment=newer.version.comment, text=f"Second {n}.")


@pytest.mark.parametrize("name", ["africa", "state-a"])
def test_pages_cost_as_many_queries_with_three_entries_as_with_one(
    client, open_round, africa, africa_coordinator, state_a, focal_point, name
):
    states = [(state_a, focal_point), make_state("state-f", africa), make_state("state-g", africa)]
    client.force_login({"africa": africa_coordinator, "state-a": focal_point}[name])
    found = []
    for members, number in ((1, 1), (3, 2)):
        grown(open_round, africa, africa_coordinator, states[:members], number)
        pk = Circulation.objects.order_by("pk").last().pk
        paths = ("", "circulations/", f"circulations/{pk}/")
        found.append([queries(client, f"/en/groups/africa/{path}") for path in paths])
    assert found[0] == found[1]


def test_rounds_cost_nothing_more(client, draft, africa, africa_coordinator, state_a, focal_point):
    """Open and coming ones, each with something in it."""
    client.force_login(africa_coordinator)
    found = []
    for number, rounds in ((1, 1), (2, 3)):
        for each in range(number):
            other = factories.make_draft(factories.make_consultation(f"other-{number}-{each}"))
            round_ = factories.make_round(other, opens_at=in_silence(each), closes_at=in_silence(200))
            circulated(round_, africa, africa_coordinator)
            share_new(round_, state_a, focal_point)
        assert len(client.get("/en/groups/africa/").context["sections"]) == rounds
        found.append(queries(client, "/en/groups/africa/"))
    assert found[0] == found[1]
