"""The Secretariat's screens for releasing a draft and opening a round."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import Locale, Page
from wagtail.users.models import UserProfile

from home.models import User
from reviewmech.consultations.models import Consultation, ConsultationIndexPage, ConsultationPage
from reviewmech.translation.actions import save_translation
from tests import factories

pytestmark = pytest.mark.django_db

# What the form of a round holds before anything is chosen.
TERMS = {"scope": "whole", "embargo": "none", "commenters": "all"}
LANGUAGES = ["ar", "zh-hans", "fr", "ru", "es"]


@pytest.fixture
def publisher(site) -> User:
    user = factories.make_user("publisher@example.org")
    user.groups.add(Group.objects.get(name="Publishers"))
    return user


@pytest.fixture
def page(site) -> ConsultationPage:
    """A consultation with two numbered paragraphs, published in English only."""
    index = factories.add_page(
        factories.home_page(), ConsultationIndexPage(title="Consultations", slug="consultations")
    )
    text = [("paragraph", {"number": str(n), "text": f"<p>Words {n}</p>"}) for n in (1, 2)]
    page = ConsultationPage(title="Pending issues", slug="pending-issues")
    page.working_text = ConsultationPage.working_text.field.to_python(
        [
            {"type": kind, "id": f"00000000-0000-4000-8000-00000000000{n}", "value": value}
            for n, (kind, value) in enumerate(text)
        ]
    )
    return factories.add_page(index, page)


@pytest.fixture
def row(page) -> Consultation:
    return Consultation.objects.get(key=page.translation_key)


def translate(page: Page, language: str) -> None:
    """Publish the page and the one above it in a language."""
    locale = Locale.objects.get(language_code=language)
    words = {"Consultations": f"Consultations {language}", "Pending issues": f"Issues {language}"}
    words |= {f"Words {n}": f"Words {n} {language}" for n in (1, 2)}
    for source in (page.get_parent().specific, page):
        save_translation(source, locale, words, publish=True)


def release_url(row: Consultation) -> str:
    return reverse("consultations_admin:release", args=[row.pk])


def test_a_page_brings_its_consultation(page, row):
    assert row.code == "pending-issues"


def test_the_code_follows_the_slug_until_a_draft_is_released(page, row):
    """The admin saves a page while its title is being typed: the first slug is half a word."""
    found = []
    for slug in ("pending", "pending-issues-2019"):
        page.slug = slug
        page.save()
        found.append(Consultation.objects.get(pk=row.pk).code)
        if not row.drafts.exists():
            factories.make_draft(row)
    assert found == ["pending", "pending"]


def test_a_code_that_another_consultation_has_is_not_taken(page, row):
    factories.make_consultation("taken")
    page.slug = "taken"
    page.save()
    row.refresh_from_db()
    assert row.code == f"taken-{page.pk}"


def test_the_list_names_a_consultation_as_its_page_and_leads_to_its_drafts(signed_in, publisher, page, row):
    shown = signed_in(publisher).get("/admin/consultations/").content.decode()
    inspect = reverse("consultations_admin:inspect", args=[row.pk])
    assert re.findall(rf'<a href="{inspect}"[^>]*>\s*([^<]*?)\s*</a>', shown)[0] == "Pending issues"


def test_the_screen_lists_what_is_missing_and_refuses(signed_in, publisher, page, row):
    client = signed_in(publisher)
    checks = client.get(release_url(row)).context["checks"]
    assert [check.language for check in checks if check.problems] == ["ar", "zh-hans", "fr", "ru", "es"]
    response = client.post(release_url(row), {"absent-ar": "In preparation"})
    assert response.status_code == 422
    assert "In preparation" in response.content.decode()
    assert not row.drafts.exists()


def test_languages_may_be_left_out_for_a_reason_readers_see(signed_in, publisher, page, row):
    translate(page, "fr")
    absent = {f"absent-{language}": "In preparation" for language in LANGUAGES if language != "fr"}
    assert signed_in(publisher).post(release_url(row), absent).status_code == 302
    draft = row.drafts.get()
    versions = {version.language: version for version in draft.language_versions.all()}
    assert versions["ar"].absence_reason == "In preparation"
    assert [text.plain for text in versions["fr"].texts.all()] == ["Words 1 fr", "Words 2 fr"]
    assert [p.printed_number for p in draft.paragraphs.all()] == ["1", "2"]


def test_a_translation_behind_its_source_is_not_released(signed_in, publisher, page, row):
    for language in LANGUAGES:
        translate(page, language)
    page.working_text[0].value["text"].source = "<p>Changed words</p>"
    page.save_revision().publish()
    response = signed_in(publisher).post(release_url(row))
    assert response.status_code == 422
    assert not row.drafts.exists()


def test_all_six_languages_are_released_and_announced(signed_in, publisher, page, row):
    for language in LANGUAGES:
        translate(page, language)
    client = signed_in(publisher)
    assert client.post(release_url(row)).status_code == 302
    draft = row.drafts.get()
    assert draft.language_versions.exclude(sha256="").count() == 6
    data = {
        "draft": draft.pk,
        "zone": "Asia/Tokyo",
        "opens_at": "2030-01-02 09:00",
        "closes_at": "2030-02-01 18:00",
        **TERMS,
    }
    assert client.post(reverse("consultations_admin:open_round", args=[row.pk]), data).status_code == 302
    assert draft.rounds.get().closes_at.isoformat() == "2030-02-01T09:00:00+00:00"
    assert client.get(reverse("consultations_admin:inspect", args=[row.pk])).status_code == 200


@pytest.mark.parametrize(
    ("closes_at", "message"),
    [("2030-02-01 00:00", "Midnight is misread"), ("2029-02-01 18:00", "cannot close before it opens")],
)
def test_a_round_that_cannot_be_is_refused_with_what_was_typed(signed_in, publisher, row, closes_at, message):
    draft = factories.make_draft(row)
    data = {
        "draft": draft.pk,
        "zone": "Europe/Vienna",
        "opens_at": "2030-01-02 09:00",
        "closes_at": closes_at,
        **TERMS,
    }
    response = signed_in(publisher).post(reverse("consultations_admin:open_round", args=[row.pk]), data)
    assert message in response.content.decode()
    assert 'value="2030-01-02 09:00"' in response.content.decode()
    assert not draft.rounds.exists()


@pytest.fixture
def in_tokyo(publisher) -> User:
    """A publisher who has the admin's times shown in a zone of their own."""
    UserProfile.objects.create(user=publisher, current_time_zone="Asia/Tokyo")
    return publisher


@pytest.mark.parametrize(
    ("zone", "closes_at", "expected"),
    [
        ("Europe/Vienna", "2030-03-31 01:59", "2030-03-31T00:59:00+00:00"),
        ("Europe/Vienna", "2030-03-31 02:30", None),  # skipped: the clocks go from 2 to 3
        ("Europe/Vienna", "2030-03-31 03:00", "2030-03-31T01:00:00+00:00"),
        ("Europe/Vienna", "2030-10-27 02:30", None),  # there twice
        ("Europe/Vienna", "2030-10-27 03:00", "2030-10-27T02:00:00+00:00"),
        ("Asia/Tokyo", "2030-03-31 02:30", "2030-03-30T17:30:00+00:00"),
        ("America/New_York", "2030-10-27 02:30", "2030-10-27T06:30:00+00:00"),
    ],
)
def test_the_moments_are_those_of_the_zone_that_is_typed(signed_in, in_tokyo, row, zone, closes_at, expected):
    draft = factories.make_draft(row)
    data = {"draft": draft.pk, "zone": zone, "opens_at": "2030-01-02 09:00", "closes_at": closes_at, **TERMS}
    response = signed_in(in_tokyo).post(reverse("consultations_admin:open_round", args=[row.pk]), data)
    moments = [round_.closes_at.isoformat() for round_ in draft.rounds.all()]
    assert (response.status_code, moments) == ((302, [expected]) if expected else (200, []))


def test_the_moments_of_a_round_are_shown_in_its_zone_whatever_zone_a_person_has(signed_in, in_tokyo, row):
    opens_at = datetime(2030, 1, 2, 9, tzinfo=UTC)
    factories.make_round(
        factories.make_draft(row), opens_at=opens_at, closes_at=opens_at + timedelta(hours=3)
    )
    response = signed_in(in_tokyo).get(reverse("consultations_admin:inspect", args=[row.pk]))
    shown = re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", response.content.decode()))
    for time in ("10:00", "13:00"):
        assert f"2 January 2030 {time} Europe/Vienna UTC+01:00" in shown


@pytest.mark.parametrize("group", ["Editors", "Moderators", "Translators: fr", None])
@pytest.mark.parametrize("name", ["release", "open_round"])
def test_others_neither_release_nor_open(signed_in, row, group, name):
    draft = factories.make_draft(row)
    user = factories.make_user("somebody@example.org")
    if group:
        user.groups.add(Group.objects.get(name=group))
    client = signed_in(user)
    url = reverse(f"consultations_admin:{name}", args=[row.pk])
    assert client.get(url).status_code in (302, 403)
    assert client.post(url, {"draft": draft.pk}).status_code in (302, 403)
    assert (row.drafts.count(), draft.rounds.count()) == (1, 0)


def test_a_page_with_drafts_is_not_deleted_nor_is_its_parent(signed_in, site, page, row):
    factories.make_draft(row)
    client = signed_in(factories.make_user("admin@example.org", is_superuser=True))
    for target in (page, page.get_parent()):
        response = client.post(reverse("wagtailadmin_pages:delete", args=[target.pk]), follow=True)
        assert "1 draft and 0 comments hang on this page: unpublish it instead." in response.content.decode()
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    client.post(f"{bulk}?id={page.pk}")
    assert Page.objects.filter(pk__in=[page.pk, page.get_parent().pk]).count() == 2


def test_a_page_without_drafts_may_be_deleted(signed_in, site, page):
    client = signed_in(factories.make_user("admin@example.org", is_superuser=True))
    client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
    assert not Page.objects.filter(pk=page.pk).exists()
