"""WCAG 2.2 AA by axe, and no scrolling sideways: each page in each language, each template in all its looks.

``--full-matrix`` looks at every page in each language, light and dark, narrow and wide.
"""

from __future__ import annotations

from itertools import product

import pytest

from .places import LANGUAGES, PLACES, TEMPLATES
from .screen import LOOKS, NARROW, WIDE, problems

pytestmark = pytest.mark.browser

ONCE = {  # each page has one look in each language, and all looks over the six
    "ar": ("dark", NARROW),
    "zh-hans": ("light", NARROW),
    "en": ("light", NARROW),
    "fr": ("light", NARROW),
    "ru": ("dark", NARROW),
    "es": ("light", WIDE),
}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    full = metafunc.config.getoption("--full-matrix", default=False)
    if "place" in metafunc.fixturenames:
        cases = [
            (place, language, looks_at(place, language, full=full))
            for place, language in product(PLACES, LANGUAGES)
        ]
        ids = [f"{place}-{language}" for place, language, _looks in cases]
        metafunc.parametrize(("place", "language", "looks"), cases, ids=ids)


def looks_at(place, language: str, *, full: bool) -> list[tuple[str, int]]:
    """All four where everything is looked at, or a template in English or Arabic; else one."""
    everything = full or (place in TEMPLATES and language in {"en", "ar"})
    return LOOKS if everything else [ONCE[language]]


def test_a_page_breaks_no_rule_and_fits_its_window(show, place, language, looks):
    assert problems(show(place, language), looks) == {}
