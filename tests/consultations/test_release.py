"""The release: it takes the live words of six languages, or says what is missing in which."""

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation

from reviewmech.consultations.enums import ParagraphKind
from reviewmech.consultations.models import Consultation, ConsultationIndexPage, ConsultationPage, Draft
from reviewmech.consultations.release import check_release, release_draft
from reviewmech.translation.actions import save_translation
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]

LANGUAGES = [code for code, _name in settings.LANGUAGES]
OTHERS = [code for code in LANGUAGES if code != "en"]
UNRELEASED = "Zygomorphic"
BLOCKS = [
    ("heading", {"number": "I", "level": 1, "text": "A heading"}),
    (
        "paragraph",
        {"number": "12", "text": '<p>Words <b>bold</b> & <a href="https://example.org/">linked</a>.</p>'},
    ),
    ("subparagraph", {"number": "12 (b)", "level": 3, "text": "<p>A part.</p>"}),
]


def anchor(position: int) -> str:
    return f"00000000-0000-4000-8000-{position:012}"


def stream(blocks):
    rows = [{"type": kind, "id": anchor(n), "value": value} for n, (kind, value) in enumerate(blocks)]
    return ConsultationPage.working_text.field.to_python(rows)


@pytest.fixture
def page() -> ConsultationPage:
    home = factories.home_page()
    index = factories.add_page(home, ConsultationIndexPage(title="Consultations", slug="consultations"))
    page = ConsultationPage(title="Pending issues", slug="pending-issues", working_text=stream(BLOCKS))
    return factories.add_page(index, page)


@pytest.fixture
def consultation(page) -> Consultation:
    return Consultation.objects.get(key=page.translation_key)


def translate(page: ConsultationPage, language: str) -> ConsultationPage:
    source = [
        "Consultations",
        "Pending issues",
        "A heading",
        'Words <b>bold</b> &amp; <a id="a1">linked</a>.',
        "A part.",
        f"{UNRELEASED} words.",
    ]
    words = {each: f"{each} {language}" for each in source}
    locale = Locale.objects.get(language_code=language)
    save_translation(page.get_parent().specific, locale, words, publish=True)
    return save_translation(page, locale, words, publish=True)


@pytest.fixture
def translated(page) -> dict[str, ConsultationPage]:
    return {language: translate(page, language) for language in OTHERS}


def problems(consultation) -> dict[str, list[str]]:
    return {check.language: check.problems for check in check_release(consultation) if check.problems}


def test_six_languages_that_are_complete_are_released(consultation, translated, publisher):
    assert problems(consultation) == {}
    draft = release_draft(consultation, by=publisher)
    paragraphs = draft.paragraphs.values_list("position", "kind", "printed_number", "level")
    assert list(paragraphs) == [
        (1, ParagraphKind.HEADING, "I", 1),
        (2, ParagraphKind.PARAGRAPH, "12", 2),
        (3, ParagraphKind.SUBPARAGRAPH, "12 (b)", 3),
    ]
    assert [str(row.anchor) for row in draft.paragraphs.all()] == [anchor(n) for n in range(3)]
    found = {row.language: (row.title, row.unofficial) for row in draft.language_versions.all()}
    assert found == {
        code: ("Pending issues" if code == "en" else f"Pending issues {code}", code != "en")
        for code in LANGUAGES
    }
    texts = draft.language_versions.get(language="fr").texts.order_by("paragraph__position")
    assert [text.plain for text in texts] == ["A heading fr", "Words bold & linked. fr", "A part. fr"]
    assert texts[1].html == '<p>Words <b>bold</b> &amp; <a href="https://example.org/">linked</a>. fr</p>'


@pytest.mark.parametrize("name", ["visitor", "member", "africa", "state-a", "moderator"])
def test_only_who_may_releases(cast, consultation, translated, name):
    with pytest.raises(PermissionDenied):
        release_draft(consultation, by=cast[name])
    assert not Draft.objects.exists()


def remove_a_block(page):
    del page.working_text[1]
    page.save_revision().publish()


def swap_two_blocks(page):
    rows = page.working_text.get_prep_value()
    page.working_text = ConsultationPage.working_text.field.to_python(rows[::-1])
    page.save_revision().publish()


def lose_a_segment(page):
    StringTranslation.objects.filter(locale=page.locale, translation_of__data="A part.").delete()


def break_a_segment(page):
    StringTranslation.objects.filter(locale=page.locale, translation_of__data="A part.").update(
        has_error=True
    )


def empty_a_block(page):
    page.working_text[0].value["text"] = " "
    page.save_revision().publish()


def unpublish(page):
    page.unpublish()


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        (unpublish, "The page is not published in this language."),
        (
            remove_a_block,
            "The blocks are not those of the source in the source's order: sync and publish it again.",
        ),
        (
            swap_two_blocks,
            "The blocks are not those of the source in the source's order: sync and publish it again.",
        ),
        (lose_a_segment, "Segments without a translation, or with an error: 1."),
        (break_a_segment, "Segments without a translation, or with an error: 1."),
        (empty_a_block, "Block 1 has no words."),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
@pytest.mark.parametrize("language", ["fr", "ar"])
def test_each_problem_of_a_language_is_told_and_stops_the_release(
    consultation, translated, publisher, harm, told, language
):
    harm(translated[language])
    found = problems(consultation)
    assert list(found) == [language]
    assert told in found[language]
    with pytest.raises(ValidationError) as refused:
        release_draft(consultation, by=publisher)
    name = dict(settings.LANGUAGES)[language]
    assert f"{name}: {told}" in refused.value.messages
    assert not Draft.objects.exists()
    draft = release_draft(consultation, by=publisher, absent={language: "Being translated."})
    absent = draft.language_versions.get(language=language)
    assert (absent.absence_reason, absent.sha256, absent.texts.count()) == ("Being translated.", "", 0)


def test_a_source_that_changed_after_its_translation_is_told(consultation, page, translated, publisher):
    page.working_text[2].value["text"].source = f"<p>{UNRELEASED} words.</p>"
    page.save_revision().publish()
    assert list(problems(consultation)) == [code for code in LANGUAGES if code != "en"]
    with pytest.raises(ValidationError):
        release_draft(consultation, by=publisher)


def test_the_source_cannot_be_left_out(consultation, page, translated, publisher):
    page.unpublish()
    with pytest.raises(ValidationError):
        release_draft(consultation, by=publisher, absent={"en": "No time."})


def test_a_reason_of_spaces_is_none(consultation, translated, publisher):
    translated["fr"].unpublish()
    with pytest.raises(ValidationError):
        release_draft(consultation, by=publisher, absent={"fr": "  "})


def test_an_empty_working_text_is_not_released(consultation, page, publisher):
    page.working_text = stream([])
    page.save_revision().publish()
    absent = dict.fromkeys(OTHERS, "Not yet.")
    with pytest.raises(ValidationError):
        release_draft(consultation, by=publisher, absent=absent)


def test_draft_words_that_are_not_live_are_not_released(consultation, page, translated, publisher):
    page.working_text[2].value["text"].source = f"<p>{UNRELEASED} words.</p>"
    page.save_revision()
    draft = release_draft(consultation, by=publisher)
    assert not draft.language_versions.filter(texts__plain__contains=UNRELEASED).exists()


def test_the_next_draft_leaves_the_first_as_it_was(consultation, page, translated, publisher):
    first = release_draft(consultation, by=publisher)

    def text(draft):
        versions = draft.language_versions.order_by("language")
        return [
            (row.sha256, list(row.texts.order_by("pk").values_list("html", flat=True))) for row in versions
        ]

    before = text(first)
    page.working_text[2].value["text"].source = f"<p>{UNRELEASED} words.</p>"
    page.save_revision().publish()
    for language in OTHERS:
        translate(page, language)
    second = release_draft(consultation, by=publisher)
    assert (first.number, second.number) == (1, 2)
    assert text(first) == before
    assert [str(row.anchor) for row in second.paragraphs.all()] == [anchor(n) for n in range(3)]
    assert {row[0] for row in text(second)}.isdisjoint({row[0] for row in before})


def test_a_word_of_the_working_text_is_found_nowhere(client, consultation, page, translated, publisher):
    release_draft(consultation, by=publisher)
    page.working_text[2].value["text"].source = f"<p>{UNRELEASED} words.</p>"
    page.save_revision().publish()
    for language in OTHERS:
        translate(page, language)
    call_command("update_index", verbosity=0)
    for language in LANGUAGES:
        for path in [
            "consultations/",
            "consultations/pending-issues/",
            "consultations/pending-issues/drafts/1/",
        ]:
            assert UNRELEASED not in client.get(f"/{language}/{path}").content.decode()
        found = client.get(f"/{language}/search/?q={UNRELEASED}")
        assert list(found.context["page_obj"]) == []
    assert UNRELEASED not in client.get("/sitemap.xml").content.decode()
