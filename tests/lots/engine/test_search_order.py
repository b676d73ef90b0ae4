"""A draw depends on no witness and no search order; the bowl may be looked at lazily or in full."""

from random import Random

import pytest

from reviewmech.lots.engine import Rules, draw, prepare, write_transcript
from tests.lots.making import made_up_world, random_settings


def decided(drawing):
    """All that is decided: the transcript without the witnesses of ``literal``, which may be others."""
    text = write_transcript(drawing, kind="simulation").text
    return (
        text if drawing.setting.rules.package == "first" else (text.partition('"result"')[0], proofs(drawing))
    )


def proofs(drawing):
    return [(step.slot, step.set_aside, step.proofs) for step in drawing.steps]


def assert_nothing_else_decides(setting, seed):
    lazily = decided(draw(setting, seed))
    assert decided(draw(setting, seed, whole_bowl=True)) == lazily
    for chance in range(2):
        assert decided(draw(setting, seed, shuffle=Random(chance))) == lazily


@pytest.mark.parametrize("part", range(5))
def test_500_small_inputs(part):
    for number, setting in random_settings(100 + part, 100, range(4, 10)):
        assert_nothing_else_decides(setting, f"small#{part}#{number}")


@pytest.mark.parametrize(
    ("number", "rules"),
    [
        (100, Rules()),
        (178, Rules(package="literal")),
        (178, Rules(fewest_reviews_first=0)),
        (300, Rules(home="any")),
        (500, Rules()),
    ],
)
def test_5_large_inputs(number, rules):
    assert_nothing_else_decides(prepare(made_up_world(number), rules), f"large#{number}")
