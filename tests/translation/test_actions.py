"""The verbs of translating, and what a translation lacks."""

import pytest
from wagtail.models import Page
from wagtail_localize.models import StringTranslation, TranslationSource

from home.models import StandardPage
from reviewmech.translation.actions import (
    MissingTranslations,
    ensure_translation,
    save_draft,
    save_translation,
    submit_translation,
)
from reviewmech.translation.missing import is_outdated, missing_segments, translation_of
from tests import factories

from .conftest import FRENCH


def change(page, **words):
    """Publish an English page with other words."""
    page = page.specific_class.objects.get(pk=page.pk)
    for name, value in words.items():
        setattr(page, name, value)
    page.save_revision().publish()


def fresh(page):
    return page.specific_class.objects.get(pk=page.pk)


def test_a_translation_starts_as_a_draft_below_its_parents_translation(page):
    child = factories.add_page(page, StandardPage(title="Child", slug="child"))
    french = ensure_translation(child, factories.locale("fr"))
    assert (french.live, french.get_parent().live) == (False, False)
    assert french.get_parent().get_translation(factories.locale("en")).pk == page.pk


def test_a_page_that_was_never_published_is_translated_from_its_latest_words(site):
    page = StandardPage(title="First title", slug="x", live=False)
    factories.add_page(factories.home_page(), page, publish=False)
    page.title = "Second title"
    page.save_revision()
    french = ensure_translation(fresh(page), factories.locale("fr"))
    assert missing_segments(french) == ["Second title"]


def test_a_complete_translation_is_published_with_its_words(page, french):
    assert (french.live, french.title, french.lead, french.slug) == (True, "À propos", "Le chapeau.", "about")
    assert str(french.body[0].value) == "<p>Premiers mots.</p>"


def test_the_same_translation_again_saves_nothing(page, french):
    before = (french.latest_revision_id, StringTranslation.objects.count())
    again = save_translation(page, factories.locale("fr"), FRENCH, publish=True)
    assert (again.latest_revision_id, StringTranslation.objects.count()) == before


def test_the_same_words_may_be_translated_by_their_place(page):
    strings = {**FRENCH, "About": "Partout", ("title", "About"): "À propos"}
    assert save_translation(page, factories.locale("fr"), strings, publish=True).title == "À propos"


def test_a_translation_with_missing_words_is_not_published(page):
    with pytest.raises(MissingTranslations) as refusal:
        save_translation(page, factories.locale("fr"), {"About": "À propos"}, publish=True)
    assert refusal.value.strings == ["The lead.", "First words."]
    assert Page.objects.filter(locale=factories.locale("fr"), slug="about").count() == 0


def test_a_string_with_an_error_counts_as_missing(page):
    strings = {**FRENCH, "First words.": '<a id="a1">Premiers mots.</a>'}
    with pytest.raises(MissingTranslations) as refusal:
        save_translation(page, factories.locale("fr"), strings, publish=True)
    assert refusal.value.strings == ["First words."]


def test_publishing_the_source_tells_what_is_missing_and_leaves_the_translation_alone(page, french):
    assert (is_outdated(french), missing_segments(french)) == (False, [])
    change(page, lead="The new lead.")
    assert (is_outdated(french), missing_segments(french)) == (True, ["The new lead."])
    assert fresh(french).lead == "Le chapeau."


def test_a_source_that_changed_elsewhere_is_outdated_too(page, french):
    TranslationSource.objects.update(last_updated_at=page.last_published_at.replace(year=2000))
    assert is_outdated(french)


def test_a_translation_stays_outdated_until_its_words_are_live(page, french):
    change(page, lead="The new lead.")
    save_translation(page, factories.locale("fr"), {"The new lead.": "Le nouveau chapeau."})
    assert (is_outdated(fresh(french)), fresh(french).lead) == (True, "Le chapeau.")
    fresh(french).get_latest_revision().publish()
    assert (is_outdated(fresh(french)), fresh(french).lead) == (False, "Le nouveau chapeau.")


def test_a_draft_does_not_touch_what_is_live(page, french):
    change(page, lead="The new lead.")
    save_draft(french)
    assert fresh(french).lead == "Le chapeau."
    assert fresh(french).get_latest_revision_as_object().lead == "The new lead."


def test_a_page_without_translation_lacks_nothing(page):
    assert (translation_of(page), missing_segments(page), is_outdated(page)) == (None, [], False)


def test_what_is_submitted_waits_and_then_is_published(page, french, french_translator, publisher):
    change(page, lead="The new lead.")
    save_translation(page, factories.locale("fr"), {"The new lead.": "Le nouveau chapeau."})
    state = submit_translation(fresh(french), user=french_translator)
    assert (state.requested_by, fresh(french).lead) == (french_translator, "Le chapeau.")
    state.current_task_state.specific.approve(user=publisher)
    assert fresh(french).lead == "Le nouveau chapeau."


def test_what_was_returned_is_submitted_again(page, french, french_translator, publisher):
    first = submit_translation(fresh(french), user=french_translator)
    first.current_task_state.specific.reject(user=publisher, comment="Not yet.")
    again = submit_translation(fresh(french), user=french_translator)
    assert (again.pk, fresh(french).workflow_in_progress) == (first.pk, True)


def test_an_incomplete_translation_is_not_submitted(untranslated, french_translator):
    with pytest.raises(MissingTranslations):
        submit_translation(untranslated, user=french_translator)
    assert fresh(untranslated).current_workflow_state is None
