from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Locale

from home.models import StandardPage
from reviewmech.consultations.enums import CommentStatus, CommentType
from reviewmech.consultations.models import Comment, CommentVersion, ReturnReason
from tests import factories


@pytest.fixture
def look_for(client):
    """The titles of what a search finds: ``look_for("words", "fr", user=…)``."""

    def search(query, language="en", *, user=None, **parameters):
        if user:
            client.force_login(user)
        response = client.get(f"/{language}/search/", {"q": query, **parameters})
        assert response.status_code == 200
        return [result.title for result in response.context["page_obj"]]

    return search


@pytest.fixture
def add_page(site):
    def add(title, language="en", *, lead="", publish=True):
        slug = re.sub(r"\W+", "-", title.encode("ascii", "ignore").decode().lower()).strip("-") or "page"
        parent = factories.home_page(language)
        page = StandardPage(title=title, slug=f"{slug}-{parent.numchild}", lead=lead, live=publish)
        return factories.add_page(parent, page, publish=publish)

    return add


@pytest.fixture
def reason(db):
    return ReturnReason.objects.create(code="off-text", name_en="Not on the text")


@pytest.fixture
def add_comment(open_round, africa, reason):
    """A comment in any status, in the words of its only version."""

    def add(text, *, status=CommentStatus.PUBLISHED, language="en", wording=""):
        consultation, an_hour_ago = open_round.draft.consultation, timezone.now() - timedelta(hours=1)
        comment = Comment.objects.create(consultation=consultation, round=open_round, participant=africa)
        version = CommentVersion.objects.create(
            comment=comment,
            type=CommentType.SUBSTANTIVE,
            language=language,
            text=text,
            proposed_wording=wording,
            read_in=language,
            frozen_at=None if status == CommentStatus.DRAFT else an_hour_ago,
            submitted_at=None if status == CommentStatus.DRAFT else an_hour_ago,
        )
        if status != CommentStatus.DRAFT:
            comment.number = consultation.next_comment_number()
            comment.submitted_version = version
            comment.published_at = timezone.now()
        if status == CommentStatus.TAKEN_DOWN:
            comment.taken_down_at, comment.taken_down_reason = timezone.now(), reason
        comment.status = status
        comment.save()
        return comment

    return add


@pytest.fixture
def locale(site):
    return lambda code: Locale.objects.get(language_code=code)
