"""Nothing is lost without JavaScript: the same words, and forms that work."""

from __future__ import annotations

import pytest

from .places import TEMPLATES
from .screen import WIDE, look

pytestmark = pytest.mark.browser

# A deadline in the reader's own zone is what only a script can tell; a transcript is checked by one, and the
# page says so where there is none.
WORDS = """() => {
  document.querySelectorAll(".deadline__own, .drop, noscript").forEach((own) => own.remove());
  return document.body.innerText.replace(/\\s+/g, " ");
}"""


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("place", TEMPLATES, ids=str)
def test_a_page_says_the_same_with_and_without_scripts(show, place, language):
    with_script, without = show(place, language), show(place, language, script=False)
    for page in (with_script, without):
        look(page, "light", WIDE)
    assert without.evaluate(WORDS) == with_script.evaluate(WORDS)
