"""Writing a comment: two steps without a script, and nothing typed is ever lost."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from reviewmech.consultations.enums import CommentStatus
from reviewmech.consultations.models import Comment
from reviewmech.consultations.models.version import MAX_COMMENT_LENGTH
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]

PLACE = "consultations/pending-issues/drafts/1/"
FORM = f"/en/{PLACE}paragraphs/2/comment/"


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_the_form_opens_with_the_page_s_language_and_the_current_words(coordinator, language):
    response = coordinator.get(f"/{language}/{PLACE}paragraphs/2/comment/")
    form = response.context["form"]
    assert list(form.fields) == ["language", "type", "text", "proposed_wording", "participant"]
    assert form.initial == {"language": language, "proposed_wording": f"Paragraph 2 in {language}."}
    assert form.fields["proposed_wording"].widget.attrs["dir"] == ("rtl" if language == "ar" else "ltr")


def test_on_behalf_of_offers_only_current_seats_of_the_audience(coordinator, africa_coordinator, grulac):
    factories.make_seat(
        africa_coordinator,
        grulac,
        until_on=timezone.now().date() - timedelta(days=1),
        from_on=timezone.now().date() - timedelta(days=9),
    )
    choices = coordinator.get(FORM).context["form"].fields["participant"].queryset
    assert [participant.code for participant in choices] == ["africa"]


def test_the_check_keeps_a_draft_shows_the_difference_and_sends_nothing(coordinator, filled):
    filled["proposed_wording"] = "Paragraph two in en."
    response = coordinator.post(FORM, filled, follow=True)
    comment = Comment.objects.get()
    assert response.redirect_chain == [(f"/en/my-comments/{comment.pk}/check/", 302)]
    assert (comment.status, comment.number) == (CommentStatus.DRAFT, None)
    html = response.content.decode()
    assert "2<span" in html.partition("<del>")[2].partition("</del>")[0]
    assert "two<span" in html.partition("<ins>")[2].partition("</ins>")[0]


def test_then_it_is_submitted_once_however_often_the_button_is_pressed(coordinator, filled):
    coordinator.post(FORM, filled)
    comment = Comment.objects.get()
    for _press in range(3):
        response = coordinator.post(f"/en/my-comments/{comment.pk}/submit/", follow=True)
        assert response.redirect_chain == [(f"/en/my-comments/{comment.pk}/", 302)]
    assert "This comment has been submitted already." in response.content.decode()
    comment.refresh_from_db()
    assert (comment.status, comment.number) == (CommentStatus.SUBMITTED, 1)
    assert (comment.versions.count(), comment.consultation.last_comment_number) == (1, 1)


def test_the_form_sent_twice_is_one_comment(coordinator, filled):
    for _press in range(2):
        coordinator.post(FORM, filled)
    comment = Comment.objects.get()
    coordinator.post(f"/en/my-comments/{comment.pk}/submit/")
    response = coordinator.post(FORM, filled, follow=True)
    assert Comment.objects.count() == 1
    assert "This comment has been submitted already." in response.content.decode()


@pytest.mark.parametrize("wording", ["Paragraph 2 in en.", " Paragraph 2 in en.\r\n", ""])
def test_unchanged_words_propose_nothing(coordinator, filled, wording):
    coordinator.post(FORM, filled | {"proposed_wording": wording})
    assert Comment.objects.get().shown_version.proposed_wording == ""


def test_what_was_read_is_kept_with_the_comment(coordinator, filled):
    coordinator.post(f"/fr/{PLACE}paragraphs/2/comment/", filled | {"language": "ar", "text": "تعليق"})
    version = Comment.objects.get().shown_version
    assert (version.language, version.base.plain) == ("ar", "Paragraph 2 in fr.")


def test_a_comment_on_the_whole_has_no_proposed_wording(coordinator, filled):
    url = f"/en/{PLACE}comment/"
    assert "proposed_wording" not in coordinator.get(url).context["form"].fields
    coordinator.post(url, filled)
    comment = Comment.objects.get()
    assert (comment.paragraph, comment.shown_version.base) == (None, None)


def test_save_as_draft_leads_to_the_draft(coordinator, filled):
    response = coordinator.post(FORM, filled | {"action": "draft"})
    assert response.url == f"/en/my-comments/{Comment.objects.get().pk}/"


# Bad input


@pytest.mark.parametrize(
    ("field", "value", "error"),
    [
        ("text", "", "Write your comment."),
        ("text", " \r\n\t ", "Write your comment."),
        (
            "text",
            "x" * (MAX_COMMENT_LENGTH + 1),
            "Ensure this value has at most 20000 characters (it has 20001).",
        ),
        ("text", "ب" * 100_000, "Ensure this value has at most 20000 characters (it has 100000)."),
        (
            "proposed_wording",
            "x" * 100_000,
            "Ensure this value has at most 20000 characters (it has 100000).",
        ),
        ("text", "a\x07b", "There is a character in it that cannot be kept. Type the words again."),
        ("type", "", "This field is required."),
        ("type", "rude", "Select a valid choice. rude is not one of the available choices."),
        ("language", "tlh", "Select a valid choice. tlh is not one of the available choices."),
        ("participant", "999999", "Select a valid choice. That choice is not one of the available choices."),
        ("participant", "x", "Select a valid choice. That choice is not one of the available choices."),
    ],
)
def test_bad_input_is_told_beside_its_field_and_nothing_is_lost(coordinator, filled, field, value, error):
    response = coordinator.post(FORM, filled | {"text": "Kept words.", field: value})
    assert response.status_code == 200
    assert response.context["form"].errors == {field: [error]}
    html = response.content.decode()
    assert f'href="#id_{field}"' in html
    assert f'id="id_{field}_error"' in html
    assert f'aria-describedby="id_{field}_' in html
    assert field == "text" or "Kept words." in html
    assert not value.strip() or field not in {"text", "proposed_wording"} or value.strip() in html
    assert Comment.objects.count() == 0


def test_the_limit_counts_a_line_break_as_one_character(coordinator, filled):
    coordinator.post(FORM, filled | {"text": "x\r\n" * (MAX_COMMENT_LENGTH // 2 - 1) + "xx"})
    assert len(Comment.objects.get().shown_version.text) == MAX_COMMENT_LENGTH


@pytest.mark.parametrize("raw", [b"\x00", b"%00", b"%ED%A0%80", b"\xed\xa0\x80", b"%FF"])
def test_a_nul_byte_or_half_a_character_is_no_server_error(coordinator, filled, raw):
    body = b"&".join(f"{name}={value}".encode() for name, value in filled.items() if name != "text")
    body += b"&text=before" + raw + b"after"
    response = coordinator.post(FORM, body, content_type="application/x-www-form-urlencoded")
    assert response.status_code in {200, 302, 400}
    assert "\x00" not in "".join(Comment.objects.values_list("versions__text", flat=True))
