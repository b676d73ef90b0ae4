"""Links to pages in rich text."""

import pytest
from django.utils import translation
from wagtail.models import Locale
from wagtail.rich_text import expand_db_html

from home.models import StandardPage
from tests import factories

LINK = '<a linktype="page" id="{}">there</a>'


@pytest.fixture
def about(site):
    return factories.add_page(factories.home_page(), StandardPage(title="About", slug="about"))


@pytest.fixture
def french_about(about):
    page = about.copy_for_translation(Locale.objects.get(language_code="fr"))
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def test_a_link_leads_to_the_page_in_the_readers_language(about, french_about):
    with translation.override("fr"):
        assert expand_db_html(LINK.format(about.pk)) == '<a href="/fr/about/">there</a>'
    with translation.override("en"):
        assert expand_db_html(LINK.format(about.pk)) == '<a href="/en/about/">there</a>'


def test_a_link_to_a_page_that_is_not_there_in_the_language_says_which_language_it_leads_to(about):
    with translation.override("ru"):
        assert expand_db_html(LINK.format(about.pk)) == '<a href="/en/about/" hreflang="en">there</a>'


def test_a_version_that_is_not_live_is_no_target(about, french_about):
    french_about.unpublish()
    with translation.override("fr"):
        assert expand_db_html(LINK.format(about.pk)) == '<a href="/en/about/" hreflang="en">there</a>'


@pytest.mark.parametrize("page_id", ["0", "99999999", "", "x", "1 OR 1"])
def test_a_link_to_nothing_leads_nowhere(site, page_id):
    assert expand_db_html(LINK.format(page_id)) == "<a>there</a>"


@pytest.mark.parametrize("links", [1, 3])
def test_links_cost_one_query_whatever_their_number(about, french_about, django_assert_num_queries, links):
    about.url  # noqa: B018 (fills the cache of the sites' addresses)
    pages = [about, french_about, factories.home_page()][:links]
    html = "".join(LINK.format(page.pk) for page in pages)
    with translation.override("fr"), django_assert_num_queries(1):
        expand_db_html(html)
