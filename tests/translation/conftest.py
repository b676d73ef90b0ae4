"""An English page, its French and Russian translations, and the people around them."""

import pytest

from home.models import StandardPage
from reviewmech.translation.actions import ensure_translation, save_translation
from tests import factories

FRENCH = {"About": "À propos", "The lead.": "Le chapeau.", "First words.": "Premiers mots."}
RUSSIAN = {"About": "О механизме", "The lead.": "Введение.", "First words.": "Первые слова."}


@pytest.fixture
def page(site):
    """A live English page of three strings: title, lead and one paragraph."""
    page = StandardPage(title="About", slug="about", lead="The lead.")
    page.body = [("paragraph", "<p>First words.</p>")]
    return factories.add_page(factories.home_page(), page)


@pytest.fixture
def french(page):
    """Live and complete."""
    return save_translation(page, factories.locale("fr"), FRENCH, publish=True)


@pytest.fixture
def russian(page):
    """Live and complete."""
    return save_translation(page, factories.locale("ru"), RUSSIAN, publish=True)


@pytest.fixture
def untranslated(page):
    """The French page as it is when its translation has just been started."""
    return ensure_translation(page, factories.locale("fr"))


@pytest.fixture
def editor(in_group):
    return in_group("Editors")


@pytest.fixture
def publisher(in_group):
    return in_group("Publishers")


@pytest.fixture
def french_translator(in_group):
    return in_group("Translators: fr")
