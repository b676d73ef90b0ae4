"""What readers are told of a round: its state, its ends, the reasons, and who may comment on what."""

import re
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.utils import timezone

from reviewmech.consultations.enums import Commenters, Embargo
from reviewmech.consultations.models import (
    ConsultationIndexPage,
    ConsultationPage,
    Round,
    RoundPause,
    RoundPeriod,
    RoundReason,
)
from tests import factories

from .writing import queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]

DAY = timedelta(days=1)
URL = "/en/consultations/pending-issues/drafts/1/"
LANGUAGES = [code for code, _name in settings.LANGUAGES]
NAMES = {
    "name_en": "Late translations",
    "name_ar": "تأخر الترجمات",
    "name_zh_hans": "译文迟延",
    "name_fr": "Traductions tardives",
    "name_ru": "Поздние переводы",
    "name_es": "Traducciones tardías",
}


@pytest.fixture
def why() -> RoundReason:
    return RoundReason.objects.create(code="translations", **NAMES)


@pytest.fixture
def page(consultation) -> ConsultationPage:
    index = factories.add_page(
        factories.home_page(), ConsultationIndexPage(title="Consultations", slug="consultations")
    )
    words = ConsultationPage(title="A text", slug="pending-issues", translation_key=consultation.key)
    return factories.add_page(index, words)


@pytest.fixture
def everywhere(page) -> list[str]:
    """Where rounds are told of: the draft, the consultation, the list, the home page."""
    return [URL, page.url, page.get_parent().url, "/en/"]


def words(html: str) -> str:
    """What is heard: the words without markup."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html))


def rounds_in(html: str) -> str:
    """The words of the part of a page in which rounds stand."""
    found = re.search(r'<ol class="(?:rounds|open-rounds)".*?</ol>', html, re.DOTALL)
    return words(found[0]) if found else ""


def test_an_extension_keeps_the_old_end_struck_through_with_the_reason(client, everywhere, open_round, why):
    first, last = open_round.closes_at, open_round.closes_at + 30 * DAY
    RoundPeriod.objects.create(round=open_round, opens_at=first, closes_at=last, reason=why)
    for url in everywhere:
        html = client.get(url).content.decode()
        struck = re.findall(r'<s class="deadline-moved">(.*?)</s>', html, re.DOTALL)
        assert (url, len(struck)) == (url, 1)
        assert "earlier deadline:" in words(struck[0])
        moments = re.findall(r'datetime="([^"]+)"', struck[0])
        assert [moment[:16] for moment in moments] == [local(first)]
        told = rounds_in(html)
        assert "new deadline:" in told
        assert "Extended: Late translations" in told
        assert local(last) in html


def local(moment) -> str:
    return moment.astimezone(ZoneInfo("Europe/Vienna")).isoformat(timespec="minutes")[:16]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_reason_is_told_in_the_readers_language(client, open_round, why, language):
    end = open_round.closes_at
    RoundPeriod.objects.create(round=open_round, opens_at=end, closes_at=end + DAY, reason=why)
    RoundPause.objects.create(round=open_round, reason=why)
    told = rounds_in(client.get(URL.replace("/en/", f"/{language}/")).content.decode())
    assert told.count(NAMES[f"name_{language.replace('-', '_')}"]) == 2


def test_two_extensions_are_told_in_their_order(client, open_round, why):
    end = open_round.closes_at
    other = RoundReason.objects.create(code="conference", name_en="The Conference moved")
    RoundPeriod.objects.create(round=open_round, opens_at=end + DAY, closes_at=end + 2 * DAY, reason=other)
    RoundPeriod.objects.create(round=open_round, opens_at=end, closes_at=end + DAY, reason=why)
    html = client.get(URL).content.decode()
    struck = re.findall(r'<s class="deadline-moved">.*?datetime="([^"]+)".*?</s>', html, re.DOTALL)
    assert [moment[:16] for moment in struck] == [local(end), local(end + DAY)]
    assert rounds_in(html).rstrip().endswith("Extended: Late translations Extended: The Conference moved")


@pytest.mark.parametrize(
    ("opens", "closes", "paused", "state"),
    [
        (1, 2, False, "Not yet open"),
        (-1, 1, False, "Open for comment"),
        (-1, 1, True, "Paused"),
        (-2, -1, False, "Closed"),
        (-2, -1, True, "Closed"),
    ],
)
def test_the_state_is_a_word(client, page, draft, why, opens, closes, paused, state):
    now = timezone.now()
    round_ = factories.make_round(draft, opens_at=now + opens * DAY, closes_at=now + closes * DAY)
    if paused:
        RoundPause.objects.create(round=round_, paused_at=now - 1.5 * DAY, reason=why)
    for url in (URL, page.url, page.get_parent().url):
        html = client.get(url).content.decode()
        assert re.findall(r'class="state state--\w+"><svg.*?</svg>([^<]+)</span>', html) == [state]
        assert ("Paused since" in html) == (state == "Paused")
        assert ("Add to calendar" in html) == (state != "Closed")


def test_a_paused_round_takes_nothing_and_says_why(client, everywhere, open_round, why, africa_coordinator):
    RoundPause.objects.create(round=open_round, reason=why)
    for url in everywhere:
        told = rounds_in(client.get(url).content.decode())
        assert re.search(r"Paused since \d+ \w+ \d{4} \d\d:\d\d Europe/Vienna \S+: Late translations", told)
    client.force_login(africa_coordinator)
    assert "Comment on paragraph" not in client.get(URL).content.decode()
    response = client.get(f"{URL}comment/", follow=True)
    assert "The round of comments on this draft is paused." in response.content.decode()


def test_those_who_may_comment_are_named(client, everywhere, open_round, africa, grulac, state_a):
    for url in everywhere:
        assert "Only these may comment" not in client.get(url).content.decode()
    Round.objects.update(commenters=Commenters.NAMED)
    open_round.participants.add(africa, grulac)
    for url in everywhere:
        told = rounds_in(client.get(url).content.decode())
        assert "Only these may comment: African States, GRULAC" in told
        assert "State A" not in told


def test_what_is_held_back_is_told_everywhere(client, everywhere, open_round):
    Round.objects.update(embargo=Embargo.ALL)
    for url in everywhere:
        assert "Until the close nobody sees the comments of others" in rounds_in(
            client.get(url).content.decode()
        )


def test_who_is_not_named_is_not_invited(client, cast, open_round, africa):
    Round.objects.update(commenters=Commenters.NAMED)
    open_round.participants.add(africa)
    found = []
    for name, user in cast.items():
        client.logout()
        if user.is_authenticated:
            client.force_login(user)
        if client.get(URL).context["invitation"].is_open:
            found.append(name)
    assert found == ["visitor", "africa"]  # a visitor may turn out to speak for somebody


def test_pages_cost_the_same_for_one_and_three_moments_of_a_round(
    client, everywhere, open_round, why, africa
):
    Round.objects.update(commenters=Commenters.NAMED)
    found = []
    for count in (1, 3):
        for _ in range(count):
            end = open_round.periods.order_by("-closes_at")[0].closes_at
            RoundPeriod.objects.create(round=open_round, opens_at=end, closes_at=end + DAY, reason=why)
            now = timezone.now()
            RoundPause.objects.create(round=open_round, paused_at=now - DAY, resumed_at=now - DAY, reason=why)
            open_round.participants.add(
                factories.make_participant(f"state-{open_round.participants.count()}")
            )
        found.append([queries(client, url) for url in everywhere])
    assert found[0] == found[1]


def test_the_module_for_the_readers_own_zone_is_loaded_where_deadlines_stand(client, everywhere, open_round):
    for url in everywhere:
        html = client.get(url).content.decode()
        assert "site/js/own-zone" in html
        assert 'data-own-zone="In your time zone:"' in html
