"""Each finding of a verifier has a sentence of its own, with the same facts in it."""

import re

import pytest

from reviewmech.lots.verdicts import SENTENCES, sentences
from reviewmech.lots.verifier.verify_lots import MESSAGES

FACT = re.compile(r"%\(\w+\)s")


def test_every_code_has_a_sentence_and_no_sentence_is_left_over():
    assert set(SENTENCES) == set(MESSAGES)


@pytest.mark.parametrize("code", MESSAGES)
def test_a_sentence_names_the_facts_of_its_code(code):
    assert sorted(FACT.findall(sentences()[code])) == sorted(FACT.findall(MESSAGES[code]))
