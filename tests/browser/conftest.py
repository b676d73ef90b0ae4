"""A browser, and the demo on a server. Chromium is the system's: $CHROMIUM, or chromium on the path."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.support import require_or_skip

from .people import People
from .places import Place
from .reading import Site
from .serving import copy_demo, make_demo, serve

WAIT = 30_000  # milliseconds: a machine that does other things too


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--full-matrix",
        action="store_true",
        help="look at every page in each language, light and dark, narrow and wide",
    )


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo, made once a run and never written to."""
    base = tmp_path_factory.getbasetemp()
    return make_demo(base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base)


@pytest.fixture(scope="session")
def site(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The demo to read."""
    with serve(copy_demo(demo, tmp_path_factory.mktemp("read"))) as address:
        yield Site(address)


@pytest.fixture
def own_site(demo: Path, tmp_path: Path) -> Iterator[Site]:
    """The demo to write to, of one test alone."""
    with serve(copy_demo(demo, tmp_path / "write")) as address:
        yield Site(address)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not chromium:
        require_or_skip("Chromium is not installed. On Debian: apt-get install chromium")
    with sync_playwright() as playwright:
        # Root's Chromium runs without a sandbox only; a container's /dev/shm is small.
        arguments = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
        browser = playwright.chromium.launch(executable_path=chromium, args=arguments)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def open_browser(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """A browser without a past: ``open_browser()``. Options are those of a context of Playwright."""
    opened = []

    def new(**options: object) -> BrowserContext:
        context = browser.new_context(**{"reduced_motion": "reduce", **options})
        context.set_default_timeout(WAIT)
        opened.append(context)
        return context

    yield new
    for context in opened:
        context.close()


@pytest.fixture
def people(open_browser: Callable[..., BrowserContext], own_site: Site) -> People:
    """Whoever a test needs, at a browser of their own."""
    return People(own_site, open_browser)


@pytest.fixture(scope="session")
def show(open_browser: Callable[..., BrowserContext], site: Site) -> Callable[..., Page]:
    """A place as its reader sees it: ``show(place, "ar")``. One window for each reader, used again."""
    windows: dict[tuple[str, bool], Page] = {}

    def go(place: Place, language: str, *, script: bool = True) -> Page:
        key = (place.reader, script)
        if key not in windows:
            context = open_browser(java_script_enabled=script)
            cookies = site.session(place.reader).cookies if place.reader else []
            context.add_cookies([{"name": c.name, "value": c.value, "url": site.address} for c in cookies])
            windows[key] = context.new_page()
        window = windows[key]
        response = window.goto(site.address + site.path(place, language))
        assert response.status == place.status
        return window

    return go
