"""A later round may take changed paragraphs only: which they are, what is offered, and what is refused."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reviewmech.consultations.enums import ParagraphKind, RoundScope
from reviewmech.consultations.models import Draft, DraftLanguage, Paragraph, ParagraphText, Round
from tests import factories

from .writing import queries, save

pytestmark = pytest.mark.django_db

URL = "/en/consultations/pending-issues/drafts/2/"


def second(first: Draft, changes: dict, *, languages=("en", "fr")) -> Draft:
    """The next draft with the paragraphs of the first, save for ``changes`` by position.

    A change may have ``html`` by language, another ``kind`` or ``printed_number``, or a ``new`` anchor.
    """
    draft = Draft.objects.create(consultation=first.consultation, number=first.number + 1)
    versions = {
        language: DraftLanguage.objects.create(
            draft=draft, language=language, title="Title", released_at=draft.released_at, sha256="0" * 64
        )
        for language in languages
    }
    for old in first.paragraphs.all():
        change = changes.get(old.position, {})
        facts = {"anchor": old.anchor, "kind": old.kind, "printed_number": old.printed_number, "level": 2}
        facts |= {key: value for key, value in change.items() if key != "html"}
        new = Paragraph.objects.create(draft=draft, position=old.position, **facts)
        for language, version in versions.items():
            html = change.get("html", {}).get(language) or f"<p>Paragraph {old.position} in {language}.</p>"
            ParagraphText.objects.create(paragraph=new, draft_language=version, html=html, plain=html[3:-4])
    return draft


def changed_round(draft: Draft) -> Round:
    round_ = factories.make_round(draft)
    Round.objects.filter(pk=round_.pk).update(scope=RoundScope.CHANGED)
    return Round.objects.select_related("draft__consultation").get(pk=round_.pk)


def taken(round_: Round) -> list[int]:
    return [each.position for each in round_.draft.paragraphs.all() if round_.takes(each)]


@pytest.fixture
def first(consultation) -> Draft:
    return factories.make_draft(consultation, paragraphs=4, languages=("en", "fr"))


@pytest.mark.parametrize(
    ("change", "is_open"),
    [
        ({}, False),
        ({"html": {"en": "<p>Other words.</p>"}}, True),
        ({"html": {"en": "<p>Paragraph <b>2</b> in en.</p>"}}, True),
        ({"html": {"fr": "<p>Autres mots.</p>"}}, False),
        ({"kind": ParagraphKind.SUBPARAGRAPH}, True),
        ({"printed_number": "2 bis"}, False),
        ({"level": 3}, False),
        ({"anchor": "00000000-0000-4000-8000-000000000001"}, True),
    ],
    ids=["nothing", "words", "emphasis", "a translation", "kind", "number", "level", "new"],
)
def test_open_is_what_is_new_or_worded_otherwise(first, change, is_open):
    assert taken(changed_round(second(first, {2: change}))) == ([2] if is_open else [])


def test_a_paragraph_that_only_moved_is_not_open(first):
    anchors = [row.anchor for row in first.paragraphs.all()]
    swapped = {
        1: {"anchor": anchors[1], "html": {"en": "<p>Paragraph 2 in en.</p>"}},
        2: {"anchor": anchors[0], "html": {"en": "<p>Paragraph 1 in en.</p>"}},
    }
    assert taken(changed_round(second(first, swapped))) == []


def test_without_the_source_language_another_common_one_is_compared(consultation):
    first = factories.make_draft(consultation, languages=("fr", "ar"))
    draft = second(first, {3: {"html": {"fr": "<p>Autres mots.</p>"}}}, languages=("fr", "en"))
    assert taken(changed_round(draft)) == [3]


def test_without_a_common_language_everything_is_open(consultation):
    first = factories.make_draft(consultation, languages=("fr",))
    assert taken(changed_round(second(first, {}, languages=("en",)))) == [1, 2, 3]


def test_only_the_draft_just_before_counts(first):
    """What changed and changed back is open: the reader compares with the text before."""
    other = {"html": {"en": "<p>Other words.</p>"}}
    assert taken(changed_round(second(second(first, {2: other}), {}))) == [2]


def test_the_draft_as_a_whole_is_always_open(first):
    assert changed_round(second(first, {})).takes(None)


def test_a_first_draft_is_open_as_a_whole(first):
    assert taken(changed_round(first)) == [1, 2, 3, 4]


def test_a_round_of_the_whole_text_takes_every_paragraph(first):
    assert taken(factories.make_round(second(first, {}))) == [1, 2, 3, 4]


@pytest.mark.parametrize("paragraphs", [1, 3])
def test_a_whole_draft_costs_three_queries(consultation, paragraphs):
    first = factories.make_draft(consultation, paragraphs=paragraphs, languages=("en", "fr"))
    round_ = changed_round(second(first, {}))
    rows = list(round_.draft.paragraphs.all())
    with CaptureQueriesContext(connection) as asked:
        assert [round_.takes(row) for row in rows] == [False] * paragraphs
    assert len(asked) == 3


# What readers are offered, and what is refused


@pytest.fixture
def round_(first) -> Round:
    """Of four paragraphs the third has changed."""
    return changed_round(second(first, {3: {"html": {"en": "<p>Other words.</p>"}}}))


@pytest.mark.parametrize("who", ["visitor", "africa"])
def test_the_button_stands_on_what_is_open(client, cast, round_, who):
    if who != "visitor":
        client.force_login(cast[who])
    response = client.get(URL)
    assert [bool(unit.comment_url) for unit in response.context["units"]] == [False, False, True, False]
    assert response.context["invitation"].whole_url
    html = response.content.decode()
    assert [f"Comment on paragraph {n}" in html for n in (1, 2, 3, 4)] == [False, False, True, False]
    assert "Open for comment are the paragraphs that have changed since the draft before" in html
    for position, offered in [(1, False), (3, True)]:
        page = client.get(f"{URL}paragraphs/{position}/").content.decode()
        assert (f"Comment on paragraph {position}" in page) == offered


def test_an_address_typed_by_hand_says_why(coordinator_of, round_):
    response = coordinator_of.get(f"{URL}paragraphs/1/comment/", follow=True)
    assert response.redirect_chain == [(URL, 302)]
    assert "This paragraph is worded as in the draft before." in response.content.decode()
    assert coordinator_of.get(f"{URL}paragraphs/3/comment/").status_code == 200
    assert coordinator_of.get(f"{URL}comment/").status_code == 200


@pytest.fixture
def coordinator_of(client, africa_coordinator):
    client.force_login(africa_coordinator)
    return client


def test_words_sent_to_a_paragraph_that_is_not_open_are_given_back_with_the_reason(
    coordinator_of, round_, africa, filled
):
    response = coordinator_of.post(
        f"{URL}paragraphs/1/comment/", {**filled, "proposed_wording": "Paragraph 1 in en."}
    )
    html = response.content.decode()
    assert (response.status_code, africa.comments.count()) == (200, 0)
    assert "This round takes comments on changed paragraphs and on the draft as a whole." in html
    assert filled["text"] in html


@pytest.mark.parametrize(("position", "refused"), [(1, True), (3, False), (None, False)])
def test_the_verb_refuses_too(round_, africa, africa_coordinator, position, refused):
    paragraph = position and round_.draft.paragraphs.get(position=position)
    if refused:
        with pytest.raises(ValidationError, match="changed paragraphs"):
            save(round_, africa, africa_coordinator, paragraph=paragraph)
    else:
        save(round_, africa, africa_coordinator, paragraph=paragraph)
    assert africa.comments.count() == (0 if refused else 1)


def test_a_draft_page_costs_the_same_for_one_and_for_three_paragraphs(client):
    found = []
    for paragraphs in (1, 3):
        consultation = factories.make_consultation(f"code-{paragraphs}")
        first = factories.make_draft(consultation, paragraphs=paragraphs, languages=("en", "fr"))
        changed_round(second(first, {1: {"html": {"en": "<p>Other.</p>"}}}))
        found.append(queries(client, f"/en/consultations/code-{paragraphs}/drafts/2/"))
    assert found[0] == found[1]
