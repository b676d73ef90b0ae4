"""The pages of a Group: what they show to whom, what they offer, and who is kept out."""

import re

import pytest
from django.test import Client

from reviewmech.consultations.enums import CommentStatus
from reviewmech.consultations.models import Circulation, Comment, Position
from tests.support import everything

from .circulating import (
    ALIGNED,
    INSIDE,
    OF_THE_GROUP,
    OUTSIDE,
    circulated,
    in_silence,
    make_state,
    past_silence,
    share_new,
)
from .writing import save

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]

GROUP = "/en/groups/africa/"
SECRET = "Xylographically"


@pytest.fixture
def browsers(wide_cast) -> dict[str, Client]:
    found = {name: Client() for name in wide_cast}
    for name, person in wide_cast.items():
        if person.is_authenticated:
            found[name].force_login(person)
    return found


@pytest.fixture
def row(open_round, africa, africa_coordinator, state_a) -> Circulation:
    return circulated(open_round, africa, africa_coordinator, text="Circulated words.")


@pytest.fixture
def drawn(open_round, africa, state_a, focal_point) -> Comment:
    return share_new(open_round, state_a, focal_point, text="Shared words.")


def statuses(browsers, ask) -> dict[str, int]:
    return {name: ask(client).status_code for name, client in browsers.items()}


def expected(inside: dict[str, int], *, inside_else: int) -> dict[str, int]:
    """Outsiders find nothing, visitors are led to the sign-in."""
    found = {name: 302 if name == "visitor" else 404 for name in OUTSIDE}
    return found | dict.fromkeys(INSIDE, inside_else) | inside


def offered(html: str) -> set[str]:
    """The addresses of the Group's forms and of the comments one may go on with."""
    return set(re.findall(r'action="/en/groups/africa/(?:[\w/]*/)?(\w+)/"', html))


# Who


@pytest.mark.parametrize("path", ["", "circulations/", "circulations/{row}/"])
def test_pages_are_there_for_the_group_and_its_states_only(browsers, row, path):
    url = f"{GROUP}{path.format(row=row.pk)}"
    assert statuses(browsers, lambda client: client.get(url)) == expected({}, inside_else=200)


@pytest.mark.parametrize(
    ("path", "may"),
    [
        ("comments/{pending}/circulate/", {"africa": 200, "africa-deputy": 200}),
        ("comments/{finished}/submit/", {"africa": 200}),
    ],
)
def test_the_coordinators_screens(browsers, open_round, africa, africa_coordinator, path, may):
    url = pages(open_round, africa, africa_coordinator, path)
    others = dict.fromkeys(OF_THE_GROUP, 403)
    found = statuses(browsers, lambda client: client.get(url))
    assert found == expected({**others, **may}, inside_else=404)


def pages(open_round, africa, africa_coordinator, path) -> str:
    """A screen of the coordinator, about words not yet circulated or about words to be submitted."""
    comment = (
        save(open_round, africa, africa_coordinator)
        if "pending" in path
        else past_silence(open_round, africa, africa_coordinator, text="More.").version.comment
    )
    return GROUP + path.format(pending=comment.pk, finished=comment.pk)


def test_who_sends_what_changes_what(browsers, open_round, africa, africa_coordinator, row, drawn):
    """Each POST by each of the cast: the status, and that nothing changes for those who may not."""
    ends_at = in_silence()
    silence = {"day": f"{ends_at:%Y-%m-%d}", "time": f"{ends_at:%H:%M}", "zone": "UTC"}
    pending = pages(open_round, africa, africa_coordinator, "comments/{pending}/circulate/")
    finished = pages(open_round, africa, africa_coordinator, "comments/{finished}/submit/")
    position = f"{GROUP}circulations/{row.pk}/position/"
    writing = {"africa-deputy", "africa-contributor", "africa"}
    table = [
        (f"{GROUP}compose/", {"sources": [drawn.pk]}, writing),
        (position, {"state": "state-a", "stance": ALIGNED}, {"state-a"}),
        (pending, silence, {"africa-deputy", "africa"}),
        (finished, {"named": ["aligned"]}, {"africa"}),
    ]
    for url, data, may in table:
        before = everything()
        others = {name: browsers[name].post(url, data) for name in browsers if name not in may}
        refused = {name: answer.status_code in {403, 404} for name, answer in others.items()}
        assert refused == {name: name != "visitor" for name in others}
        assert everything() == before
        for name in sorted(may, reverse=True):
            assert browsers[name].post(url, data).status_code == 302
    assert [position.participant.code for position in Position.objects.all()] == ["state-a"]
    assert Comment.objects.filter(participant=africa).count() == 6  # each of three composes its own
    assert Circulation.objects.count() == 3
    assert Comment.objects.in_queue().count() == 1


@pytest.mark.parametrize("name", ["state-e", "state-alone", "grulac", "state-f", "africa"])
def test_nobody_takes_a_position_for_a_state_that_is_not_its_own(browsers, row, name):
    url = f"{GROUP}circulations/{row.pk}/position/"
    for state in ("state-a", "state-e", "grulac", "africa", "nobody", ""):
        assert browsers[name].post(url, {"state": state, "stance": ALIGNED}).status_code in {403, 404}
    assert not Position.objects.exists()


@pytest.mark.parametrize("path", ["compose/", "circulations/{row}/position/"])
def test_no_change_without_the_token_of_the_form(row, focal_point, africa_coordinator, path):
    for person in (focal_point, africa_coordinator):
        client = Client(enforce_csrf_checks=True)
        client.force_login(person)
        answer = client.post(GROUP + path.format(row=row.pk), {"state": "state-a", "stance": ALIGNED})
        assert answer.status_code == 403
    assert not Position.objects.exists()


@pytest.mark.parametrize("path", ["compose/", "circulations/{row}/position/"])
def test_verbs_are_not_read(signed_in, focal_point, row, path):
    assert signed_in(focal_point).get(GROUP + path.format(row=row.pk)).status_code == 405


def test_a_visitor_who_sends_is_led_to_the_sign_in_and_then_to_the_group(client, row):
    answer = client.post(f"{GROUP}circulations/{row.pk}/position/", {"state": "state-a", "stance": ALIGNED})
    assert answer.url == f"/en/accounts/login/?next={GROUP}"


def test_a_seat_that_ended_closes_the_pages(signed_in, focal_point, row):
    client = signed_in(focal_point)
    focal_point.seats.all().delete()
    assert client.get(GROUP).status_code == 404


@pytest.mark.parametrize("pk", [0, 10**30])
@pytest.mark.parametrize("path", ["circulations/{}/", "comments/{}/circulate/", "comments/{}/submit/"])
def test_what_is_not_there_is_not_found(coordinator, pk, path):
    assert coordinator.get(GROUP + path.format(pk)).status_code == 404


@pytest.mark.parametrize("sources", [[], ["x"], ["0"], ["9" * 30], ["-1"]])
def test_sources_that_are_none_are_refused_with_a_sentence(coordinator, sources):
    answer = coordinator.post(f"{GROUP}compose/", {"sources": sources}, follow=True)
    assert "Choose at least one comment." in answer.content.decode()


# What they show


def test_the_page_has_what_is_shared_and_what_is_circulated(browsers, row, drawn):
    for name in INSIDE:
        html = browsers[name].get(GROUP).content.decode()
        assert all(words in html for words in ("Circulated words.", "Shared words.", "State A"))


def test_member_states_read_the_circulated_words_and_never_newer_ones(
    browsers, open_round, africa, africa_coordinator, row
):
    save(open_round, africa, africa_coordinator, comment=row.version.comment, text=f"{SECRET} said.")
    save(open_round, africa, africa_coordinator, text=f"{SECRET} not yet circulated.")
    for path in ("", "circulations/", f"circulations/{row.pk}/"):
        found = {name: browsers[name].get(GROUP + path).content.decode() for name in INSIDE}
        assert all("Circulated words." in html for html in found.values())
        readers = [name for name, html in found.items() if SECRET in html]
        assert readers == (OF_THE_GROUP if path == "" else [])


def test_each_is_offered_what_it_may_do(browsers, row, drawn):
    found = {name: offered(browsers[name].get(GROUP).content.decode()) for name in INSIDE}
    offers = {"state-a": {"position"}, "state-f": {"position"}}
    offers |= {name: {"compose"} for name in ("africa", "africa-deputy", "africa-contributor")}
    assert found == {name: offers.get(name, set()) for name in INSIDE}


def test_who_may_not_answer_reads_who_may(browsers, row):
    html = browsers["state-a-deputy"].get(f"{GROUP}circulations/{row.pk}/").content.decode()
    words = "position is taken by its focal point, until silence ends. Silence is no objection."
    assert words in html
    assert words not in browsers["state-a"].get(f"{GROUP}circulations/{row.pk}/").content.decode()


def test_the_end_of_silence_is_shown_to_the_minute_with_zone_and_offset(signed_in, focal_point, row):
    html = signed_in(focal_point).get(f"{GROUP}circulations/{row.pk}/").content.decode()
    local = re.search(r'<time class="deadline" datetime="([^"]+)"', html)
    assert local is not None
    assert row.silence_ends_at == type(row.silence_ends_at).fromisoformat(local[1])
    assert 'translate="no">Europe/Vienna</bdi> <bdi dir="ltr" translate="no">UTC+0' in html


def test_positions_and_history_are_retold(browsers, row):
    url = f"{GROUP}circulations/{row.pk}/"
    browsers["state-a"].post(f"{url}position/", {"state": "state-a", "stance": ALIGNED})
    response = browsers["africa-observer"].get(url)
    standings = [(each.state.code, each.stance) for each in response.context["each"].standings]
    assert standings == [("state-a", "aligned"), ("state-f", "silent")]
    assert [event.kind for event in response.context["events"]] == ["position", "circulated"]


def test_after_silence_the_silent_have_no_objection(
    signed_in, focal_point, open_round, africa, africa_coordinator
):
    make_state("state-f", africa)
    row = past_silence(open_round, africa, africa_coordinator)
    response = signed_in(focal_point).get(f"{GROUP}circulations/{row.pk}/")
    assert [each.stance for each in response.context["each"].standings] == ["no_objection"] * 2
    assert [event.kind for event in response.context["events"]] == ["ended", "circulated"]
    assert offered(response.content.decode()) == set()


def test_a_position_too_late_is_answered_with_a_sentence(
    signed_in, focal_point, open_round, africa, africa_coordinator
):
    row = past_silence(open_round, africa, africa_coordinator)
    url = f"{GROUP}circulations/{row.pk}/position/"
    answer = signed_in(focal_point).post(url, {"state": "state-a", "stance": ALIGNED}, follow=True)
    assert "Silence ended at" in answer.content.decode()
    assert not Position.objects.exists()


def test_an_empty_page_says_what_will_be_there(signed_in, focal_point, open_round):
    html = signed_in(focal_point).get(GROUP).content.decode()
    assert "What a member State shares with the Group stands here." in html


def test_without_a_round_the_page_says_so(signed_in, focal_point):
    assert "No round is open to this Group at present." in signed_in(focal_point).get(GROUP).content.decode()


# The way there


@pytest.mark.parametrize(
    ("state", "steps"),
    [
        ("pending", {"circulate", "submit"}),
        ("running", set()),
        ("finished", {"group submit"}),
        ("changed", {"circulate"}),
    ],
)
def test_ones_own_page_offers_the_next_step(
    coordinator, open_round, africa, africa_coordinator, state_a, state, steps
):
    make = {"pending": save, "finished": past_silence}.get(state, circulated)
    found = make(open_round, africa, africa_coordinator)
    comment = found if state == "pending" else found.version.comment
    if state == "changed":
        save(open_round, africa, africa_coordinator, comment=comment, text="Other words.")
    html = coordinator.get(f"/en/my-comments/{comment.pk}/").content.decode()
    own, group = f"/en/my-comments/{comment.pk}/", f"{GROUP}comments/{comment.pk}/"
    addresses = {
        "circulate": f"{group}circulate/",
        "submit": f"{own}submit/",
        "group submit": f"{group}submit/",
    }
    assert {name for name, url in addresses.items() if f'"{url}"' in html} == steps
    assert ("The words changed after circulation" in html) == (state == "changed")


def test_the_ordinary_submission_does_not_go_around_the_silence(coordinator, row):
    own = f"/en/my-comments/{row.version.comment_id}/"
    assert coordinator.get(f"{own}check/").url == own
    assert "Silence runs until" in coordinator.post(f"{own}submit/", follow=True).content.decode()
    assert Comment.objects.get().status == CommentStatus.DRAFT


def test_the_own_list_leads_to_the_group(signed_in, focal_point, grulac_coordinator):
    found = [
        re.findall(r"/en/groups/[\w-]+/", signed_in(person).get("/en/my-comments/").content.decode())
        for person in (focal_point, grulac_coordinator)
    ]
    assert found == [[GROUP], ["/en/groups/grulac/"]]
