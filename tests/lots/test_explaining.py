"""Why these reviewers: the steps are played again, and lead to what the transcript says."""

from __future__ import annotations

from hashlib import sha256

import pytest

from reviewmech.lots.engine import Rules, draw, prepare, read_parties, write_transcript
from reviewmech.lots.explaining import SHOWN_LEFT, story
from reviewmech.lots.reading import Reading, UnreadableError, read
from tests.lots.lists import DAY, many, table

# Half of the States are party to a Protocol: under ``literal`` additional lots follow.
MIXED = table(f"A{n:02},Group {n % 2},{DAY},{DAY if n < 8 else ''},," for n in range(16))


def reading(text: str, *, seed: str = "48 12 7", **rules) -> Reading:
    chosen = Rules.from_values(rules)
    drawing = draw(prepare(read_parties(text, chosen), chosen), seed)
    return read(write_transcript(drawing, kind="simulation").text)


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        (many(12), {}),
        (many(40), {"fewest_reviews_first": 0, "most_reviews": 4}),
        (MIXED, {"package": "literal"}),
    ],
)
def test_every_slot_of_every_state_is_told_as_it_was_drawn(text, rules):
    found = reading(text, **rules)
    told = {slot.step.number: slot for code in found.rows for slot in story(found, code)}
    assert sorted(told) == [step.number for step in found.steps]
    for step in found.steps:
        slot = told[step.number]
        assert slot.winner.code == step.winner
        assert slot.winner.load == step.tier
        assert [ball.code for ball in slot.aside] == list(step.set_aside[: len(slot.aside)])
        assert all(ball.proof for ball in slot.aside)
        counted = len(step.set_aside) + 1 + len(slot.left) + slot.left_not_shown
        assert counted == step.bowl
        assert len(slot.left) <= SHOWN_LEFT


def test_a_ticket_is_the_hash_of_its_text():
    found = reading(many(12))
    for slot in story(found, "A03"):
        ball = slot.winner
        assert ball.text == f"untoc-lots/1|48 12 7|{slot.step.place}/A03|{ball.code}"
        assert ball.ticket == sha256(ball.text.encode()).hexdigest()


def test_quotes_in_a_seed_are_quoted_for_the_shell():
    (slot, _other) = story(reading(many(12), seed="it's"), "A03")
    assert slot.winner.command.startswith("printf '%s' 'untoc-lots/1|it'\\''s|home/A03|")


def test_a_winner_that_was_in_no_bowl_makes_a_transcript_unreadable():
    found = reading(many(12))
    wrong = [found.steps[0].__class__(**{**vars(found.steps[0]), "winner": found.steps[0].state})]
    altered = Reading(**{**vars(found), "steps": (*wrong, *found.steps[1:])})
    with pytest.raises(UnreadableError):
        story(altered, found.steps[0].state)
