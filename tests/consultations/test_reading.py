"""The reading view of a draft, in six languages, and the addresses of its paragraphs and comments."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from reviewmech.consultations.enums import CommentStatus
from reviewmech.consultations.models import (
    DraftLanguage,
    ParagraphText,
)
from reviewmech.parties.enums import ParticipantKind
from tests import factories

from .writing import make_comment, publish, queries, save

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]

URL = "/en/consultations/pending-issues/drafts/1/"
LANGUAGES = [code for code, _name in settings.LANGUAGES]


def words(response) -> str:
    """What a reader reads: the page without its markup, spaces closed up."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", response.content.decode()))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_draft_is_read_in_each_language(client, draft, language):
    response = client.get(f"/{language}/consultations/pending-issues/drafts/1/")
    assert response.status_code == 200
    assert [unit.text.plain for unit in response.context["units"]] == [
        f"Paragraph {n} in {language}." for n in (1, 2, 3)
    ]
    html = response.content.decode()
    assert f'<h1 class="heading__title">Title {language}</h1>' in html
    assert 'id="p-2"' in html
    assert draft.language_versions.get(language=language).sha256 in html
    alternates = re.findall(r'<link rel="alternate" hreflang="([\w-]+)" href="http://testserver(\S+)"', html)
    assert dict(alternates)["ar"] == "/ar/consultations/pending-issues/drafts/1/"
    assert len(alternates) == 7
    assert f'<link rel="canonical" href="http://testserver/{language}/consultations/' in html


def test_a_visitor_gets_no_cookie(client, open_round):
    assert client.get(URL).cookies == {}


@pytest.fixture
def english_only(consultation):
    draft = factories.make_draft(consultation, languages=("en", "fr"))
    DraftLanguage.objects.create(draft=draft, language="ar", absence_reason="Being translated.")
    return draft


@pytest.mark.parametrize("path", ["", "comments/", "paragraphs/1/"])
def test_an_absent_language_is_explained_and_the_others_are_offered(client, english_only, path):
    response = client.get(f"/ar/consultations/pending-issues/drafts/1/{path}")
    assert response.status_code == 404
    assert response.context["offers"] == [
        ("English", f"{URL}{path}", "en", "ltr"),
        ("Français", f"/fr/consultations/pending-issues/drafts/1/{path}", "fr", "ltr"),
    ]
    assert "Being translated." in words(response)
    assert '<html lang="ar" dir="rtl">' in response.content.decode()


def test_a_late_language_replaces_its_absence(client, english_only):
    version = DraftLanguage.objects.create(
        draft=english_only, language="ar", title="Late", released_at=timezone.now(), sha256="0" * 64
    )
    paragraph = english_only.paragraphs.get(position=1)
    ParagraphText.objects.create(
        paragraph=paragraph, draft_language=version, html="<p>Late.</p>", plain="Late."
    )
    assert client.get("/ar/consultations/pending-issues/drafts/1/").status_code == 200


@pytest.mark.parametrize(
    "path", ["9/", f"{10**30}/", f"{'9' * 5000}/", "1/paragraphs/9/", f"1/paragraphs/{10**30}/"]
)
def test_a_number_that_is_none_is_not_found(client, draft, path):
    assert client.get(f"/en/consultations/pending-issues/drafts/{path}").status_code == 404


@pytest.mark.parametrize("page", ["-1", "0", "1000000000", "x", "1" * 5000])
def test_a_page_that_is_none_is_not_found(client, draft, page):
    assert client.get(f"{URL}paragraphs/1/?page={page}").status_code == 404


# Comments


def test_comments_stand_under_their_paragraph_in_all_languages_in_their_own(
    client, open_round, africa, africa_coordinator
):
    paragraph = open_round.draft.paragraphs.get(position=2)
    publish(open_round, africa, africa_coordinator, language="ar", paragraph=paragraph, text="تعليق المجموعة")
    for language in LANGUAGES:
        response = client.get(f"/{language}/consultations/pending-issues/drafts/1/")
        assert [unit.thread.count for unit in response.context["units"]] == [0, 1, 0]
        html = response.content.decode()
        assert '<div class="comment__words" lang="ar" dir="rtl"><p>تعليق المجموعة</p></div>' in html
        permalink = client.get(f"/{language}/consultations/pending-issues/comments/1/")
        assert '<div class="comment__words" lang="ar" dir="rtl">' in permalink.content.decode()


def test_comments_on_the_whole_come_before_the_first_paragraph(
    client, open_round, africa, africa_coordinator
):
    publish(open_round, africa, africa_coordinator, paragraph=None, text="On all of it.")
    html = client.get(URL).content.decode()
    assert 0 < html.index("On all of it.") < html.index('id="p-1"')


def test_a_thread_shows_five_and_leads_to_all(client, open_round, africa, africa_coordinator):
    for n in range(7):
        publish(open_round, africa, africa_coordinator, text=f"Words {n}.")
    response = client.get(URL)
    thread = response.context["units"][0].thread
    assert [comment.number for comment in thread.comments] == [1, 2, 3, 4, 5]
    assert thread.count == 7
    assert "All 7 comments on paragraph 1" in words(response)
    assert len(client.get(f"{URL}paragraphs/1/").context["comments"]) == 7


def test_observers_speak_apart(client, open_round, africa, africa_coordinator):
    observer = factories.make_participant("ngo", ParticipantKind.ORGANIZATION, name_en="An organization")
    person = factories.make_user("observer@example.org")
    factories.make_seat(person, observer)
    publish(open_round, observer, person, text="Observed.")
    publish(open_round, africa, africa_coordinator, text="Stated.")
    thread = client.get(URL).context["units"][0].thread
    assert [c.participant.code for c in thread.comments] == ["africa"]
    assert [c.participant.code for c in thread.observers] == ["ngo"]
    assert thread.count == 2
    page = words(client.get(f"{URL}paragraphs/1/"))
    assert page.index("Stated.") < page.index("Input from observers") < page.index("Observed.")


def test_the_difference_is_shown_and_words_are_escaped(client, open_round, africa, africa_coordinator):
    publish(
        open_round,
        africa,
        africa_coordinator,
        text="<script>alert(1)</script>",
        proposed_wording="Paragraph one in <b>en</b>.",
    )
    html = client.get(URL).content.decode()
    assert "&lt;script&gt;alert(1)" in html
    assert "<script>alert" not in html
    assert re.search(r"<del><span[^>]*>\[removed: </span>1<span", html)
    assert re.search(r"<ins><span[^>]*>\[added: </span>one<span", html)
    assert "&lt;b&gt;" in html


def test_a_withdrawn_comment_keeps_its_number_and_nothing_else(
    client, open_round, africa, africa_coordinator
):
    make_comment(CommentStatus.WITHDRAWN, open_round, africa, africa_coordinator, text="Taken back.")
    response = client.get("/en/consultations/pending-issues/comments/1/")
    page = words(response)
    assert "Comment 1" in page
    assert "withdrawn by its author" in page
    assert [hidden in page for hidden in ("Taken back.", "African States", "Paragraph 1")] == [False] * 3


# Who is invited


@pytest.mark.parametrize(
    ("name", "leads_to"),
    [
        ("visitor", "/en/accounts/login/?next=%2Fen%2Fconsultations%2Fpending-issues%2Fdrafts%2F1%2F"),
        ("member", ""),
        ("moderator", ""),
        ("africa", URL),
        ("state-a", URL),
    ],
)
def test_each_paragraph_has_its_button_for_those_who_may_comment(client, cast, open_round, name, leads_to):
    if name != "visitor":
        client.force_login(cast[name])
    urls = [unit.comment_url for unit in client.get(URL).context["units"]]
    assert [url.startswith(leads_to) and bool(url) == bool(leads_to) for url in urls] == [True] * 3
    assert ("Comment on paragraph 2" in words(client.get(URL))) == bool(leads_to)


def test_nobody_is_invited_to_a_closed_round(signed_in, draft, africa_coordinator):
    now = timezone.now()
    factories.make_round(draft, opens_at=now - timedelta(days=2), closes_at=now - timedelta(days=1))
    page = words(signed_in(africa_coordinator).get(URL))
    assert "Comment on paragraph" not in page
    assert "Closed" in page


# Costs


def many(round_, participant, by, paragraphs, comments):
    for paragraph in paragraphs:
        for n in range(comments):
            publish(round_, participant, by, paragraph=paragraph, text=f"{n}", proposed_wording=f"{n}")


@pytest.mark.parametrize("path", ["", "paragraphs/1/", "comments/"])
@pytest.mark.parametrize("who", ["visitor", "africa"])
def test_reading_costs_the_same_for_one_and_for_three(client, cast, africa, africa_coordinator, path, who):
    found = []
    for code, number in (("one", 1), ("three", 3)):
        draft = factories.make_draft(factories.make_consultation(code), paragraphs=number)
        round_ = factories.make_round(draft)
        many(round_, africa, africa_coordinator, [*draft.paragraphs.all(), None], number)
        if who == "africa":
            client.force_login(africa_coordinator)
        found.append(queries(client, f"/en/consultations/{code}/drafts/1/{path}"))
    assert found[0] == found[1]
    assert found[0] <= 30


def test_a_draft_of_ones_own_is_in_no_public_thread(signed_in, open_round, africa, africa_coordinator):
    save(open_round, africa, africa_coordinator, text="Not yet.")
    assert "Not yet." not in words(signed_in(africa_coordinator).get(URL))
