"""The second factor, and that there is no way around it."""

from __future__ import annotations

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.contrib.auth.models import Permission
from django.test import Client

from tests import factories

PASSWORD = "a quiet long sentence"
SECRET = "JBSWY3DPEHPK3PXP"

pytestmark = pytest.mark.django_db


def code_of(secret):
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


@pytest.fixture
def editor(db):
    editor = factories.make_user("editor@example.org", password=PASSWORD)
    editor.user_permissions.add(Permission.objects.get(codename="access_admin"))
    TOTP.activate(editor, SECRET)
    RecoveryCodes.activate(editor)
    return editor


def sign_in(client, path="/en/accounts/login/"):
    names = {"login": "editor@example.org", "username": "editor@example.org", "password": PASSWORD}
    return client.post(path, names)


def is_signed_in(client):
    return "_auth_user_id" in client.session


def test_the_password_alone_leads_to_the_question_for_the_code(client, editor):
    assert sign_in(client).headers["Location"] == "/en/accounts/2fa/authenticate/"
    assert client.get("/en/accounts/2fa/authenticate/").status_code == 200
    assert not is_signed_in(client)


def test_the_code_lets_in(client, editor):
    sign_in(client)
    client.post("/en/accounts/2fa/authenticate/", {"code": code_of(SECRET)})
    assert is_signed_in(client)


def test_a_recovery_code_lets_in_once(editor):
    [code, *_] = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    browsers = [Client(), Client()]
    for browser in browsers:
        sign_in(browser)
        browser.post("/en/accounts/2fa/authenticate/", {"code": code})
    assert [is_signed_in(browser) for browser in browsers] == [True, False]


@pytest.mark.parametrize("code", ["", "000000", "x" * 10_000, "１２３４５６", "-1"])
def test_a_wrong_code_does_not(client, editor, code):
    sign_in(client)
    assert client.post("/en/accounts/2fa/authenticate/", {"code": code}).status_code == 200
    assert not is_signed_in(client)


@pytest.mark.parametrize(
    "path",
    [
        "/admin/login/",
        "/admin/",
        "/admin/password_reset/",
        "/en/_util/login/",
        "/accounts/login/",
        "/en/accounts/2fa/",
    ],
)
def test_no_other_address_signs_in(client, editor, path):
    response = sign_in(client, path)
    assert response.status_code == 302
    assert not is_signed_in(client)
    assert client.get("/admin/", follow=True).request["PATH_INFO"] == "/en/accounts/login/"


@pytest.mark.parametrize(
    "path", ["", "done/", "confirm/MQ/set-password/", "confirm/MQ/cnmkbo-abc/", "complete/"]
)
def test_passwords_are_not_set_in_the_admin(client, editor, path):
    new = {"email": editor.email, "new_password1": "another long one", "new_password2": "another long one"}
    for response in (
        client.get(f"/admin/password_reset/{path}"),
        client.post(f"/admin/password_reset/{path}", new),
    ):
        assert response.headers["Location"] == "/en/accounts/password/reset/"
    editor.refresh_from_db()
    assert editor.check_password(PASSWORD)


def test_the_admins_account_page_asks_for_a_name_and_no_password(client, editor):
    client.force_login(editor)
    page = client.get("/admin/account/").content.decode()
    assert re.findall(r'name="(name_email-\w+|password-\w+)"', page) == ["name_email-name"]


def test_the_language_of_the_admin_is_also_that_of_ones_mails(client, editor):
    client.force_login(editor)
    fields = {
        "name_email-name": "New name",
        "locale-preferred_language": "ru",
        "locale-current_time_zone": "",
    }
    themes = {
        "theme-theme": "system",
        "theme-contrast": "system",
        "theme-density": "default",
        "theme-keyboard_shortcuts": "on",
    }
    assert client.post("/admin/account/", {**fields, **themes}).status_code == 302
    editor.refresh_from_db()
    assert (editor.name, editor.preferred_language) == ("New name", "ru")


def test_the_admin_sends_visitors_to_the_sign_in_and_back(client, editor):
    response = client.get("/admin/pages/", follow=True)
    assert response.request["PATH_INFO"] == "/en/accounts/login/"
    assert response.request["QUERY_STRING"] == "next=%2Fadmin%2Fpages%2F"


def test_signing_out_of_the_admin_signs_out_of_the_site(client, editor):
    client.force_login(editor)
    assert client.get("/admin/").status_code == 200
    response = client.post("/admin/logout/", follow=True)
    assert response.request["PATH_INFO"] == "/en/accounts/login/"
    assert not is_signed_in(client)


def test_who_has_no_access_to_the_admin_is_told_so_and_not_sent_in_a_circle(client, member):
    client.force_login(member)
    assert client.get("/admin/", follow=True).status_code == 403


def test_a_new_password_does_not_take_the_second_factor_away(client, editor, mailoutbox):
    client.post("/en/accounts/password/reset/", {"email": editor.email})
    link = re.search(r"http://127.0.0.1:8000(\S+)", mailoutbox[0].body)[1]
    form = client.get(link, follow=True).request["PATH_INFO"]
    client.post(form, {"password1": PASSWORD, "password2": PASSWORD})
    assert sign_in(client).headers["Location"] == "/en/accounts/2fa/authenticate/"
    assert not is_signed_in(client)


# --- Choosing to have one


@pytest.fixture
def person(client, db):
    """Signed in, and asked for the password once more a moment ago."""
    person = factories.make_user("editor@example.org", password=PASSWORD)
    sign_in(client)
    client.post("/en/accounts/reauthenticate/", {"password": PASSWORD})
    return person


def test_activating_shows_a_picture_and_the_key_and_gives_recovery_codes(client, person):
    page = client.get("/en/accounts/2fa/totp/activate/")
    content = page.content.decode()
    secret = page.context["form"].secret
    assert 'src="data:image/svg+xml;base64,' in content
    assert secret in content
    done = client.post("/en/accounts/2fa/totp/activate/", {"code": code_of(secret)})
    assert done.headers["Location"] == "/en/accounts/2fa/recovery-codes/"
    assert sorted(row.type for row in Authenticator.objects.filter(user=person)) == ["recovery_codes", "totp"]
    codes = client.get("/en/accounts/2fa/recovery-codes/").context["unused_codes"]
    assert len(codes) == 10
    assert client.get("/en/accounts/2fa/recovery-codes/download/").content.decode().split() == codes


@pytest.mark.parametrize("language", ["ar", "zh-hans", "en", "fr", "ru", "es"])
@pytest.mark.parametrize(
    "path", ["", "totp/activate/", "totp/deactivate/", "recovery-codes/", "recovery-codes/generate/"]
)
def test_the_pages_are_there_in_six_languages(client, person, path, language):
    if path not in ("", "totp/activate/"):
        TOTP.activate(person, SECRET)
        RecoveryCodes.activate(person)
    response = client.get(f"/{language}/accounts/2fa/{path}")
    page = response.content.decode()
    assert response.status_code == 200
    assert re.findall(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)", page) == []


def test_deactivating_takes_a_post(client, person):
    TOTP.activate(person, SECRET)
    client.get("/en/accounts/2fa/totp/deactivate/")
    assert Authenticator.objects.count() == 1
    client.post("/en/accounts/2fa/totp/deactivate/")
    assert Authenticator.objects.count() == 0


def test_after_a_while_the_password_is_asked_again(client, editor):
    client.force_login(editor)  # a session that knows of no recent password
    response = client.post("/en/accounts/2fa/totp/deactivate/")
    assert response.headers["Location"].startswith("/en/accounts/reauthenticate/")
    assert Authenticator.objects.filter(type="totp").count() == 1
