"""Several people at the same moment, each with a connection of their own: PostgreSQL only."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from threading import Barrier, Thread

import pytest
from django.core.management import call_command
from django.db import connection, connections

from reviewmech.consultations import actions
from reviewmech.consultations.enums import CommentStatus
from reviewmech.consultations.importing import actions as importing
from reviewmech.consultations.importing.pasted import read_pasted
from reviewmech.consultations.models import (
    Appeal,
    Comment,
    Consultation,
    ConsultationIndexPage,
    ConsultationPage,
)
from tests import factories
from tests.consultations.writing import (
    another_moderator,
    give_back,
    publish,
    save,
    secretariat,
    submit,
    take_down,
)

pytestmark = [
    pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL lets two write at once"),
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
WAIT = 60  # seconds; a deadlock fails the test instead of stopping the run


@pytest.fixture(scope="module", autouse=True)
def the_site_is_set_up_again(django_db_setup, django_db_blocker) -> Iterator[None]:
    """Real transactions are undone by emptying every table: put back what the other tests count on.

    Each test puts the first data in by itself, so that the first one too has to find the tables empty.
    """
    with django_db_blocker.unblock():
        # As Django empties them after each test; sequences go on, because the first data has its own numbers.
        emptied = {"reset_sequences": False, "inhibit_post_migrate": True}
        call_command("flush", verbosity=0, interactive=False, **emptied)
    yield
    with django_db_blocker.unblock():
        connection.creation.deserialize_db_from_string(connection._test_serialized_contents)
        call_command("setup_site", verbosity=0)


def at_once(*verbs: Callable[[], object]) -> list[object]:
    """What each verb returned or raised, when all of them began at the same moment."""
    start, results = Barrier(len(verbs), timeout=WAIT), [None] * len(verbs)

    def run(place: int, verb: Callable[[], object]) -> None:
        try:
            connection.ensure_connection()
            start.wait()
            results[place] = verb()
        except Exception as error:  # noqa: BLE001 (it is what the test looks at)
            results[place] = error
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=pair, daemon=True) for pair in enumerate(verbs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(WAIT)
    assert not any(thread.is_alive() for thread in threads)
    return results


def kinds(results: list[object]) -> list[str]:
    return sorted(type(result).__name__ for result in results)


def test_one_of_two_moderators_is_first(site, open_round, africa, africa_coordinator, reason):
    comment = submit(open_round, africa, africa_coordinator)
    by = secretariat()
    results = at_once(
        lambda: actions.publish_comment(comment, by=by),
        lambda: actions.return_comment(comment, reason=reason, text="Where?", by=by),
    )
    assert kinds(results) == ["Comment", "WrongState"]
    comment.refresh_from_db()
    published = isinstance(results[0], Comment)
    assert comment.status == (CommentStatus.PUBLISHED if published else CommentStatus.RETURNED)
    assert (comment.submitted_version.returned_at is None) == published
    assert (comment.published_at is not None) == published


def test_two_publish_the_same_ones_at_once_and_each_is_published_once(
    site, open_round, africa, africa_coordinator
):
    comments = [submit(open_round, africa, africa_coordinator, text=f"{n}") for n in range(6)]
    by = secretariat()
    results = at_once(
        lambda: actions.publish_comments(comments, by=by),
        lambda: actions.publish_comments(comments[::-1], by=by),
    )
    assert kinds(results) == ["tuple", "tuple"]
    assert sorted(row.pk for done, _missed in results for row in done) == [row.pk for row in comments]
    assert sum(len(missed) for _done, missed in results) == 6


def test_a_comment_is_appealed_against_once(site, open_round, africa, africa_coordinator):
    comment = give_back(submit(open_round, africa, africa_coordinator))
    words = {"text": "Why?", "language": "en", "by": africa_coordinator}
    results = at_once(*[lambda: actions.appeal(comment, **words)] * 3)
    assert kinds(results) == ["Appeal", "WrongState", "WrongState"]
    assert Appeal.objects.count() == 1


def test_of_two_answers_to_an_appeal_one_counts(site, open_round, africa, africa_coordinator):
    comment = take_down(publish(open_round, africa, africa_coordinator))
    appeal = actions.appeal(comment, text="Why?", language="en", by=africa_coordinator)
    by = another_moderator()
    results = at_once(
        lambda: actions.decide_appeal(appeal, uphold=True, answer="Yes.", by=by),
        lambda: actions.decide_appeal(appeal, uphold=False, answer="No.", by=by),
    )
    assert kinds(results) == ["Appeal", "WrongState"]
    upheld = isinstance(results[0], Appeal)
    comment.refresh_from_db()
    assert comment.status == (CommentStatus.PUBLISHED if upheld else CommentStatus.TAKEN_DOWN)


def test_undone_and_taken_down_at_once_is_one_after_the_other(
    site, open_round, africa, africa_coordinator, reason
):
    comment, by = publish(open_round, africa, africa_coordinator), secretariat()
    results = at_once(
        lambda: actions.undo_decision(comment, by=by),
        lambda: actions.take_down_comment(comment, reason=reason, by=by),
    )
    comment.refresh_from_db()
    taken_first = kinds(results) == ["Comment", "Comment"]  # and then brought back
    assert comment.status == (CommentStatus.PUBLISHED if taken_first else CommentStatus.SUBMITTED)


def test_eight_who_submit_take_eight_numbers_without_a_gap(site, open_round, africa, africa_coordinator):
    drafts = [save(open_round, africa, africa_coordinator, text=f"Words {n}.") for n in range(8)]
    results = at_once(*(lambda row=row: actions.submit_comment(row, by=africa_coordinator) for row in drafts))
    assert kinds(results) == ["Comment"] * 8
    assert sorted(Comment.objects.values_list("number", flat=True)) == list(range(1, 9))
    assert Consultation.objects.get().last_comment_number == 8


def test_a_double_click_submits_once(site, open_round, africa, africa_coordinator):
    comment = save(open_round, africa, africa_coordinator)
    twice = [lambda: actions.submit_comment(comment, by=africa_coordinator)] * 2
    assert kinds(at_once(*twice)) == ["Comment", "WrongState"]
    assert Consultation.objects.get().last_comment_number == 1


def test_a_double_click_keeps_one_comment(site, open_round, africa, africa_coordinator):
    paragraph = open_round.draft.paragraphs.get(position=1)
    words = {
        "round_": open_round,
        "paragraph": paragraph,
        "type_": "editorial",
        "language": "en",
        "text": "Twice.",
        "base": paragraph.texts.get(draft_language__language="en"),
        "participant": africa,
        "by": africa_coordinator,
    }
    results = at_once(*[lambda: actions.save_comment_once(comment=None, **words)] * 4)
    assert kinds(results) == ["Comment"] * 4
    assert Comment.objects.count() == 1


def test_a_draft_sent_and_discarded_at_once_is_one_of_the_two(site, open_round, africa, africa_coordinator):
    comment = save(open_round, africa, africa_coordinator)
    results = at_once(
        lambda: actions.submit_comment(comment, by=africa_coordinator),
        lambda: actions.discard_draft(comment, by=africa_coordinator),
    )
    assert [type(result) for result in results].count(actions.WrongState) == 1
    assert Comment.objects.count() == (1 if isinstance(results[0], Comment) else 0)


def test_a_draft_discarded_twice_at_once_is_gone(site, open_round, africa, africa_coordinator):
    comment = save(open_round, africa, africa_coordinator)
    twice = [lambda: actions.discard_draft(Comment(pk=comment.pk), by=africa_coordinator)] * 2
    assert kinds(at_once(*twice)) == ["NoneType", "WrongState"]


def test_an_import_confirmed_twice_is_carried_out_once(site, in_group):
    index = ConsultationIndexPage(title="Consultations", slug="consultations")
    factories.add_page(factories.home_page(), index)
    page = factories.add_page(index, ConsultationPage(title="Text", slug="text"))
    editor = in_group("Editors")
    row = importing.prepare_import(page, read_pasted("1. One"), source="", by=editor)
    seen = page.latest_revision_id

    def confirm() -> object:
        return importing.import_text(page, row.pk, seen_revision=seen, by=editor)

    assert kinds(at_once(confirm, confirm)) == ["ImportGone", "Revision"]
    assert page.revisions.count() == 2


def test_of_two_imports_at_once_the_second_sees_the_first(site, in_group):
    index = ConsultationIndexPage(title="Consultations", slug="consultations")
    factories.add_page(factories.home_page(), index)
    page = factories.add_page(index, ConsultationPage(title="Text", slug="text"))
    seen = page.latest_revision_id
    people = [in_group("Editors"), in_group("Publishers")]
    rows = [importing.prepare_import(page, read_pasted("1. One"), source="", by=by) for by in people]

    def confirm(place: int) -> object:
        return importing.import_text(page, rows[place].pk, seen_revision=seen, by=people[place])

    assert kinds(at_once(lambda: confirm(0), lambda: confirm(1))) == ["PageChanged", "Revision"]
