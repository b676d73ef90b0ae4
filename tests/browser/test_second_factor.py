"""The second factor, from setting it up to signing in with a code."""

from __future__ import annotations

import re
import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import expect

from .reading import PASSWORD
from .screen import LOOKS, problems

pytestmark = pytest.mark.browser

PERIOD = 30  # seconds for which a code is good
TO_TYPE = 8  # seconds that it takes to send one, on a machine that is busy


def code_for(secret: str) -> str:
    """What an authenticator app shows, and for some seconds more."""
    left = PERIOD - time.time() % PERIOD
    if left < TO_TYPE:
        time.sleep(left)
    return format_hotp_value(hotp_value(secret, int(time.time()) // PERIOD))


def test_a_person_sets_up_an_app_and_signs_in_with_its_code(people):
    page = people("member")
    page.goto("/en/accounts/2fa/")
    page.click("a[href$='/2fa/totp/activate/']")
    page.fill("[name=password]", PASSWORD)  # asked again: a browser left open must not be enough
    page.click("main form button[type=submit]")
    assert problems(page, LOOKS) == {}
    secret = page.locator("#authenticator_secret").input_value()
    page.fill("[name=code]", code_for(secret))
    page.click("main form button[type=submit]")
    expect(page).to_have_url(re.compile("/2fa/recovery-codes/"))
    assert problems(page, LOOKS) == {}
    page.context.clear_cookies()

    page.goto("/en/accounts/login/")
    page.fill("[name=login]", "member@demo.example")
    page.fill("[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url("**/2fa/authenticate/")
    assert problems(page, LOOKS) == {}
    page.goto("/en/my-comments/")
    page.wait_for_url("**/2fa/authenticate/")
    page.fill("[name=code]", code_for(secret))
    page.click("main form button[type=submit]")
    page.wait_for_url(lambda url: "/accounts/" not in url)
    page.goto("/en/my-comments/")
    expect(page).to_have_url(re.compile("/en/my-comments/$"))
