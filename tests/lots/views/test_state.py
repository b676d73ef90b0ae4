"""A State in a draw: who reviews it, whom it reviews, and why: steps, tickets, what was set aside."""

from __future__ import annotations

import json
import subprocess

import pytest

from reviewmech.lots.explaining import SHOWN_ASIDE, SHOWN_LEFT
from tests.lots.lists import many

from .pages import drawn, named, page_at, result_of, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]

URL = "/en/lots/first-draw/states/{}/"


def steps(draw) -> list[dict]:
    return [line for each in draw.transcript.splitlines() if "winner" in (line := json.loads(each))]


def test_who_reviews_it_and_whom_it_reviews(client):
    result = result_of(drawn(text=named(12)))
    for code, row in result.items():
        page = page_at(client, URL.format(code))
        reviewers = [link["href"].split("/")[-2] for link in page.select("#reviewers ~ ul a")]
        reviewed = [link["href"].split("/")[-2] for link in page.select("#reviews ~ div a")]
        assert reviewers == [row["home"], row["other"]]
        assert reviewed == [other for other, each in result.items() if code in {each["home"], each["other"]}]
        assert f"start group {row['start_group']}" in words(page)


def test_each_of_its_steps_stands_there_with_the_bowl_and_the_winner(client):
    draw = drawn(text=named(12))
    expected = [
        f"Step {step['step']} · {step['bowl']} balls in the bowl · none set aside"
        for step in steps(draw)
        if step["slot"].startswith("A05/")
    ]
    found = [words(each) for each in page_at(client, URL.format("A05")).select(".slot__facts")]
    assert found == expected


def test_every_ticket_is_what_its_command_computes(client):
    drawn(seed="it's a $seed `x`", text=named(12))
    page = page_at(client, URL.format("A05"))
    tickets = [each for each in page.select(".ticket") if each.pre]
    assert len(tickets) >= 5
    for each in tickets:
        command = each.pre.get_text().strip()
        done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=True)
        assert done.stdout.split()[0] == each.code.get_text()


def test_balls_stand_in_the_order_in_which_they_are_taken(client):
    drawn(text=named(40))
    for slot in page_at(client, URL.format("A05")).select(".slot"):
        loads = [int(words(each).split(" review")[0].split()[-1]) for each in slot.select(".taken__who")]
        tickets = [each.code.get_text() for each in slot.select(".ticket")]
        keys = list(zip(loads, tickets, strict=True))
        assert keys == sorted(keys)
        assert len(keys) == 1 + SHOWN_LEFT


def test_what_was_set_aside_has_its_reason_and_the_list_is_bounded(client):
    """Without the tier the same few take all they may, until others are needed for who is left."""
    draw = drawn(text=many(40), rules={"fewest_reviews_first": 0, "most_reviews": 4})
    longest = max(steps(draw), key=lambda step: len(step["set_aside"]))
    assert len(longest["set_aside"]) > SHOWN_ASIDE
    state, place = longest["slot"].split("/")
    page = page_at(client, URL.format(state))
    slot = page.select(".slot")[["home", "other"].index(place)]
    aside = slot.select(".taken__ball--aside")
    assert [words(each.select_one("bdi")) for each in aside] == longest["set_aside"][:SHOWN_ASIDE]
    assert all("With this ball the draw could not be completed:" in words(each) for each in aside)
    assert all(each.select(".taken__why p")[1:] for each in aside)
    assert f"{len(longest['set_aside']) - SHOWN_ASIDE} more were set aside." in words(slot)


def test_a_state_that_is_not_in_the_list_is_not_found(client):
    drawn()
    for code in ("ZZZ", "a00", "..", "%3Cb%3E"):
        assert client.get(URL.format(code)).status_code == 404


def test_the_picture_shows_this_state_and_those_it_has_to_do_with(client):
    result = result_of(drawn(text=named(24)))
    page = page_at(client, URL.format("A05"))
    around = {code: row for code, row in result.items() if "A05" in {code, row["home"], row["other"]}}
    involved = {each for code, row in around.items() for each in (code, row["home"], row["other"])}
    assert {words(each) for each in page.select(".graph__states text")} == involved
