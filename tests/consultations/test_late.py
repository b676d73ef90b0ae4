"""After the close: refused as timely, kept, and offered as late with its moment."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from wagtail.models import ModelLogEntry

from reviewmech.consultations import actions
from reviewmech.consultations.enums import CommentStatus
from reviewmech.consultations.models import Comment, RoundReason
from tests import factories

from .writing import give_back, save, submit

pytestmark = pytest.mark.django_db

SECOND = timedelta(seconds=1)
FORM = "/en/consultations/pending-issues/drafts/1/paragraphs/2/comment/"


def close(round_) -> None:
    now = timezone.now()
    round_.periods.update(opens_at=now - timedelta(days=2), closes_at=now - SECOND)


def own(comment, verb="") -> str:
    return f"/en/my-comments/{comment.pk}/{verb and verb + '/'}"


@pytest.fixture
def kept(open_round, state_a, contributor) -> Comment:
    """A draft of State A in a round that has closed since."""
    comment = save(open_round, state_a, contributor)
    close(open_round)
    return comment


def test_it_has_a_number_as_usual_and_says_when_it_came(kept, open_round, focal_point):
    at = open_round.periods.get().closes_at + SECOND
    comment = actions.submit_late(kept, by=focal_point, at=at)
    version = comment.submitted_version
    assert (comment.number, comment.status, comment.late_at) == (1, CommentStatus.SUBMITTED, at)
    assert (version.submitted_at, version.verified_by, comment.is_late) == (at, focal_point, True)
    entry = ModelLogEntry.objects.get(object_id=str(comment.pk), action="consultations.submit_late")
    assert entry.user == focal_point
    with pytest.raises(actions.WrongState):
        actions.submit_late(kept, by=focal_point)


def test_what_was_sent_in_time_is_not_late(open_round, state_a, focal_point):
    comment = submit(open_round, state_a, focal_point)
    assert (comment.late_at, comment.is_late) == (None, False)


EVERYBODY = [
    "visitor", "member", "africa", "grulac", "moderator", "same group", "observer", "contributor", "deputy",
]  # fmt: skip


@pytest.mark.parametrize("who", EVERYBODY)
def test_nobody_but_the_focal_point_offers_it(site, browser, delegation, kept, who):
    with pytest.raises(PermissionDenied):
        actions.submit_late(kept, by=delegation[who])
    status = browser(delegation[who]).post(own(kept, "late")).status_code
    assert status == {"visitor": 302, "observer": 403, "contributor": 403, "deputy": 403}.get(who, 404)
    kept.refresh_from_db()
    assert (kept.status, kept.late_at) == (CommentStatus.DRAFT, None)


@pytest.mark.parametrize(
    ("opens", "closes", "may"),
    [(-2, -1, True), (-2, 1, False), (1, 2, False)],
    ids=["over", "open", "not yet open"],
)
def test_only_when_the_round_is_over(draft, state_a, focal_point, opens, closes, may):
    now, day = timezone.now(), timedelta(days=1)
    round_ = factories.make_round(draft, opens_at=now + opens * day, closes_at=now + closes * day)
    comment = save(round_, state_a, focal_point)
    if may:
        assert actions.submit_late(comment, by=focal_point).is_late
    else:
        with pytest.raises(actions.WrongState):
            actions.submit_late(comment, by=focal_point)


def test_a_pause_is_no_close(open_round, state_a, focal_point):
    reason = RoundReason.objects.create(code="holiday", name_en="Holiday")
    open_round.pauses.create(paused_at=timezone.now() - SECOND, reason=reason)
    comment = save(open_round, state_a, focal_point)
    with pytest.raises(actions.WrongState):
        actions.submit_late(comment, by=focal_point)


def test_once_there_is_a_newer_draft_it_is_too_late_for_late(site, browser, kept, focal_point):
    factories.make_draft(kept.consultation, number=2)
    with pytest.raises(actions.WrongState):
        actions.submit_late(kept, by=focal_point)
    html = browser(focal_point).get(own(kept)).content.decode()
    assert ("a newer draft has been released" in html, "Offer it as late" in html) == (True, False)


def test_a_correction_that_comes_late_keeps_its_number(open_round, state_a, focal_point):
    comment = give_back(submit(open_round, state_a, focal_point))
    close(open_round)
    with pytest.raises(actions.WrongState):  # nothing was corrected yet
        actions.submit_late(comment, by=focal_point)
    save(open_round, state_a, focal_point, comment=comment, text="Better words.")
    comment = actions.submit_late(comment, by=focal_point)
    assert (comment.number, comment.is_late, comment.submitted_version.number) == (1, True, 2)


# A form opened before, and sent after the close


def test_the_form_is_kept_both_moments_are_told_and_the_button_offers_it(
    site, browser, open_round, state_a, focal_point, filled
):
    page = browser(focal_point)
    assert page.get(FORM).status_code == 200
    close(open_round)
    response = page.post(FORM, filled | {"participant": state_a.pk}, follow=True)
    comment = Comment.objects.get()
    assert response.redirect_chain == [(f"/en/my-comments/{comment.pk}/", 302)]
    html = response.content.decode()
    told = ["The round closed at:", "Your comment arrived at:", "It was kept", "Offer it as late"]
    assert [words in html for words in told] == [True] * 4
    zone = open_round.periods.get().closes_at.astimezone(timezone.get_fixed_timezone(60))
    assert f"{zone:%H:%M:%S}" in html or f"{zone + timedelta(hours=1):%H:%M:%S}" in html
    assert (comment.status, comment.number) == (CommentStatus.DRAFT, None)
    response = page.post(own(comment, "late"), follow=True)
    assert "Offered as late, as comment 1." in response.content.decode()
    assert "Offered after the close:" in response.content.decode()
    comment.refresh_from_db()
    assert (comment.status, comment.is_late) == (CommentStatus.SUBMITTED, True)


def test_a_second_click_on_the_offer_is_told_what_the_first_did(site, browser, kept, focal_point):
    page = browser(focal_point)
    page.post(own(kept, "late"))
    assert "has been submitted already" in page.post(own(kept, "late"), follow=True).content.decode()
    assert Comment.objects.get().number == 1


def test_a_contributor_is_told_who_may_offer_it(site, browser, kept, contributor):
    html = browser(contributor).get(own(kept)).content.decode()
    assert "focal point may offer it as late" in html
    assert own(kept, "late") not in html


def test_no_offer_without_the_token_of_the_form(site, browser, kept, focal_point):
    client = browser(focal_point, enforce_csrf_checks=True)
    assert client.post(own(kept, "late")).status_code == 403
    assert Comment.objects.get().number is None


def test_the_moderators_see_it(site, kept, focal_point, moderator):
    comment = actions.submit_late(kept, by=focal_point)
    assert Comment.objects.visible_to(moderator).get().late_at == comment.late_at
