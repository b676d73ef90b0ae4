"""Several editorial comments at once: without a script, all or nothing, and nothing typed is lost."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from reviewmech.consultations import actions
from reviewmech.consultations.models import Comment
from reviewmech.consultations.models.version import MAX_COMMENT_LENGTH
from tests import factories

from .writing import queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]

DRAFT = "/en/consultations/pending-issues/drafts/1/"
URL = f"{DRAFT}editorial/"
LIST = "/en/my-comments/"


@pytest.fixture
def page(browser, open_round, contributor):
    return browser(contributor)


@pytest.fixture
def sent(state_a) -> dict[str, object]:
    """Two rows filled in of six."""
    return {
        "rows": "6",
        "language": "en",
        "participant": state_a.pk,
        "row-1-paragraph": "2",
        "row-1-proposed_wording": "Paragraph two in en.",
        "row-3-paragraph": "1",
        "row-3-text": "A comma is missing.",
        "action": "save",
    }


def kept() -> list[tuple[object, ...]]:
    return list(
        Comment.objects.order_by("pk").values_list(
            "paragraph__position", "versions__type", "versions__proposed_wording", "versions__text", "status"
        )
    )


def test_six_empty_rows_with_the_paragraphs_by_number(page):
    response = page.get(URL)
    rows = response.context["rows"]
    assert (len(rows), response.context["head"].initial) == (6, {"language": "en"})
    choices = [str(words) for _value, words in rows[0].fields["paragraph"].choices]
    assert choices == ["Choose", "1 · Paragraph 1 in en.", "2 · Paragraph 2 in en.", "3 · Paragraph 3 in en."]


def test_filled_rows_become_drafts_of_the_type_editorial(page, sent, contributor, state_a, open_round):
    response = page.post(URL, sent, follow=True)
    assert response.redirect_chain == [
        (f"{LIST}?participant=state-a&round={open_round.pk}&status=draft", 302)
    ]
    assert "2 editorial comments are kept as drafts." in response.content.decode()
    assert kept() == [
        (2, "editorial", "Paragraph two in en.", "Editorial change, as proposed.", "draft"),
        (1, "editorial", "", "A comma is missing.", "draft"),
    ]
    comment = Comment.objects.first()
    assert (comment.participant, comment.versions.get().written_by) == (state_a, contributor)
    assert comment.versions.get().base.draft_language.language == "en"


def test_a_second_sending_does_not_double(page, sent):
    for _press in range(2):
        page.post(URL, sent)
    assert len(kept()) == 2


def test_the_standing_sentence_is_in_the_language_of_the_comments(page, sent):
    page.post(URL, sent | {"language": "ar"})
    assert set(Comment.objects.values_list("versions__language", "versions__read_in")) == {("ar", "en")}


def test_more_rows_keep_what_was_typed_up_to_a_limit(page, sent):
    count = 6
    for expected in (12, 18, 24, 30, 30):
        response = page.post(URL, sent | {"rows": str(count), "action": "more"})
        count = len(response.context["rows"])
        html = response.content.decode()
        assert (response.status_code, count) == (200, expected)
        assert "A comma is missing.</textarea>" in html
        assert '<option value="2" selected>' in html
    assert 'value="more"' not in html
    assert kept() == []


def test_the_words_as_they_stand_are_filled_in_beside_what_was_typed(page, sent):
    response = page.post(URL, sent | {"action": "fill"})
    wordings = [row["proposed_wording"].value() for row in response.context["rows"]]
    assert wordings == ["Paragraph two in en.", "", "Paragraph 1 in en.", "", "", ""]
    assert "A comma is missing.</textarea>" in response.content.decode()


def test_words_filled_in_and_left_propose_nothing(page, sent):
    page.post(URL, sent | {"row-3-proposed_wording": "Paragraph 1 in en.\r\n"})
    assert kept()[1][2] == ""


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"row-1-paragraph": ""}, "Row 1, Paragraph</a>: Choose the paragraph."),
        ({"row-1-paragraph": "99"}, "Row 1, Paragraph</a>: Select a valid choice."),
        (
            {"row-1-proposed_wording": ""},
            "Row 1</a>: Change the words of the paragraph, or write a comment.",
        ),
        ({"row-6-paragraph": "3"}, "Row 6</a>: Change the words of the paragraph, or write a comment."),
        ({"row-3-text": "a\x07b"}, "Row 3, Comment</a>: There is a character in it"),
        ({"row-2-text": "x" * (MAX_COMMENT_LENGTH + 1)}, "Row 2, Comment</a>: Ensure this value"),
        ({"participant": "999999"}, "On behalf of</a>: Select a valid choice."),
        ({"language": "tlh"}, "Language of the comments</a>: Select a valid choice."),
    ],
)
def test_an_error_names_its_row_and_nothing_is_kept_or_lost(page, sent, changes, error):
    response = page.post(URL, sent | changes)
    html = response.content.decode()
    assert response.status_code == 200
    assert error in html
    assert "A comma is missing.</textarea>" in html or "row-3-text" in changes
    assert kept() == []


def test_empty_rows_are_no_comments(page, state_a):
    response = page.post(URL, {"rows": "6", "language": "en", "participant": state_a.pk, "action": "save"})
    assert "Fill in at least one row." in response.content.decode()


@pytest.mark.parametrize("rows", ["", "x", "-1", "0", "999999999"])
def test_a_count_of_rows_that_cannot_be_is_bounded(page, sent, rows):
    response = page.post(URL, sent | {"rows": rows, "action": "fill"})
    assert len(response.context["rows"]) in {6, 30}


def test_what_fails_in_the_middle_keeps_nothing(open_round, state_a, contributor):
    paragraph = open_round.draft.paragraphs.get(position=1)
    base = paragraph.texts.get(draft_language__language="en")
    good = {"paragraph": paragraph, "base": base, "text": "Good.", "proposed_wording": ""}
    with pytest.raises(ValidationError):
        actions.save_comments_once(
            [good, good | {"text": ""}],
            round_=open_round,
            participant=state_a,
            by=contributor,
            type_="editorial",
            language="en",
        )
    assert kept() == []


def test_sent_after_the_close_all_of_it_is_kept_and_told(page, sent, open_round):
    now = timezone.now()
    open_round.periods.update(opens_at=now - timedelta(days=2), closes_at=now - timedelta(seconds=1))
    html = page.post(URL, sent, follow=True).content.decode()
    assert "What you sent arrived at:" in html
    assert len(kept()) == 2
    assert page.get(URL).url == DRAFT


def test_it_speaks_for_whom_the_address_says(browser, open_round, state_a, grulac, focal_point):
    factories.make_seat(focal_point, grulac)
    head = browser(focal_point).get(f"{URL}?for=grulac").context["head"]
    assert head.initial["participant"] == grulac.pk


# Who


@pytest.mark.parametrize("who", ["member", "moderator", "observer"])
def test_who_may_not_write_gets_the_words_back(browser, delegation, open_round, sent, who):
    client = browser(delegation[who])
    assert client.get(URL).status_code == 403
    response = client.post(URL, sent)
    html = response.content.decode()
    assert response.status_code == 403
    assert [f"{words}</textarea>" in html for words in ("Paragraph two in en.", "A comma is missing.")] == [
        True,
        True,
    ]
    assert kept() == []


@pytest.mark.parametrize("who", ["africa", "grulac", "same group"])
def test_nobody_writes_for_another_s_state(browser, delegation, open_round, sent, who):
    response = browser(delegation[who]).post(URL, sent)
    assert list(response.context["head"].errors) == ["participant"]
    assert kept() == []


def test_a_visitor_is_led_to_the_sign_in_and_gets_words_back(client, open_round, sent):
    assert client.get(f"{URL}?for=state-a").url == f"/en/accounts/login/?next={URL}%3Ffor%3Dstate-a"
    response = client.post(URL, sent)
    assert (response.status_code, "A comma is missing.</textarea>" in response.content.decode()) == (
        403,
        True,
    )


def test_a_form_without_its_token_is_refused(browser, open_round, contributor, sent):
    assert browser(contributor, enforce_csrf_checks=True).post(URL, sent).status_code == 403
    assert kept() == []


def test_a_hidden_consultation_has_no_table(browser, hidden_round, focal_point, africa_coordinator):
    url = "/en/consultations/closed-talks/drafts/1/editorial/"
    assert [browser(user).get(url).status_code for user in (focal_point, africa_coordinator)] == [404, 200]


def test_the_draft_links_to_it_for_those_who_may(browser, delegation, open_round):
    found = {
        name for name, user in delegation.items() if f'"{URL}"' in browser(user).get(DRAFT).content.decode()
    }
    assert found == {"africa", "grulac", "same group", "focal point", "deputy", "contributor"}


def test_it_costs_the_same_for_three_paragraphs_and_for_nine(browser, consultation, contributor):
    found = []
    for number, paragraphs in ((1, 3), (2, 9)):
        factories.make_round(factories.make_draft(consultation, number=number, paragraphs=paragraphs))
        found.append(queries(browser(contributor), URL.replace("drafts/1", f"drafts/{number}")))
    assert found[0] == found[1]
