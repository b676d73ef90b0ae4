"""All verified comments of a delegation in one action: the verb, its page, and who is kept out of both."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from wagtail.models import ModelLogEntry

from reviewmech.consultations import actions
from reviewmech.consultations.actions import submitting
from reviewmech.consultations.enums import CommentStatus
from reviewmech.consultations.models import Circulation, Comment, CommentVersion
from tests import factories
from tests.support import queries_of

from .writing import give_back, save, submit

pytestmark = pytest.mark.django_db


def verified(round_, participant, by, **words) -> Comment:
    return actions.verify_comment(save(round_, participant, by, **words), by=by)


def place(round_, position):
    return round_.draft.paragraphs.get(position=position)


def url(round_, code="state-a") -> str:
    return f"/en/delegations/{code}/rounds/{round_.pk}/submit/"


def seen_on(response) -> dict[str, str]:
    return {"seen": re.search(r'name="seen" value="(\w+)"', response.content.decode())[1]}


def statuses() -> list[str]:
    return list(Comment.objects.order_by("pk").values_list("status", flat=True))


def test_numbers_follow_the_text_then_the_order_of_writing(open_round, state_a, focal_point):
    for position, text in ((3, "Third."), (1, "First."), (None, "Whole."), (1, "Second.")):
        verified(
            open_round, state_a, focal_point, text=text, paragraph=position and place(open_round, position)
        )
    sent = actions.submit_verified(open_round, state_a, by=focal_point)
    told = [(comment.number, comment.submitted_version.text) for comment in sent]
    assert told == [(1, "Whole."), (2, "First."), (3, "Second."), (4, "Third.")]
    assert Comment.objects.filter(status=CommentStatus.SUBMITTED).count() == 4
    assert len(set(CommentVersion.objects.values_list("submitted_at", flat=True))) == 1


def test_only_what_is_verified_for_this_participant_in_this_round_goes(
    open_round, state_a, africa, focal_point, africa_coordinator
):
    other = factories.make_round(open_round.draft, number=2)
    mine = verified(open_round, state_a, focal_point)
    save(open_round, state_a, focal_point, text="A draft.")
    verified(other, state_a, focal_point, text="In another round.")
    verified(open_round, africa, africa_coordinator, text="Of another.")
    assert actions.submit_verified(open_round, state_a, by=focal_point) == [mine]
    assert statuses() == ["submitted", "draft", "verified", "verified"]


def test_a_verified_correction_goes_with_the_others_and_keeps_its_number(open_round, state_a, focal_point):
    returned = give_back(submit(open_round, state_a, focal_point))
    untouched = give_back(submit(open_round, state_a, focal_point, text="Not corrected."))
    save(open_round, state_a, focal_point, comment=returned, text="Better words.")
    actions.verify_comment(returned, by=focal_point)
    assert actions.submit_verified(open_round, state_a, by=focal_point) == [returned]
    returned.refresh_from_db()
    untouched.refresh_from_db()
    assert (returned.number, returned.status, returned.submitted_version.number) == (1, "submitted", 2)
    assert untouched.status == "returned"


def test_each_is_logged(open_round, state_a, focal_point):
    pks = {str(verified(open_round, state_a, focal_point, text=f"{n}").pk) for n in range(3)}
    actions.submit_verified(open_round, state_a, by=focal_point)
    entries = ModelLogEntry.objects.filter(action="consultations.submit", user=focal_point)
    assert set(entries.values_list("object_id", flat=True)) == pks


def test_a_second_time_there_is_nothing_left(open_round, state_a, focal_point):
    verified(open_round, state_a, focal_point)
    assert len(actions.submit_verified(open_round, state_a, by=focal_point)) == 1
    assert actions.submit_verified(open_round, state_a, by=focal_point) == []
    assert Comment.objects.get().consultation.last_comment_number == 1


@pytest.mark.parametrize("hours", [-1, 1], ids=["silence has ended", "silence runs"])
def test_what_a_group_circulated_is_sent_alone_and_holds_up_nothing_else(
    open_round, africa, africa_coordinator, hours
):
    """Its coordinator says which States are named: that is asked on a page of its own."""
    words = verified(open_round, africa, africa_coordinator, text="Circulated.")
    version, now = words.versions.get(), timezone.now()
    Circulation.objects.create(
        version=version,
        circulated_at=now - timedelta(days=2),
        silence_ends_at=now + timedelta(hours=hours),
    )
    CommentVersion.objects.filter(pk=version.pk).update(frozen_at=now - timedelta(days=2))
    verified(open_round, africa, africa_coordinator, text="Never circulated.")
    found = actions.submit_verified(open_round, africa, by=africa_coordinator)
    assert [row.submitted_version.text for row in found] == ["Never circulated."]


def test_a_correction_not_verified_holds_back_what_was_verified_before(open_round, state_a, focal_point):
    """Verified words that were frozen, and newer ones that nobody has verified: nothing may go."""
    returned = give_back(submit(open_round, state_a, focal_point))
    save(open_round, state_a, focal_point, comment=returned, text="Second words.")
    actions.verify_comment(returned, by=focal_point)
    CommentVersion.objects.filter(submitted_at=None).update(frozen_at=timezone.now())
    save(open_round, state_a, focal_point, comment=returned, text="Third words.")
    assert actions.submit_verified(open_round, state_a, by=focal_point) == []


@pytest.mark.parametrize("seconds", [-1, 0, 1])
def test_the_close_is_decided_once_for_all(open_round, state_a, focal_point, seconds):
    for n in range(3):
        verified(open_round, state_a, focal_point, text=f"{n}")
    at = open_round.closes_at + timedelta(seconds=seconds)
    if seconds < 0:
        assert len(actions.submit_verified(open_round, state_a, by=focal_point, at=at)) == 3
    else:
        with pytest.raises(actions.RoundClosed):
            actions.submit_verified(open_round, state_a, by=focal_point, at=at)
        assert statuses() == ["verified"] * 3


def test_what_fails_in_the_middle_sends_nothing(open_round, state_a, focal_point, monkeypatch):
    for n in range(3):
        verified(open_round, state_a, focal_point, text=f"{n}")
    send, sent = submitting._send, []

    def fail_at_the_third(comment, **how):
        sent.append(comment)
        if len(sent) == 3:
            raise ValidationError("No.")
        return send(comment, **how)

    monkeypatch.setattr(submitting, "_send", fail_at_the_third)
    with pytest.raises(ValidationError):
        actions.submit_verified(open_round, state_a, by=focal_point)
    assert statuses() == ["verified"] * 3
    assert Comment.objects.first().consultation.last_comment_number == 0


def test_each_comment_costs_the_same_number_of_queries(open_round, state_a, focal_point):
    found = []
    for number in (1, 2, 3):
        for n in range(number):
            verified(open_round, state_a, focal_point, text=f"{number} {n}")
        found.append(queries_of(lambda: actions.submit_verified(open_round, state_a, by=focal_point)))
    assert found[1] - found[0] == found[2] - found[1]


EVERYBODY = [
    "visitor", "member", "africa", "grulac", "moderator", "same group", "observer", "contributor", "deputy",
]  # fmt: skip


@pytest.mark.parametrize("who", EVERYBODY)
def test_nobody_but_the_focal_point_submits_by_verb_or_page(
    site, browser, delegation, open_round, state_a, focal_point, who
):
    verified(open_round, state_a, focal_point)
    with pytest.raises(PermissionDenied):
        actions.submit_verified(open_round, state_a, by=delegation[who])
    seen = seen_on(browser(focal_point).get(url(open_round)))
    client = browser(delegation[who])
    answers = [client.get(url(open_round)), client.post(url(open_round), seen)]
    colleague = who in {"observer", "contributor", "deputy"}
    status = 302 if colleague or who == "visitor" else 404
    assert [answer.status_code for answer in answers] == [status, status]
    assert statuses() == ["verified"]


def test_who_is_no_longer_named_submits_nothing(hidden_round, africa, africa_coordinator):
    verified(hidden_round, africa, africa_coordinator)
    hidden_round.draft.consultation.participants.clear()
    with pytest.raises(PermissionDenied):
        actions.submit_verified(hidden_round, africa, by=africa_coordinator)


# The page


@pytest.fixture
def page(site, browser, focal_point):
    return browser(focal_point)


def test_the_page_lists_what_will_be_sent_and_sends_it(page, open_round, state_a, focal_point):
    verified(open_round, state_a, focal_point, text="Ready words.")
    save(open_round, state_a, focal_point, text="Unready words.")
    response = page.get(url(open_round))
    html = response.content.decode()
    assert ("Ready words." in html, "Unready words." in html) == (True, False)
    response = page.post(url(open_round), seen_on(response), follow=True)
    assert response.redirect_chain == [("/en/delegations/state-a/", 302)]
    assert "1 comment submitted." in response.content.decode()
    assert statuses() == ["submitted", "draft"]


def test_a_double_click_sends_once_and_says_so(page, open_round, state_a, focal_point):
    verified(open_round, state_a, focal_point)
    seen = seen_on(page.get(url(open_round)))
    page.post(url(open_round), seen)
    response = page.post(url(open_round), seen, follow=True)
    assert "No verified comment is left to submit." in response.content.decode()
    assert Comment.objects.get().consultation.last_comment_number == 1


def test_what_was_verified_meanwhile_is_looked_at_first(page, open_round, state_a, focal_point, deputy):
    verified(open_round, state_a, focal_point)
    seen = seen_on(page.get(url(open_round)))
    verified(open_round, state_a, deputy, text="Verified meanwhile.")
    response = page.post(url(open_round), seen)
    html = response.content.decode()
    assert "have changed meanwhile" in html
    assert "Verified meanwhile." in html
    assert statuses() == ["verified", "verified"]
    page.post(url(open_round), seen_on(response))
    assert statuses() == ["submitted", "submitted"]


def test_sent_after_the_close_nothing_goes_and_both_moments_are_told(page, open_round, state_a, focal_point):
    verified(open_round, state_a, focal_point)
    seen = seen_on(page.get(url(open_round)))
    period = open_round.periods.get()
    open_round.periods.update(closes_at=period.opens_at + timedelta(hours=1))
    html = page.post(url(open_round), seen, follow=True).content.decode()
    assert "The round closed at:" in html
    assert "What you sent arrived at:" in html
    assert statuses() == ["verified"]
    assert page.get(url(open_round)).status_code == 302


def test_without_its_token_the_form_sends_nothing(site, browser, open_round, state_a, focal_point):
    verified(open_round, state_a, focal_point)
    seen = seen_on(browser(focal_point).get(url(open_round)))
    client = browser(focal_point, enforce_csrf_checks=True)
    assert client.post(url(open_round), seen).status_code == 403
    assert statuses() == ["verified"]


def test_a_round_in_which_the_delegation_does_not_speak_is_not_found(page, hidden_round):
    assert page.get(url(hidden_round)).status_code == 404
