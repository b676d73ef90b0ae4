"""The engine writes the bytes that the naive second implementation writes."""

import json

import pytest

from reviewmech.lots.engine import draw, write_transcript
from tests.lots.making import random_settings
from tests.lots.naive import naive_transcript


@pytest.mark.parametrize("package", ["first", "literal"])
def test_small_draws_are_the_same_byte_for_byte(package):
    for number, setting in random_settings(7, 150, (3, 4, 5), package=package):
        text = write_transcript(draw(setting, f"naive#{number}"), kind="simulation").text
        engine = json.loads(text.partition("\n")[0])["engine"]
        states = [state.values() for state in setting.states]
        expected = naive_transcript(states, setting.rules.values(), f"naive#{number}", engine_hash=engine)
        assert text.startswith(expected)
