"""A forger who makes the chain of hashes anew is found out all the same, in the right line."""

from __future__ import annotations

import pytest

from reviewmech.lots.verifier.verify_lots import MESSAGES, verify

from . import forged_head, forged_moves, forged_proofs, forged_steps  # noqa: F401  each adds its forgeries
from .forging import FORGERIES


@pytest.mark.parametrize("forgery", FORGERIES, ids=lambda forgery: forgery.name)
def test_a_forgery_is_found_in_its_line(forgery):
    data, line = forgery.make()
    verdict = verify(data)
    assert (verdict.ok, verdict.line, verdict.code) == (False, line, forgery.code)
    assert verdict.message == MESSAGES[forgery.code] % verdict.parameters


def test_no_two_forgeries_have_one_name():
    names = [forgery.name for forgery in FORGERIES]
    assert sorted(names) == sorted(set(names))
