"""The policies every response carries: strict in public, looser in the admin, which cannot work without."""

import pytest

from cms.middleware import POWERFUL_FEATURES
from home.models import StandardPage, User
from tests import factories

PUBLIC = ["/", "/en/", "/en/search/", "/ar/search/?q=x", "/en/accounts/login/", "/en/nowhere/", "/robots.txt"]


def policy(response) -> dict[str, list[str]]:
    parts = (part.split() for part in response["Content-Security-Policy"].split(";"))
    return {name: values for name, *values in parts}


@pytest.mark.parametrize("path", PUBLIC)
def test_public_answers_carry_a_strict_policy(client, site, path):
    response = client.get(path)
    found = policy(response)
    assert "unsafe-inline" not in response["Content-Security-Policy"]
    assert "unsafe-eval" not in response["Content-Security-Policy"]
    assert found["default-src"] == ["'none'"]
    assert found["script-src"] == found["style-src"] == found["connect-src"] == ["'self'"]
    assert found["base-uri"] == ["'none'"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "strict-origin-when-cross-origin"


@pytest.mark.parametrize("path", PUBLIC)
def test_nothing_powerful_is_asked_of_a_browser(client, site, path):
    assert client.get(path)["Permissions-Policy"].split(", ") == [f"{name}=()" for name in POWERFUL_FEATURES]


def test_the_admin_may_have_inline_scripts_and_nothing_from_elsewhere(client, db):
    client.force_login(User.objects.create_superuser("admin@example.org", "x"))
    response = client.get("/admin/")
    assert response.status_code == 200
    assert policy(response)["script-src"] == ["'self'", "'unsafe-inline'"]
    assert policy(response)["style-src"] == ["'self'", "'unsafe-inline'"]
    assert policy(response)["img-src"] == ["'self'", "data:", "blob:"]
    assert "http" not in response["Content-Security-Policy"]


@pytest.mark.parametrize("path", ["/en/admin/", "/administration/", "/en/?next=/admin/"])
def test_what_only_looks_like_the_admin_is_public(client, site, path):
    assert "unsafe-inline" not in client.get(path)["Content-Security-Policy"]


def test_a_preview_in_the_admin_has_the_admins_policy_and_is_kept_by_nobody(client, site):
    client.force_login(User.objects.create_superuser("admin@example.org", "x"))
    page = factories.add_page(factories.home_page(), StandardPage(title="Seen before", slug="before"))
    response = client.get(f"/admin/pages/{page.pk}/view_draft/")
    assert response.status_code == 200
    assert "Seen before" in response.content.decode()
    assert "'unsafe-inline'" in policy(response)["script-src"]
    assert "public" not in response["Cache-Control"]
