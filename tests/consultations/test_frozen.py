"""A released text is never changed: not by its rows, not by querysets, not by the life of its pages."""

import pytest
from django.db.models import ProtectedError
from wagtail.models import ModelLogEntry, Page, PageViewRestriction

from home.models import User
from reviewmech.consultations.models import (
    Comment,
    Consultation,
    ConsultationIndexPage,
    ConsultationPage,
    Draft,
    DraftLanguage,
    Paragraph,
    ParagraphText,
    Round,
    RoundPeriod,
)
from reviewmech.consultations.models.draft import text_hash
from reviewmech.translation.actions import save_translation
from tests import factories

from .writing import publish

pytestmark = pytest.mark.django_db

FROZEN = [Draft, Paragraph, DraftLanguage, ParagraphText]
name = pytest.mark.parametrize("model", FROZEN, ids=lambda model: model.__name__)


@name
def test_a_row_cannot_be_saved_again(draft, model):
    with pytest.raises(TypeError):
        model.objects.first().save()


@name
def test_a_row_cannot_be_deleted(draft, model):
    with pytest.raises(TypeError):
        model.objects.first().delete()


@name
def test_a_queryset_cannot_be_updated_or_deleted(draft, model):
    with pytest.raises(TypeError):
        model.objects.update(pk=1)
    with pytest.raises(TypeError):
        model.objects.all().delete()


@name
def test_the_rows_of_others_reach_none_either(draft, model):
    """Related managers and bulk updates end in the same querysets."""
    rows = list(model.objects.all())
    with pytest.raises(TypeError):
        model.objects.bulk_update(rows, [model._meta.concrete_fields[-1].name])


def test_the_hash_is_that_of_the_text_that_is_stored(draft):
    for version in draft.language_versions.all():
        texts = version.texts.select_related("paragraph").order_by("paragraph__position")
        assert text_hash(version.title, [(text.paragraph, text.html) for text in texts]) == version.sha256


def test_the_consultation_of_a_draft_cannot_be_deleted(draft):
    with pytest.raises(ProtectedError):
        type(draft.consultation).objects.filter(pk=draft.consultation_id).delete()


@pytest.fixture
def page(site) -> ConsultationPage:
    index = factories.add_page(
        factories.home_page(), ConsultationIndexPage(title="All", slug="consultations")
    )
    return factories.add_page(index, ConsultationPage(title="First title", slug="pending-issues"))


@pytest.fixture
def snapshot(page, africa, africa_coordinator):
    """Everything that hangs on the page's consultation, as it was and as it is."""
    draft = factories.make_draft(Consultation.objects.get(key=page.translation_key))
    publish(factories.make_round(draft), africa, africa_coordinator)

    def facts(row):
        return {name: value for name, value in row.items() if not name.endswith("_by_id")}

    def rows():
        models = [*FROZEN, Round, RoundPeriod, Comment]
        return {
            model.__name__: [facts(row) for row in model.objects.order_by("pk").values()] for model in models
        }

    before = rows()
    return lambda: (before, rows())


def old_revision(page: ConsultationPage) -> None:
    first = page.latest_revision
    page.title = "Second title"
    page.save_revision().publish()
    first.publish()


def unpublish(page: ConsultationPage) -> None:
    page.unpublish()


def move(page: ConsultationPage) -> None:
    page.move(factories.home_page(), pos="last-child")


def new_slug(page: ConsultationPage) -> None:
    page.slug = "elsewhere"
    page.save_revision().publish()


def privacy(page: ConsultationPage) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def sync(page: ConsultationPage) -> None:
    """Translated, then changed, and the change taken over and published in the other language."""
    for title in ("First title", "Second title"):
        page.title = title
        page.save_revision().publish()
        translation = save_translation(
            page, factories.locale("fr"), {title: f"{title}, traduit"}, publish=True
        )
        assert (translation.live, translation.title) == (True, f"{title}, traduit")


def delete_its_people(page: ConsultationPage) -> None:
    """What they wrote stays; only who typed it is forgotten, which the rows compared here do not hold."""
    for person in User.objects.filter(is_superuser=False):
        person.delete()


@pytest.mark.parametrize(
    "event",
    [old_revision, unpublish, move, new_slug, privacy, sync, delete_its_people],
    ids=lambda e: e.__name__,
)
def test_what_happens_to_its_page_leaves_the_draft_and_its_comments(client, page, snapshot, event):
    event(Page.objects.get(pk=page.pk).specific)
    before, after = snapshot()
    assert after == before
    assert client.get("/en/consultations/pending-issues/drafts/1/").status_code == 200


def test_of_a_person_deleted_the_words_and_the_log_stay(draft, africa, africa_coordinator, site):
    comment = publish(factories.make_round(draft), africa, africa_coordinator)
    released = Draft.objects.create(consultation=draft.consultation, number=2, released_by=africa_coordinator)
    told = list(ModelLogEntry.objects.order_by("pk").values())
    person = africa_coordinator.pk
    africa_coordinator.delete()
    assert comment.versions.get().written_by is None
    assert comment.versions.get().text == "Words of ours."
    assert Draft.objects.get(pk=released.pk).released_by is None
    assert list(ModelLogEntry.objects.order_by("pk").values()) == told
    assert person in [entry["user_id"] for entry in told]


def test_a_participant_who_has_spoken_cannot_be_deleted(draft, africa, africa_coordinator):
    publish(factories.make_round(draft), africa, africa_coordinator)
    africa.seats.all().delete()
    with pytest.raises(ProtectedError):
        africa.delete()
