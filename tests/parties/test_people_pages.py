"""Who belongs to a delegation: read by its members, changed by who leads it, not there for anybody else."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from reviewmech.parties.models import Invitation, Seat
from tests import factories
from tests.parties.steps import words

PEOPLE = "/en/delegations/state-a/people/"
INVITE, HAND_OVER = f"{PEOPLE}invite/", f"{PEOPLE}hand-over/"
ASKED = {"email": "new@a.example", "role": "deputy", "language": "fr", "until_on": ""}
OVER = {"email": "next@a.example", "language": "fr", "understood": "on"}
LANGUAGES = ["ar", "zh-hans", "en", "fr", "ru", "es"]
MEMBERS = ["deputy", "contributor", "observer"]
OUTSIDERS = [
    "member",
    "coordinator of the group",
    "focal point of another State",
    "focal point until last year",
    "secretariat",
]


def addresses(delegation, invitation) -> dict[str, dict[str, str]]:
    """Every page of the lead's with what is sent there."""
    seat = Seat.objects.get(user=delegation["contributor"])
    return {
        INVITE: ASKED,
        HAND_OVER: OVER,
        f"{PEOPLE}seats/{seat.pk}/end/": {},
        f"{PEOPLE}invitations/{invitation.pk}/resend/": {},
        f"{PEOPLE}invitations/{invitation.pk}/call-off/": {},
    }


def untouched() -> bool:
    return (
        not Seat.objects.exclude(ended_at=None).exists()
        and Invitation.objects.count() == 1
        and Invitation.objects.get().state == "pending"
    )


# --- Who reads


@pytest.mark.parametrize("who", ["focal_point", *MEMBERS])
def test_members_read_who_belongs_to_it(client, cast, invitation, who):
    client.force_login(cast[who])
    text = words(client.get(PEOPLE))
    people = [
        "Focal point state-a",
        "Deputy deputy",
        "Contributor contributor",
        "Observer of the delegation observer",
    ]
    assert [each for each in [*people, "Deputy new@a.example Pending"] if each not in text] == []
    assert "lapsed" not in text
    assert ("Invite somebody" in text) is (who == "focal_point")


@pytest.mark.parametrize("who", OUTSIDERS)
def test_to_others_there_is_no_such_page(client, cast, delegation, invitation, mailoutbox, who):
    mailoutbox.clear()
    client.force_login(cast[who])
    for path, sent in {PEOPLE: {}, **addresses(delegation, invitation)}.items():
        found = [client.get(path).status_code, client.post(path, sent).status_code]
        assert (path, set(found) - {404, 405}) == (path, set())
    assert untouched()
    assert mailoutbox == []


@pytest.mark.parametrize("who", MEMBERS)
def test_members_who_do_not_lead_change_nothing(client, cast, delegation, invitation, mailoutbox, who):
    mailoutbox.clear()
    client.force_login(cast[who])
    for path, sent in addresses(delegation, invitation).items():
        found = [client.get(path).status_code, client.post(path, sent).status_code]
        assert (path, set(found) - {404, 405}) == (path, set())
    assert untouched()
    assert mailoutbox == []


@pytest.mark.parametrize("code", ["state-a", "nowhere"])
def test_a_visitor_signs_in_first_and_learns_nothing(client, delegation, invitation, code):
    for path, sent in {PEOPLE: {}, **addresses(delegation, invitation)}.items():
        for answer in (
            client.get(path.replace("state-a", code)),
            client.post(path.replace("state-a", code), sent),
        ):
            if answer.status_code != 405:
                assert (
                    answer.headers["Location"] == f"/en/accounts/login/?next=/en/delegations/{code}/people/"
                )
    assert untouched()


def test_every_post_needs_the_token_of_its_form(focal_point, delegation, invitation, mailoutbox):
    mailoutbox.clear()
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(focal_point)
    for path, sent in addresses(delegation, invitation).items():
        assert (path, browser.post(path, sent).status_code) == (path, 403)
    assert untouched()
    assert mailoutbox == []


@pytest.mark.parametrize(
    "change", [{"ended_at": timezone.now()}, {"until_on": "2019-12-31"}, {"role": "observer"}]
)
def test_who_loses_the_seat_loses_the_pages_at_once(lead, own_seat, change):
    assert lead.get(INVITE).status_code == 200
    Seat.objects.filter(pk=own_seat.pk).update(from_on="2019-01-01", **change)
    assert lead.post(INVITE, ASKED).status_code == 404
    assert lead.get(PEOPLE).status_code == (200 if "role" in change else 404)


# --- The pages


def test_a_groups_page_names_its_member_states(client, africa_coordinator, state_a, state_b):
    client.force_login(africa_coordinator)
    page = client.get("/en/delegations/africa/people/")
    assert [
        item.text for item in BeautifulSoup(page.content, "html.parser").select(".people__states li")
    ] == [
        "State A",
        "State B",
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_open_in_six_languages(lead, delegation, invitation, language):
    for path in (PEOPLE, *addresses(delegation, invitation)):
        if path.endswith("/resend/"):
            continue
        response = lead.get(path.replace("/en/", f"/{language}/"))
        page = response.content.decode()
        assert (path, response.status_code) == (path, 200)
        assert re.findall(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)", page) == []
        assert "noindex" in page


@pytest.mark.parametrize("page", ["0", "-1", "2", "x", "9" * 100])
def test_a_page_that_is_not_there_is_not_found(lead, page):
    assert lead.get(f"{PEOPLE}?page={page}").status_code == 404


@pytest.mark.parametrize("number", ["0", "9" * 19, "9" * 40])
def test_a_number_that_nothing_has_is_not_found(lead, number):
    paths = [f"seats/{number}/end/", f"invitations/{number}/resend/", f"invitations/{number}/call-off/"]
    assert [lead.post(f"{PEOPLE}{path}").status_code for path in paths] == [404] * 3


def test_a_long_list_has_pages(lead, state_a):
    for number in range(50):
        factories.make_seat(factories.make_user(f"{number:02}@a.example"), state_a, role="observer")
    counts = [len(lead.get(f"{PEOPLE}?page={page}").context["people"]) for page in (1, 2)]
    assert counts == [50, 1]


def test_three_of_each_cost_as_many_queries_as_one(lead, state_a, invited):
    counts = []
    for numbers in ([1], [2, 3]):
        for number in numbers:
            factories.make_seat(factories.make_user(f"{number}@a.example"), state_a, role="deputy")
            invited(email=f"invited-{number}@a.example")
        with CaptureQueriesContext(connection) as queries:
            lead.get(PEOPLE)
        counts.append(len(queries))
    assert counts[0] == counts[1]
