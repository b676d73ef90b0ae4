"""The languages of documents in the admin: chosen by title, kept by those who may, shown at once."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reviewmech.documents.models import DocumentIndexPage, DocumentLanguage, DocumentPage
from tests import factories

LIST = "/admin/document-languages/"
NEW = f"{LIST}new/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def documents(site):
    index = factories.add_page(factories.home_page(), DocumentIndexPage(title="Documents", slug="documents"))
    titles = {"resolution": "Resolution 9/1", "workplan": "The workplan"}
    return {
        slug: factories.add_page(index, DocumentPage(title=title, slug=slug, languages_confirmed=True))
        for slug, title in titles.items()
    }


@pytest.fixture
def row(documents):
    return DocumentLanguage.objects.create(
        document_key=documents["resolution"].translation_key, language="fr"
    )


def words(document, **more):
    return {"document_key": document.translation_key, "language": "ar", "url": "", "file": "", **more}


@pytest.mark.parametrize("group", ["Editors", "Publishers"])
def test_a_language_is_added_to_a_document_chosen_by_its_title(signed_in, in_group, documents, group):
    browser = signed_in(in_group(group))
    assert ">Resolution 9/1</option>" in browser.get(NEW).content.decode()
    address = "https://example.org/ar"
    said = browser.post(NEW, words(documents["resolution"], url=address), follow=True).content.decode()
    assert "Resolution 9/1 · عربي" in said
    [version] = [each for each in documents["resolution"].languages if each.available]
    assert (version.code, version.url) == ("ar", address)


def test_a_language_is_changed_and_the_list_filtered(signed_in, in_group, documents, row):
    browser = signed_in(in_group("Editors"))
    keys = [documents[slug].translation_key for slug in ("resolution", "workplan")]
    lists = [browser.get(LIST, {"document_key": key}).context["object_list"] for key in keys]
    assert [list(rows) for rows in lists] == [[row], []]
    browser.post(f"{LIST}edit/{row.pk}/", words(documents["workplan"], language="ru"))
    row.refresh_from_db()
    assert (row.document_key, row.language) == (documents["workplan"].translation_key, "ru")


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"document_key": "nonsense"}, ["document_key"]),
        ({"document_key": ""}, ["document_key"]),
        ({"language": "de"}, ["language"]),
        ({"language": "fr"}, ["__all__"]),
        ({"url": "no address"}, ["url"]),
    ],
)
def test_what_is_wrong_is_said(signed_in, in_group, documents, row, changes, wrong):
    answer = signed_in(in_group("Publishers")).post(NEW, {**words(documents["resolution"]), **changes})
    assert list(answer.context["form"].errors) == wrong
    assert DocumentLanguage.objects.count() == 1


def test_a_list_costs_the_same_number_of_queries_for_one_and_three_rows(signed_in, in_group, documents, row):
    browser = signed_in(in_group("Editors"))
    browser.get(LIST)
    counts = []
    for more in ([], ["en", "ru"]):
        for language in more:
            DocumentLanguage.objects.create(document_key=row.document_key, language=language)
        with CaptureQueriesContext(connection) as queries:
            browser.get(LIST)
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("group", "deleted"), [("Editors", False), ("Publishers", True), ("Moderators", False)]
)
def test_only_publishers_delete(signed_in, in_group, row, group, deleted):
    signed_in(in_group(group)).post(f"{LIST}delete/{row.pk}/")
    assert DocumentLanguage.objects.exists() is not deleted


@pytest.mark.parametrize("group", ["Translators: fr", "Moderators", None])
def test_the_outsider_reaches_nothing(client, in_group, member, documents, row, group):
    client.force_login(in_group(group) if group else member)
    for path in (LIST, NEW, f"{LIST}edit/{row.pk}/"):
        assert client.get(path).status_code == 302
        assert client.post(path, words(documents["workplan"])).status_code == 302
    assert list(DocumentLanguage.objects.all()) == [row]


def test_a_row_whose_document_is_gone_is_named_by_its_key(row, documents):
    documents["resolution"].delete()
    assert str(DocumentLanguage.objects.get()) == f"{row.document_key} · Français"
