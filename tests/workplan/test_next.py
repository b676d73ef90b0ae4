"""What the home page shows as next on the workplan."""

from datetime import timedelta

import pytest
from django.utils import timezone

from reviewmech.workplan.enums import DateKind
from reviewmech.workplan.models import MilestonePage, WorkplanPage
from reviewmech.workplan.templatetags.workplan_tags import next_on_workplan
from tests import factories
from tests.support import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def workplan(site) -> WorkplanPage:
    return factories.add_page(factories.home_page(), WorkplanPage(title="Workplan", slug="workplan"))


def add_milestone(workplan: WorkplanPage, days: int) -> MilestonePage:
    """A section of the workplan whose date lies some days ahead."""
    ends_on = timezone.localdate() + timedelta(days=days)
    page = MilestonePage(title=f"In {days} days", slug=f"in-{days}-days", line=1)
    page.date_kind, page.ends_on = DateKind.BY_END_OF_MONTH, ends_on
    return factories.add_page(workplan, page)


def test_the_soonest_come_first_and_what_has_passed_is_left_out(workplan):
    for days in (30, -10, 5, 0):
        add_milestone(workplan, days)
    titles = [page.title for page in next_on_workplan()["milestones"]]
    assert titles == ["In 0 days", "In 5 days", "In 30 days"]


def test_nothing_ahead_leads_to_the_workplan(workplan):
    assert next_on_workplan() == {"milestones": [], "workplan_url": workplan.url}


def test_three_cost_what_one_costs(workplan):
    add_milestone(workplan, 5)
    next_on_workplan()  # Wagtail looks up the site once and keeps it
    one = queries_of(next_on_workplan)
    add_milestone(workplan, 6)
    add_milestone(workplan, 7)
    assert queries_of(next_on_workplan) == one
