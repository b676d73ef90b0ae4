"""What is refused, before anything is written, in the rounds and the comments of the demo's facts."""

import copy

import pytest

from cms.demo import content as files
from cms.demo.checks import fact_problems
from cms.demo.content import Content


@pytest.fixture(scope="module")
def real():
    return files.read()


@pytest.fixture
def content(real):
    return copy.deepcopy(real)


def round_of(content: Content, code: str) -> dict:
    pages = [page["consultation"] for page in content.facts["pages"] if "consultation" in page]
    return next(facts["rounds"][0] for facts in pages if facts["code"] == code)


def test_nothing_is_wrong_with_the_demo(content):
    assert list(fact_problems(content)) == []


EXTENDED = "facts.toml: consultation-questionnaires: round 1: "
PAUSED = "facts.toml: consultation-sherloc-module: round 1: "
IN_ORDER = "['closes_at_time', 'closes_in_days', 'opens_at_time', 'opens_in_days']"


@pytest.mark.parametrize(
    ("code", "changes", "problem"),
    [
        ("questionnaires", {"periods": []}, f"{EXTENDED}no period"),
        ("questionnaires", {"embargo": "half"}, f"{EXTENDED}embargo cannot be half"),
        (
            "sherloc-module",
            {"pauses": [{"days_ago": 2, "reason": "rain"}]},
            f"{PAUSED}there is no reason rain",
        ),
        (
            "sherloc-module",
            {"pauses": [{"days_ago": 30, "reason": "technical"}]},
            f"{PAUSED}a pause begins while the round is not open",
        ),
        (
            "sherloc-module",
            {"pauses": [{"reason": "technical"}]},
            f"{PAUSED}pause: keys are ['reason'] and not ['days_ago', 'reason']",
        ),
    ],
)
def test_a_round_that_cannot_be_is_named(content, code, changes, problem):
    round_of(content, code).update(changes)
    assert problem in list(fact_problems(content))


@pytest.mark.parametrize(
    ("period", "changes", "problem"),
    [
        (0, {"opens_in_days": -1}, "it closes before it opens"),
        (1, {"reason": "rain"}, "there is no reason rain"),
        (1, {"closes_in_days": -3}, "an extension ends before what it extends"),
        (1, {"announced_days_ago": 3}, "an extension is announced while the round is not open"),
        (1, {"announced_days_ago": 35}, "an extension is announced while the round is not open"),
        (
            0,
            {"reason": "more_time"},
            f"period 1: keys are {IN_ORDER[:-1]}, 'reason'] and not {IN_ORDER}",
        ),
    ],
)
def test_a_period_that_cannot_be_is_named(content, period, changes, problem):
    round_of(content, "questionnaires")["periods"][period].update(changes)
    assert f"{EXTENDED}{problem}" in list(fact_problems(content))


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"consultation": "elsewhere"}, "there is no consultation elsewhere"),
        ({"participant": "state-c"}, "nobody speaks for state-c"),
        ({"paragraph": "12"}, "the text has no paragraph 12"),
        ({"days_ago": 14}, "the round was not open 14 days ago"),
        ({"consultation": "drawing-of-lots", "days_ago": 2}, "the round was not open 2 days ago"),
        ({"consultation": "sherloc-module", "days_ago": 2}, "the round was not open 2 days ago"),
        ({"consultation": "guidelines", "days_ago": 2}, "the round was not open 2 days ago"),
        ({"status": "returned"}, "there is no reason None"),
    ],
)
def test_a_comment_that_cannot_be_is_named(content, changes, problem):
    content.facts["comments"][0].update({"paragraph": "1", **changes})
    assert list(fact_problems(content)) == [f"facts.toml: comment 1: {problem}"]


@pytest.mark.parametrize("kind", ["participants", "return_reasons", "round_reasons"])
def test_a_row_without_a_name_and_a_name_without_a_row_are_found(content, kind):
    first = content.facts[kind][0]["code"]
    content.source[kind]["other"] = content.source[kind].pop(first)
    expected = {f"{kind}: {first}: facts only", f"{kind}: other: words only"}
    assert expected <= set(fact_problems(content))


def test_a_table_whose_words_are_a_text_is_found(content):
    words = content.source["pages"]["consultation-questionnaires"]["working_text"]
    words[10] = "<p>No table.</p>"
    assert "en.toml: consultation-questionnaires: working_text does not fit that of facts.toml" in list(
        fact_problems(content)
    )
