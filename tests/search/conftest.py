from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Locale

from home.models import StandardPage
from reviewmech.consultations.enums import CommentStatus, CommentType
from reviewmech.consultations.models import Comment, CommentVersion
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
def add_comment(open_round, africa):
    """A comment in any status, in the words of its only version."""

    def add(text, *, status=CommentStatus.PUBLISHED, language="en", wording=""):
        consultation = open_round.draft.consultation
        comment = Comment.objects.create(consultation=consultation, round=open_round, participant=africa)
        version = CommentVersion.objects.create(
            comment=comment,
            type=CommentType.SUBSTANTIVE,
            language=language,
            text=text,
            proposed_wording=wording,
            submitted_at=None if status == CommentStatus.DRAFT else timezone.now() - timedelta(hours=1),
        )
        if status != CommentStatus.DRAFT:
            comment.number = consultation.next_comment_number()
            comment.submitted_version = version
            comment.published_at = timezone.now()
        comment.status = status
        comment.save()
        return comment

    return add


@pytest.fixture
def locale(site):
    return lambda code: Locale.objects.get(language_code=code)
