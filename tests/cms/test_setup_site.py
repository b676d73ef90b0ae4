"""`manage.py setup_site` makes the ground on which everything stands, and may be run again."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from wagtail.models import GroupPagePermission, Locale, Page, Site, Workflow
from wagtail_localize.models import TranslatableObject

from home.models import HomePage
from tests import factories

LANGUAGES = ["ar", "zh-hans", "en", "fr", "ru", "es"]


def dump():
    """All rows of all tables."""
    return {
        model._meta.label: sorted(map(repr, model._base_manager.values_list()))
        for model in apps.get_models(include_auto_created=True)
    }


def test_a_second_run_changes_nothing(site):
    before = dump()
    call_command("setup_site", verbosity=0)
    assert dump() == before


def test_each_language_has_a_live_home_page_of_one_page(site):
    homes = HomePage.objects.filter(depth=2, live=True)
    assert {page.locale.language_code: page.slug for page in homes} == {
        code: "home" if code == "en" else f"home-{code}" for code in LANGUAGES
    }
    assert len({page.translation_key for page in homes}) == 1
    assert len({page.title for page in homes}) == 6
    assert Page.objects.count() == 1 + 6


@pytest.mark.parametrize("code", LANGUAGES)
def test_each_language_answers_with_its_own_home_page(site, client, code):
    title = HomePage.objects.get(locale__language_code=code).title
    response = client.get(f"/{code}/")
    assert response.status_code == 200
    assert f'<html lang="{code}"'.lower() in response.content.decode().lower()
    assert title in response.content.decode()


@pytest.fixture
def bare(site):
    """The pages and the site as Wagtail's own migrations leave them. Gives its welcome page."""
    Site.objects.all().delete()
    for page in Page.objects.filter(depth=2):
        page.delete()
    TranslatableObject.objects.all().delete()
    welcome = Page(title="Welcome to your new Wagtail site!", slug="home")
    Page.get_first_root_node().add_child(instance=welcome)
    Site.objects.create(hostname="localhost", root_page=welcome, is_default_site=True)
    return welcome


def test_the_site_starts_at_the_english_home_page_and_keeps_its_address(bare):
    Site.objects.update(hostname="review.example.org", port=8443)
    call_command("setup_site", verbosity=0)
    site = Site.objects.get()
    assert (site.hostname, site.port, site.root_page.slug) == ("review.example.org", 8443, "home")
    assert not Page.objects.filter(pk=bare.pk).exists()


def test_a_welcome_page_that_somebody_has_edited_stays(bare):
    bare.title = "Ours"
    bare.save_revision().publish()
    call_command("setup_site", verbosity=0)
    assert Page.objects.filter(title="Ours", slug="home").exists()
    assert HomePage.objects.get(locale__language_code="en").slug == "home-1"
    assert Site.objects.get().root_page_id == bare.pk


def test_who_may_do_what_with_the_pages_of_which_language(site):
    granted = {}
    for row in GroupPagePermission.objects.select_related("group", "page__locale", "permission"):
        languages = granted.setdefault(row.group.name, {})
        languages.setdefault(row.page.locale.language_code, set()).add(row.permission.codename)
    publishing = {
        "add_page",
        "change_page",
        "publish_page",
        "lock_page",
        "unlock_page",
        "bulk_delete_page",
    }
    assert granted == {
        "Editors": {"en": {"add_page", "change_page"}},
        "Publishers": dict.fromkeys(LANGUAGES, publishing),
        "Translators: ar": {"ar": {"change_page"}},
        "Translators: es": {"es": {"change_page"}},
        "Translators: fr": {"fr": {"change_page"}},
        "Translators: ru": {"ru": {"change_page"}},
        "Translators: zh-hans": {"zh-hans": {"change_page"}},
    }


@pytest.mark.parametrize(
    ("base", "there"),
    [
        ("http://127.0.0.1:8001", ("127.0.0.1", 8001)),
        ("https://review.example.org", ("review.example.org", 443)),
    ],
)
def test_links_in_mails_begin_with_the_address_of_the_settings(site, settings, base, there):
    Site.objects.update(hostname="localhost", port=80, site_name="")
    settings.WAGTAILADMIN_BASE_URL = base
    call_command("setup_site", verbosity=0)
    row = Site.objects.get()
    assert (row.hostname, row.port, row.site_name) == (*there, "UNTOC review mechanism")
    assert factories.home_page("fr").full_url == f"{base}/fr/"


@pytest.mark.parametrize(
    ("permission", "groups"),
    [
        ("release_draft", ["Publishers"]),
        ("open_round", ["Publishers"]),
        ("moderate_comment", ["Moderators"]),
        ("submit_translation", ["Publishers"]),
        ("add_user", ["Administrators"]),
        ("add_seat", ["Administrators"]),
        ("change_documentlanguage", ["Editors", "Publishers"]),
        ("delete_documentlanguage", ["Publishers"]),
        ("add_membership", ["Administrators"]),
        ("add_partieslist", ["Publishers"]),
        ("change_draw", ["Publishers"]),
        ("seal_draw", ["Publishers"]),
        ("hold_draw", ["Publishers"]),
        ("confirm_draw", ["Administrators"]),
        ("view_draw", ["Administrators", "Publishers"]),
        ("add_locale", []),
        ("delete_consultation", []),
    ],
)
def test_who_has_a_permission_of_its_own(site, permission, groups):
    rows = Group.objects.filter(permissions__codename=permission)
    assert sorted(rows.values_list("name", flat=True)) == groups


def test_a_grant_added_by_hand_goes_and_a_group_made_by_hand_stays(site):
    release = Permission.objects.get(codename="release_draft")
    Group.objects.get(name="Editors").permissions.add(release)
    Group.objects.create(name="Ours").permissions.add(release)
    call_command("setup_site", verbosity=0)
    assert sorted(release.group_set.values_list("name", flat=True)) == ["Ours", "Publishers"]


def test_every_tree_asks_a_publisher(site):
    workflow = Workflow.objects.get()
    pages = workflow.workflow_pages.values_list("page__locale__language_code", flat=True)
    assert sorted(pages) == sorted(LANGUAGES)
    groups = [task.specific.groups.get().name for task in workflow.tasks]
    assert groups == ["Publishers"]
    assert Locale.objects.count() == 6
