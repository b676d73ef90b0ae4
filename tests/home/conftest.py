import pytest

from tests import factories

from .browsing import PASSWORD


@pytest.fixture
def person(db):
    return factories.make_user("person@example.org", password=PASSWORD, preferred_language="fr")
