"""Who may do what with the pages of which language, tried at every address that leads there."""

import json

import pytest
from django.urls import reverse
from wagtail.models import Page
from wagtail_localize.models import StringSegment, StringTranslation

from reviewmech.translation.actions import submit_translation
from reviewmech.translation.missing import translation_of

PEOPLE = ["Editors", "Publishers", "Translators: fr", "Translators: ru", "Moderators", "Administrators"]


def fresh(page):
    return page.specific_class.objects.get(pk=page.pk)


def put_string(client, page, source, words):
    """Translate a string by the address that wagtail-localize's editor uses."""
    translation = translation_of(page)
    segment = StringSegment.objects.get(source=translation.source, string__data=source)
    address = reverse("wagtail_localize:edit_string_translation", args=[translation.pk, segment.pk])
    return client.put(address, f"value={words}", content_type="application/x-www-form-urlencoded")


def kept(page, source):
    rows = StringTranslation.objects.filter(translation_of__data=source, locale=page.locale)
    return list(rows.values_list("data", flat=True))


@pytest.mark.parametrize(
    ("tree", "allowed"),
    [
        ("page", {"Editors", "Publishers"}),
        ("french", {"Publishers", "Translators: fr"}),
        ("russian", {"Publishers", "Translators: ru"}),
    ],
)
@pytest.mark.parametrize("name", PEOPLE)
def test_who_may_open_a_page_in_its_editor(tree, allowed, name, request, in_group, signed_in):
    page = request.getfixturevalue(tree)
    response = signed_in(in_group(name)).get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert (response.status_code == 200) is (name in allowed)


@pytest.mark.parametrize("name", PEOPLE)
def test_who_may_translate_a_string(name, french, in_group, signed_in):
    response = put_string(signed_in(in_group(name)), french, "About", "Autre")
    allowed = name in {"Publishers", "Translators: fr"}
    assert (response.status_code, kept(french, "About")) == (
        (200, ["Autre"]) if allowed else (403, ["À propos"])
    )


@pytest.mark.parametrize("name", PEOPLE)
def test_who_may_submit_a_translation(name, french, in_group, signed_in):
    signed_in(in_group(name)).post(reverse("translation_submit", args=[french.pk]))
    assert fresh(french).workflow_in_progress is (name in {"Publishers", "Translators: fr"})


@pytest.mark.parametrize("name", PEOPLE)
def test_who_may_approve_a_translation(name, french, french_translator, in_group, signed_in):
    person = french_translator if name == "Translators: fr" else in_group(name)
    state = submit_translation(fresh(french), user=french_translator)
    task = state.current_task_state
    approve = reverse("wagtailadmin_pages:workflow_action", args=[french.pk, "approve", task.pk])
    said = signed_in(person).post(approve, {"comment": ""}, follow=True).content.decode()
    assert ("Published “" in said) is (name == "Publishers")
    state.refresh_from_db()
    assert state.status == ("approved" if name == "Publishers" else "in_progress")


@pytest.mark.parametrize("name", PEOPLE)
def test_who_may_publish_from_the_translation_editor(name, french, in_group, signed_in):
    before = fresh(french).live_revision_id
    client = signed_in(in_group(name))
    client.post(reverse("wagtailadmin_pages:edit", args=[french.pk]), {"action": "publish"})
    assert (fresh(french).live_revision_id != before) is (name == "Publishers")


def test_somebody_without_a_group_and_a_visitor_reach_nothing(member, french, client):
    addresses = [
        reverse("wagtailadmin_pages:edit", args=[french.pk]),
        reverse("translation_submit", args=[french.pk]),
        reverse("translation_decide", args=[french.pk]),
    ]
    for sign_in in (lambda: None, lambda: client.force_login(member)):
        sign_in()
        assert [client.post(address).status_code for address in addresses] == [302, 302, 302]
        assert put_string(client, french, "About", "Autre").status_code in {302, 403}
    assert (fresh(french).workflow_in_progress, kept(french, "About")) == (False, ["À propos"])


def test_a_french_translator_changes_nothing_in_the_russian_tree(russian, french_translator, signed_in):
    client, translation = signed_in(french_translator), translation_of(russian)
    posts = {
        reverse("wagtailadmin_pages:edit", args=[russian.pk]): {"action": "publish"},
        reverse("translation_submit", args=[russian.pk]): {},
        reverse("translation_decide", args=[russian.pk]): {},
        reverse("wagtail_localize:upload_pofile", args=[translation.pk]): {},
        reverse("wagtail_localize:stop_translation", args=[translation.pk]): {},
        reverse("wagtail_localize:convert_to_alias", args=[russian.pk]): {},
        reverse("wagtail_localize:update_translations", args=[translation.source_id]): {},
        reverse("wagtail_localize:submit_page_translation", args=[russian.pk]): {},
        reverse("wagtailadmin_pages:unpublish", args=[russian.pk]): {},
        reverse("wagtailadmin_pages:delete", args=[russian.pk]): {},
        reverse("wagtailadmin_pages:lock", args=[russian.pk]): {},
    }
    before = Page.objects.filter(pk=russian.pk).values().get()
    assert {client.post(address, data).status_code for address, data in posts.items()} == {302}
    assert put_string(client, russian, "About", "Чужое").status_code == 403
    gets = [
        reverse("wagtail_localize:download_pofile", args=[translation.pk]),
        reverse("wagtail_localize:preview_translation", args=[translation.pk]),
    ]
    assert [client.get(address).status_code for address in gets] == [302, 302]
    assert Page.objects.filter(pk=russian.pk).values().get() == before
    assert kept(russian, "About") == ["О механизме"]
    translation.refresh_from_db()
    assert translation.enabled


def test_a_translators_string_stays_in_the_translators_language(
    french, russian, french_translator, signed_in
):
    # The Russian segment by the French translation: it is the same source, so French words are kept.
    translation = translation_of(french)
    segment = StringSegment.objects.get(source=translation_of(russian).source, string__data="About")
    address = reverse("wagtail_localize:edit_string_translation", args=[translation.pk, segment.pk])
    signed_in(french_translator).put(address, "value=Autre", content_type="application/x-www-form-urlencoded")
    assert (kept(french, "About"), kept(russian, "About")) == (["Autre"], ["О механизме"])


@pytest.mark.parametrize(
    ("name", "tree", "deleted"),
    [
        ("Editors", "page", False),
        ("Publishers", "page", True),
        ("Translators: fr", "untranslated", False),
        ("Publishers", "untranslated", True),
    ],
)
def test_who_may_delete_a_page(name, tree, deleted, request, in_group, signed_in):
    page = request.getfixturevalue(tree)
    if tree == "page":
        page.unpublish()
    client = signed_in(in_group(name))
    client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    client.post(f"{bulk}?id={page.pk}")
    assert Page.objects.filter(pk=page.pk).exists() is not deleted


def test_the_editor_of_a_translation_says_where_it_stands(french, french_translator, publisher, signed_in):
    edit = reverse("wagtailadmin_pages:edit", args=[french.pk])
    submit, decide = (reverse(f"translation_{name}", args=[french.pk]) for name in ("submit", "decide"))
    assert submit in signed_in(french_translator).get(edit).content.decode()
    submit_translation(fresh(french), user=french_translator)
    page = signed_in(french_translator).get(edit).content.decode()
    assert (submit in page, decide in page, "waits for approval" in page) == (False, False, True)
    assert decide in signed_in(publisher).get(edit).content.decode()
    assert french_translator.name in signed_in(publisher).get(decide).content.decode()


def test_the_dialog_of_the_dashboard_refuses_what_is_incomplete(
    page, french, french_translator, publisher, signed_in
):
    state = submit_translation(fresh(french), user=french_translator)
    page = fresh(page)
    page.lead = "Changed meanwhile."
    page.save_revision().publish()
    arguments = [french.pk, "approve", state.current_task_state.pk]
    address = reverse("wagtailadmin_pages:workflow_action", args=arguments)
    dialog = signed_in(publisher).get(address, headers={"x-requested-with": "XMLHttpRequest"})
    assert json.loads(dialog.content)["step"] == "success"
    answer = signed_in(publisher).post(address, {"comment": ""}, follow=True)
    assert "Changed meanwhile." in answer.content.decode()
    state.refresh_from_db()
    assert (state.status, fresh(french).live) == ("in_progress", True)
