"""What people write at length: kept as it is, without what nobody sees and what would turn the page."""

import pytest
from django.core.exceptions import ValidationError

from home.fields import WordsField

RLO, LRI, PDI, ZWSP, BOM = "\u202e", "\u2066", "\u2069", "\u200b", "\ufeff"
ZWNJ, RLM, ALM = "\u200c", "\u200f", "\u061c"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("one\r\ntwo\rthree\nfour", "one\ntwo\nthree\nfour"),
        (f"a{RLO}b{LRI}c{PDI}d", "abcd"),
        (f"ze{ZWSP}ro{BOM}", "zero"),
        # Persian and Arabic need these
        (f"می{ZWNJ}خواهم {RLM}(١){ALM}", f"می{ZWNJ}خواهم {RLM}(١){ALM}"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
    ],
)
def test_what_is_kept(typed, kept):
    assert WordsField(most=100).clean(typed) == kept


@pytest.mark.parametrize("wrong", ["\x07", "\x1b[31m", "\ud800"])
def test_what_cannot_be_kept_is_refused(wrong):
    with pytest.raises(ValidationError, match="cannot be kept"):
        WordsField(most=100).clean(f"a{wrong}b")


def test_too_much_is_an_error_and_not_cut_off():
    assert WordsField(most=5).clean("12345") == "12345"
    with pytest.raises(ValidationError, match="at most 5"):
        WordsField(most=5).clean("123456")


def test_nothing_but_invisible_characters_is_nothing():
    with pytest.raises(ValidationError, match="required"):
        WordsField(most=5).clean(ZWSP)
