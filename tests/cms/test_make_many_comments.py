"""The command that fills a made-up text with comments: what it makes holds to every rule of the tables."""

from collections import Counter

import pytest
from django.core.management import CommandError, call_command

from reviewmech.consultations.models import Comment, Consultation

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(settings):
    settings.DEMO = True


def test_it_makes_as_many_as_it_is_told(client, demo, site):
    call_command("make_many_comments", comments=200, paragraphs=10, verbosity=0)
    assert Counter(Comment.objects.values_list("status", flat=True)) == {
        "published": 120,
        "submitted": 60,
        "returned": 10,
        "draft": 10,
    }
    for comment in Comment.objects.select_related("submitted_version", "participant").prefetch_related(
        "versions"
    ):
        comment.full_clean()
        assert comment.words.comment_id == comment.pk
    page = client.get("/en/consultations/many-comments-200/drafts/1/")
    assert sum(unit.thread.count for unit in page.context["units"]) == 120


def test_the_same_again_is_refused_with_a_sentence(demo, site):
    call_command("make_many_comments", comments=1, paragraphs=1, verbosity=0)
    with pytest.raises(CommandError, match="with that many comments already"):
        call_command("make_many_comments", comments=1, paragraphs=1)


@pytest.mark.parametrize("wrong", [{"comments": 0}, {"paragraphs": -1}])
def test_none_is_not_many(demo, wrong):
    with pytest.raises(CommandError, match="At least one"):
        call_command("make_many_comments", **wrong)


def test_it_is_for_the_demo_alone(site):
    with pytest.raises(CommandError, match="for the demo"):
        call_command("make_many_comments")
    assert Consultation.objects.count() == 0
