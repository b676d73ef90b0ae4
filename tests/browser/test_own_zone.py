"""A deadline is told in the reader's own zone too, where that differs and a script runs."""

from __future__ import annotations

import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from .places import DRAFT

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("zone", ["Asia/Kathmandu", "America/St_Johns", "Pacific/Auckland"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_another_zone_is_told_in_the_clock_and_digits_of_the_page(site, open_browser, language, zone):
    page = open_browser(timezone_id=zone).new_page()
    page.goto(f"{site.address}/{language}/{DRAFT}")
    deadline = page.locator(".rounds time.deadline").first
    moment = datetime.fromisoformat(deadline.get_attribute("datetime")).astimezone(ZoneInfo(zone))
    own = deadline.locator(".deadline__own")
    expect(own).to_contain_text(f"{moment:%H:%M}")
    expect(own).to_contain_text(str(moment.day))
    offset = f"{moment:%z}"
    # Chromium still has some zones under an older spelling, as in Asia/Katmandu.
    expect(own.locator("bdi")).to_contain_text(
        re.compile(rf"^\w+/\w+ UTC{re.escape(offset[:3])}:{offset[3:]}$")
    )
    assert re.fullmatch(r"[^\u0660-\u0669]*", own.inner_text())


def test_who_has_the_clock_of_the_deadline_is_told_nothing_twice(site, open_browser):
    page = open_browser(timezone_id="Europe/Berlin").new_page()
    page.goto(f"{site.address}/en/{DRAFT}")
    expect(page.locator("time.deadline").first).to_be_visible()
    expect(page.locator(".deadline__own")).to_have_count(0)


def test_without_scripts_the_announced_zone_is_there(site, open_browser):
    page = open_browser(timezone_id="Asia/Kathmandu", java_script_enabled=False).new_page()
    page.goto(f"{site.address}/en/{DRAFT}")
    expect(page.locator("time.deadline").first).to_contain_text("Europe/Vienna UTC+")
    expect(page.locator(".deadline__own")).to_have_count(0)
