"""The rules of a draw in words."""

from reviewmech.lots.engine import RULES, default_rules
from reviewmech.lots.engine.rules import NUMBERS
from reviewmech.lots.switches import SWITCHES, rules_in_words, source_in_words, value_in_words


def test_there_are_words_for_every_rule_and_no_other():
    assert list(SWITCHES) == [rule.key for rule in RULES]


def test_there_are_words_for_every_value_that_is_no_plain_number():
    numbers = {*NUMBERS[1:]}
    for rule in RULES:
        worded = {value for value in rule.values if value not in numbers or rule.values == (1, 0)}
        assert worded - {0} <= set(SWITCHES[rule.key].values)


def test_each_rule_says_where_it_stands_and_whether_that_is_confirmed():
    said = {rule.key: source_in_words(rule) for rule in RULES}
    assert said["no_mutual_reviews"] == "annex to resolution 9/1, paragraphs 17, 28 (a): sourced"
    assert said["most_reviews"] == "not confirmed"
    assert said["package"] == "annex to resolution 9/1, paragraphs 17, 28: not confirmed"


def test_values_are_said_in_words():
    assert value_in_words("home", "any") == "Any group"
    assert value_in_words("not_itself", 0) == "No"
    assert value_in_words("most_reviews", 0) == "no limit"
    assert value_in_words("most_reviews", 7) == "7"
    assert value_in_words("outside_groups", {"VAT": "North", "EU": ""}) == "EU: left out; VAT: North"


def test_the_rules_of_a_draw_are_told_in_the_order_of_the_procedure():
    told = rules_in_words({**default_rules(), "most_reviews": 5})
    assert [each.rule.key for each in told] == list(SWITCHES)
    assert [each.rule.key for each in told if not each.is_default] == ["most_reviews"]
    assert next(each for each in told if each.rule.key == "most_reviews").value_in_words == "5"
