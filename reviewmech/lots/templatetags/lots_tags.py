"""Names, rules and the pair matrix on the pages of the draws."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template
from django.conf import settings
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from home.addresses import html_lang
from reviewmech.lots.models import PartiesList, SimulationVariant
from reviewmech.lots.names import Name, StateNames
from reviewmech.lots.pair_matrix import Matrix, matrix_of
from reviewmech.lots.sentences import ProofInWords, proof_in_words
from reviewmech.lots.switches import RuleInWords, rules_in_words

register = template.Library()


@register.simple_tag
def names_of(parties: PartiesList | None) -> StateNames:
    """What States and groups of a list are called; without a list, what the site calls its groups."""
    return StateNames.of(parties or PartiesList(table=""))


@register.simple_tag(takes_context=True)
def state(context: Context, code: str) -> SafeString:
    """A State by its name in the reader's language, by ``names`` of the page."""
    return shown(context["names"].state(code), code)


@register.simple_tag(takes_context=True)
def code_beside(context: Context, code: str) -> SafeString:
    """A State's code beside its name; nothing where the code is all the name there is."""
    return SafeString("") if str(context["names"].state(code)) == code else bare_code(code)


@register.simple_tag(takes_context=True)
def group(context: Context, name: str) -> SafeString:
    """A group of the list by its name in the reader's language."""
    return shown(context["names"].group(name))


def shown(name: Name, code: str = "") -> SafeString:
    """A name; a code where there is no name is the same in every language."""
    return bare_code(code) if code and str(name) == code else name.__html__()


@register.simple_tag(name="code")
def bare_code(code: str) -> SafeString:
    """A code, hash or file name, which is read from left to right in every language."""
    return format_html('<bdi class="code" dir="ltr" translate="no">{}</bdi>', code)


@register.simple_tag
def as_written(words: str) -> SafeString:
    """What the Secretariat wrote about a draw or list, in the language of the source, for every reader."""
    source = settings.LANGUAGE_CODE
    if get_language() == source:
        return format_html("<bdi>{}</bdi>", words)
    return format_html('<bdi lang="{}">{}</bdi>', html_lang(source), words)


@register.simple_tag
def instruments(codes: Iterable[str]) -> SafeString:
    """Instruments by their codes, in their order."""
    return bare_code(" ".join(codes))


@register.simple_tag
def standing_rules() -> list[RuleInWords]:
    """The rules with the values they have unless a draw says otherwise."""
    return rules_in_words({})


@register.simple_tag
def outside(groups: dict[str, str]) -> list[tuple[str, str]]:
    """With which group each party outside the groups is counted, by code; empty: with none."""
    return sorted(groups.items())


@register.simple_tag
def pair_matrix(variant: SimulationVariant) -> Matrix:
    """How likely each pair of States is, by the simulated draws of a set of rules."""
    return matrix_of((variant.tally or {}).get("pair_probabilities") or [])


@register.simple_tag(takes_context=True)
def proof_words(context: Context, proof: dict[str, Any]) -> ProofInWords:
    """Why a ball was set aside, with the States by their names."""
    names = context["names"]
    return proof_in_words(proof, lambda code: shown(names.state(code), code))
