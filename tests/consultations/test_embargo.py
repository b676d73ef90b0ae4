"""What is held back until the close: from whom, on which page; and that it appears at that minute."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from home.caching import next_change
from reviewmech.consultations.actions import withdraw_comment
from reviewmech.consultations.enums import Embargo
from reviewmech.consultations.models import Comment, Round, RoundPeriod
from tests import factories

from .writing import publish

pytestmark = pytest.mark.django_db

SECRET = "Xylographically"
URL = "/en/consultations/pending-issues/drafts/1/"
EVERYBODY = ["visitor", "member", "africa", "grulac", "state-a", "moderator"]
# Who sees a published comment of the African States before the close. State A is one of them, and sees the
# Group's comments only once they are circulated.
BEFORE = {
    Embargo.NONE: EVERYBODY,
    Embargo.PUBLIC: ["africa", "grulac", "state-a", "moderator"],
    Embargo.ALL: ["africa", "moderator"],
}
table = pytest.mark.parametrize("embargo", BEFORE)
when = pytest.mark.parametrize("over", [False, True], ids=["before", "after"])


@pytest.fixture
def comment(request, open_round, africa, africa_coordinator) -> Comment:
    Round.objects.update(embargo=request.getfixturevalue("embargo"))
    comment = publish(open_round, africa, africa_coordinator, text=f"{SECRET} said.")
    if request.getfixturevalue("over"):
        RoundPeriod.objects.update(closes_at=timezone.now())
    return comment


@pytest.fixture
def expected(embargo, over) -> list[str]:
    return EVERYBODY if over else BEFORE[embargo]


@pytest.fixture
def browsers(cast) -> dict[str, Client]:
    browsers = {name: Client() for name in cast}
    for name, user in cast.items():
        if user.is_authenticated:
            browsers[name].force_login(user)
    return browsers


@table
@when
def test_by_query(cast, comment, expected):
    assert [name for name in EVERYBODY if Comment.objects.visible_to(cast[name]).exists()] == expected


@table
def test_by_query_at_the_very_moment(cast, open_round, africa, africa_coordinator, embargo):
    Round.objects.update(embargo=embargo)
    publish(open_round, africa, africa_coordinator)
    end = open_round.closes_at
    for at, expected in [(end - timedelta(microseconds=1), BEFORE[embargo]), (end, EVERYBODY)]:
        found = [name for name in EVERYBODY if Comment.objects.visible_to(cast[name], at).exists()]
        assert found == expected


@table
@when
@pytest.mark.parametrize("path", ["", "paragraphs/1/"])
def test_on_the_page(browsers, comment, expected, path):
    pages = {name: browsers[name].get(URL + path).content.decode() for name in EVERYBODY}
    assert [name for name in EVERYBODY if SECRET in pages[name]] == expected


@table
@when
def test_in_the_count(browsers, comment, expected):
    units = {name: browsers[name].get(URL).context["units"] for name in EVERYBODY}
    found = {name: [unit.thread.count for unit in units[name]] for name in EVERYBODY}
    assert found == {name: [int(name in expected), 0, 0] for name in EVERYBODY}


@table
@when
def test_by_address(browsers, comment, expected):
    found = {name: browsers[name].get("/en/consultations/pending-issues/comments/1/") for name in EVERYBODY}
    assert [name for name in EVERYBODY if found[name].status_code == 200] == expected
    assert [name for name in EVERYBODY if SECRET in found[name].content.decode()] == expected


@table
@when
def test_a_withdrawn_comment_is_told_of_to_those_who_could_have_read_it(
    browsers, open_round, africa, africa_coordinator, embargo, over
):
    Round.objects.update(embargo=embargo)
    withdraw_comment(publish(open_round, africa, africa_coordinator), by=africa_coordinator)
    if over:
        RoundPeriod.objects.update(closes_at=timezone.now())
    url = "/en/consultations/pending-issues/comments/1/"
    found = [name for name in EVERYBODY if browsers[name].get(url).status_code == 200]
    assert found == (EVERYBODY if over else BEFORE[embargo])


@table
@when
def test_by_search(browsers, comment, expected):
    call_command("update_index", verbosity=0)
    found = [name for name in EVERYBODY if browsers[name].get(f"/en/search/?q={SECRET}").context["page_obj"]]
    assert found == expected


@table
@when
def test_the_sitemap_knows_no_comment(client, comment, embargo, over):
    assert "/comments/" not in client.get("/sitemap.xml").content.decode()


@table
def test_what_is_held_back_is_told_until_the_close(client, open_round, embargo):
    Round.objects.update(embargo=embargo)
    words = {
        Embargo.NONE: None,
        Embargo.PUBLIC: "Until the close only those who take part see the comments; then everybody does.",
        Embargo.ALL: "Until the close nobody sees the comments of others; then everybody does.",
    }
    html = client.get(URL).content.decode()
    assert [key for key, each in words.items() if each and each in html] == (
        [] if embargo == Embargo.NONE else [embargo]
    )
    RoundPeriod.objects.update(closes_at=timezone.now())
    assert "Until the close" not in client.get(URL).content.decode()


def test_an_extension_keeps_the_comments_held_back(cast, open_round, africa, africa_coordinator):
    Round.objects.update(embargo=Embargo.ALL)
    publish(open_round, africa, africa_coordinator)
    end = open_round.closes_at
    open_round.periods.create(opens_at=end, closes_at=end + timedelta(days=1))
    found = [name for name in EVERYBODY if Comment.objects.visible_to(cast[name], end).exists()]
    assert found == BEFORE[Embargo.ALL]


# Behind a cache


class SharedCache:
    """Keeps what it may for as long as it may, as a proxy in front of the site does."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.kept: dict[str, tuple[object, str]] = {}

    def get(self, url: str) -> str:
        until, page = self.kept.get(url, (None, ""))
        if until and timezone.now() < until:
            return page
        response = self.client.get(url)
        page = response.content.decode()
        if found := re.search(r"public.*s-maxage=(\d+)", response["Cache-Control"]):
            self.kept[url] = (timezone.now() + timedelta(seconds=int(found[1])), page)
        return page


@pytest.fixture
def clock(monkeypatch):
    """The server's clock, which the test moves: ``clock(moment)``."""

    def set_to(moment):
        monkeypatch.setattr(timezone, "now", lambda: moment)

    return set_to


@pytest.mark.parametrize("embargo", [Embargo.PUBLIC, Embargo.ALL])
def test_a_page_kept_just_before_the_close_shows_the_comments_at_that_minute(
    client, site, clock, open_round, africa, africa_coordinator, embargo
):
    Round.objects.update(embargo=embargo)
    publish(open_round, africa, africa_coordinator, text=f"{SECRET} said.")
    end, cache = open_round.closes_at, SharedCache(client)
    pages = [URL, f"{URL}paragraphs/1/"]
    clock(end - timedelta(seconds=30))
    for url in pages:
        assert SECRET not in cache.get(url)
        assert client.get(url)["Cache-Control"] == "public, max-age=0, s-maxage=30"
    clock(end - timedelta(milliseconds=1))
    assert [SECRET in cache.get(url) for url in pages] == [False, False]
    assert client.get(URL)["Cache-Control"] == "public, max-age=0, s-maxage=0"
    clock(end)
    assert [SECRET in cache.get(url) for url in pages] == [True, True]
    call_command("update_index", verbosity=0)
    assert client.get(f"/en/search/?q={SECRET}").context["page_obj"]


def test_a_comment_that_is_held_back_is_kept_by_no_cache_as_missing(
    client, site, open_round, africa, africa_coordinator
):
    Round.objects.update(embargo=Embargo.ALL)
    publish(open_round, africa, africa_coordinator)
    response = client.get("/en/consultations/pending-issues/comments/1/")
    assert (response.status_code, response["Cache-Control"]) == (404, "private, no-store")


def test_the_end_of_an_extension_is_the_next_change(site, draft):
    now = timezone.now()
    round_ = factories.make_round(draft, closes_at=now + timedelta(hours=1))
    round_.periods.create(opens_at=now + timedelta(hours=1), closes_at=now + timedelta(hours=2))
    assert next_change(now) == now + timedelta(hours=1)
    assert next_change(now + timedelta(hours=1)) == now + timedelta(hours=2)
