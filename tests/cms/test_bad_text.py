"""What is no text is answered with 400: in the path, in the query, in a form; never with a 500."""

import pytest

BAD = ["%00", "a%00b", "%ED%A0%80", "%ED%BF%BF", "%FF", "%C3%28", "%E2%82"]
FORM = "application/x-www-form-urlencoded"


def paths(bad: str) -> list[str]:
    return [f"/{bad}", f"/en/{bad}/", f"/en/workplan/{bad}", f"/static/{bad}"]


@pytest.mark.parametrize("bad", ["%00", "a%00b"])
def test_a_nul_in_a_path_is_a_bad_request(client, site, bad):
    assert [client.get(path).status_code for path in [*paths(bad), f"/admin/{bad}/"]] == [400] * 5


@pytest.mark.parametrize("bad", ["%ED%A0%80", "%ED%BF%BF", "%FF", "%C3%28", "%E2%82"])
def test_there_is_nothing_at_a_path_that_is_no_text(client, site, bad):
    assert [client.get(path).status_code for path in paths(bad)] == [404] * 4


@pytest.mark.parametrize("bad", BAD)
def test_a_bad_query_is_a_bad_request(client, site, bad):
    addresses = [f"/en/search/?q={bad}", f"/en/?{bad}=1", f"/en/accounts/login/?next={bad}", f"/?a=b&c={bad}"]
    assert [client.get(address).status_code for address in addresses] == [400] * 4


@pytest.mark.parametrize("bad", BAD)
def test_a_bad_form_is_a_bad_request(client, site, bad):
    for body in (f"login={bad}", f"login=a&{bad}=b"):
        assert client.post("/en/accounts/login/", body, content_type=FORM).status_code == 400, body


def test_a_nul_in_a_form_with_files_is_a_bad_request(client, site):
    assert client.post("/en/accounts/login/", {"login": "a\0b"}).status_code == 400
    assert client.post("/en/accounts/login/", {"a\0b": "c"}).status_code == 400


@pytest.mark.parametrize("text", ["مشروع", "草案", "%25", "100%", "a+b", "%F0%9F%A6%93", "\ufffd"])
def test_text_passes(client, site, text):
    assert client.get(f"/en/search/?q={text}").status_code == 200
    assert client.post("/en/accounts/login/", f"login={text}", content_type=FORM).status_code == 200
    assert client.post("/en/accounts/login/", {"login": text}).status_code == 200


@pytest.mark.parametrize(
    ("language", "direction", "words"),
    [
        ("en", "ltr", "This request cannot be understood"),
        ("ar", "rtl", "400"),
        ("zh-Hans", "ltr", "400"),
    ],
)
def test_the_answer_is_in_the_language_of_the_address(client, db, language, direction, words):
    response = client.get(f"/{language.lower()}/?q=%00")
    assert f'<html lang="{language}" dir="{direction}">' in response.content.decode()
    assert words in response.content.decode()


def test_the_answer_asks_no_database(client, django_db_blocker):
    assert client.get("/en/?q=%00").status_code == 400


def test_the_answer_carries_the_policies_of_every_page(client):
    response = client.get("/en/?q=%00")
    assert response["Cache-Control"] == "private, no-store"
    assert "script-src 'self'" in response["Content-Security-Policy"]
    assert "camera=()" in response["Permissions-Policy"]


def test_a_host_that_is_not_ours_is_a_bad_request(client):
    assert client.get("/en/", headers={"host": "elsewhere.example"}).status_code == 400


def test_too_many_fields_are_a_bad_request(client, site, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 3
    assert client.post("/en/accounts/login/", "a=1&b=2&c=3&d=4", content_type=FORM).status_code == 400
