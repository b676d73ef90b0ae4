"""The moderation queue in the admin: who sees it, what it lists, publish and return."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from home.actions import show_admin_in_preferred_language
from home.models import User
from reviewmech.consultations import actions
from reviewmech.consultations.enums import CommentStatus, CommentType
from reviewmech.consultations.models import Comment, ReturnReason
from tests import factories
from tests.support import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator(site) -> User:
    user = factories.make_user("moderator@example.org")
    user.groups.add(Group.objects.get(name="Moderators"))
    return user


@pytest.fixture
def reason(db) -> ReturnReason:
    return ReturnReason.objects.create(
        code="not_on_the_text", name_en="Not on the text", name_ar="ليس عن النص"
    )


@pytest.fixture
def submitted(open_round, africa, africa_coordinator) -> Comment:
    comment = written(open_round, africa, africa_coordinator, text="تعليق على الفقرة")
    return actions.submit_comment(comment, by=africa_coordinator)


def written(round_, participant, by, *, text="Words", language="ar", proposed_wording="") -> Comment:
    paragraph = round_.draft.paragraphs.first()
    base = paragraph.texts.get(draft_language__language=language)
    return actions.save_comment(
        round_=round_,
        paragraph=paragraph,
        participant=participant,
        by=by,
        type_=CommentType.SUBSTANTIVE,
        language=language,
        text=text,
        base=base,
        proposed_wording=proposed_wording,
    )


def moderation_url(comment: Comment) -> str:
    return reverse("moderation:inspect", args=[comment.pk])


def test_the_queue_lists_what_waits_and_no_drafts(
    signed_in, moderator, submitted, open_round, africa, africa_coordinator
):
    written(open_round, africa, africa_coordinator, text="a draft that nobody may see")
    response = signed_in(moderator).get(reverse("moderation:index"), {"status": "submitted"})
    assert [row.pk for row in response.context["object_list"]] == [submitted.pk]


def test_the_queue_can_be_filtered_by_language_and_participant(signed_in, moderator, submitted, grulac):
    client = signed_in(moderator)
    url = reverse("moderation:index")
    assert client.get(url, {"language": "ar"}).context["object_list"].count() == 1
    assert client.get(url, {"language": "fr"}).context["object_list"].count() == 0
    assert client.get(url, {"participant": submitted.participant_id}).context["object_list"].count() == 1
    assert client.get(url, {"participant": grulac.pk}).context["object_list"].count() == 0
    assert client.get(url, {"consultation": submitted.consultation_id}).context["object_list"].count() == 1


def test_the_queue_costs_the_same_for_one_and_three_comments(
    signed_in, moderator, submitted, open_round, africa, africa_coordinator
):
    client = signed_in(moderator)
    url = reverse("moderation:index")
    client.get(url)
    one = queries_of(lambda: client.get(url))
    for _ in range(2):
        actions.submit_comment(written(open_round, africa, africa_coordinator), by=africa_coordinator)
    assert queries_of(lambda: client.get(url)) == one


def test_a_moderator_publishes(signed_in, moderator, submitted):
    response = signed_in(moderator).post(moderation_url(submitted), {"action": "publish"})
    assert response.status_code == 302
    submitted.refresh_from_db()
    assert submitted.status == CommentStatus.PUBLISHED
    assert submitted.published_at is not None


def test_a_return_carries_reason_and_text(signed_in, moderator, submitted, reason):
    data = {"action": "return", "reason": reason.pk, "text": "يرجى التوضيح"}
    assert signed_in(moderator).post(moderation_url(submitted), data).status_code == 302
    submitted.refresh_from_db()
    version = submitted.versions.get()
    assert submitted.status == CommentStatus.RETURNED
    assert (version.return_reason, version.return_text) == (reason, "يرجى التوضيح")


def test_a_return_without_text_is_refused_and_keeps_the_reason(signed_in, moderator, submitted, reason):
    response = signed_in(moderator).post(moderation_url(submitted), {"action": "return", "reason": reason.pk})
    assert response.status_code == 422
    assert response.context["form"].errors.keys() == {"text"}
    assert response.context["form"]["reason"].value() == str(reason.pk)
    submitted.refresh_from_db()
    assert submitted.status == CommentStatus.SUBMITTED


def test_the_second_moderator_is_told_that_the_first_was_there(signed_in, moderator, submitted):
    client = signed_in(moderator)
    client.post(moderation_url(submitted), {"action": "publish"})
    response = client.post(moderation_url(submitted), {"action": "publish"})
    assert response.status_code == 409
    page = response.content.decode()
    assert "no longer in the queue" in page
    assert "Published a comment" in page
    assert moderator.name in page


def test_the_log_tells_who_submitted_and_who_published(signed_in, moderator, submitted):
    client = signed_in(moderator)
    client.post(moderation_url(submitted), {"action": "publish"})
    page = client.get(moderation_url(submitted)).content.decode()
    assert "Submitted a comment" in page
    assert "Published a comment" in page
    assert moderator.name in page


@pytest.mark.parametrize("who", ["visitor", "member", "africa_coordinator", "editor"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_outsiders_do_not_moderate(client, request, site, submitted, who, method):
    if who == "editor":
        user = factories.make_user("editor@example.org")
        user.groups.add(Group.objects.get(name="Editors"))
        client.force_login(user)
    elif who != "visitor":
        client.force_login(request.getfixturevalue(who))
    response = getattr(client, method)(moderation_url(submitted), {"action": "publish"})
    assert response.status_code in (302, 403, 404)
    submitted.refresh_from_db()
    assert submitted.status == CommentStatus.SUBMITTED


def test_publishing_needs_the_csrf_token(moderator, submitted):
    client = Client(enforce_csrf_checks=True)
    client.force_login(moderator)
    assert client.post(moderation_url(submitted), {"action": "publish"}).status_code == 403
    submitted.refresh_from_db()
    assert submitted.status == CommentStatus.SUBMITTED


def test_nobody_edits_or_deletes_a_comment_in_the_admin(signed_in, moderator, submitted):
    client = signed_in(moderator)
    for name in ("new", f"edit/{submitted.pk}", f"delete/{submitted.pk}"):
        assert client.post(f"/admin/moderation/{name}/", {}).status_code == 404
    assert Comment.objects.get().versions.get().text == "تعليق على الفقرة"


@pytest.mark.parametrize("page", ["inspect", "edit", "history", "usage", "delete"])
def test_of_a_draft_the_admin_does_not_even_say_that_it_is_there(
    signed_in, moderator, open_round, africa, africa_coordinator, page
):
    draft = written(open_round, africa, africa_coordinator)
    found = [
        signed_in(moderator).get(f"/admin/moderation/{page}/{pk}/").status_code for pk in (draft.pk, 999)
    ]
    assert found == [404, 404]


def test_the_queue_offers_no_search_that_would_find_nothing(signed_in, moderator, submitted):
    assert 'name="q"' not in signed_in(moderator).get(reverse("moderation:index")).content.decode()


def test_the_list_of_reasons_is_in_the_moderators_language(signed_in, moderator, reason):
    moderator.preferred_language = "ar"
    show_admin_in_preferred_language(moderator)
    view = signed_in(moderator).get(reverse("return_reasons:index")).context["view"]
    with override("ar"):
        assert [str(column.label) for column in view.columns] == ["الاسم", "الرمز"]
