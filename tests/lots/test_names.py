"""What States and groups are called: the site's participants first, then the table, then the code."""

import pytest
from django.utils import translation
from django.utils.html import conditional_escape

from reviewmech.lots.names import Name, StateNames
from reviewmech.parties.enums import ParticipantKind
from tests import factories
from tests.lots.lists import make_list, table
from tests.support import queries_of

pytestmark = pytest.mark.django_db

NAMED = table(
    [
        "AAA,North,2004-02-01,,,,Aland <b>,Alandie",
        "BBB,North,2004-02-01,,,,Beland,",
        "CCC,South,2004-02-01,,,,,",
    ],
    "iso3,regional_group,untoc,tip,som,firearms,name_en,name_fr",
)


def test_the_table_names_a_state_in_the_readers_language():
    with translation.override("fr"):
        names = StateNames.of(make_list(NAMED))
    assert names.state("AAA") == Name("Alandie")


def test_without_a_name_in_the_language_it_is_the_english_one_and_says_so():
    with translation.override("fr"):
        names = StateNames.of(make_list(NAMED))
    assert names.state("BBB") == Name("Beland", "en")


def test_without_any_name_it_is_the_code():
    names = StateNames.of(make_list(NAMED))
    assert [names.state("CCC"), names.state("ZZZ")] == [Name("CCC"), Name("ZZZ")]


def test_english_readers_see_no_mark_on_english_names():
    assert StateNames.of(make_list(NAMED)).state("AAA") == Name("Aland <b>")


def test_a_participant_of_the_site_with_the_code_comes_first():
    factories.make_participant("aaa", name_en="State A", name_ar="الدولة ألف")
    with translation.override("ar"):
        names = StateNames.of(make_list(NAMED))
    assert names.state("AAA") == Name("الدولة ألف")


def test_an_organization_may_have_the_code_and_a_group_may_not():
    factories.make_participant("aaa", ParticipantKind.ORGANIZATION, name_en="Union A")
    factories.make_participant("bbb", ParticipantKind.GROUP, name_en="Group B")
    names = StateNames.of(make_list(NAMED))
    assert [names.state("AAA"), names.state("BBB")] == [Name("Union A"), Name("Beland")]


def test_groups_have_the_names_of_the_site_and_else_those_of_the_table():
    factories.make_participant("north", ParticipantKind.GROUP, name_en="North", name_fr="Nord")
    with translation.override("fr"):
        names = StateNames.of(make_list(NAMED))
    assert [names.group("North"), names.group("South")] == [Name("Nord"), Name("South", "en")]


def test_a_name_in_html_is_escaped_and_isolated():
    assert conditional_escape(Name("Aland <b>", "en")) == '<bdi lang="en">Aland &lt;b&gt;</bdi>'
    assert Name("Aland").html == "<bdi>Aland</bdi>"


def test_names_cost_one_query_however_many_there_are():
    one, three = make_list(NAMED), make_list()
    for number in range(3):
        factories.make_participant(f"a0{number}", name_en=f"State {number}")
    assert queries_of(lambda: StateNames.of(one)) == queries_of(lambda: StateNames.of(three)) == 1
