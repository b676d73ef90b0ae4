"""Who may import a text, into which page, and whose the preview is."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale

from reviewmech.consultations.models import ConsultationPage, TextImport
from reviewmech.translation.actions import save_translation
from tests import factories

from .browsing import blocks, confirm, edit, messages, paste, start

pytestmark = pytest.mark.django_db


MAY = {
    "Editors": True,
    "Publishers": True,
    "Moderators": False,
    "Administrators": False,
    "Translators: fr": False,
}


@pytest.mark.parametrize(("group", "may"), MAY.items())
def test_who_may_import(signed_in, in_group, page, group, may):
    client = signed_in(in_group(group))
    form = client.get(start(page))
    sent = client.post(start(page), {"text": "1. Other"})
    assert (form.status_code == 200, TextImport.objects.count() == 1) == (may, may)
    if not may:
        assert (form.url, sent.url) == (reverse("wagtailadmin_home"), reverse("wagtailadmin_home"))


def test_nobody_from_outside_gets_in(client, page, member):
    for person in (None, member):
        if person:
            client.force_login(person)
        assert client.get(start(page)).status_code in (302, 403)
        assert client.post(start(page), {"text": "1. Other"}).status_code in (302, 403)
    assert TextImport.objects.count() == 0


def test_a_preview_is_its_authors_alone(editor, page, in_group):
    preview = paste(editor, page, "1. Unreleasedword")
    other = Client()
    other.force_login(in_group("Publishers"))
    assert "Unreleasedword" not in other.get(preview, follow=True).content.decode()
    assert confirm(other, preview, page).url == edit(page)
    assert other.post(preview, {"action": "discard"}).url == edit(page)
    assert TextImport.objects.count() == 1


def test_a_preview_belongs_to_its_page(editor, page):
    preview = paste(editor, page, "1. Other")
    other = factories.add_page(page.get_parent(), ConsultationPage(title="Other", slug="other"))
    pk = TextImport.objects.get().pk
    assert editor.get(reverse("consultations_admin:import_preview", args=[other.pk, pk])).url == edit(other)
    assert editor.get(preview).status_code == 200


def test_a_translation_takes_no_import(signed_in, in_group, page):
    french = Locale.objects.get(language_code="fr")
    for source in (page.get_parent().specific, page):
        save_translation(source, french, {}, publish=False)
    translated = ConsultationPage.objects.get(translation_key=page.translation_key, locale=french)
    for group in ("Publishers", "Translators: fr"):
        client = signed_in(in_group(group))
        assert client.get(start(translated)).url == reverse("wagtailadmin_home")
        assert "Import a text" not in client.get(edit(translated)).content.decode()


def test_a_page_without_drafts_of_texts_is_not_found(editor, page):
    assert editor.get(start(page.get_parent())).status_code == 404


def test_a_locked_page_is_refused_with_a_sentence(editor, page, in_group):
    preview = paste(editor, page, "1. Other")
    page.locked, page.locked_by, page.locked_at = True, in_group("Publishers"), timezone.now()
    page.save()
    for response in (editor.get(start(page), follow=True), confirm(editor, preview, page)):
        shown = response if response.status_code == 200 else editor.get(response.url)
        assert messages(shown)[0].startswith("'Pending issues' was locked by publishers")
    assert [text for _anchor, _number, text in blocks(page)] == [f"<p>Words {n}.</p>" for n in (1, 2, 3)]


def test_a_page_that_waits_for_approval_is_the_approvers(editor, page, in_group):
    page.save_revision()
    page.get_workflow().start(page, user=None)
    assert editor.get(start(page)).url == edit(page)
    approver = Client()
    approver.force_login(in_group("Publishers"))
    assert approver.get(start(page)).status_code == 200


def test_a_form_without_its_token_does_nothing(page, in_group):
    client = Client(enforce_csrf_checks=True)
    client.force_login(in_group("Editors"))
    assert client.post(start(page), {"text": "1. Other"}).status_code == 403
    row = TextImport.objects.create(page=page, by=in_group("Publishers"), units=[], losses=[])
    preview = reverse("consultations_admin:import_preview", args=[page.pk, row.pk])
    assert client.post(preview, {"action": "discard"}).status_code == 403
    assert TextImport.objects.count() == 1
