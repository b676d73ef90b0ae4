"""What became of the comments of each round, in numbers: they add up, and tell nothing that is hidden."""

import pytest
from django.utils import timezone

from reviewmech.consultations.enums import CommentStatus, Embargo
from reviewmech.consultations.models import Comment, Consultation, ConsultationIndexPage, ConsultationPage
from tests import factories
from tests.support import queries_of

from .writing import give_back, make_comment, save, submit, take_down

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


def test_they_add_up_to_what_was_received(open_round, africa, africa_coordinator, grulac, grulac_coordinator):
    for status in CommentStatus:
        if status != CommentStatus.VERIFIED:
            make_comment(status, open_round, africa, africa_coordinator)
    make_comment(CommentStatus.PUBLISHED, open_round, grulac, grulac_coordinator)
    totals = Comment.objects.all().totals()[open_round.pk]
    parts = [totals.published, totals.in_hand, totals.returned, totals.withdrawn, totals.taken_down]
    assert parts == [2, 1, 1, 1, 1]
    assert totals.received == sum(parts)
    assert [(row.code, number) for row, number in totals.returned_for] == [("unclear", 1)]
    assert [(row.code, number) for row, number in totals.taken_down_for] == [("personal-data", 1)]


def test_reasons_are_counted_the_most_frequent_first(open_round, africa, africa_coordinator, reason):
    comments = [submit(open_round, africa, africa_coordinator, text=f"{n}") for n in range(3)]
    give_back(comments[0])
    give_back(comments[1])
    version = give_back(comments[2]).submitted_version
    version.return_reason = reason
    version.save()
    totals = Comment.objects.all().totals()[open_round.pk]
    found = [(row.code, number) for row, number in totals.returned_for]
    assert found == [("unclear", 2), ("not-on-text", 1)]


def test_they_cost_the_same_for_any_number(open_round, africa, africa_coordinator):
    make_comment(CommentStatus.RETURNED, open_round, africa, africa_coordinator)
    one = queries_of(Comment.objects.all().totals)
    other = factories.make_round(factories.make_draft(open_round.draft.consultation, number=2))
    for round_ in (open_round, other, other):
        make_comment(CommentStatus.TAKEN_DOWN, round_, africa, africa_coordinator)
    assert queries_of(Comment.objects.all().totals) == one == 3


@pytest.fixture
def page() -> ConsultationPage:
    index = factories.add_page(
        factories.home_page(), ConsultationIndexPage(title="Consultations", slug="consultations")
    )
    return factories.add_page(index, ConsultationPage(title="Pending issues", slug="pending-issues"))


@pytest.fixture
def round_(page):
    consultation = Consultation.objects.get(key=page.translation_key)
    return factories.make_round(factories.make_draft(consultation))


def lines(client, page) -> list[tuple[int, int]]:
    response = client.get(page.url)
    contexts = [context for context in response.context if "lines" in context]
    return [(line["round"].number, line["totals"].received) for line in contexts[0]["lines"]]


def test_the_page_tells_them_to_everybody(client, page, round_, africa, africa_coordinator):
    give_back(submit(round_, africa, africa_coordinator))
    save(round_, africa, africa_coordinator)
    assert lines(client, page) == [(1, 1)]
    html = client.get(page.url).content.decode()
    assert "Comments in numbers" in html
    assert "Unclear" in html


def test_reasons_stand_in_the_readers_language(client, page, round_, africa, africa_coordinator):
    take_down(make_comment(CommentStatus.PUBLISHED, round_, africa, africa_coordinator))
    arabic = page.copy_for_translation(factories.locale("ar"), copy_parents=True)
    factories.Page.objects.filter(locale=arabic.locale).update(live=True)
    html = client.get(arabic.url).content.decode()
    assert "بيانات شخصية" in html
    assert "Personal data" not in html


@pytest.mark.parametrize("embargo", Embargo)
@pytest.mark.parametrize("over", [False, True])
def test_an_embargo_hides_them_until_it_lifts(
    client, page, round_, africa, africa_coordinator, embargo, over
):
    submit(round_, africa, africa_coordinator)
    round_.embargo = embargo
    round_.save()
    if over:
        round_.periods.update(closes_at=timezone.now())
    client.force_login(africa_coordinator)
    assert lines(client, page) == ([(1, 1)] if over or embargo == Embargo.NONE else [])


def test_a_round_that_has_not_begun_has_none(client, page, round_):
    later = timezone.now() + timezone.timedelta(days=1)
    round_.periods.update(opens_at=later)
    assert lines(client, page) == []
