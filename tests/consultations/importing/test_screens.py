"""The screens of an import: choose or paste, the preview, the confirmation."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from reviewmech.consultations.models import Consultation, ConsultationPage, TextImport
from reviewmech.consultations.release import check_release
from tests.consultations.writing import queries

from .browsing import ANCHORS, blocks, confirm, edit, messages, paste, start, upload
from .files import simple, sixty_paragraphs

pytestmark = pytest.mark.django_db


def test_a_word_file_becomes_the_working_text_as_a_draft_of_the_page(editor, page):
    live = ConsultationPage.objects.get(pk=page.pk).working_text.get_prep_value()
    response = upload(editor, page, sixty_paragraphs())
    shown = editor.get(response.url).content.decode()
    assert [number for number in re.findall(r'<bdi lang="en">([^<]*)</bdi>', shown) if number.isdigit()] == [
        str(n) for n in range(1, 61)
    ]
    done = confirm(editor, response.url, page)
    assert (done.status_code, done.url) == (302, edit(page))
    numbers = [number for _anchor, number, _text in blocks(page) if number.isdigit()]
    assert numbers == [str(n) for n in range(1, 61)]
    after = ConsultationPage.objects.get(pk=page.pk)
    assert after.has_unpublished_changes
    assert after.working_text.get_prep_value() == live
    assert TextImport.objects.count() == 0


def test_the_imported_text_can_be_published_and_passes_the_release_check(editor, page):
    confirm(editor, upload(editor, page, sixty_paragraphs()).url, page)
    ConsultationPage.objects.get(pk=page.pk).get_latest_revision().publish()
    check = check_release(Consultation.objects.get(key=page.translation_key))[0]
    assert (check.problems, len(check.units)) == ([], 73)


def test_the_editor_of_the_page_takes_the_imported_text(editor, page):
    confirm(editor, paste(editor, page, "# Head\nNo number\n1. One\n(a) Sub\nA\tB\nC\tD"), page)
    draft = ConsultationPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    draft.full_clean()
    assert editor.get(edit(page)).status_code == 200


def test_anchors_live_on_where_words_or_number_and_most_words_are_the_same(editor, page):
    confirm(editor, paste(editor, page, "1. Put in front.\n2. Words 1.\n3. Words 3."), page)
    assert blocks(page) == [
        ("new", "1", "<p>Put in front.</p>"),
        (ANCHORS[0], "2", "<p>Words 1.</p>"),
        (ANCHORS[2], "3", "<p>Words 3.</p>"),
    ]


def test_the_preview_says_what_is_kept_new_and_removed(editor, page):
    shown = editor.get(paste(editor, page, "1. New one.\n2. Words 1.")).context["preview"]
    states = [(str(row.match.state), row.match.old_number) for row in shown.rows]
    assert (states, [unit.printed_number for unit in shown.removed]) == (
        [("new", ""), ("same", "1")],
        ["2", "3"],
    )


def test_the_preview_changes_nothing(editor, page):
    before = page.latest_revision_id
    editor.get(paste(editor, page, "1. Other"))
    page.refresh_from_db()
    assert page.latest_revision_id == before


def test_it_is_logged_with_its_revision_and_its_counts(editor, page):
    confirm(editor, upload(editor, page, simple("1.\tWords 1."), "draft three.docx").url, page)
    entry = PageLogEntry.objects.get(action="consultations.import_text")
    page.refresh_from_db()
    assert (entry.revision_id, entry.data, entry.content_changed) == (
        page.latest_revision_id,
        {"source": "draft three.docx", "units": 1, "same": 1, "changed": 0, "new": 0, "removed": 2},
        True,
    )
    assert (
        "Imported a text"
        in editor.get(reverse("wagtailadmin_pages:history", args=[page.pk])).content.decode()
    )


def test_giving_up_leaves_everything_as_it_was(editor, page):
    preview = paste(editor, page, "1. Other")
    before = blocks(page)
    assert confirm(editor, preview, page, action="discard").url == edit(page)
    assert (blocks(page), TextImport.objects.count()) == (before, 0)


def test_confirmed_twice_it_is_carried_out_once(editor, page):
    preview = paste(editor, page, "1. Other")
    confirm(editor, preview, page)
    page.refresh_from_db()
    revision = page.latest_revision_id
    again = editor.post(preview, {"action": "confirm", "revision": revision}, follow=True)
    page.refresh_from_db()
    assert page.latest_revision_id == revision
    assert "no longer there" in messages(again)[-1]


def test_a_page_saved_meanwhile_is_compared_again_before_anything_is_written(editor, page):
    preview = paste(editor, page, "1. Words 1.\n2. Other")
    seen = page.latest_revision_id
    draft = page.get_latest_revision_as_object()
    draft.working_text[0].value["text"].source = "<p>Somebody else was here.</p>"
    other = draft.save_revision()
    response = editor.post(preview, {"action": "confirm", "revision": seen})
    assert response.status_code == 409
    assert "Somebody has saved the page" in response.content.decode()
    assert response.context["revision"] == other.pk
    assert [str(row.match.state) for row in response.context["preview"].rows] == ["new", "new"]
    assert editor.post(preview, {"action": "confirm", "revision": other.pk}).status_code == 302
    assert [text for _anchor, _number, text in blocks(page)] == ["<p>Words 1.</p>", "<p>Other</p>"]


@pytest.mark.parametrize("revision", ["", "x", "-1", "9" * 40, "²"])
def test_a_confirmation_that_names_no_revision_is_shown_the_preview_again(editor, page, revision):
    response = editor.post(paste(editor, page, "1. Other"), {"action": "confirm", "revision": revision})
    assert response.status_code == 409


def test_a_page_that_cannot_be_saved_as_it_is_says_why(editor, page):
    draft = page.get_latest_revision_as_object()
    draft.title = ""
    draft.save_revision(clean=False)
    response = confirm(editor, paste(editor, page, "1. Other"), page)
    assert response.status_code == 409
    assert "This field cannot be blank." in response.content.decode()
    assert TextImport.objects.count() == 1


def test_a_second_try_takes_the_place_of_the_first(editor, page):
    first = paste(editor, page, "1. First")
    second = paste(editor, page, "1. Second")
    assert (editor.get(first).status_code, editor.get(second).status_code) == (302, 200)


def test_a_preview_of_yesterday_is_gone(editor, page):
    preview = paste(editor, page, "1. Other")
    TextImport.objects.update(made_at=timezone.now() - timedelta(days=1))
    assert editor.get(preview).url == edit(page)
    assert confirm(editor, preview, page).url == edit(page)
    paste(editor, page, "1. Another")
    assert TextImport.objects.count() == 1


TOO_LONG = (
    f"Paragraph 1 of the text, “{('Kept words ' * 6)[:60]}…”, has 21,999 characters; a paragraph may have"
    " 20,000 at most. Divide it, then import the text again."
)
FORMS = {
    "nothing": ({"text": " \n"}, "file", "Choose a Word file here, or paste the text below."),
    "a paragraph too long": (
        {"text": "Kept words " * 2_000},
        "text",
        TOO_LONG,
    ),
}


@pytest.mark.parametrize(("fields", "name", "reason"), FORMS.values(), ids=FORMS)
def test_errors_name_the_field_and_keep_what_was_pasted(editor, page, fields, name, reason):
    response = editor.post(start(page), fields)
    assert response.status_code == 422
    assert response.context["form"].errors == {name: [reason]}
    assert response.context["form"]["text"].value() == fields["text"]
    assert f'href="#id_{name}"' in response.content.decode()


def test_a_file_and_a_text_at_once_are_too_much(editor, page):
    response = upload(editor, page, simple(), text="1. Pasted words")
    assert list(response.context["form"].errors) == ["file"]
    assert "1. Pasted words" in response.content.decode()


def test_what_is_pasted_cannot_run_in_the_preview(editor, page):
    shown = editor.get(
        paste(editor, page, "1. <script>alert(1)</script> & <img src=x onerror=y()>")
    ).content.decode()
    assert "<script>alert(1)" not in shown
    assert "<img src=x" not in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown


def test_the_name_of_a_file_cannot_run_either(editor, page):
    preview = upload(editor, page, simple(), "<img src=x onerror=y()>.docx").url
    assert "<img src=x" not in editor.get(preview).content.decode()


def test_the_way_to_it_is_on_the_page_and_on_the_consultation(signed_in, in_group, page):
    row = Consultation.objects.get(key=page.translation_key)
    editor = signed_in(in_group("Editors"))
    assert f'href="{start(page)}"' in editor.get(edit(page)).content.decode()
    assert start(page) not in editor.get(edit(page.get_parent())).content.decode()
    publisher = signed_in(in_group("Publishers"))
    inspect = reverse("consultations_admin:inspect", args=[row.pk])
    assert f'href="{start(page)}"' in publisher.get(inspect).content.decode()


def test_a_long_text_costs_as_many_queries_as_a_short_one(editor, page):
    short = queries(editor, paste(editor, page, "1. One"))
    long = queries(editor, paste(editor, page, "\n".join(f"{n}. Words {n}." for n in range(1, 301))))
    assert short == long


def test_more_than_any_form_may_have_is_a_bad_request(editor, page):
    """Django stops reading such a form before a view sees it."""
    assert editor.post(start(page), {"text": "x" * 2_700_000}).status_code == 400
