"""A transcript is checked in the browser: on the site, and from a saved file without network."""

from __future__ import annotations

import pytest
import requests
from playwright.sync_api import Page, expect

from .places import DRAW, TRIAL
from .reading import TIMEOUT
from .screen import LOOKS, problems

pytestmark = pytest.mark.browser

VERDICT = "[data-verdict]"


@pytest.fixture(scope="module")
def transcripts(site, tmp_path_factory) -> dict:
    """The transcripts of a draw and of a trial, as files; and one with a changed letter in its fifth line."""
    folder = tmp_path_factory.mktemp("transcripts")
    for name, draw in (("draw", DRAW), ("trial", TRIAL)):
        response = requests.get(f"{site.address}/en/{draw}transcript.jsonl", timeout=TIMEOUT)
        (folder / f"{name}.jsonl").write_bytes(response.content)
    lines = (folder / "draw.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    lines[4] = lines[4].replace('"step":3', '"step":4')
    (folder / "changed.jsonl").write_text("".join(lines), encoding="utf-8")
    (folder / "words.jsonl").write_text("No transcript at all.", encoding="utf-8")
    return {path.stem: path for path in folder.iterdir()}


@pytest.fixture(scope="module")
def saved(site, tmp_path_factory):
    """The page as a file, as a reader has saved it."""

    def save(language: str) -> str:
        path = tmp_path_factory.mktemp("saved") / "verify.html"
        address = f"{site.address}/{language}/lots/verify/offline.html"
        path.write_bytes(requests.get(address, timeout=TIMEOUT).content)
        return path.as_uri()

    return save


def check(page: Page, path) -> str:
    page.set_input_files("#transcript", path)
    expect(page.locator(f"{VERDICT}.verdict--right, {VERDICT}.verdict--wrong")).to_be_visible()
    return page.locator(VERDICT).inner_text()


def published_hash(site, draw: str) -> str:
    page = requests.get(f"{site.address}/en/{draw}", timeout=TIMEOUT).text
    return page.split("hash--main")[1].split(">")[1].split("<")[0]


def test_a_right_transcript_shows_the_hash_that_was_published_and_its_draw(site, open_browser, transcripts):
    page = open_browser().new_page()
    page.goto(f"{site.address}/en/lots/verify/")
    said = check(page, transcripts["draw"])
    assert "This transcript is right." in said
    assert "It is an official draw." in said
    assert published_hash(site, DRAW) in said
    assert "The same hash is published for:" in said


def test_a_simulation_is_told_from_a_draw(site, open_browser, transcripts):
    page = open_browser().new_page()
    page.goto(f"{site.address}/en/lots/verify/")
    assert "It is a simulation, not an official draw." in check(page, transcripts["trial"])


def test_the_first_line_that_is_wrong_is_named_and_another_file_can_follow(site, open_browser, transcripts):
    page = open_browser().new_page()
    page.goto(f"{site.address}/en/lots/verify/")
    assert "Line 5 is wrong." in check(page, transcripts["changed"])
    assert "This cannot be read as a transcript." in check(page, transcripts["words"])
    assert "This transcript is right." in check(page, transcripts["draw"])


def test_a_file_can_be_dropped_anywhere_on_the_page(site, open_browser, transcripts):
    page = open_browser().new_page()
    page.goto(f"{site.address}/en/lots/verify/")
    page.evaluate(
        """(text) => {
          const moved = new DataTransfer();
          moved.items.add(new File([text], "dropped.jsonl"));
          const how = {dataTransfer: moved, bubbles: true, cancelable: true};
          document.body.dispatchEvent(new DragEvent("drop", how));
        }""",
        transcripts["draw"].read_text(encoding="utf-8"),
    )
    expect(page.locator(VERDICT)).to_contain_text("This transcript is right.")


def test_nothing_is_asked_of_the_network_while_checking(site, open_browser, transcripts):
    page = open_browser().new_page()
    page.goto(f"{site.address}/en/lots/verify/")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    check(page, transcripts["draw"])
    assert asked == []
    assert "refused" in page.evaluate("() => fetch('/en/').then(() => 'sent', () => 'refused')")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_saved_page_works_without_network(open_browser, saved, transcripts, language):
    context = open_browser(offline=True)
    page = context.new_page()
    asked, errors = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: errors.append(message.text))
    address = saved(language)
    page.goto(address)
    right, wrong = check(page, transcripts["draw"]), check(page, transcripts["changed"])
    assert "5" in wrong
    assert len(right) > len(wrong)
    assert errors == []
    assert asked == [address]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_verdicts_break_no_rule_of_accessibility_on_the_site_and_alone(
    site, open_browser, saved, transcripts, language
):
    page = open_browser().new_page()
    for address in (f"{site.address}/{language}/lots/verify/", saved(language)):
        page.goto(address)
        for name in ("draw", "trial", "changed"):
            check(page, transcripts[name])
            assert problems(page, LOOKS) == {}


def test_the_keyboard_comes_to_the_field_and_one_sees_it(site, open_browser):
    page = open_browser().new_page()
    page.goto(f"{site.address}/en/lots/verify/")
    page.locator("#transcript").focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    outline = page.locator("[data-verify]").evaluate("zone => getComputedStyle(zone).outlineStyle")
    assert outline == "solid"


def test_without_script_the_program_for_python_is_named(site, open_browser):
    page = open_browser(java_script_enabled=False).new_page()
    page.goto(f"{site.address}/en/lots/verify/")
    expect(page.locator("[data-verify]")).to_be_hidden()
    expect(page.locator(".drop__without")).to_contain_text("The program for Python does the same")
    expect(page.locator("main")).to_contain_text("python verify_lots.py transcript.jsonl")
