"""What happens to words that come too late, from the wrong person, or to a comment being changed."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from reviewmech.consultations.enums import CommentStatus
from reviewmech.consultations.models import Comment

from .writing import give_back, make_comment, submit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]

PLACE = "consultations/pending-issues/drafts/1/"
FORM = f"/en/{PLACE}paragraphs/2/comment/"


@pytest.fixture
def closed_round(open_round):
    now = timezone.now()
    open_round.periods.update(opens_at=now - timedelta(days=2), closes_at=now - timedelta(seconds=1))
    return open_round


def test_the_form_of_a_closed_round_does_not_open(coordinator, closed_round):
    response = coordinator.get(FORM, follow=True)
    assert response.redirect_chain == [(f"/en/{PLACE}", 302)]
    assert "No round of comments on this draft is open now." in response.content.decode()


def test_words_sent_too_late_are_kept_as_a_draft_and_shown(coordinator, closed_round, filled):
    response = coordinator.post(FORM, filled, follow=True)
    comment = Comment.objects.get()
    assert response.redirect_chain == [(f"/en/my-comments/{comment.pk}/", 302)]
    html = response.content.decode()
    assert "It was kept and has not been submitted." in html
    assert "Offer it as late" in html
    assert "Words of ours." in html
    assert comment.status == CommentStatus.DRAFT


def test_a_round_that_closes_between_check_and_submission_refuses(coordinator, open_round, filled):
    coordinator.post(FORM, filled)
    comment = Comment.objects.get()
    open_round.periods.update(closes_at=timezone.now())
    response = coordinator.post(f"/en/my-comments/{comment.pk}/submit/", follow=True)
    html = response.content.decode()
    assert "It was kept and has not been submitted." in html
    assert "Words of ours." in html
    comment.refresh_from_db()
    assert (comment.status, comment.number) == (CommentStatus.DRAFT, None)


def test_a_visitor_is_led_to_the_sign_in_and_back(client, open_round):
    response = client.get(FORM)
    assert response.url == f"/en/accounts/login/?next={FORM}"


@pytest.mark.parametrize("url", [FORM, "/en/my-comments/1/edit/"])
def test_whoever_was_signed_out_gets_the_words_back(client, open_round, filled, url):
    response = client.post(url, filled | {"text": "Long <words>"})
    assert response.status_code == 403
    assert "Long &lt;words&gt;</textarea>" in response.content.decode()
    assert Comment.objects.count() == 0


@pytest.mark.parametrize("name", ["member", "moderator"])
def test_without_a_seat_there_is_no_form_and_words_come_back(client, cast, open_round, filled, name):
    client.force_login(cast[name])
    assert client.get(FORM).status_code == 403
    response = client.post(FORM, filled)
    assert response.status_code == 403
    assert "Words of ours.</textarea>" in response.content.decode()
    assert Comment.objects.count() == 0


def test_nobody_speaks_for_the_participant_of_another(signed_in, open_round, grulac_coordinator, filled):
    response = signed_in(grulac_coordinator).post(FORM, filled)
    assert list(response.context["form"].errors) == ["participant"]
    assert Comment.objects.count() == 0


def test_a_form_without_its_token_is_refused(open_round, africa_coordinator, filled):
    client = Client(enforce_csrf_checks=True)
    client.force_login(africa_coordinator)
    assert client.post(FORM, filled).status_code == 403
    assert Comment.objects.count() == 0


def test_a_draft_without_a_round_has_no_form(signed_in, draft, africa_coordinator):
    assert signed_in(africa_coordinator).get(FORM).status_code == 404


@pytest.mark.parametrize(
    "path", ["paragraphs/9/comment/", "paragraphs/0/comment/", f"paragraphs/{10**30}/comment/"]
)
def test_a_paragraph_that_is_none_has_no_form(coordinator, path):
    assert coordinator.get(f"/en/{PLACE}{path}").status_code == 404


# Changing


def test_a_draft_is_changed_in_the_same_form(coordinator, filled):
    coordinator.post(FORM, filled | {"proposed_wording": "Paragraph two."})
    comment = Comment.objects.get()
    edit = f"/fr/my-comments/{comment.pk}/edit/"
    form = coordinator.get(edit).context["form"]
    assert (form.initial["text"], form.initial["proposed_wording"]) == ("Words of ours.", "Paragraph two.")
    coordinator.post(edit, filled | {"text": "Other words."})
    version = comment.versions.get()
    assert (version.text, version.proposed_wording, version.base.plain) == (
        "Other words.",
        "",
        "Paragraph 2 in en.",
    )


def test_what_was_returned_opens_with_its_words_and_the_reason(
    coordinator, open_round, africa, africa_coordinator, filled
):
    comment = give_back(submit(open_round, africa, africa_coordinator), "Which sentence?")
    edit = f"/en/my-comments/{comment.pk}/edit/"
    response = coordinator.get(edit)
    assert response.context["form"].initial["text"] == "Words of ours."
    assert "Which sentence?" in response.content.decode()
    response = coordinator.post(edit, filled | {"text": "The first one."}, follow=True)
    assert response.redirect_chain[-1][0] == f"/en/my-comments/{comment.pk}/check/"
    coordinator.post(f"/en/my-comments/{comment.pk}/submit/")
    comment.refresh_from_db()
    assert (comment.status, comment.number, comment.submitted_version.number) == ("submitted", 1, 2)


@pytest.mark.parametrize(
    "status", [CommentStatus.SUBMITTED, CommentStatus.PUBLISHED, CommentStatus.WITHDRAWN]
)
def test_submitted_words_are_not_changed_and_what_was_typed_comes_back(
    coordinator, open_round, africa, africa_coordinator, filled, status
):
    comment = make_comment(status, open_round, africa, africa_coordinator)
    edit = f"/en/my-comments/{comment.pk}/edit/"
    assert coordinator.get(edit).url == f"/en/my-comments/{comment.pk}/"
    response = coordinator.post(edit, filled | {"text": "Typed meanwhile."})
    assert response.status_code == 403
    assert "Typed meanwhile.</textarea>" in response.content.decode()
    assert comment.versions.get().text == "Words of ours."
