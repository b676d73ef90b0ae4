"""The end of a round as a calendar file: what calendars read, and that a later one takes its place."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.utils import timezone
from icalendar import Calendar, Event

from reviewmech.consultations import actions
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
URL = "/en/consultations/pending-issues/drafts/1/rounds/1/deadline.ics"
LANGUAGES = [code for code, _name in settings.LANGUAGES]


@pytest.fixture
def why() -> RoundReason:
    return RoundReason.objects.create(code="translations", name_en="Late translations", name_fr="Traductions")


def event(client, url: str = URL) -> Event:
    response = client.get(url)
    assert (response.status_code, response["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    calendar = Calendar.from_ical(response.content)
    assert (str(calendar["version"]), str(calendar["method"])) == ("2.0", "PUBLISH")
    [found] = calendar.walk("VEVENT")
    return found


def test_it_holds_the_end_the_address_and_a_reminder(client, draft):
    closes_at = datetime(2030, 1, 31, 17, 0, tzinfo=UTC)
    factories.make_round(draft, closes_at=closes_at)
    found = event(client)
    assert found.decoded("dtstart") == closes_at
    assert str(found["summary"]) == "Last moment for comments: Title en"
    assert str(found["url"]) == "http://testserver/en/consultations/pending-issues/drafts/1/"
    assert str(found["description"]).split("\n") == [
        "Draft 1, round 1",
        "31 January 2030 18:00 Europe/Vienna UTC+01:00",
        "http://testserver/en/consultations/pending-issues/drafts/1/",
    ]
    assert (str(found["status"]), int(found["sequence"])) == ("CONFIRMED", 0)
    [alarm] = found.walk("VALARM")
    assert (alarm.decoded("trigger"), str(alarm["action"])) == (-DAY, "DISPLAY")
    disposition = client.get(URL)["Content-Disposition"]
    assert disposition == 'attachment; filename="pending-issues-1-1.ics"'


@pytest.mark.parametrize(
    ("zone", "closes_at", "words"),
    [
        ("Europe/Vienna", datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "25 October 2026 02:30 {} UTC+02:00"),
        ("Europe/Vienna", datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "25 October 2026 02:30 {} UTC+01:00"),
        ("Europe/Vienna", datetime(2027, 3, 28, 1, 0, tzinfo=UTC), "28 March 2027 03:00 {} UTC+02:00"),
        ("Asia/Kathmandu", datetime(2027, 1, 15, 12, 0, tzinfo=UTC), "15 January 2027 17:45 {} UTC+05:45"),
        ("America/St_Johns", datetime(2027, 1, 15, 12, 0, tzinfo=UTC), "15 January 2027 08:30 {} UTC-03:30"),
    ],
)
def test_the_moment_is_one_moment_even_in_the_hour_that_is_there_twice(client, draft, zone, closes_at, words):
    factories.make_round(draft, opens_at=closes_at - DAY, closes_at=closes_at, zone=zone)
    assert closes_at.strftime("DTSTART:%Y%m%dT%H%M%SZ") in client.get(URL).content.decode().splitlines()
    assert str(event(client)["description"]).split("\n")[1] == words.format(zone)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_speaks_the_language_of_its_address_and_stays_one_entry(client, open_round, language):
    found = event(client, URL.replace("/en/", f"/{language}/"))
    assert str(found["summary"]).endswith(f"Title {language}")
    assert f"/{language}/consultations/" in str(found["url"])
    assert str(found["uid"]) == str(event(client)["uid"])


def test_each_round_is_an_entry_of_its_own(client, draft):
    factories.make_round(draft)
    factories.make_round(draft, number=2)
    assert event(client)["uid"] != event(client, URL.replace("rounds/1", "rounds/2"))["uid"]


def test_a_language_without_the_draft_takes_the_title_of_the_page_else_the_code(client, consultation):
    factories.make_round(factories.make_draft(consultation, languages=("fr",)))
    assert str(event(client)["summary"]) == "Last moment for comments: pending-issues"
    index = factories.add_page(
        factories.home_page(), ConsultationIndexPage(title="Consultations", slug="consultations")
    )
    page = ConsultationPage(title="A text", slug="pending-issues", translation_key=consultation.key)
    factories.add_page(index, page)
    assert str(event(client)["summary"]) == "Last moment for comments: A text"


def facts(client) -> tuple[str, int, str, int]:
    found = event(client)
    alarms = len(found.walk("VALARM"))
    return str(found["summary"]).split(":")[0], int(found["sequence"]), str(found["status"]), alarms


def test_each_change_takes_the_place_of_the_one_before(client, open_round, why, publisher):
    told = [facts(client)]
    actions.pause_round(open_round, reason=why, by=publisher)
    told.append(facts(client))
    assert "Paused: Late translations" in str(event(client)["description"])
    actions.resume_round(open_round, by=publisher)
    told.append(facts(client))
    actions.extend_round(open_round, closes_at=open_round.closes_at + DAY, reason=why, by=publisher)
    told.append(facts(client))
    assert "Extended: Late translations" in str(event(client)["description"])
    close_now()
    told.append(facts(client))
    fresh = Round.objects.get()
    actions.extend_round(fresh, closes_at=timezone.now() + DAY, reason=why, by=publisher)
    told.append(facts(client))
    assert told == [
        ("Last moment for comments", 0, "CONFIRMED", 1),
        ("Paused", 1, "TENTATIVE", 1),
        ("Last moment for comments", 2, "CONFIRMED", 1),
        ("Last moment for comments", 4, "CONFIRMED", 1),
        ("Closed", 5, "CONFIRMED", 0),
        ("Last moment for comments", 6, "CONFIRMED", 1),
    ]


def close_now() -> None:
    now = timezone.now()
    first, second = RoundPeriod.objects.order_by("closes_at")
    RoundPeriod.objects.filter(pk=first.pk).update(closes_at=now - timedelta(minutes=2))
    moved = {"opens_at": now - timedelta(minutes=2), "closes_at": now}
    RoundPeriod.objects.filter(pk=second.pk).update(**moved)


def test_the_stamp_is_of_the_last_change_and_not_of_the_question(client, open_round, why):
    period = open_round.periods.get()
    assert event(client).decoded("dtstamp") == period.announced_at.replace(microsecond=0)
    assert client.get(URL).content == client.get(URL).content
    pause = RoundPause.objects.create(round=open_round, reason=why)
    assert event(client).decoded("last-modified") == pause.paused_at.replace(microsecond=0)


def test_shared_caches_keep_it_as_they_keep_pages(client, open_round, africa_coordinator):
    response = client.get(URL)
    assert response["Cache-Control"] == "public, max-age=0, s-maxage=60"
    assert dict(response.cookies) == {}
    RoundPeriod.objects.update(closes_at=timezone.now() + timedelta(seconds=20))
    seconds = int(client.get(URL)["Cache-Control"].rpartition("=")[2])
    assert 0 < seconds < 20
    client.force_login(africa_coordinator)
    assert client.get(URL)["Cache-Control"] == "private, no-store"


def test_it_is_there_for_those_who_may_know_of_the_consultation(client, cast, hidden_round):
    url = URL.replace("pending-issues", "closed-talks")
    found = {}
    for name, user in cast.items():
        client.logout()
        if user.is_authenticated:
            client.force_login(user)
        found[name] = client.get(url).status_code
    assert found == {name: 200 if name in {"africa", "moderator"} else 404 for name in cast}


@pytest.mark.parametrize("path", ["drafts/1/rounds/2", "drafts/2/rounds/1"])
def test_what_is_not_there_is_not_found(client, open_round, path):
    assert client.get(f"/en/consultations/pending-issues/{path}/deadline.ics").status_code == 404


def test_a_round_without_a_period_has_no_end(client, draft):
    Round.objects.create(draft=draft, number=1)
    assert client.get(URL).status_code == 404


def test_it_is_only_read(client, open_round):
    assert client.post(URL).status_code == 405


def test_it_costs_the_same_for_one_and_three_changes(client, open_round, why):
    found = []
    for count in (1, 3):
        for _ in range(count):
            end = open_round.periods.order_by("-closes_at")[0].closes_at
            RoundPeriod.objects.create(round=open_round, opens_at=end, closes_at=end + DAY, reason=why)
            at = timezone.now() - DAY
            RoundPause.objects.create(round=open_round, paused_at=at, resumed_at=at, reason=why)
        found.append(queries(client, URL))
    assert found[0] == found[1]


def test_the_draft_leads_to_it(client, open_round):
    html = client.get("/en/consultations/pending-issues/drafts/1/").content.decode()
    assert f'href="{URL}"' in html
