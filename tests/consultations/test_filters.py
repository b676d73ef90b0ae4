"""What a reader asks to see of the comments on a draft: who × filter, on every page that has the filter."""

import pytest

from reviewmech.consultations.actions import withdraw_comment
from reviewmech.consultations.enums import CommentStatus
from reviewmech.consultations.views import threads
from tests import factories

from .writing import make_comment, publish, queries, save, submit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]

URL = "/en/consultations/pending-issues/drafts/1/"
LIST = f"{URL}comments/all/"


@pytest.fixture
def comments(open_round, africa, africa_coordinator, grulac, grulac_coordinator):
    """Published ones of two Groups on three places, and one of the African States in each other state."""
    paragraph = open_round.draft.paragraphs.get
    publish(open_round, africa, africa_coordinator, text="First.")
    publish(
        open_round,
        grulac,
        grulac_coordinator,
        text="Second.",
        paragraph=paragraph(position=3),
        type_="editorial",
        language="es",
    )
    publish(open_round, grulac, grulac_coordinator, text="Third.", paragraph=None, base=None)
    for status in (CommentStatus.DRAFT, CommentStatus.SUBMITTED, CommentStatus.RETURNED):
        make_comment(status, open_round, africa, africa_coordinator, text=f"Of state {status}.")


def shown(client, query="") -> list[str]:
    return [comment.words.text for comment in client.get(f"{LIST}?{query}").context["page_obj"]]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Third.", "First.", "Second."]),
        ("type=editorial", ["Second."]),
        ("language=es", ["Second."]),
        ("by=grulac", ["Third.", "Second."]),
        ("by=grulac&type=substantive", ["Third."]),
        ("by=africa&language=es", []),
        # What makes no sense is left aside
        ("type=nonsense&by=nobody&language=xx", ["Third.", "First.", "Second."]),
        # No choice for a visitor
        ("status=draft&mine=on", ["Third.", "First.", "Second."]),
    ],
)
def test_what_a_visitor_reads(client, comments, query, expected):
    assert shown(client, query) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Third.", "First.", "Second."]),
        ("status=draft", ["Of state draft."]),
        ("status=submitted", ["Of state submitted."]),
        ("status=returned", ["Of state returned."]),
        ("status=published", ["Third.", "First.", "Second."]),
        ("mine=on", ["First.", "Of state submitted.", "Of state returned.", "Of state draft."]),
        ("mine=on&type=editorial", []),
    ],
)
def test_who_speaks_for_a_participant_may_look_at_its_own(coordinator, comments, query, expected):
    assert sorted(shown(coordinator, query)) == sorted(expected)


@pytest.mark.parametrize("who", ["grulac", "state-a", "moderator", "member"])
@pytest.mark.parametrize("query", ["status=draft", "status=submitted", "status=returned", "mine=on"])
def test_nobody_else_finds_them_here(client, cast, comments, who, query):
    """Moderators have their queue; on the pages of a draft they read what everybody reads."""
    client.force_login(cast[who])
    own = ["Second.", "Third."] if (who, query) == ("grulac", "mine=on") else []
    assert sorted(shown(client, query)) == own


def test_the_filter_holds_for_counts_and_threads(coordinator, comments):
    def counts(query):
        context = coordinator.get(f"{URL}?{query}").context
        return [context["general"].count, *(unit.thread.count for unit in context["units"])]

    assert counts("") == [1, 1, 0, 1]
    assert counts("by=grulac") == [1, 0, 0, 1]
    assert counts("mine=on") == [0, 4, 0, 0]
    thread = coordinator.get(f"{URL}?mine=on").context["units"][0].thread
    assert {comment.words.text for comment in thread.comments} == {
        "First.",
        "Of state submitted.",
        "Of state returned.",
        "Of state draft.",
    }


def test_a_draft_shown_to_its_author_says_that_it_is_one_and_leads_to_it(
    coordinator, open_round, africa, africa_coordinator
):
    comment = save(open_round, africa, africa_coordinator, text="Not sent.")
    html = coordinator.get(f"{URL}paragraphs/1/?mine=on").content.decode()
    assert "Not sent." in html
    assert f'href="/en/my-comments/{comment.pk}/"' in html
    assert "state--draft" in html


def test_the_choice_travels_with_the_links(client, open_round, africa, africa_coordinator):
    for n in range(60):
        publish(open_round, africa, africa_coordinator, text=f"Words {n}.")
    query = "type=substantive&amp;by=africa"
    assert f"{URL}paragraphs/1/?{query}" in client.get(f"{URL}?type=substantive&by=africa").content.decode()
    listed = client.get(f"{LIST}?type=substantive&by=africa&mine=x")
    assert f"?{query}&amp;page=2" in listed.content.decode()
    assert listed.context["base_query"] == "type=substantive&by=africa"
    assert len(client.get(f"{LIST}?type=substantive&by=africa&page=2").context["page_obj"]) == 10


def test_participants_to_choose_from_are_those_whose_comments_are_published(client, comments, state_a):
    choices = client.get(LIST).context["filter"].fields["by"].queryset
    assert [row.code for row in choices] == ["africa", "grulac"]


def test_a_number_that_is_gone_says_so_in_its_place(client, open_round, africa, africa_coordinator):
    gone = publish(open_round, africa, africa_coordinator, text="Taken back.")
    withdraw_comment(gone, by=africa_coordinator)
    submit(open_round, africa, africa_coordinator, text="Never published.")
    for address in (f"{URL}paragraphs/1/", LIST):
        html = client.get(address).content.decode()
        assert "Comment 1 was withdrawn by its author." in html
        assert "Taken back." not in html
        assert "Comment 2" not in html
    assert client.get(URL).context["units"][0].thread.count == 0


# From one paragraph with comments to the next


def test_paragraphs_with_comments_lead_to_one_another(client, comments):
    units = client.get(URL).context["units"]
    neighbours = [(unit.previous_commented, unit.next_commented) for unit in units]
    positions = [tuple(text and text.paragraph.position for text in pair) for pair in neighbours]
    assert positions == [(None, 3), (None, None), (1, None)]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("comments/", (None, 1)),
        ("paragraphs/1/", (None, 3)),
        ("paragraphs/2/", (1, 3)),
        ("paragraphs/3/", (1, None)),
        ("paragraphs/1/?by=africa", (None, None)),
        ("paragraphs/3/?by=grulac", (None, None)),
    ],
)
def test_a_paragraphs_page_leads_to_those_with_comments(client, comments, path, expected):
    neighbours = client.get(f"{URL}{path}").context["neighbours"]
    assert tuple(text and text.paragraph.position for text in neighbours) == expected


# Many comments


def test_a_text_with_very_many_comments_shows_counts_and_leads_to_the_threads(
    client, open_round, africa, africa_coordinator, monkeypatch
):
    monkeypatch.setattr(threads, "MOST_IN_PLACE", 3)
    for n in range(4):
        publish(open_round, africa, africa_coordinator, text=f"Words {n}.")
    response = client.get(URL)
    assert [unit.thread.count for unit in response.context["units"]] == [4, 0, 0]
    html = response.content.decode()
    assert "Words 1." not in html
    assert f'<a class="thread__summary" href="{URL}paragraphs/1/">' in html


def test_own_comments_in_the_threads_cost_as_many_queries_for_three_as_for_one(
    coordinator, open_round, africa, africa_coordinator
):
    save(open_round, africa, africa_coordinator)
    one = queries(coordinator, f"{URL}?mine=on")
    for n in range(2):
        save(open_round, africa, africa_coordinator, text=f"More {n}.")
    assert queries(coordinator, f"{URL}?mine=on") == one


# By participant


def test_participants_are_counted_by_what_is_published(client, comments, open_round):
    observer = factories.make_participant("ngo", "organization", name_en="An organization")
    speaker = factories.make_user("ngo@example.org")
    factories.make_seat(speaker, observer)
    publish(open_round, observer, speaker)
    context = client.get(f"{URL}comments/participants/").context
    assert [(row.code, number) for row, number in context["speakers"]] == [("africa", 1), ("grulac", 2)]
    assert [(row.code, number) for row, number in context["observers"]] == [("ngo", 1)]
