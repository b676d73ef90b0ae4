"""What a reader may not see is found by no word, and counted nowhere."""

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction
from wagtail.search.models import IndexEntry

from home.models import StandardPage
from reviewmech.consultations.enums import Audience, CommentStatus
from reviewmech.consultations.models import Comment, Consultation, ConsultationIndexPage, ConsultationPage
from search.pages import visible_pages
from tests import factories
from tests.consultations.writing import make_comment

HIDDEN = [status for status in CommentStatus if status != CommentStatus.PUBLISHED]


@pytest.fixture
def counts(client):
    """How many results each source has: ``counts("word")``."""

    def count(query, language="en"):
        response = client.get(f"/{language}/search/", {"q": query})
        return {part.source.name: part.number for part in response.context["parts"]}

    return count


NOTHING = {"pages": 0, "texts": 0, "comments": 0, "draws": 0}


@pytest.fixture
def consultation_page(site):
    index = factories.add_page(
        factories.home_page(), ConsultationIndexPage(title="Consultations", slug="consultations")
    )
    working_text = [("paragraph", {"number": "1", "text": "<p>A secretword stands in the working text.</p>"})]
    page = ConsultationPage(title="Pending issues", slug="pending-issues", working_text=working_text)
    return factories.add_page(index, page)


@pytest.mark.parametrize("status", HIDDEN)
def test_a_comment_that_is_not_published_is_found_by_nobody(
    look_for, counts, site, add_comment, africa_coordinator, status
):
    comment = add_comment("A secretword.", status=status)
    assert comment.search_terms == ""
    assert counts("secretword") == NOTHING
    assert look_for("secretword", user=africa_coordinator) == []


@pytest.mark.parametrize("status", HIDDEN)
def test_a_published_comment_is_gone_at_the_moment_it_is_hidden(look_for, site, add_comment, status, reason):
    comment = add_comment("A knownword.")
    assert look_for("knownword") == ["Comment 1, African States"]
    # Past the index, as an update in the database would do it
    Comment.objects.filter(pk=comment.pk).update(
        status=status, taken_down_at=timezone.now(), taken_down_reason=reason
    )
    assert look_for("knownword") == []
    comment.refresh_from_db()
    comment.save()
    assert comment.search_terms == ""


def test_a_new_version_being_written_is_not_found(look_for, site, add_comment):
    comment = add_comment("A knownword.")
    comment.versions.create(number=2, type="editorial", language="en", read_in="en", text="A secretword.")
    comment.save()
    assert look_for("secretword") == []


def test_the_working_text_is_found_nowhere(look_for, counts, consultation_page, client):
    assert look_for("pending") == ["Pending issues"]
    assert counts("secretword") == NOTHING
    assert "secretword" not in consultation_page.search_terms
    assert b"secretword" not in client.get("/en/search/", {"q": "pending issues"}).content


def test_a_page_that_is_not_live_is_not_found(counts, add_page):
    add_page("Secretword", publish=False)
    page = add_page("Knownword")
    assert counts("secretword") == NOTHING
    assert counts("knownword") == NOTHING | {"pages": 1}
    page.unpublish()
    assert counts("knownword") == NOTHING


def test_words_of_a_later_revision_are_found_when_it_is_published(look_for, add_page):
    page = add_page("Knownword")
    page.title, page.lead = "Secretword", "Secretword"
    revision = page.save_revision()
    assert look_for("secretword") == []
    assert look_for("knownword") == ["Knownword"]
    revision.publish()
    assert look_for("secretword") == ["Secretword"]
    assert look_for("knownword") == []


def test_a_translation_is_found_when_it_is_published(look_for, add_page, locale):
    page = add_page("Firearms")
    french = page.copy_for_translation(locale("fr"))
    french.title = "Armes"
    revision = french.save_revision()
    assert look_for("armes", "fr") == []
    revision.publish()
    assert look_for("armes", "fr") == ["Armes"]
    assert look_for("armes", "en") == []


def test_a_restricted_section_is_not_found_and_neither_is_what_is_below_it(look_for, add_page):
    section = add_page("Secretword section")
    factories.add_page(section, StandardPage(title="Secretword below", slug="below"))
    PageViewRestriction.objects.create(page=section, restriction_type="login")
    assert look_for("secretword") == []


@pytest.fixture
def named(consultation_page, africa):
    """A consultation for Africa alone, with a released draft and a published comment."""
    consultation = Consultation.objects.get(key=consultation_page.translation_key)
    consultation.audience = Audience.NAMED
    consultation.save()
    consultation.participants.add(africa)
    return consultation


def test_a_consultation_for_named_participants_is_found_by_them_alone(
    look_for, counts, named, member, africa_coordinator, grulac_coordinator
):
    factories.make_draft(named)
    for outsider in (None, member, grulac_coordinator):
        assert look_for("pending issues", user=outsider) == []
        assert look_for("paragraph 2", user=outsider) == []
    assert look_for("pending issues", user=africa_coordinator) == ["Pending issues"]
    assert look_for("paragraph 2", user=africa_coordinator) == ["Title en, draft 1, paragraph 2"]


def test_its_page_is_among_the_visible_pages_of_them_alone(named, visitor, member, africa_coordinator):
    def titles(user):
        return set(visible_pages(user, "en").values_list("title", flat=True))

    assert titles(africa_coordinator) - titles(visitor) == {"Pending issues"}
    assert titles(member) == titles(visitor) == {"Review mechanism", "Consultations"}


STATES_OF_THE_VERBS = ["draft", "submitted", "returned", "published", "withdrawn"]


@pytest.mark.parametrize("status", STATES_OF_THE_VERBS)
def test_the_verbs_keep_the_index_right(look_for, site, open_round, africa, africa_coordinator, status):
    make_comment(status, open_round, africa, africa_coordinator, text="A remarkableword.")
    found = ["Comment 1, African States"] if status == CommentStatus.PUBLISHED else []
    assert look_for("remarkableword") == found
    # Not `exclude(body="")`: to PostgreSQL that asks which bodies match a search for nothing, and none does.
    bodies = IndexEntry.objects.filter(content_type__model="comment").values_list("body", flat=True)
    assert len([body for body in bodies if body]) == len(found)
