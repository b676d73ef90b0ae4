import pytest

from search.analyser import analyse
from search.excerpts import LENGTH, excerpt


def shown(text: str, query: str, language: str = "en") -> str:
    return excerpt(text, set(analyse(query, language)), language)


@pytest.mark.parametrize(
    ("language", "query", "text", "expected"),
    [
        ("en", "states", "Each State reviews.", "Each <mark>State</mark> reviews."),
        ("fr", "examen", "Voir l’examen fait.", "Voir l’<mark>examen</mark> fait."),
        ("fr", "criminalite", "La criminalite\u0301.", "La <mark>criminalité</mark>."),
        ("ar", "استعراض", "في الاستعراض القُطري", "في <mark>الاستعراض</mark> القُطري"),
        ("ar", "قطري", "في الاستعراض القُطري", "في الاستعراض <mark>القُطري</mark>"),
        ("ru", "обзор", "О страновых обзорах", "О страновых <mark>обзорах</mark>"),
        ("zh-hans", "会议", "缔约方会议", "缔约方<mark>会</mark><mark>议</mark>"),
    ],
)
def test_the_words_found_are_marked_as_they_are_written(language, query, text, expected):
    assert shown(text, query, language) == expected


def test_a_long_text_is_cut_at_words_around_the_first_one_found():
    text = "before " * 100 + "needle " + "after " * 100
    cut = shown(text, "needle")
    assert cut.startswith("… before ")
    assert cut.endswith(" after …")
    assert " <mark>needle</mark> " in cut
    assert len(cut) <= LENGTH + len("… <mark></mark> …")


def test_the_piece_with_the_most_of_the_words_is_shown():
    text = "one of many " * 100 + "the drawing of lots " + "and of others " * 100
    assert "<mark>drawing</mark> <mark>of</mark> <mark>lots</mark>" in shown(text, "drawing of lots")


def test_a_text_without_spaces_is_cut_too():
    assert len(shown("国" * 5000 + "法律", "法律", "zh-hans")) < LENGTH + 100


def test_nothing_found_shows_the_beginning():
    assert shown("Title words only\n\tin  here", "elsewhere") == "Title words only in here"
    assert shown("", "elsewhere") == ""


def test_markup_in_a_text_stays_text():
    assert shown("<script>alert(1)</script> & needle", "needle alert") == (
        "&lt;script&gt;<mark>alert</mark>(1)&lt;/script&gt; &amp; <mark>needle</mark>"
    )
