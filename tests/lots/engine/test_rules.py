"""A rules file: what it may say, and what is refused by name."""

import pytest

from reviewmech.lots.engine import RULES, SENTENCES, InputError, Rules, default_rules

OBJECT = "it can be an object of codes and names of groups."


def problems(text: str) -> list[str]:
    with pytest.raises(InputError) as refused:
        Rules.from_json(text)
    assert str(refused.value).splitlines() == [str(each) for each in refused.value.problems]
    return [str(each) for each in refused.value.problems]


def test_an_empty_object_gives_the_defaults():
    assert Rules.from_json("{}") == Rules()
    assert Rules.from_json("{}").values() == default_rules() == {rule.key: rule.default for rule in RULES}


def test_true_and_false_stand_for_1_and_0():
    assert Rules.from_json('{"no_mutual_reviews": false, "not_itself": true}') == Rules(no_mutual_reviews=0)
    assert type(Rules.from_json('{"not_itself": true}').not_itself) is int


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.values], ids=lambda rule: rule.key)
def test_each_value_of_a_switch_is_taken(rule):
    for value in rule.values[:12]:
        limits = {"most_reviews": 0} if rule.key == "fewest_reviews" else {}
        limits |= {"fewest_reviews": 0} if rule.key == "most_reviews" else {}
        assert Rules.from_values({**limits, rule.key: value}).values()[rule.key] == value


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('{"colour": 1}', ["There is no rule colour."]),
        ('{"package": "all"}', ['The rule package cannot be "all"; it can be first or literal.']),
        ('{"package": 1}', ["The rule package cannot be 1; it can be first or literal."]),
        ('{"not_itself": 2}', ["The rule not_itself cannot be 2; it can be true or false."]),
        ('{"not_itself": "yes"}', ['The rule not_itself cannot be "yes"; it can be true or false.']),
        ('{"most_reviewers": 5}', ["The rule most_reviewers cannot be 5; it can be 4 or 3 or 2."]),
        ('{"most_reviews": true}', ["The rule most_reviews cannot be true; it can be 0 to 500."]),
        ('{"most_reviews": 2.0}', ["The rule most_reviews cannot be 2.0; it can be 0 to 500."]),
        ('{"most_reviews": -1}', ["The rule most_reviews cannot be -1; it can be 0 to 500."]),
        ('{"fewest_reviews": null}', ["The rule fewest_reviews cannot be null; it can be 0 to 500."]),
        (
            '{"fewest_reviews": 3, "most_reviews": 2}',
            ["fewest_reviews (3) is more than most_reviews (2)."],
        ),
        (
            '{"outside_groups": {"x": "A"}}',
            ['The rule outside_groups cannot be {"x": "A"}; ' + OBJECT],
        ),
        (
            '{"outside_groups": {"X": "A|B"}}',
            ['The rule outside_groups cannot be {"X": "A|B"}; ' + OBJECT],
        ),
        ('{"not_itself": 1, "not_itself": 0}', ["The rule not_itself is there twice."]),
        ("[]", ["The rules are not one JSON object: it is a list."]),
        (
            '{"a": 1, "home": 0}',
            ["There is no rule a.", "The rule home cannot be 0; it can be same or any."],
        ),
    ],
)
def test_what_is_impossible_is_refused_by_name(text, told):
    assert problems(text) == told


@pytest.mark.parametrize("text", ["", "{", "{'home': 1}", "[" * 100_000, "9" * 5000, "NaN"])
def test_what_is_no_json_is_refused(text):
    [told] = problems(text)
    assert told.startswith("The rules are not one JSON object: ")


def test_more_than_most_is_fine_where_there_is_no_most():
    assert Rules.from_json('{"fewest_reviews": 3, "most_reviews": 0}').fewest_reviews == 3


def test_every_rule_says_whether_it_is_confirmed():
    assert {rule.status for rule in RULES} == {"sourced", "not confirmed"}
    assert all(rule.paragraph for rule in RULES if rule.status == "sourced")


def test_every_sentence_ends():
    assert all(sentence.endswith(".") for sentence in SENTENCES.values())
