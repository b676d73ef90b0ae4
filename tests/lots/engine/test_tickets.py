"""Tickets are what `sha256sum` says, and seeds are texts that cannot be read in two ways."""

import subprocess

import pytest

from reviewmech.lots.engine import InputError, check_seed, tickets_of


def test_a_ticket_is_what_sha256sum_says():
    said = subprocess.run(
        ["sha256sum"], input=b"untoc-lots/1|a seed|home/FRA|DEU", capture_output=True, check=True
    )
    assert tickets_of("a seed")("home/FRA")("DEU") == said.stdout.decode().split()[0]


def test_a_label_gives_the_same_tickets_again():
    of_label = tickets_of("é")("sur")
    assert (of_label("A"), of_label("B"), of_label("A")) == (of_label("A"), of_label("B"), of_label("A"))
    assert of_label("A") != of_label("B")


@pytest.mark.parametrize("seed", ["x", "x" * 200, " as given ", "é", "抽签", "a,b;\"c'"])
def test_a_seed_is_used_as_given(seed):
    check_seed(seed)


@pytest.mark.parametrize("seed", ["", "x" * 201, "a|b", "a\nb", "a\x7f", "e\u0301", "\ud800", "a\u0085"])
def test_what_could_be_read_in_two_ways_is_no_seed(seed):
    with pytest.raises(InputError, match="A seed is 1 to 200 characters"):
        check_seed(seed)
