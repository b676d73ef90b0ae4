"""A Group's comment begins with what its member States have shared."""

import pytest
from django.core.exceptions import ValidationError

from reviewmech.consultations import actions
from reviewmech.consultations.models import Comment

from .circulating import (
    make_state,
    share_new,
)
from .writing import save

pytestmark = pytest.mark.django_db


def test_a_single_source_gives_its_words_as_they_are(
    open_round, africa, africa_coordinator, state_a, focal_point
):
    source = share_new(open_round, state_a, focal_point, proposed_wording="Another.", type_="editorial")
    found = actions.compose_for_group([source], group=africa, round_=open_round, by=africa_coordinator)
    version = found.newest_version
    assert (version.text, version.proposed_wording, version.type) == (
        "Words of ours.",
        "Another.",
        "editorial",
    )
    assert (found.participant, found.paragraph, version.base) == (
        africa,
        source.paragraph,
        source.newest_version.base,
    )
    assert (list(found.drawn_from.all()), found.shared_at) == ([source], None)


@pytest.mark.parametrize(
    ("wordings", "kept"), [(("", "One."), "One."), (("One.", "Two."), ""), (("", ""), "")]
)
def test_several_sources_stand_under_their_names(
    open_round, africa, africa_coordinator, state_a, focal_point, wordings, kept
):
    state_f, other = make_state("state-f", africa)
    sources = [
        share_new(open_round, state, by, text=f"From {state.code}.", proposed_wording=wording)
        for (state, by), wording in zip([(state_a, focal_point), (state_f, other)], wordings, strict=True)
    ]
    found = actions.compose_for_group(sources, group=africa, round_=open_round, by=africa_coordinator)
    assert found.newest_version.text == "State A:\nFrom state-a.\n\nState F:\nFrom state-f."
    assert found.newest_version.proposed_wording == kept
    assert set(found.drawn_from.all()) == set(sources)


def test_names_are_in_the_language_of_the_comment(
    open_round, africa, africa_coordinator, state_a, focal_point
):
    state_a.name_ar = "الدولة ألف"
    state_a.save()
    state_f, other = make_state("state-f", africa)
    sources = [
        share_new(open_round, *who, language="ar") for who in [(state_a, focal_point), (state_f, other)]
    ]
    found = actions.compose_for_group(sources, group=africa, round_=open_round, by=africa_coordinator)
    assert found.newest_version.text.startswith("الدولة ألف:\n")


def test_one_comment_is_on_one_place(open_round, africa, africa_coordinator, state_a, focal_point):
    sources = [
        share_new(open_round, state_a, focal_point),
        share_new(open_round, state_a, focal_point, paragraph=None),
    ]
    with pytest.raises(ValidationError, match="same paragraph"):
        actions.compose_for_group(sources, group=africa, round_=open_round, by=africa_coordinator)


def test_what_is_not_shared_is_not_drawn_from(open_round, africa, africa_coordinator, state_a, focal_point):
    sources = [
        share_new(open_round, state_a, focal_point),
        save(open_round, state_a, focal_point, text="Private."),
    ]
    with pytest.raises(actions.WrongState, match="no longer shared"):
        actions.compose_for_group(sources, group=africa, round_=open_round, by=africa_coordinator)
    with pytest.raises(ValidationError):
        actions.compose_for_group(sources[1:], group=africa, round_=open_round, by=africa_coordinator)
    assert not Comment.objects.filter(participant=africa).exists()


def test_too_much_for_one_comment_is_refused(open_round, africa, africa_coordinator, state_a, focal_point):
    sources = [share_new(open_round, state_a, focal_point, text=letter * 10_000) for letter in "ab"]
    with pytest.raises(ValidationError, match="too long"):
        actions.compose_for_group(sources, group=africa, round_=open_round, by=africa_coordinator)


def test_composed_twice_is_one_draft(open_round, africa, africa_coordinator, state_a, focal_point):
    source = share_new(open_round, state_a, focal_point)
    for _press in range(2):
        actions.compose_for_group([source], group=africa, round_=open_round, by=africa_coordinator)
    assert Comment.objects.filter(participant=africa).count() == 1
