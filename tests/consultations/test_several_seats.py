"""For whom a form speaks when an account holds several seats, and the list of one's comments by filters."""

import re

import pytest

from reviewmech.consultations import actions
from reviewmech.consultations.models import Comment
from tests import factories

from .writing import make_comment, queries, save, submit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]

LIST = "/en/my-comments/"


def own(comment) -> str:
    return f"{LIST}{comment.pk}/"


# Writing for one of several


FORM = "/en/consultations/pending-issues/drafts/1/paragraphs/2/comment/"


def test_a_contributor_s_check_ends_at_the_kept_draft(browser, open_round, state_a, contributor, filled):
    response = browser(contributor).post(FORM, filled | {"participant": state_a.pk}, follow=True)
    assert response.redirect_chain == [(own(Comment.objects.get()), 302)]
    assert "Kept as a draft. It has not been submitted." in response.content.decode()


def preset(page, url=FORM):
    return page.get(url).context["form"].initial.get("participant")


def test_the_form_speaks_for_whom_the_address_says_else_for_the_last(
    browser, open_round, state_a, grulac, focal_point, filled
):
    page = browser(focal_point)
    assert preset(page) is None
    factories.make_seat(focal_point, grulac, role="deputy")
    assert preset(page) is None
    response = page.get(FORM)
    assert "Choose for whom you speak." in response.content.decode()
    assert [preset(page, f"{FORM}?for={code}") for code in ("grulac", "state-a", "africa", "x")] == [
        grulac.pk,
        state_a.pk,
        None,
        None,
    ]
    page.post(FORM, filled | {"participant": grulac.pk})
    assert preset(page) == grulac.pk
    assert preset(page, f"{FORM}?for=state-a") == state_a.pk


def test_of_several_nobody_is_spoken_for_by_mistake(browser, open_round, grulac, focal_point, filled):
    factories.make_seat(focal_point, grulac, role="deputy")
    response = browser(focal_point).post(FORM, filled | {"participant": ""})
    assert response.context["form"].errors == {"participant": ["Choose for whom you speak."]}
    assert Comment.objects.count() == 0


# The list


@pytest.fixture
def many(open_round, state_a, grulac, focal_point):
    """Comments of two participants, in two consultations and two states."""
    factories.make_seat(focal_point, grulac)
    elsewhere = factories.make_round(factories.make_draft(factories.make_consultation("other-talks")))
    made = {}
    for round_ in (open_round, elsewhere):
        for participant in (state_a, grulac):
            for status in ("draft", "submitted"):
                comment = make_comment(status, round_, participant, focal_point)
                made[comment.pk] = (round_.draft.consultation.code, participant.code, status)
    return made


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", 8),
        ("status=draft", 4),
        ("participant=grulac", 4),
        ("consultation=other-talks", 4),
        ("status=draft&participant=state-a&consultation=pending-issues", 1),
        ("status=published", 0),
        ("status=x&participant=africa&consultation=no&round=x", 8),
        (f"round={10**30}", 8),
    ],
)
def test_filters_leave_what_they_say_and_ignore_what_is_none(browser, focal_point, many, query, expected):
    response = browser(focal_point).get(f"{LIST}?{query}")
    assert len(response.context["comments"]) == expected
    wanted = set(re.findall(r"=([\w-]+)", query)) & {"draft", "grulac", "state-a", "other-talks"}
    assert all(wanted <= set(many[comment.pk]) for comment in response.context["comments"])


def test_the_pages_of_a_filtered_list_keep_the_filter(browser, open_round, state_a, focal_point):
    for n in range(51):
        save(open_round, state_a, focal_point, text=f"{n}")
    submit(open_round, state_a, focal_point)
    query = f"status=draft&round={open_round.pk}"
    html = browser(focal_point).get(f"{LIST}?{query}").content.decode()
    assert f'href="?{query.replace("&", "&amp;")}&amp;page=2"' in html
    assert "Only round 1 on draft 1" in html


def test_another_s_participant_and_consultation_are_no_choices(
    browser, delegation, many, hidden_round, africa
):
    save(hidden_round, africa, delegation["africa"])
    html = browser(delegation["focal point"]).get(LIST).content.decode()
    assert [f'value="{code}"' in html for code in ("state-a", "grulac", "other-talks")] == [True] * 3
    assert [f'value="{code}"' in html for code in ("africa", "closed-talks")] == [False] * 2


def test_list_and_page_cost_the_same_however_many_opinions_there_are(
    browser, delegation, open_round, state_a, contributor
):
    page, found = browser(delegation["observer"]), []
    for number in (1, 3):
        for n in range(number):
            comment = save(open_round, state_a, contributor, text=f"{number} {n}")
            for who in ("focal point", "deputy")[:number]:
                actions.give_opinion(comment, kind="support", by=delegation[who])
        found.append((queries(page, LIST), queries(page, own(comment))))
    assert found[0] == found[1]
