"""The whole demo, loaded: six languages, every fact, the consultations, and what a second run changes."""

from datetime import timedelta
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from bs4 import BeautifulSoup
from django.conf import settings as site_settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from cms.demo import content as files
from cms.demo import loading, pages
from cms.demo.blocks import stable_id
from cms.demo.content import LANGUAGES
from cms.demo.strings import string_segments
from home.models import HomePage, User
from reviewmech.consultations.enums import CommentStatus
from reviewmech.consultations.models import (
    Circulation,
    Comment,
    CommentVersion,
    Draft,
    Paragraph,
    ReturnReason,
    Round,
    RoundReason,
)
from reviewmech.documents.models import DocumentPage
from reviewmech.parties.models import Participant
from reviewmech.workplan.models import MeetingPage
from tests import factories
from tests.support import everything


@pytest.fixture(scope="module")
def real():
    return files.read()


@pytest.fixture(scope="module")
def demo_settings():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(site_settings, "DEMO", True, raising=False)
        patch.setattr(site_settings, "DEMO_PASSWORD", "demo-password-2019", raising=False)
        yield


@pytest.fixture(scope="module")
def loaded_once(real, demo_settings, django_db_setup, django_db_blocker):
    """The whole demo, loaded once for the tests of this module and taken away after them."""
    with django_db_blocker.unblock(), transaction.atomic():
        loading.load(real)
        yield
        transaction.set_rollback(True)
    cache.clear()


@pytest.fixture
def loaded(loaded_once, db):
    """The whole demo, under its settings. What a test changes in it is taken back after the test."""


def run():
    output = StringIO()
    call_command("load_demo", stdout=output)
    return output.getvalue()


def page_of(key, language):
    if key == "home":
        return HomePage.objects.get(depth=2, locale__language_code=language)
    keys = {"translation_key": stable_id("page", key), "locale__language_code": language}
    return Page.objects.get(**keys).specific


def test_every_page_is_live_in_six_languages(loaded, real):
    keys = [facts["key"] for facts in real.facts["pages"]]
    live = [page_of(key, language).live for key in keys for language in LANGUAGES]
    assert live == [True] * (len(keys) * 6)
    assert Page.objects.filter(depth__gt=1).count() == len(keys) * 6


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_says_what_the_words_of_its_language_say(loaded, real, language):
    ids = {facts["key"]: page_of(facts["key"], "en").pk for facts in real.facts["pages"]}
    for facts in real.facts["pages"]:
        page = page_of(facts["key"], language)
        values = pages.fields(facts, real.words[language]["pages"][facts["key"]], ids)
        words = pages.fill(type(page)(locale=page.locale), values)
        assert texts(page) == texts(words)


def texts(page):
    return [(segment.path, segment.string.render_text()) for segment in string_segments(page)]


def test_the_six_versions_of_a_text_have_the_same_blocks(loaded):
    versions = [page_of("workplan", language) for language in LANGUAGES]
    assert {tuple(block.id for block in page.body) for page in versions} == {
        tuple(block.id for block in versions[0].body)
    }


def test_links_between_pages_stay_in_the_language(loaded, client):
    html = client.get("/ru/about/").content.decode()
    assert 'href="/ru/workplan/"' in html
    assert 'href="/en/workplan/"' not in html.split("<main", 1)[1].split("</main", 1)[0]


def test_facts_are_on_the_english_page_and_are_read_there(loaded):
    meeting = page_of("expert-group-2019", "ar")
    assert isinstance(meeting, MeetingPage)
    assert (str(meeting.source.starts_on), str(meeting.source.ends_on)) == ("2019-10-09", "2019-10-11")
    assert str(meeting.source.meeting_days) == "2.5"


def test_the_languages_of_a_document_are_known_once_for_all_its_pages(loaded):
    for language in LANGUAGES:
        page = page_of("workplan-2018-2020", language)
        assert isinstance(page, DocumentPage)
        assert [version.letter for version in page.languages if version.available] == ["E"]


def test_the_main_menu_is_the_same_in_six_languages(loaded):
    for language in LANGUAGES:
        menu = page_of("home", language).get_children().in_menu().values_list("slug", flat=True)
        expected = ["about", "workplan", "meetings", "documents", "consultations", "lots"]
        assert list(menu) == expected


def test_participants_are_named_in_six_languages(loaded, real):
    named = Participant.objects.filter(code__in=[row["code"] for row in real.facts["participants"]])
    assert named.count() == len(real.facts["participants"])
    for participant in named:
        names = [participant.name_in(language) for language in LANGUAGES]
        assert names == [real.words[language]["participants"][participant.code] for language in LANGUAGES]


def test_states_with_a_number_are_named_in_six_languages(loaded, real):
    numbered = Participant.objects.exclude(code__in=[row["code"] for row in real.facts["participants"]])
    assert numbered.count() == 36
    for participant in numbered:
        patterns = [real.words[code]["numbered_states"][participant.group.code] for code in LANGUAGES]
        names = [participant.name_in(language) for language in LANGUAGES]
        assert names == [pattern.replace("{number}", participant.code[-2:]) for pattern in patterns]


@pytest.mark.parametrize(
    ("kind", "model"), [("return_reasons", ReturnReason), ("round_reasons", RoundReason)]
)
def test_reasons_are_named_in_six_languages(loaded, real, kind, model):
    assert model.objects.count() == len(real.facts[kind]) == 4
    for reason in model.objects.all():
        names = [reason.name_in(language) for language in LANGUAGES]
        assert names == [real.words[language][kind][reason.code] for language in LANGUAGES]


CODES = [
    "pending-issues",
    "questionnaires",
    "guidelines",
    "stand-alone-account",
    "sherloc-module",
    "drawing-of-lots",
]


@pytest.mark.parametrize("code", CODES)
def test_a_draft_is_released_in_six_languages_before_its_round_opens(loaded, code):
    draft = Draft.objects.get(consultation__code=code)
    versions = draft.language_versions.all()
    assert sorted(version.language for version in versions) == sorted(LANGUAGES)
    assert [version.language for version in versions if not version.unofficial] == ["en"]
    assert draft.released_at <= Round.objects.get(draft=draft).opens_at
    assert draft.released_at <= timezone.now()


def test_there_is_a_round_of_every_state(loaded):
    rounds = {code: Round.objects.get(draft__consultation__code=code) for code in CODES}
    assert {code: (str(round_.state_at()), len(round_.earlier_ends)) for code, round_ in rounds.items()} == {
        "pending-issues": ("open", 0),
        "questionnaires": ("open", 1),
        "guidelines": ("planned", 0),
        "stand-alone-account": ("closed", 0),
        "sherloc-module": ("paused", 0),
        "drawing-of-lots": ("closed", 0),
    }
    assert rounds["questionnaires"].last_period.reason.code == "more_time"
    assert rounds["sherloc-module"].pause_at().reason.code == "technical"


def test_a_round_is_open_and_closes_at_a_time_of_day_that_nobody_misreads(loaded):
    round_ = Round.objects.get(draft__consultation__code="pending-issues")
    assert (round_.closes_at - timezone.now()).days in (29, 30)
    for each in Round.objects.all():
        assert timezone.localtime(each.closes_at, timezone=ZoneInfo(each.zone)).strftime("%H:%M") == "18:00"


@pytest.mark.parametrize("code", CODES)
def test_each_comment_is_illustrative_and_has_the_state_of_the_facts(loaded, real, code):
    sent = Comment.objects.filter(consultation__code=code, number__isnull=False)
    comments = sent.order_by("number")
    rows = [row for row in real.facts["comments"] if row["consultation"] == code]
    assert [comment.illustrative for comment in comments] == [True] * len(rows)
    assert [comment.status for comment in comments] == [row["status"] for row in rows]
    assert [comment.participant.code for comment in comments] == [row["participant"] for row in rows]


def test_comments_came_in_while_their_round_was_open(loaded):
    sent = Comment.objects.filter(number__isnull=False)
    assert sent.count() == 36
    for comment in sent:
        round_, version = comment.round, comment.submitted_version
        assert round_.opens_at <= comment.created_at <= version.saved_at <= version.submitted_at
        assert round_.is_open(version.submitted_at)
        decided_at = comment.published_at or version.returned_at or timezone.now()
        assert version.submitted_at < decided_at <= timezone.now()


def test_comments_are_sent_by_whoever_speaks_for_the_participant(loaded):
    """State A and the African States have further seats, whose holders do not send comments."""
    versions = CommentVersion.objects.filter(comment__participant__code__in=["state-a", "africa"])
    assert set(versions.values_list("comment__participant__code", "written_by__email")) == {
        ("africa", "africa@demo.example"),
        ("state-a", "state-a@demo.example"),
    }


def test_a_group_is_at_work(loaded):
    """Two States share; the Group asks its twelve States about an Arabic comment, for two days from now."""
    africa = Participant.objects.get(code="africa")
    shared = Comment.objects.shared_in(africa)
    assert sorted(row.participant.code for row in shared) == ["state-a", "state-f"]
    circulation = Circulation.objects.get()
    assert (circulation.version.language, circulation.is_running) == ("ar", True)
    left = circulation.silence_ends_at - timezone.now()
    assert timedelta(hours=47, minutes=50) < left <= timedelta(hours=48)
    said = {row.participant.code: row.stance for row in circulation.positions.all()}
    assert (said, africa.member_states.count()) == ({"state-f": "aligned", "state-h": "dissociated"}, 12)
    assert all(row.illustrative for row in Comment.objects.filter(number=None))


def test_a_comment_keeps_the_words_that_were_read(loaded):
    africa = {"consultation__code": "pending-issues", "participant__code": "africa"}
    comment = Comment.objects.get(status=CommentStatus.PUBLISHED, **africa)
    assert comment.submitted_version.base.draft_language.language == "ar"
    assert comment.submitted_version.base.paragraph == comment.paragraph


@pytest.mark.parametrize("code", CODES)
def test_the_working_text_is_released_word_for_word(loaded, real, code):
    paragraphs = Paragraph.objects.filter(draft__consultation__code=code).order_by("position")
    facts = next(page for page in real.facts["pages"] if page.get("consultation", {}).get("code") == code)
    assert [(row.kind, row.printed_number) for row in paragraphs] == [
        (unit["kind"], unit["number"]) for unit in facts["working_text"]
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_meetings_under_consultation_are_a_table_in_every_language(loaded, real, client, language):
    """It stands in a frame that scrolls where the window is narrow, and that the keyboard reaches."""
    html = client.get(f"/{language}/consultations/questionnaires/drafts/1/").content
    table = BeautifulSoup(html, "html.parser").select_one(".unit--table .table-frame[tabindex='0'] table")
    units = real.words[language]["pages"]["consultation-questionnaires"]["working_text"]
    words = next(unit for unit in units if isinstance(unit, dict))
    assert table.caption.text == words["caption"]
    assert [cell.text for cell in table.select("th")] == words["columns"]
    assert [[cell.text for cell in row.select("td")] for row in table.select("tbody tr")] == words["rows"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_the_demo_opens(loaded, real, client, language):
    for facts in real.facts["pages"]:
        response = client.get(page_of(facts["key"], language).url)
        assert (facts["key"], response.status_code) == (facts["key"], 200)


def test_a_second_run_changes_nothing(loaded):
    before = everything()
    run()
    assert everything() == before


def test_a_second_run_leaves_what_users_changed(loaded):
    page = page_of("about", "fr")
    page.title = "Changé"
    page.save_revision().publish()
    User.objects.filter(email="member@demo.example").update(name="Changed")
    factories.make_user("new@example.org")
    before = everything()
    run()
    assert everything() == before
