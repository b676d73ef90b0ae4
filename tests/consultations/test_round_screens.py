"""The Secretariat's screens about rounds: opening with terms, extending, pausing, resuming, and reasons."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from home.models import User
from reviewmech.consultations import actions
from reviewmech.consultations.enums import Embargo
from reviewmech.consultations.models import Round, RoundPause, RoundPeriod, RoundReason
from reviewmech.parties.enums import ParticipantKind
from tests import factories

from .writing import queries

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
VERBS = ["extend_round", "pause_round", "resume_round"]
GROUPS = ["Editors", "Moderators", "Administrators", "Translators: fr", None]


@pytest.fixture
def why(db) -> RoundReason:
    return RoundReason.objects.create(code="translations", name_en="Late translations")


@pytest.fixture
def secretariat(client, publisher) -> Client:
    client.force_login(publisher)
    return client


def address(round_: Round, verb: str) -> str:
    return reverse(f"consultations_admin:{verb}", args=[round_.draft.consultation_id, round_.pk])


def inspect(round_: Round) -> str:
    return reverse("consultations_admin:inspect", args=[round_.draft.consultation_id])


def words(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


# Opening with terms


def opening(draft, **chosen) -> dict[str, object]:
    data = {
        "draft": draft.pk,
        "zone": "Europe/Vienna",
        "opens_at": "2030-01-02 09:00",
        "closes_at": "2030-02-01 18:00",
        "scope": "whole",
        "embargo": "none",
        "commenters": "all",
    }
    return data | chosen


def test_a_round_is_opened_with_its_terms(secretariat, draft, africa, grulac):
    url = reverse("consultations_admin:open_round", args=[draft.consultation_id])
    chosen = {"scope": "changed", "embargo": "all", "commenters": "named", "participants": [grulac.pk]}
    assert secretariat.post(url, opening(draft, **chosen)).status_code == 302
    round_ = draft.rounds.get()
    assert (round_.scope, round_.embargo, round_.commenters) == ("changed", "all", "named")
    assert list(round_.participants.all()) == [grulac]


def test_the_form_begins_with_what_is_usual(secretariat, draft):
    response = secretariat.get(reverse("consultations_admin:open_round", args=[draft.consultation_id]))
    checked = re.findall(
        r'<input type="radio" name="(\w+)" value="(\w+)"[^>]* checked', response.content.decode()
    )
    assert dict(checked) == {"scope": "whole", "embargo": "none", "commenters": "all"}


def test_participants_are_offered_by_what_they_are(secretariat, draft, africa, state_a):
    factories.make_participant("net", ParticipantKind.ORGANIZATION, name_en="A network")
    html = secretariat.get(
        reverse("consultations_admin:open_round", args=[draft.consultation_id])
    ).content.decode()
    groups = re.findall(r"<fieldset[^>]*>\s*<legend[^>]*>([^<]+)</legend>(.*?)</fieldset>", html, re.DOTALL)
    found = {group: re.findall(r">\s*([\w ]+?)\s*</label>", rows) for group, rows in groups}
    assert found == {
        "Regional Group": ["African States"],
        "State party": ["State A"],
        "Organization": ["A network"],
    }
    assert "consultations/find-choice" in html


def test_in_a_named_consultation_its_participants_are_offered(secretariat, hidden_round, africa, grulac):
    url = reverse("consultations_admin:open_round", args=[hidden_round.draft.consultation_id])
    form = secretariat.get(url).context["form"]
    assert list(form.fields["participants"].queryset) == [africa]
    data = opening(hidden_round.draft, commenters="named", participants=[grulac.pk])
    response = secretariat.post(url, data)
    assert list(response.context["form"].errors) == ["participants"]


def test_named_without_names_is_told_beside_the_names(secretariat, draft):
    url = reverse("consultations_admin:open_round", args=[draft.consultation_id])
    response = secretariat.post(url, opening(draft, commenters="named"))
    assert response.context["form"].errors == {"participants": ["Name those who may comment."]}
    assert not draft.rounds.exists()


# Extending


@pytest.fixture
def round_(draft) -> Round:
    now = timezone.now()
    closes_at = datetime(2030, 1, 31, 17, tzinfo=UTC)
    return factories.make_round(draft, opens_at=now - DAY, closes_at=closes_at, zone="Asia/Kathmandu")


def test_a_round_is_extended_in_its_own_zone(secretariat, round_, why):
    page = secretariat.get(address(round_, "extend_round"))
    assert "In the zone of the round, Asia/Kathmandu." in words(page)
    assert "31 January 2030 22:45 Asia/Kathmandu UTC+05:45" in words(page)
    data = {"closes_at": "2030-02-15 18:00", "reason": why.pk}
    response = secretariat.post(address(round_, "extend_round"), data, follow=True)
    assert response.redirect_chain == [(inspect(round_), 302)]
    assert "The round has been extended." in words(response)
    assert round_.periods.order_by("closes_at").last().closes_at == datetime(2030, 2, 15, 12, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("closes_at", "message"),
    [
        ("2030-01-31 22:45", "The new end has to be later than the present one."),
        ("2030-01-01 18:00", "The new end has to be later than the present one."),
        ("2030-02-15 00:00", "Midnight is misread"),
        ("", "This field is required."),
    ],
)
def test_an_end_that_cannot_be_is_told_beside_it(secretariat, round_, why, closes_at, message):
    response = secretariat.post(address(round_, "extend_round"), {"closes_at": closes_at, "reason": why.pk})
    assert list(response.context["form"].errors) == ["closes_at"]
    assert message in words(response)
    assert f'value="{closes_at}"' in response.content.decode() or not closes_at
    assert round_.periods.count() == 1


def test_without_a_reason_nothing_is_extended(secretariat, round_):
    response = secretariat.post(address(round_, "extend_round"), {"closes_at": "2030-02-15 18:00"})
    assert list(response.context["form"].errors) == ["reason"]
    assert round_.periods.count() == 1


def test_held_back_comments_that_are_out_are_told_of(secretariat, round_, why):
    Round.objects.update(embargo=Embargo.PUBLIC)
    RoundPeriod.objects.update(closes_at=timezone.now())
    response = secretariat.get(address(round_, "extend_round"))
    assert response.url == inspect(round_)
    data = {"closes_at": "2030-02-15 18:00", "reason": why.pk}
    response = secretariat.post(address(round_, "extend_round"), data)
    assert "were held back until its close and are out: open a new round" in words(response)
    assert round_.periods.count() == 1
    assert address(round_, "extend_round") not in secretariat.get(inspect(round_)).content.decode()


# Pausing and resuming


def test_a_round_is_paused_and_resumed(secretariat, round_, why):
    assert secretariat.get(address(round_, "pause_round")).status_code == 200
    assert secretariat.post(address(round_, "pause_round"), {"reason": why.pk}).url == inspect(round_)
    assert Round.objects.get().is_paused
    assert secretariat.get(address(round_, "resume_round")).status_code == 200
    assert secretariat.post(address(round_, "resume_round")).url == inspect(round_)
    assert Round.objects.get().is_open()


def test_a_second_click_is_answered_with_a_sentence(secretariat, round_, why):
    secretariat.post(address(round_, "pause_round"), {"reason": why.pk})
    again = secretariat.post(address(round_, "pause_round"), {"reason": why.pk})
    assert (again.status_code, RoundPause.objects.count()) == (200, 1)
    assert "Only a round that is open can be paused." in words(again)


# What the list shows


def shown_buttons(client, round_) -> list[str]:
    html = client.get(inspect(round_)).content.decode()
    return [verb for verb in VERBS if address(round_, verb) in html]


def test_the_buttons_are_those_of_the_state(secretariat, round_, why, publisher):
    found = [shown_buttons(secretariat, round_)]
    actions.pause_round(round_, reason=why, by=publisher)
    found.append(shown_buttons(secretariat, round_))
    RoundPeriod.objects.update(closes_at=timezone.now())
    found.append(shown_buttons(secretariat, round_))
    assert found == [["extend_round", "pause_round"], ["extend_round", "resume_round"], ["extend_round"]]


def test_who_may_not_is_shown_no_buttons(client, round_):
    user = factories.make_user("reader@example.org", is_superuser=False)
    user.groups.add(Group.objects.get(name="Publishers"))
    Group.objects.get(name="Publishers").permissions.remove(
        *Group.objects.get(name="Publishers").permissions.filter(codename="open_round")
    )
    client.force_login(User.objects.get(pk=user.pk))
    assert client.get(inspect(round_)).status_code == 200
    assert shown_buttons(client, round_) == []


def test_a_round_is_readable_with_all_that_happened(secretariat, round_, why, publisher, grulac):
    Round.objects.update(commenters="named", embargo="all", scope="changed")
    round_.participants.add(grulac)
    actions.extend_round(
        round_, closes_at=datetime(2030, 2, 15, 12, 15, tzinfo=UTC), reason=why, by=publisher
    )
    actions.pause_round(round_, reason=why, by=publisher)
    response = secretariat.get(inspect(round_))
    struck = re.findall(r"<s>.*?</s>", response.content.decode(), re.DOTALL)
    assert [re.findall(r'datetime="([^"]+)"', each) for each in struck] == [["2030-01-31T22:45+05:45"]]
    told = words(response)
    for expected in (
        "Round 1 Paused",
        "15 February 2030 18:00 Asia/Kathmandu UTC+05:45",
        "Late translations",
        "GRULAC",
        "Held back from everybody else until the close",
        "Changed paragraphs, and the draft as a whole",
    ):
        assert expected in told


def test_the_screen_costs_the_same_for_one_and_three_rounds(secretariat, draft, why, africa):
    found = []
    for count in (1, 3):
        for number in range(draft.rounds.count() + 1, count + 1):
            row = factories.make_round(draft, number=number)
            end = row.closes_at
            RoundPeriod.objects.create(round=row, opens_at=end, closes_at=end + DAY, reason=why)
            RoundPause.objects.create(round=row, reason=why)
            row.participants.add(africa)
        found.append(
            queries(secretariat, reverse("consultations_admin:inspect", args=[draft.consultation_id]))
        )
    assert found[0] == found[1]


# Who


@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("verb", VERBS)
def test_others_find_no_screen_and_change_nothing(signed_in, round_, why, group, verb):
    if verb == "resume_round":
        RoundPause.objects.create(round=round_, reason=why)
    user = factories.make_user("somebody@example.org")
    if group:
        user.groups.add(Group.objects.get(name=group))
    client, before = signed_in(user), list(RoundPause.objects.values())
    data = {"closes_at": "2030-02-15 18:00", "reason": why.pk}
    assert client.get(address(round_, verb)).status_code in (302, 403)
    assert client.post(address(round_, verb), data).status_code in (302, 403)
    assert (round_.periods.count(), list(RoundPause.objects.values())) == (1, before)


@pytest.mark.parametrize("verb", VERBS)
def test_visitors_are_led_to_the_sign_in(client, round_, verb):
    for response in (client.get(address(round_, verb)), client.post(address(round_, verb))):
        assert (response.status_code, "/admin/login/" in response.url) == (302, True)


@pytest.mark.parametrize("verb", [*VERBS, "open_round"])
def test_without_a_token_nothing_happens(publisher, round_, why, verb):
    client = Client(enforce_csrf_checks=True)
    client.force_login(publisher)
    url = (
        reverse("consultations_admin:open_round", args=[round_.draft.consultation_id])
        if verb == "open_round"
        else address(round_, verb)
    )
    data = {"closes_at": "2030-02-15 18:00", "reason": why.pk} | opening(round_.draft)
    assert client.post(url, data).status_code == 403
    assert (Round.objects.count(), RoundPeriod.objects.count(), RoundPause.objects.count()) == (1, 1, 0)


def test_a_round_of_another_consultation_is_not_found(secretariat, round_, hidden_consultation):
    for verb in VERBS:
        url = reverse(f"consultations_admin:{verb}", args=[hidden_consultation.pk, round_.pk])
        assert secretariat.get(url).status_code == 404
