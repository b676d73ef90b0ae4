"""A draw as readers look at it: filtered by keyboard, on paper, on a narrow screen, from right to left."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from .people import press_enter, tab_to
from .places import DRAW, TRIAL
from .screen import NARROW, WIDE, look

pytestmark = pytest.mark.browser


@pytest.fixture
def page(open_browser, site):
    return open_browser(base_url=site.address).new_page()


def test_the_result_is_narrowed_by_keyboard_alone(page):
    page.goto(f"/en/{DRAW}result/")
    everything = page.locator("table.result tbody tr").count()
    tab_to(page, "#filter-start")
    page.keyboard.press("ArrowDown")
    tab_to(page, ".result-filter button")
    press_enter(page)
    assert "start=1" in page.url
    shown = page.locator("table.result tbody tr").count()
    assert 0 < shown < everything
    assert page.locator(".graph__arc").count() > 0
    tab_to(page, ".result-filter__actions a")
    press_enter(page)
    assert page.locator("table.result tbody tr").count() == everything


def test_the_result_says_everything_without_scripts(open_browser, site):
    page = open_browser(base_url=site.address, java_script_enabled=False).new_page()
    page.goto(f"/en/{DRAW}result/")
    page.select_option("#filter-group", "African States")
    page.click(".result-filter button")
    groups = page.locator(".result__group").all_inner_texts()
    assert set(groups) == {"African States"}
    page.locator(".result__state").first.click()
    expect(page.locator("#why")).to_be_visible()


def test_lines_of_a_state_stand_out_under_the_mouse(page):
    page.goto(f"/en/{DRAW}result/")
    look(page, "light", WIDE)
    state = page.locator(".s").first
    before = state.locator("path").first.evaluate("line => getComputedStyle(line).strokeWidth")
    state.locator("text").hover()
    after = state.locator("path").first.evaluate("line => getComputedStyle(line).strokeWidth")
    assert float(after.removesuffix("px")) > float(before.removesuffix("px"))


@pytest.mark.parametrize("language", ["en", "ar"])
def test_on_a_narrow_screen_each_cell_has_its_label(page, language):
    page.goto(f"/{language}/{TRIAL}result/")
    look(page, "light", NARROW)
    row = page.locator("table.result tbody tr").first
    labels = row.locator(".stacked__label")
    assert labels.count() >= 3
    assert all(label.is_visible() for label in labels.all())
    look(page, "light", WIDE)
    assert not any(label.is_visible() for label in labels.all())


@pytest.mark.parametrize("path", ["", "result/", "states/AF01/"])
def test_a_simulation_is_one_on_paper(page, path):
    page.goto(f"/en/{TRIAL}{path}")
    expect(page.locator(".mark-on-paper")).to_be_hidden()
    page.emulate_media(media="print")
    mark = page.locator(".mark-on-paper")
    expect(mark).to_be_visible()
    assert mark.evaluate("mark => getComputedStyle(mark).position") == "fixed"  # and so on every sheet


def test_on_paper_the_table_has_its_columns_and_the_picture_its_labels(page):
    page.set_viewport_size({"width": 658, "height": 960})  # A4 less its margins
    page.goto(f"/en/{DRAW}result/")
    page.emulate_media(media="print")
    assert (
        page.locator("table.result thead").evaluate("head => getComputedStyle(head).display")
        == "table-header-group"
    )
    expect(page.locator(".result .stacked__label").first).to_be_hidden()
    expect(page.locator(".graph__states text").first).to_be_visible()
    expect(page.locator(".result-filter")).to_be_hidden()
    assert page.evaluate("() => document.scrollingElement.scrollWidth") <= 658


def test_codes_and_hashes_read_from_left_to_right_in_arabic(page):
    page.goto(f"/ar/{DRAW}states/AF01/")
    for selector in (".code", ".hash", ".command"):
        found = page.locator(selector).first
        assert found.evaluate("element => getComputedStyle(element).direction") == "ltr"
    assert page.locator("main").evaluate("element => getComputedStyle(element).direction") == "rtl"
