"""Possible dates in the words of the document."""

from datetime import date
from decimal import Decimal

import pytest

from reviewmech.workplan.dates import date_words, length_words
from reviewmech.workplan.enums import DateKind


@pytest.mark.parametrize(
    ("kind", "starts_on", "ends_on", "words"),
    [
        (DateKind.RANGE, date(2019, 10, 9), date(2019, 10, 11), "9 to 11 October 2019"),
        (DateKind.RANGE, date(2019, 9, 30), date(2019, 10, 2), "30 September 2019 to 2 October 2019"),
        (DateKind.RANGE, date(2019, 9, 30), date(2019, 9, 30), "30 September 2019"),
        (DateKind.BY_END_OF_MONTH, None, date(2020, 6, 30), "By the end of June 2020"),
        (DateKind.BEGINS_EARLY, date(2019, 1, 1), None, "To begin in early 2019"),
        (DateKind.WHEN_FUNDED, None, None, "Will begin when the necessary funding is made available"),
        ("", None, None, ""),
    ],
)
def test_a_date_reads_as_the_workplan_words_it(kind, starts_on, ends_on, words):
    assert date_words(kind, starts_on, ends_on) == words


@pytest.mark.parametrize(
    ("meeting_days", "months", "words"),
    [
        (Decimal("2.5"), None, "2.5 days"),
        (Decimal("1.0"), None, "1 day"),
        (Decimal("10.0"), None, "10 days"),
        (None, 12, "Approximate duration: 1 year from time of start"),
        (None, 18, "Approximate duration: 18 months from time of start"),
        (None, None, ""),
    ],
)
def test_a_length_reads_as_the_workplan_words_it(meeting_days, months, words):
    assert length_words(meeting_days, months) == words
