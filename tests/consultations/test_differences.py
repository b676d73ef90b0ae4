"""What a proposed wording changes, in scripts with and without spaces."""

import time

import pytest

from reviewmech.consultations.differences import differences


def told(before: str, after: str) -> str:
    marks = {"kept": "{}", "removed": "[-{}-]", "added": "[+{}+]"}
    return "".join(marks[part.kind].format(part.text) for part in differences(before, after))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("one two three", "one two three", "one two three"),
        ("one two three", "one 2 three", "one [-two-][+2+] three"),
        ("one three", "one two three", "one [+two +]three"),
        ("one two three", "one three", "one [-two -]three"),
        ("", "new", "[+new+]"),
        ("old", "", "[-old-]"),
        ("States parties", "States Parties", "States [-parties-][+Parties+]"),
        ("缔约国应提交报告", "缔约国可提交报告", "缔约国[-应-][+可+]提交报告"),
        ("الدول الأطراف", "جميع الدول الأطراف", "[+جميع +]الدول الأطراف"),
        ("الأَطراف تقرر", "الأُطراف تقرر", "[-الأَطراف-][+الأُطراف+] تقرر"),
        ("a\nb", "a\nc", "a\n[-b-][+c+]"),
    ],
)
def test_word_by_word(before, after, expected):
    assert told(before, after) == expected


@pytest.mark.parametrize("after", ["b " * 5_000, "的" * 10_000 + "国" * 9_999, "x" + "的国" * 9_999])
def test_both_texts_can_be_read_from_the_parts_and_long_ones_cost_little(after):
    before = "a " * 4_999 + "国的" * 5_000
    began = time.monotonic()
    parts = differences(before, after)
    assert time.monotonic() - began < 5
    assert "".join(part.text for part in parts if part.kind != "added") == before
    assert "".join(part.text for part in parts if part.kind != "removed") == after
