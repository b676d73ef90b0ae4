"""Choosing about what one is mailed: the page, the button, and the link in every mail."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from reviewmech.consultations import actions
from reviewmech.consultations.mails import tokens
from reviewmech.consultations.models import ConsultationIndexPage, ConsultationPage, Subscription
from tests import factories
from tests.cms.trees import make_tree
from tests.consultations.writing import queries

from .telling import ago, follow

pytestmark = pytest.mark.django_db
URL = "/en/accounts/mails/"


def choices(person) -> dict[str | None, str]:
    """What is chosen, by the code of the consultation; None is the rest."""
    rows = Subscription.objects.filter(person=person).select_related("consultation")
    return {row.consultation and row.consultation.code: row.frequency for row in rows}


def link(person, consultation=None) -> str:
    with override("en"):
        return reverse(
            "consultations:unsubscribe", args=[tokens.token(person, consultation and consultation.pk)]
        )


@pytest.fixture
def draft_(draft):
    """What can be chosen has something to be seen."""
    return draft


# --- The page


def test_a_visitor_is_sent_to_the_sign_in(client, draft_):
    for answer in (client.get(URL), client.post(URL, {"rest": "daily"})):
        assert (answer.status_code, answer["Location"]) == (302, f"/en/accounts/login/?next={URL}")
    assert Subscription.objects.count() == 0


@pytest.mark.parametrize("language", ["ar", "zh-hans", "en", "fr", "ru", "es"])
def test_the_page_lists_what_the_reader_may_see_in_the_readers_language(
    signed_in, member, draft_, hidden_consultation, language
):
    page = signed_in(member).get(f"/{language}/accounts/mails/")
    assert [field.label for field in page.context["form"].consultations()] == [f"Title {language}"]
    assert "closed-talks" not in page.content.decode()


def test_what_is_chosen_is_kept_and_shown(signed_in, member, draft_, consultation):
    client = signed_in(member)
    assert client.post(URL, {"rest": "daily", str(consultation.pk): "weekly"})["Location"] == URL
    assert choices(member) == {None: "daily", "pending-issues": "weekly"}
    form = client.get(URL).context["form"]
    assert {name: form[name].initial for name in form.fields} == {
        "rest": "daily",
        str(consultation.pk): "weekly",
    }


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("africa", "Once a day (nothing chosen)"),
        ("member", "Never (nothing chosen)"),
        ("translator", "Once a day, about comments on your translations (nothing chosen)"),
    ],
)
def test_the_page_says_what_holds_while_nothing_is_chosen(signed_in, cast, draft_, in_group, name, words):
    person = in_group("Translators: fr") if name == "translator" else cast[name]
    [(_empty, said), *_others] = signed_in(person).get(URL).context["form"].fields["rest"].choices
    assert said == words


def test_a_choice_can_be_taken_back(signed_in, member, draft_, consultation):
    follow(member, consultation)
    signed_in(member).post(URL, {"rest": "", str(consultation.pk): ""})
    assert choices(member) == {"pending-issues": ""}


def test_what_is_not_sent_is_not_changed(signed_in, member, draft_, consultation):
    follow(member, consultation)
    signed_in(member).post(URL, {"rest": "daily"})
    assert choices(member) == {None: "daily", "pending-issues": "at_once"}


def test_a_choice_that_there_is_not_is_refused_beside_its_field(signed_in, member, draft_, consultation):
    answer = signed_in(member).post(URL, {"rest": "hourly", str(consultation.pk): "weekly"})
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == ["rest"]
    assert choices(member) == {}


def test_what_the_reader_may_not_see_cannot_be_chosen(signed_in, member, draft_, hidden_consultation):
    signed_in(member).post(URL, {"rest": "", str(hidden_consultation.pk): "daily"})
    assert choices(member) == {}


def test_a_form_without_its_token_is_refused(member, draft_, consultation):
    client = Client(enforce_csrf_checks=True)
    client.force_login(member)
    follow_url = "/en/consultations/pending-issues/follow/"
    assert [
        client.post(url, {"rest": "daily", "frequency": "daily"}).status_code for url in (URL, follow_url)
    ] == [
        403,
        403,
    ]
    assert choices(member) == {}


def test_three_consultations_cost_as_many_queries_as_one(signed_in, member, draft_):
    client = signed_in(member)
    one = queries(client, URL)
    for number in (1, 2):
        factories.make_draft(factories.make_consultation(f"talks-{number}"))
    assert queries(client, URL) == one == 20


def test_a_long_list_has_pages_and_each_keeps_its_own(signed_in, member):
    for number in range(51):
        factories.make_draft(
            factories.make_consultation(f"talks-{number:02}"), paragraphs=1, languages=("en",)
        )
    client = signed_in(member)
    assert len(client.get(URL).context["form"].consultations()) == 50
    [last] = client.get(f"{URL}?page=2").context["form"].consultations()
    client.post(f"{URL}?page=2", {"rest": "", last.name: "weekly"})
    assert choices(member) == {"talks-50": "weekly"}
    assert client.get(f"{URL}?page=3").status_code == 404


def test_the_account_page_leads_there(signed_in, member):
    assert f'href="{URL}"' in signed_in(member).get("/en/accounts/2fa/").content.decode()


# --- From when on


@pytest.mark.parametrize(
    ("before", "after", "since_now"),
    [("never", "daily", True), ("weekly", "daily", False), ("daily", "never", False), (None, "daily", True)],
)
def test_who_was_silent_is_told_of_nothing_older(member, draft_, consultation, before, after, since_now):
    if before:
        follow(member, consultation, before, days=9)
    actions.choose_frequency(person=member, consultation=consultation, frequency=after)
    row = Subscription.objects.get(person=member)
    assert (row.since > ago(minutes=1)) is since_now


def test_one_that_follows_the_rest_is_told_of_nothing_older_either(member, draft_, consultation):
    follow(member, consultation, "", days=9)
    follow(member, None, "never", days=9)
    actions.choose_frequency(person=member, consultation=None, frequency="daily")
    assert [row.since > ago(minutes=1) for row in Subscription.objects.all()] == [True, True]


def test_a_seat_holder_who_chooses_goes_on_from_what_was_told(africa_coordinator, draft_, consultation):
    follow(africa_coordinator, None, "", days=1)
    actions.choose_frequency(person=africa_coordinator, consultation=consultation, frequency="weekly")
    assert {row.since.date() for row in Subscription.objects.all()} == {ago(days=1).date()}


# --- The button


@pytest.fixture
def page(site):
    index = ConsultationIndexPage(title="Consultations", slug="consultations")
    factories.add_page(factories.home_page(), index)
    page = factories.add_page(index, ConsultationPage(title="Pending issues", slug="pending-issues"))
    factories.make_draft(page.consultation)
    return page


def test_a_reader_follows_a_consultation_from_its_page_and_stops(signed_in, member, page):
    client, url = signed_in(member), "/en/consultations/pending-issues/follow/"
    for asked, offered in ((None, "daily"), ("daily", "never"), ("never", "daily")):
        if asked:
            assert client.post(url, {"frequency": asked})["Location"] == page.get_url()
            assert choices(member) == {"pending-issues": asked}
        words = client.get(page.get_url()).content.decode()
        assert f'name="frequency" value="{offered}"' in words


def test_who_holds_a_seat_follows_already(signed_in, africa_coordinator, page):
    words = signed_in(africa_coordinator).get(page.get_url()).content.decode()
    assert "You are mailed once a day" in words


def test_visitors_see_no_button_and_get_no_cookie(client, page):
    answer = client.get(page.get_url())
    assert ('name="frequency"' in answer.content.decode(), dict(answer.cookies)) == (False, {})


@pytest.mark.parametrize("frequency", ["", "hourly", "at_once", None])
def test_the_button_knows_two_words(signed_in, member, page, frequency):
    data = {} if frequency is None else {"frequency": frequency}
    signed_in(member).post("/en/consultations/pending-issues/follow/", data)
    assert choices(member) == {}


@pytest.mark.parametrize("name", ["visitor", "member", "grulac", "africa"])
def test_a_consultation_is_followed_by_those_who_may_see_it(cast, hidden_consultation, site, name):
    client = Client()
    if cast[name].is_authenticated:
        client.force_login(cast[name])
    status = client.post("/en/consultations/closed-talks/follow/", {"frequency": "daily"}).status_code
    assert status == (404 if name in {"member", "grulac"} else 302)
    assert Subscription.objects.count() == (1 if name == "africa" else 0)


def test_the_button_changes_nothing_by_a_link(signed_in, member, page):
    assert signed_in(member).get("/en/consultations/pending-issues/follow/").status_code == 405


# --- Cost


def test_the_consultation_page_costs_the_same_however_many_are_followed(signed_in, member, site):
    make_tree(1)
    client = signed_in(member)
    one = queries(client, "/en/consultations/consultation-0/")
    for number in range(2):
        follow(member, factories.make_consultation(f"talks-{number}"))
    assert queries(client, "/en/consultations/consultation-0/") == one
