"""A consultation's page, and an editor's browser."""

import pytest
from django.test import Client

from reviewmech.consultations.models import ConsultationIndexPage, ConsultationPage
from tests import factories

from .browsing import ANCHORS


@pytest.fixture
def page(site) -> ConsultationPage:
    """A published consultation with three numbered paragraphs."""
    index = factories.add_page(
        factories.home_page(), ConsultationIndexPage(title="Consultations", slug="consultations")
    )
    page = ConsultationPage(title="Pending issues", slug="pending-issues")
    page.working_text = ConsultationPage.working_text.field.to_python(
        [
            {"type": "paragraph", "id": anchor, "value": {"number": str(n), "text": f"<p>Words {n}.</p>"}}
            for n, anchor in enumerate(ANCHORS, start=1)
        ]
    )
    return factories.add_page(index, page)


@pytest.fixture
def editor(client, in_group) -> Client:
    client.force_login(in_group("Editors"))
    return client
