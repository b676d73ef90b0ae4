"""Dates as United Nations documents write them."""

from datetime import date

import pytest
from django.utils.formats import date_format
from django.utils.translation import override


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ar", "11 أيلول/سبتمبر 2019"),
        ("zh-hans", "2019年9月11日"),
        ("en", "11 September 2019"),
        ("fr", "11 septembre 2019"),
        ("ru", "11 сентября 2019"),
        ("es", "11 de septiembre de 2019"),
    ],
)
def test_a_day_reads_as_in_a_document(language, words):
    with override(language):
        assert date_format(date(2019, 9, 11), "DATE_FORMAT") == words
