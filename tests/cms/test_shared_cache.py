"""What a shared cache may keep, and for how long: never past the next opening, closing or publishing."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction

from cms.middleware import LONGEST_IN_SHARED_CACHES
from home.caching import next_change
from home.models import StandardPage
from tests import factories
from tests.cms.trees import make_tree

PRIVATE = "private, no-store"
LONGEST = f"public, max-age=0, s-maxage={LONGEST_IN_SHARED_CACHES}"
SOON = timedelta(seconds=20)


def seconds(response) -> int:
    return int(re.fullmatch(r"public, max-age=0, s-maxage=(\d+)", response["Cache-Control"])[1])


@pytest.fixture
def tree(site):
    return make_tree()


def test_every_public_page_may_be_kept_and_sets_no_cookie(client, tree):
    for name, path in tree.paths.items():
        response = client.get(f"/en{path}")
        assert (name, response.status_code, response["Cache-Control"]) == (name, 200, LONGEST)
        assert (name, dict(response.cookies)) == (name, {})
        assert (name, "Cookie" in response["Vary"]) == (name, True)
        assert (name, client.head(f"/en{path}")["Cache-Control"]) == (name, LONGEST)


def test_nothing_of_a_page_is_kept_for_a_reader_who_is_signed_in(client, tree, member):
    client.force_login(member)
    for path in tree.paths.values():
        assert client.get(f"/en{path}")["Cache-Control"] == PRIVATE


def test_a_form_with_a_token_is_not_kept(client, site):
    response = client.get("/en/accounts/login/")
    assert "csrftoken" in response.cookies
    assert "no-store" in response["Cache-Control"]
    assert "private" in response["Cache-Control"]


NO_PAGES = ["/", "/en/nowhere/", "/nowhere/", "/static/nothing.css", "/en/?q=%00", "/admin/"]


@pytest.mark.parametrize("path", NO_PAGES)
def test_what_is_no_page_is_not_kept(client, site, path):
    response = client.get(path)
    assert response.status_code != 200
    assert "no-store" in response["Cache-Control"]


def test_a_page_behind_a_password_is_never_kept(client, site):
    page = factories.add_page(factories.home_page(), make_page())
    PageViewRestriction.objects.create(page=page, restriction_type="password", password="open sesame")
    asked = client.get(page.url)
    assert "public" not in asked["Cache-Control"]
    restriction = page.get_view_restrictions().get()
    session = client.session
    session["passed_page_view_restrictions"] = [restriction.pk]
    session.save()
    opened = client.get(page.url)
    assert opened.status_code == 200
    assert "public" not in opened["Cache-Control"]
    assert "no-store" in opened["Cache-Control"]


def make_page():
    return StandardPage(title="Closed", slug="closed")


@pytest.mark.parametrize("change", ["opens", "closes"])
def test_a_page_is_not_kept_past_the_next_opening_or_closing(client, site, draft, change):
    now = timezone.now()
    if change == "opens":
        factories.make_round(draft, opens_at=now + SOON, closes_at=now + timedelta(days=1))
    else:
        factories.make_round(draft, opens_at=now - timedelta(days=1), closes_at=now + SOON)
    assert 0 < seconds(client.get("/en/search/")) < SOON.total_seconds()
    assert next_change(now) == now + SOON


def test_a_page_is_not_kept_past_the_next_publishing_or_expiry(client, site):
    now = timezone.now()
    page = factories.add_page(factories.home_page(), make_page())
    page.expire_at = now + timedelta(seconds=40)
    page.save_revision().publish()
    assert next_change(now) == now + timedelta(seconds=40)
    page.go_live_at, page.expire_at = now + SOON, None
    page.save_revision().publish()
    assert next_change(now) == now + SOON
    assert 0 < seconds(client.get("/en/search/")) < SOON.total_seconds()


def test_what_is_over_does_not_count(site, draft):
    now = timezone.now()
    factories.make_round(draft, opens_at=now - timedelta(days=2), closes_at=now - timedelta(days=1))
    assert next_change(now) is None


def test_a_closing_at_this_very_moment_has_happened(site, draft):
    now = timezone.now()
    row = factories.make_round(draft, opens_at=now - timedelta(days=2), closes_at=now)
    assert next_change(now) is None
    assert not row.is_open(now)


def test_what_changes_while_a_page_is_made_is_not_kept(client, site, draft, monkeypatch):
    closing = timezone.now() + timedelta(seconds=1)
    factories.make_round(draft, opens_at=closing - timedelta(days=1), closes_at=closing)
    monkeypatch.setattr("cms.middleware.next_change", lambda at: at - SOON)
    assert seconds(client.get("/en/search/")) == 0


@pytest.mark.parametrize("rounds", [1, 3])
def test_the_next_change_costs_two_queries(site, draft, rounds):
    for number in range(rounds):
        factories.make_round(draft, number=number + 1)
    with CaptureQueriesContext(connection) as queries:
        next_change(timezone.now())
    assert len(queries) == 2


def test_pages_are_sent_compressed(client, site):
    assert client.get("/en/search/", headers={"accept-encoding": "gzip"})["Content-Encoding"] == "gzip"
