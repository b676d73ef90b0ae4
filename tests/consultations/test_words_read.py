"""What one says of words holds for those that were read: no others are sent, verified or overwritten."""

import pytest
from django.urls import reverse

from reviewmech.consultations import actions
from reviewmech.consultations.enums import CommentStatus
from reviewmech.consultations.models import Opinion
from reviewmech.parties.enums import SeatRole
from tests import factories

from .circulating import in_silence, make_person, make_state
from .writing import save

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


@pytest.fixture
def contributor(state_a):
    return make_person(state_a, SeatRole.CONTRIBUTOR)


@pytest.fixture
def comment(open_round, state_a, contributor):
    return save(open_round, state_a, contributor, text="First words.")


def stamp(comment) -> str:
    return comment.versions.order_by("-number").first().stamp


def change(comment, by, text="Other words.") -> None:
    save(comment.round, comment.participant, by, comment=comment, text=text)


VERBS = {
    "submit": lambda comment, by, seen: actions.submit_comment(comment, by=by, seen=seen),
    "verify": lambda comment, by, seen: actions.verify_comment(comment, by=by, seen=seen),
}


@pytest.mark.parametrize("verb", VERBS)
def test_words_changed_since_they_were_read_are_not_taken_for_those(comment, contributor, focal_point, verb):
    seen = stamp(comment)
    change(comment, contributor)
    with pytest.raises(actions.WordsChanged, match="look once more"):
        VERBS[verb](comment, focal_point, seen)
    comment.refresh_from_db()
    assert comment.status == CommentStatus.DRAFT
    assert VERBS[verb](comment, focal_point, stamp(comment)).status != CommentStatus.DRAFT


def test_nor_are_they_circulated(open_round, africa, state_a, africa_coordinator):
    comment = save(open_round, africa, africa_coordinator)
    seen = stamp(comment)
    change(comment, africa_coordinator)
    asked = {"silence_ends_at": in_silence(), "zone": "Europe/Vienna", "by": africa_coordinator}
    with pytest.raises(actions.WordsChanged):
        actions.circulate(comment, seen=seen, **asked)
    assert actions.circulate(comment, seen=stamp(comment), **asked).version.text == "Other words."


def form(comment, **words) -> dict[str, object]:
    sent = {"language": "en", "type": "substantive", "participant": comment.participant_id, "action": "draft"}
    return sent | {"proposed_wording": "Paragraph 1 in en."} | words


@pytest.mark.parametrize(("action", "status"), [("draft", 200), ("autosave", 409)])
def test_a_colleagues_words_are_not_overwritten_unread(
    signed_in, comment, contributor, focal_point, action, status
):
    url, seen = reverse("consultations:own_comment_edit", args=[comment.pk]), stamp(comment)
    change(comment, contributor, "An hour of work.")
    answer = signed_in(focal_point).post(url, form(comment, text="Mine.", seen=seen, action=action))
    assert answer.status_code == status
    assert [version.text for version in comment.versions.all()] == ["An hour of work."]


def test_both_words_are_shown_and_the_next_saving_is_meant(signed_in, comment, contributor, focal_point):
    url, seen = reverse("consultations:own_comment_edit", args=[comment.pk]), stamp(comment)
    change(comment, contributor, "An hour of work.")
    client = signed_in(focal_point)
    page = client.post(url, form(comment, text="Mine.", seen=seen))
    html = page.content.decode()
    assert "A colleague has changed this draft" in html
    assert "An hour of work." in html
    assert "Mine." in html
    client.post(url, form(comment, text="Both together.", seen=page.context["seen"]))
    assert [version.text for version in comment.versions.all()] == ["Both together."]


def test_ones_own_words_in_two_windows_do_not_stand_in_ones_way(signed_in, comment, contributor):
    url, seen = reverse("consultations:own_comment_edit", args=[comment.pk]), stamp(comment)
    change(comment, contributor)
    signed_in(contributor).post(url, form(comment, text="From the other window.", seen=seen))
    assert [version.text for version in comment.versions.all()] == ["From the other window."]


def test_the_buttons_name_the_words_they_are_about(signed_in, comment, contributor, focal_point):
    client = signed_in(focal_point)
    for name in ("own_comment", "own_comment_check"):
        html = client.get(reverse(f"consultations:{name}", args=[comment.pk])).content.decode()
        assert f'name="seen" value="{stamp(comment)}"' in html
    seen = stamp(comment)
    change(comment, contributor)
    url = reverse("consultations:own_comment_submit", args=[comment.pk])
    answer = client.post(url, {"seen": seen}, follow=True)
    assert "look once more" in answer.content.decode()
    comment.refresh_from_db()
    assert comment.status == CommentStatus.DRAFT


# From one delegation to another


@pytest.fixture
def of_two_states(state_a, grulac, focal_point):
    """State A's focal point, who also writes for a State of another Group."""
    other, _person = make_state("state-e", grulac)
    factories.make_seat(focal_point, other, role=SeatRole.CONTRIBUTOR)
    return other


def test_what_colleagues_said_of_a_draft_does_not_go_with_it_to_another_delegation(
    open_round, state_a, focal_point, contributor, of_two_states
):
    draft = save(open_round, state_a, focal_point)
    actions.give_opinion(draft, kind="question", text="Between us.", by=contributor)
    save(open_round, of_two_states, focal_point, comment=draft)
    draft.refresh_from_db()
    assert (draft.participant, Opinion.objects.count()) == (of_two_states, 0)


@pytest.mark.parametrize("verb", [actions.share_with_group, actions.verify_comment])
def test_what_was_verified_or_shared_stays_with_its_participant(
    open_round, state_a, focal_point, of_two_states, verb
):
    draft = verb(save(open_round, state_a, focal_point), by=focal_point)
    with pytest.raises(Exception, match="verified or shared"):
        save(open_round, of_two_states, focal_point, comment=draft)
    draft.refresh_from_db()
    assert draft.participant == state_a


# Words that were typed come back


@pytest.mark.parametrize("gone", ["deleted", "seat ended"])
def test_words_sent_for_what_is_gone_come_back(signed_in, comment, contributor, focal_point, gone):
    client = signed_in(contributor)
    if gone == "deleted":
        actions.discard_draft(comment, by=focal_point)
    else:
        contributor.seats.all().delete()
    url = reverse("consultations:own_comment_edit", args=[comment.pk])
    answer = client.post(url, form(comment, text="Typed for an hour."))
    assert answer.status_code == 404
    assert "Typed for an hour." in answer.content.decode()
