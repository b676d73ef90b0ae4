"""The screens of an import, by those who may and those who may not."""

import io
import re
import tracemalloc
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, PageLogEntry

from reviewmech.consultations.models import Consultation, ConsultationIndexPage, ConsultationPage, TextImport
from reviewmech.consultations.release import check_release
from reviewmech.translation.actions import save_translation
from tests import factories
from tests.consultations.writing import queries

from .files import simple, sixty_paragraphs

pytestmark = pytest.mark.django_db
ANCHORS = [f"00000000-0000-4000-8000-00000000000{n}" for n in (1, 2, 3)]


@pytest.fixture
def page(site) -> ConsultationPage:
    """A published consultation with three numbered paragraphs."""
    index = factories.add_page(
        factories.home_page(), ConsultationIndexPage(title="Consultations", slug="consultations")
    )
    page = ConsultationPage(title="Pending issues", slug="pending-issues")
    page.working_text = ConsultationPage.working_text.field.to_python(
        [
            {"type": "paragraph", "id": anchor, "value": {"number": str(n), "text": f"<p>Words {n}.</p>"}}
            for n, anchor in enumerate(ANCHORS, start=1)
        ]
    )
    return factories.add_page(index, page)


@pytest.fixture
def editor(client, in_group) -> Client:
    client.force_login(in_group("Editors"))
    return client


def start(page) -> str:
    return reverse("consultations_admin:import_text", args=[page.pk])


def edit(page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def upload(client, page, data: bytes, name: str = "text.docx", **fields):
    return client.post(start(page), {"file": SimpleUploadedFile(name, data), "text": "", **fields})


def paste(client, page, text: str) -> str:
    """The address of the preview of a pasted text."""
    response = client.post(start(page), {"text": text})
    assert response.status_code == 302, response.content.decode()
    return response.url


def confirm(client, preview: str, page, action: str = "confirm", **fields):
    page.refresh_from_db()
    return client.post(preview, {"action": action, "revision": page.latest_revision_id, **fields})


def messages(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def blocks(page) -> list[tuple[str, str, str]]:
    """The latest working text: ids that were there before by their place, others as new."""
    page = ConsultationPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    rows = page.working_text.get_prep_value()
    return [
        (row["id"] if row["id"] in ANCHORS else "new", row["value"]["number"], row["value"].get("text", ""))
        for row in rows
    ]


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


class Zeros(io.RawIOBase):
    """A request's body that is made while it is read: a form with a file of any size."""

    def __init__(self, before: bytes, size: int, after: bytes) -> None:
        self.parts = [io.BytesIO(before), size, io.BytesIO(after)]
        self.length = len(before) + size + len(after)
        self.given = 0

    def read(self, size: int = -1) -> bytes:
        while self.parts:
            if isinstance(self.parts[0], int):
                length = min(size, self.parts[0])
                self.parts[0] -= length
                piece = b"\0" * length
            else:
                piece = self.parts[0].read(size)
            if piece:
                self.given += len(piece)
                return piece
            self.parts.pop(0)
        return b""


def send(client, page, size: int, token: str = "") -> tuple[object, Zeros]:
    line = b"--edge\r\nContent-Disposition: form-data; name="
    before = line + b'"csrfmiddlewaretoken"\r\n\r\n' + token.encode() + b"\r\n"
    before += line + b'"file"; filename="huge.docx"\r\nContent-Type: application/zip\r\n\r\n'
    after = b"\r\n" + line + b'"text"\r\n\r\n1. Pasted beside it\r\n--edge--\r\n'
    stream = Zeros(before, size, after)
    response = client.request(
        **{
            "REQUEST_METHOD": "POST",
            "PATH_INFO": start(page),
            "CONTENT_TYPE": "multipart/form-data; boundary=edge",
            "CONTENT_LENGTH": str(stream.length),
            "wsgi.input": stream,
        }
    )
    return response, stream


def test_300_megabytes_are_refused_in_words_and_never_stored(page, in_group, settings, tmp_path):
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "not-there")  # storing anything would fail
    client = Client(enforce_csrf_checks=True)
    client.force_login(in_group("Editors"))
    form = client.get(start(page)).content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form)[1]
    tracemalloc.start()
    response, _stream = send(client, page, 300 * 1024 * 1024, token)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert response.status_code == 422
    reason = response.context["form"].errors["file"][0].replace("\xa0", " ")
    assert reason.startswith("The file is too large: it has 300.0 MB, and at most 10.0 MB can be imported.")
    assert response.context["form"]["text"].value() == "1. Pasted beside it"
    assert peak < 20 * 1024 * 1024


def test_a_little_too_much_is_refused_as_well(editor, page):
    response, _stream = send(editor, page, 10 * 1024 * 1024 + 1)
    assert "The file is too large" in response.context["form"].errors["file"][0]


def test_a_file_of_the_largest_size_is_looked_at(editor, page):
    response, _stream = send(editor, page, 10 * 1024 * 1024)
    assert "not both" in response.context["form"].errors["file"][0]


def test_what_is_beyond_all_measure_is_not_even_read(editor, page):
    response, stream = send(editor, page, 2 * 1024**3)
    assert response.status_code == 422
    assert stream.given < 1024 * 1024
