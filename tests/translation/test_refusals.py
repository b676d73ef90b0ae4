"""Pages are made in English and published when complete, whatever way somebody takes."""

import polib
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from home.models import StandardPage
from reviewmech.translation.actions import MissingTranslations, keep_strings, save_translation
from reviewmech.translation.missing import translation_of
from tests import factories

from .conftest import FRENCH


@pytest.fixture
def superuser(site):
    return factories.make_user("root@example.org", is_superuser=True, is_staff=True)


def fresh(page):
    return page.specific_class.objects.get(pk=page.pk)


def said(response):
    """The messages above the page to which a refusal leads."""
    return [str(message) for message in response.context["messages"]]


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_page_made_by_hand_in_another_tree_is_refused(method, superuser, signed_in):
    french_home = factories.home_page("fr")
    address = reverse("wagtailadmin_pages:add", args=["home", "standardpage", french_home.pk])
    response = getattr(signed_in(superuser), method)(address, {"title": "X", "slug": "x"}, follow=True)
    assert "Pages are made in English." in response.content.decode()
    assert french_home.get_children().count() == 0


def test_a_page_is_made_in_english(superuser, signed_in):
    address = reverse("wagtailadmin_pages:add", args=["home", "standardpage", factories.home_page().pk])
    assert signed_in(superuser).get(address).status_code == 200


def test_a_seventh_home_page_is_refused(superuser, signed_in):
    root = Page.get_first_root_node()
    address = reverse("wagtailadmin_pages:add", args=["home", "homepage", root.pk])
    signed_in(superuser).post(f"{address}?locale=fr", {"title": "X", "slug": "x"})
    assert root.get_children().count() == 6


@pytest.mark.parametrize("alias", ["", "on"])
def test_a_copy_into_another_tree_is_refused(alias, page, superuser, signed_in):
    french_home = factories.home_page("fr")
    form = {"new_title": "X", "new_slug": "x", "new_parent_page": french_home.pk, "alias": alias}
    signed_in(superuser).post(reverse("wagtailadmin_pages:copy", args=[page.pk]), form)
    assert french_home.get_children().count() == 0


def test_a_copy_of_a_translation_is_refused(french, superuser, signed_in):
    form = {"new_title": "X", "new_slug": "x", "new_parent_page": french.get_parent().pk}
    signed_in(superuser).post(reverse("wagtailadmin_pages:copy", args=[french.pk]), form)
    assert french.get_parent().get_children().count() == 1


def test_a_copy_in_english_is_made(page, superuser, signed_in):
    form = {"new_title": "X", "new_slug": "x", "new_parent_page": page.get_parent().pk}
    signed_in(superuser).post(reverse("wagtailadmin_pages:copy", args=[page.pk]), form)
    assert list(page.get_parent().get_children().values_list("slug", flat=True)) == ["about", "x"]


@pytest.mark.parametrize("bulk", [False, True])
def test_a_page_stays_in_the_tree_of_its_language(bulk, page, superuser, signed_in):
    target = factories.home_page("fr")
    if bulk:
        address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "move"]) + f"?id={page.pk}"
        signed_in(superuser).post(address, {"chooser": target.pk})
    else:
        address = reverse("wagtailadmin_pages:move_confirm", args=[page.pk, target.pk])
        signed_in(superuser).post(address)
    assert fresh(page).get_parent().pk == factories.home_page().pk


def test_a_translation_is_not_untied_from_its_source(french, superuser, signed_in):
    translation = translation_of(french)
    client = signed_in(superuser)
    client.post(reverse("wagtail_localize:convert_to_alias", args=[french.pk]))
    client.post(reverse("wagtail_localize:stop_translation", args=[translation.pk]))
    translation.refresh_from_db()
    assert (fresh(french).alias_of_id, translation.enabled) == (None, True)


def test_only_what_is_published_is_translated(superuser, signed_in):
    page = StandardPage(title="Draft", slug="draft", live=False)
    factories.add_page(factories.home_page(), page, publish=False)
    address = reverse("wagtail_localize:submit_page_translation", args=[page.pk])
    response = signed_in(superuser).get(address, follow=True)
    assert "Publish the English page first" in response.content.decode()


def test_a_publisher_starts_a_translation_as_a_draft(page, publisher, signed_in):
    address = reverse("wagtail_localize:submit_page_translation", args=[page.pk])
    signed_in(publisher).post(address, {"locales": [factories.locale("fr").pk]})
    french = page.get_translation(factories.locale("fr"))
    assert (french.live, french.slug) == (False, "about")


# Every way to publish, with words missing


def publish_in_editor(client, page):
    return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), {"action": "publish"}, follow=True)


def publish_in_bulk(client, page):
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    return client.post(f"{address}?id={page.pk}", {"include_descendants": ""}, follow=True)


def publish_branch_in_bulk(client, page):
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    parent = page.get_parent()
    return client.post(f"{address}?id={parent.pk}", {"include_descendants": "on"}, follow=True)


def submit(client, page):
    return client.post(reverse("translation_submit", args=[page.pk]), follow=True)


@pytest.mark.parametrize("publish", [publish_in_editor, publish_in_bulk, publish_branch_in_bulk, submit])
def test_missing_words_are_named_and_nothing_is_published(publish, untranslated, publisher, signed_in):
    response = publish(signed_in(publisher), untranslated)
    assert "3 strings have no valid translation (About; The lead.; First words.)" in response.content.decode()
    assert (fresh(untranslated).live, fresh(untranslated).workflow_in_progress) == (False, False)


def test_a_complete_translation_is_published_from_the_editor(untranslated, publisher, signed_in):
    keep_strings(translation_of(untranslated), FRENCH)
    publish_in_editor(signed_in(publisher), untranslated)
    assert (fresh(untranslated).live, fresh(untranslated).title) == (True, "À propos")


def test_an_old_draft_in_english_is_not_published_though_all_strings_are_translated(
    untranslated, publisher, signed_in
):
    keep_strings(translation_of(untranslated), FRENCH)
    publish_in_bulk(signed_in(publisher), untranslated)
    assert fresh(untranslated).live is False


def test_sync_publishes_nothing(page, french, untouched_words, publisher, signed_in):
    address = reverse("wagtail_localize:update_translations", args=[translation_of(french).source_id])
    signed_in(publisher).post(address, {"publish_translations": "on"})
    assert fresh(french).lead == untouched_words


@pytest.fixture
def untouched_words(page, french):
    """The French lead, after the English one has changed."""
    page = fresh(page)
    page.lead = "Another lead."
    page.save_revision().publish()
    return "Le chapeau."


def test_an_import_with_errors_warns_and_its_page_is_not_published(untranslated, publisher, signed_in):
    translation = translation_of(untranslated)
    file = translation.export_po()
    for entry in file:
        entry.msgstr = '<a id="a9">x</a>' if entry.msgid == "About" else FRENCH[entry.msgid]
    upload = SimpleUploadedFile("fr.po", str(file).encode())
    client = signed_in(publisher)
    address = reverse("wagtail_localize:upload_pofile", args=[translation.pk])
    response = client.post(address, {"file": upload}, follow=True)
    assert "Strings with an error, which count as missing: 1." in response.content.decode()
    publish_in_editor(client, untranslated)
    assert fresh(untranslated).live is False


@pytest.mark.parametrize("content", [None, b"", b"no catalogue", str(polib.POFile()).encode()])
def test_a_file_that_is_no_import_is_refused(content, untranslated, french_translator, signed_in):
    data = {} if content is None else {"file": SimpleUploadedFile("x.po", content)}
    address = reverse("wagtail_localize:upload_pofile", args=[translation_of(untranslated).pk])
    assert signed_in(french_translator).post(address, data).status_code == 302


# Ways past every view


def test_wagtail_localizes_own_publishing_is_refused(page, french, untouched_words):
    with pytest.raises(MissingTranslations):
        translation_of(french).save_target(publish=True)
    assert fresh(french).lead == untouched_words


def test_a_revision_is_not_published_past_the_guard(untranslated):
    with pytest.raises(MissingTranslations):
        untranslated.get_latest_revision().publish()
    assert fresh(untranslated).live is False


def test_a_scheduled_draft_in_english_does_not_go_live(untranslated):
    untranslated.get_latest_revision().__class__.objects.filter(pk=untranslated.latest_revision_id).update(
        approved_go_live_at=timezone.now()
    )
    with pytest.raises(MissingTranslations):
        call_command("publish_scheduled")
    assert fresh(untranslated).live is False


def test_a_live_translation_can_still_be_saved_when_its_source_has_changed(french, untouched_words):
    french = fresh(french)
    french.locked = True
    french.save()
    assert (fresh(french).locked, fresh(french).lead) == (True, untouched_words)


def test_words_equal_in_both_languages_are_published_once_somebody_accepted_them(page):
    strings = {**FRENCH, "About": "About"}
    assert save_translation(page, factories.locale("fr"), strings, publish=True).title == "About"
