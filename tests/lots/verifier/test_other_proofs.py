"""A proof may have another form than the engine's, as long as it counts; the draw keeps its hash."""

from __future__ import annotations

import pytest

from reviewmech.lots.verifier.verify_lots import verify

from .other_proofs import EXAMPLES, proved_otherwise
from .transcripts import transcript


@pytest.mark.parametrize("number", EXAMPLES)
def test_a_proof_may_distinguish_cases_without_need(number):
    right = verify(transcript(number).encode())
    for _either, changed in proved_otherwise(number):
        assert verify(changed) == right


def test_each_kind_of_case_was_tried():
    kinds = {either for number in EXAMPLES for either, _changed in proved_otherwise(number)}
    assert kinds == {"mutual", "twice", "instrument"}
