"""The pages of the room, what is open now on the home page, and how a deadline is told."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.template import Context, Template
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import override
from wagtail.models import Site

from reviewmech.consultations.models import ConsultationIndexPage, ConsultationPage
from tests import factories

from .writing import queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]

LANGUAGES = [code for code, _name in settings.LANGUAGES]


@pytest.fixture
def index(site):
    return factories.add_page(
        factories.home_page(), ConsultationIndexPage(title="Consultations", slug="consultations")
    )


def with_page(index, consultation, title="A text"):
    page = ConsultationPage(title=title, slug=consultation.code, translation_key=consultation.key)
    return factories.add_page(index, page)


def test_the_pages_of_a_named_consultation_are_there_for_the_named_only(
    client, cast, index, hidden_consultation
):
    page = with_page(index, hidden_consultation)
    found = {}
    for name, user in cast.items():
        client.logout()
        if name != "visitor":
            client.force_login(user)
        listed = [row.title for row in client.get(index.url).context["consultations"]]
        found[name] = (client.get(page.url).status_code, listed)
    seen = {"africa", "moderator"}
    assert found == {name: (200, ["A text"]) if name in seen else (404, []) for name in cast}


def test_lists_cost_the_same_for_one_and_for_three(client, index):
    found = []
    for number in (1, 2):
        for n in range(number):
            consultation = factories.make_consultation(f"code-{number}-{n}")
            page = with_page(index, consultation)
            for draft_number in range(1, number * 2):
                factories.make_round(factories.make_draft(consultation, number=draft_number))
        found.append((queries(client, index.url), queries(client, page.url)))
    assert found[0] == found[1]


def test_open_now_costs_the_same_for_one_and_for_three(rf, visitor, index):
    found = []
    for number in (1, 2):
        for n in range(number):
            consultation = factories.make_consultation(f"code-{number}-{n}")
            with_page(index, consultation)
            factories.make_round(factories.make_draft(consultation))
        open_now(rf, visitor)
        with CaptureQueriesContext(connection) as captured:
            open_now(rf, visitor)
        found.append(len(captured))
    assert found[0] == found[1]


def open_now(rf, user, language="en") -> str:
    request = rf.get(f"/{language}/")
    request.user, request.site = user, Site.objects.first()
    with override(language):
        return Template("{% load consultation_tags %}{% open_now %}").render(Context({"request": request}))


def test_open_now_names_what_is_open_and_visible_and_has_a_page_here(
    rf, cast, index, open_round, hidden_round, africa, africa_coordinator
):
    with_page(index, open_round.draft.consultation, "For everybody")
    with_page(index, hidden_round.draft.consultation, "For Africa")
    closed = factories.make_draft(factories.make_consultation("closed"))
    factories.make_round(closed, closes_at=timezone.now() - timedelta(hours=1))
    with_page(index, closed.consultation, "Over")
    titles = ["For everybody", "For Africa", "Over"]
    found = {name: [t for t in titles if t in open_now(rf, user)] for name, user in cast.items()}
    seen = {"africa", "moderator"}
    assert found == {name: titles[:2] if name in seen else titles[:1] for name in cast}
    assert [t for t in titles if t in open_now(rf, cast["africa"], "fr")] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (datetime(2019, 1, 31, 17, tzinfo=UTC), "18:00 Europe/Vienna UTC+01:00"),
        (datetime(2019, 7, 31, 21, 59, tzinfo=UTC), "23:59 Europe/Vienna UTC+02:00"),
        # The hour that the clocks of Vienna show twice
        (datetime(2019, 10, 27, 0, 30, tzinfo=UTC), "02:30 Europe/Vienna UTC+02:00"),
        (datetime(2019, 10, 27, 1, 30, tzinfo=UTC), "02:30 Europe/Vienna UTC+01:00"),
        (datetime(2019, 3, 31, 1, 0, tzinfo=UTC), "03:00 Europe/Vienna UTC+02:00"),
    ],
)
def test_a_deadline_has_day_time_zone_and_offset(language, moment, expected):
    template = Template("{% load consultation_tags %}{% deadline moment 'Europe/Vienna' %}")
    with override(language):
        html = template.render(Context({"moment": moment}))
        day = date_format(moment.date(), "DATE_FORMAT")
    assert re.sub(r"\s+", " ", re.sub("<[^>]+>", "", html)).strip() == f"{day} {expected}"
    assert datetime.fromisoformat(re.search(r'datetime="([^"]+)"', html)[1]) == moment
