import pytest
from django.test import RequestFactory

from home.addresses import direction, html_lang, in_language, with_prefix


@pytest.mark.parametrize(("code", "written"), [("en", "en"), ("zh-hans", "zh-Hans")])
def test_html_writes_the_script_in_title_case(code: str, written: str) -> None:
    assert html_lang(code) == written


@pytest.mark.parametrize(("code", "read"), [("ar", "rtl"), ("zh-hans", "ltr"), ("nobody-knows", "ltr")])
def test_arabic_is_read_from_right_to_left(code: str, read: str) -> None:
    assert direction(code) == read


@pytest.mark.parametrize(
    ("path", "there"),
    [
        ("/en/workplan/", "/zh-hans/workplan/"),
        ("/zh-hans/workplan/", "/zh-hans/workplan/"),
        ("/en", "/zh-hans"),
        ("/enough/", "/zh-hans/"),
        ("/nothing/", "/zh-hans/"),
    ],
)
def test_a_path_keeps_its_place_in_another_language(path: str, there: str) -> None:
    assert with_prefix(path, "zh-hans") == there


def test_the_query_is_kept_and_its_next_moves_along() -> None:
    request = RequestFactory().get("/en/accounts/login/", {"next": "/en/my-comments/", "a": "1"})
    assert in_language(request, "fr") == "/fr/accounts/login/?next=%2Ffr%2Fmy-comments%2F&a=1"


def test_a_place_without_a_language_leads_to_the_home_page_without_its_query() -> None:
    assert in_language(RequestFactory().get("/nothing/", {"a": "1"}), "fr") == "/fr/"
