"""Rounds that end in the night in which the clocks change, and in zones that are no whole hours off."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from reviewmech.consultations import actions
from reviewmech.consultations.admin_rounds import ExtendRoundForm
from reviewmech.consultations.deadlines import in_words
from reviewmech.consultations.models import Round, RoundReason
from tests import factories

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
INSTANT = timedelta(microseconds=1)
TERMS = {"scope": "whole", "embargo": "none", "commenters": "all"}

# What a zone's clocks show, and the moments that this is. Two: the hour is there twice; none: it never is.
NIGHTS = [
    ("Europe/Vienna", "2026-10-25 01:59", ["2026-10-24 23:59"]),
    ("Europe/Vienna", "2026-10-25 02:30", ["2026-10-25 00:30", "2026-10-25 01:30"]),
    ("Europe/Vienna", "2026-10-25 03:00", ["2026-10-25 02:00"]),
    ("Europe/Vienna", "2027-03-28 01:59", ["2027-03-28 00:59"]),
    ("Europe/Vienna", "2027-03-28 02:30", []),
    ("Europe/Vienna", "2027-03-28 03:00", ["2027-03-28 01:00"]),
    ("Pacific/Auckland", "2027-04-04 02:30", ["2027-04-03 13:30", "2027-04-03 14:30"]),
    ("Pacific/Auckland", "2027-09-26 02:30", []),
    ("Pacific/Auckland", "2027-09-26 03:00", ["2027-09-25 14:00"]),
    ("Australia/Lord_Howe", "2027-04-04 01:45", ["2027-04-03 14:45", "2027-04-03 15:15"]),
    ("America/St_Johns", "2027-03-14 02:30", []),
    ("America/St_Johns", "2027-11-07 01:30", ["2027-11-07 04:00", "2027-11-07 05:00"]),
    ("Asia/Kathmandu", "2027-03-28 02:30", ["2027-03-27 20:45"]),
    ("Asia/Kolkata", "2027-03-28 02:30", ["2027-03-27 21:00"]),
    ("Pacific/Chatham", "2027-01-15 17:45", ["2027-01-15 04:00"]),
]
nights = pytest.mark.parametrize(("zone", "shown", "moments"), NIGHTS)


def utc(words: str) -> datetime:
    return datetime.fromisoformat(words).replace(tzinfo=UTC)


@pytest.fixture
def why(db) -> RoundReason:
    return RoundReason.objects.create(code="translations", name_en="Late translations")


@nights
def test_a_round_ends_at_one_moment_whatever_the_clocks_show(draft, zone, shown, moments):
    for number, moment in enumerate(map(utc, moments), 1):
        round_ = factories.make_round(
            draft, number=number, opens_at=moment - DAY, closes_at=moment, zone=zone
        )
        found = [round_.is_open(at) for at in (moment - DAY, moment - INSTANT, moment, moment + INSTANT)]
        assert found == [True, True, False, False]
        open_ones = [
            Round.objects.open(at).filter(pk=round_.pk).exists() for at in (moment - INSTANT, moment)
        ]
        assert open_ones == [True, False]


@nights
def test_what_is_shown_says_which_of_the_two_is_meant(zone, shown, moments):
    found = [in_words(utc(moment), zone) for moment in moments]
    assert len(set(found)) == len(moments)
    for words, moment in zip(found, moments, strict=True):
        offset = f"{utc(moment).astimezone(ZoneInfo(zone)):%z}"
        assert words.endswith(f"{shown[11:]} {zone} UTC{offset[:3]}:{offset[3:]}")


@nights
def test_the_form_takes_what_is_one_moment_and_refuses_the_rest(
    signed_in, publisher, draft, zone, shown, moments
):
    data = {"draft": draft.pk, "zone": zone, "opens_at": "2026-01-02 09:00", "closes_at": shown, **TERMS}
    url = reverse("consultations_admin:open_round", args=[draft.consultation_id])
    response = signed_in(publisher).post(url, data)
    found = [round_.closes_at for round_ in draft.rounds.all()]
    expected = [utc(moment) for moment in moments] if len(moments) == 1 else []
    assert (response.status_code, found) == (302 if expected else 200, expected)


@nights
def test_an_extension_is_read_in_the_zone_of_the_round(why, zone, shown, moments):
    form = ExtendRoundForm({"closes_at": shown, "reason": why.pk}, zone=zone)
    assert form.is_valid() == (len(moments) == 1)
    if form.is_valid():
        assert form.cleaned_data["closes_at"] == utc(moments[0])
    else:
        assert list(form.errors) == ["closes_at"]


def test_an_extension_from_the_first_to_the_second_half_past_two(draft, why, publisher):
    """The clocks show the same time twice: the new end is later all the same."""
    first, second = utc("2026-10-25 00:30"), utc("2026-10-25 01:30")
    round_ = factories.make_round(draft, opens_at=first - DAY, closes_at=first)
    actions.extend_round(round_, closes_at=second, reason=why, by=publisher, at=first - DAY)
    found = Round.objects.get()
    assert [found.is_open(at) for at in (first - INSTANT, first, second - INSTANT, second)] == [
        True, True, True, False,
    ]  # fmt: skip
    with pytest.raises(ValidationError, match="later than the present one"):
        actions.extend_round(found, closes_at=first, reason=why, by=publisher, at=first)


@pytest.mark.parametrize(
    ("zone", "moment", "midnight"),
    [
        ("Asia/Kathmandu", "2027-01-15 18:15", True),
        ("Asia/Kathmandu", "2027-01-16 00:00", False),
        ("Pacific/Auckland", "2027-01-15 11:00", True),
        ("Pacific/Auckland", "2027-07-15 12:00", True),
        ("America/St_Johns", "2027-01-15 03:30", True),
        ("UTC", "2027-01-16 00:00", True),
    ],
)
def test_midnight_is_that_of_the_zone(draft, publisher, zone, moment, midnight):
    period = {"opens_at": utc(moment) - DAY, "closes_at": utc(moment)}
    if midnight:
        with pytest.raises(ValidationError, match="Midnight is misread"):
            actions.open_round(draft, zone=zone, by=publisher, **period)
    else:
        actions.open_round(draft, zone=zone, by=publisher, **period)
    assert draft.rounds.count() == (0 if midnight else 1)
