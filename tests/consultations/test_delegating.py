"""Inside a delegation: verifying, sharing, supporting and questioning. Who × when, and what the log keeps."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from wagtail.models import ModelLogEntry

from reviewmech.consultations import actions
from reviewmech.consultations.enums import CommentStatus, OpinionKind
from reviewmech.consultations.models import Comment, CommentVersion, Opinion
from tests import factories

from .writing import give_back, make_comment, save

pytestmark = pytest.mark.django_db

OUTSIDERS = {"visitor", "member", "africa", "grulac", "moderator", "same group"}
VERIFIERS = {"focal point", "deputy"}
DELEGATION = {"focal point", "deputy", "contributor", "observer"}
EVERYBODY = sorted(OUTSIDERS | DELEGATION)


@pytest.fixture
def begun(open_round, state_a, contributor) -> Comment:
    """A draft of State A that its contributor wrote."""
    return save(open_round, state_a, contributor)


def rows() -> list[object]:
    return [list(model.objects.values()) for model in (Comment, CommentVersion, Opinion)]


def outcome(verb) -> str:
    """ "done", or the refusal's name; a refusal changes nothing."""
    before = rows()
    try:
        verb()
    except (PermissionDenied, ValidationError) as error:
        assert rows() == before
        return type(error).__name__
    return "done"


def expected(who: str, may: set[str]) -> str:
    return "done" if who in may else "PermissionDenied"


@pytest.mark.parametrize("who", EVERYBODY)
def test_who_verifies(delegation, begun, who):
    verb = lambda: actions.verify_comment(begun, by=delegation[who])  # noqa: E731 (a verb, not yet done)
    assert outcome(verb) == expected(who, VERIFIERS)


@pytest.mark.parametrize("who", EVERYBODY)
def test_who_takes_a_verification_back(delegation, begun, deputy, who):
    actions.verify_comment(begun, by=deputy)
    verb = lambda: actions.unverify_comment(begun, by=delegation[who])  # noqa: E731 (the same)
    assert outcome(verb) == expected(who, VERIFIERS)


@pytest.mark.parametrize("who", EVERYBODY)
def test_who_shares_with_the_group_and_stops(delegation, begun, deputy, who):
    share = lambda: actions.share_with_group(begun, by=delegation[who])  # noqa: E731 (the same)
    assert outcome(share) == expected(who, VERIFIERS)
    if who not in VERIFIERS:
        actions.share_with_group(begun, by=deputy)
    stop = lambda: actions.unshare(begun, by=delegation[who])  # noqa: E731 (the same)
    assert outcome(stop) == expected(who, VERIFIERS)


@pytest.mark.parametrize("who", EVERYBODY)
def test_who_gives_an_opinion(delegation, begun, who):
    """All of the delegation, the observers too; only not on words of one's own."""
    verb = lambda: actions.give_opinion(begun, kind="support", by=delegation[who])  # noqa: E731 (the same)
    assert outcome(verb) == expected(who, DELEGATION - {"contributor"})


@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.parametrize("verify", [False, True])
def test_who_submits(delegation, begun, deputy, who, verify):
    """A deputy verifies but does not submit; the focal point submits straight from a draft too."""
    if verify:
        actions.verify_comment(begun, by=deputy)
    verb = lambda: actions.submit_comment(begun, by=delegation[who])  # noqa: E731 (the same)
    assert outcome(verb) == expected(who, {"focal point"})


STATES = ["draft", "submitted", "returned", "published", "withdrawn"]
WHEN = {
    "verify": {"draft"},
    "share": {"draft", "submitted", "returned", "published"},
    "support": {"draft", "returned"},
}


@pytest.mark.parametrize("status", STATES)
@pytest.mark.parametrize("verb", WHEN)
def test_when(open_round, state_a, focal_point, deputy, status, verb):
    comment = make_comment(status, open_round, state_a, focal_point)
    verbs = {
        "verify": lambda: actions.verify_comment(comment, by=deputy),
        "share": lambda: actions.share_with_group(comment, by=deputy),
        "support": lambda: actions.give_opinion(comment, kind="support", by=deputy),
    }
    assert outcome(verbs[verb]) == ("done" if status in WHEN[verb] else "WrongState")


def test_a_verified_comment_says_by_whom_and_a_second_click_changes_nothing(begun, deputy, focal_point):
    comment = actions.verify_comment(begun, by=deputy)
    version = comment.versions.get()
    assert (comment.status, version.verified_by, version.frozen_at) == (CommentStatus.VERIFIED, deputy, None)
    with pytest.raises(actions.WrongState):
        actions.verify_comment(begun, by=focal_point)
    assert comment.versions.get().verified_at == version.verified_at


def test_taken_back_it_is_a_draft_again_and_nobody_has_verified_it(begun, deputy):
    actions.verify_comment(begun, by=deputy)
    comment = actions.unverify_comment(begun, by=deputy)
    version = comment.versions.get()
    assert (comment.status, version.verified_at, version.verified_by) == (CommentStatus.DRAFT, None, None)
    with pytest.raises(actions.WrongState):
        actions.unverify_comment(begun, by=deputy)


def test_changed_words_have_to_be_verified_anew(open_round, state_a, begun, contributor, deputy):
    actions.verify_comment(begun, by=deputy)
    comment = save(open_round, state_a, contributor, comment=begun, text="Other words.")
    assert (comment.status, comment.versions.get().verified_at) == (CommentStatus.DRAFT, None)


def test_a_returned_comment_stays_returned_while_its_correction_is_verified(
    open_round, state_a, begun, contributor, deputy, focal_point
):
    comment = give_back(actions.submit_comment(begun, by=focal_point))
    with pytest.raises(actions.WrongState):
        actions.verify_comment(comment, by=deputy)
    save(open_round, state_a, contributor, comment=comment, text="Better words.")
    comment = actions.verify_comment(comment, by=deputy)
    first, second = comment.versions.order_by("number")
    assert (comment.status, comment.is_ready) == (CommentStatus.RETURNED, True)
    assert (first.verified_by, second.verified_by) == (focal_point, deputy)
    assert actions.unverify_comment(comment, by=deputy).status == CommentStatus.RETURNED


def test_who_submits_a_draft_has_verified_it(begun, focal_point):
    version = actions.submit_comment(begun, by=focal_point).versions.get()
    assert (version.verified_by, version.verified_at) == (focal_point, version.submitted_at)


def test_the_deputy_s_verification_stands_when_the_focal_point_submits(begun, deputy, focal_point):
    verified_at = actions.verify_comment(begun, by=deputy).versions.get().verified_at
    version = actions.submit_comment(begun, by=focal_point).versions.get()
    assert (version.verified_by, version.verified_at) == (deputy, verified_at)


def test_only_a_state_in_a_group_shares(open_round, africa, africa_coordinator, member):
    outside = factories.make_participant("state-x")
    factories.make_seat(member, outside)
    for participant, by in ((outside, member), (africa, africa_coordinator)):
        with pytest.raises(actions.WrongState):
            actions.share_with_group(save(open_round, participant, by), by=by)


def test_a_shared_draft_is_known_to_the_group_s_members_and_to_nobody_else(delegation, begun, deputy):
    def knowing():
        return {name for name, user in delegation.items() if Comment.objects.visible_to(user).exists()}

    assert knowing() == DELEGATION
    actions.share_with_group(begun, by=deputy)
    assert knowing() == DELEGATION | {"africa", "same group"}
    actions.unshare(begun, by=deputy)
    assert knowing() == DELEGATION


def test_withdrawn_words_are_shared_no_longer(open_round, state_a, focal_point, delegation):
    comment = actions.submit_comment(save(open_round, state_a, focal_point), by=focal_point)
    actions.share_with_group(comment, by=focal_point)
    assert Comment.objects.visible_to(delegation["same group"]).exists()
    actions.withdraw_comment(comment, by=focal_point)
    assert not Comment.objects.visible_to(delegation["same group"]).exists()


def test_an_opinion_given_again_takes_the_place_of_the_first(begun, deputy, focal_point):
    first = actions.give_opinion(begun, kind=OpinionKind.QUESTION, text="Which deadline?", by=deputy)
    actions.give_opinion(begun, kind=OpinionKind.SUPPORT, by=focal_point)
    second = actions.give_opinion(begun, kind=OpinionKind.SUPPORT, text="Now I see.", by=deputy)
    assert (first.pk, second.given_at > first.given_at) == (second.pk, True)
    told = {(row.person, row.kind, row.text) for row in begun.opinions.all()}
    assert told == {(deputy, "support", "Now I see."), (focal_point, "support", "")}


@pytest.mark.parametrize(
    ("kind", "text", "field"),
    [("question", " ", "text"), ("rude", "Words", "kind"), ("support", "x" * 2001, "text")],
)
def test_an_opinion_that_is_none_is_refused(begun, deputy, kind, text, field):
    with pytest.raises(ValidationError) as refusal:
        actions.give_opinion(begun, kind=kind, text=text, by=deputy)
    assert list(refusal.value.error_dict) == [field]
    assert Opinion.objects.count() == 0


def test_a_discarded_draft_takes_its_opinions_along(begun, deputy):
    actions.give_opinion(begun, kind="support", by=deputy)
    actions.discard_draft(begun, by=deputy)
    assert rows() == [[], [], []]


def test_the_log_tells_nothing_of_what_happens_inside(begun, deputy, focal_point):
    before = ModelLogEntry.objects.count()
    actions.give_opinion(begun, kind="support", by=deputy)
    actions.verify_comment(begun, by=deputy)
    actions.share_with_group(begun, by=deputy)
    actions.unshare(begun, by=deputy)
    actions.unverify_comment(begun, by=focal_point)
    assert ModelLogEntry.objects.count() == before
