"""Proofs and refusals in plain words. What a proof is: PROCEDURE.md, section 9."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from home.names import listed

from .engine import Refusal
from .switches import SWITCHES, value_in_words

Proof = Mapping[str, Any]
# How a State is shown by its code: the code itself, or a Name.
State = Callable[[str], Any]

IN_PLACE = {
    "home": gettext_lazy("home reviewer of %(of)s"),
    "home+": gettext_lazy("additional home reviewer of %(of)s"),
    "other": gettext_lazy("other reviewer of %(of)s"),
    "other+": gettext_lazy("additional other reviewer of %(of)s"),
}
# What a branch supposes, by the place of a slot.
NOT_IN_PLACE = {
    "home": gettext_lazy("%(state)s is not the home reviewer of %(of)s"),
    "home+": gettext_lazy("%(state)s is not the additional home reviewer of %(of)s"),
    "other": gettext_lazy("%(state)s is not the other reviewer of %(of)s"),
    "other+": gettext_lazy("%(state)s is not the additional other reviewer of %(of)s"),
}
PARTY_IN_PLACE = {
    "home": gettext_lazy("the home reviewer of %(of)s is party to %(instrument)s"),
    "home+": gettext_lazy("the additional home reviewer of %(of)s is party to %(instrument)s"),
    "other": gettext_lazy("the other reviewer of %(of)s is party to %(instrument)s"),
    "other+": gettext_lazy("the additional other reviewer of %(of)s is party to %(instrument)s"),
}


@dataclass(frozen=True)
class Branch:
    """``suppose``: half a sentence; ``then``: why it does not help."""

    suppose: SafeString
    then: ProofInWords


@dataclass(frozen=True)
class ProofInWords:
    """A cut has ``sentences``, and ``slots`` and ``states`` they speak of; a tree has two ``branches``, one
    of which holds.

    All words are safe in HTML, States escaped.
    """

    sentences: tuple[SafeString, ...] = ()
    slots: tuple[SafeString, ...] = ()
    states: tuple[SafeString, ...] = ()
    branches: tuple[Branch, ...] = ()

    def lines(self, indent: str = "") -> Iterator[str]:
        """As plain text, with two spaces more for each branch. For States shown by their codes."""
        for sentence in self.sentences:
            yield f"{indent}{sentence}"
        for names in (self.slots, self.states):
            if names:
                yield f"{indent}  {listed(names)}"
        for branch, words in zip(self.branches, (_("Either %s:"), _("Or %s:")), strict=False):
            yield f"{indent}{words % branch.suppose}"
            yield from branch.then.lines(f"{indent}  ")


def proof_in_words(proof: Proof, state: State = str) -> ProofInWords:
    """What a proof says, for people who check it by counting."""
    if "either" in proof:
        first, second = suppositions(proof, state)
        return ProofInWords(
            branches=(
                Branch(first, proof_in_words(proof["first"], state)),
                Branch(second, proof_in_words(proof["second"], state)),
            )
        )
    if proof["cut"] == "reviewers":
        return ProofInWords(reviewers_cut(proof, state))
    sentences = CUTS[proof["cut"]](proof, state)
    slots = tuple(slot_in_words(slot, state) for slot in proof.get("slots", []))
    return ProofInWords(sentences, slots, tuple(conditional_escape(state(code)) for code in proof["states"]))


def slot_in_words(slot: str, state: State = str) -> SafeString:
    """A slot like ``FRA/home+``: half a sentence."""
    code, place = slot.split("/")
    return fill(IN_PLACE[place], of=state(code))


def places_cut(proof: Proof, state: State) -> tuple[SafeString, ...]:
    """More reviews than room."""
    tasks, places, states = proof["tasks"], proof["places"], proof["states"]
    if not states:
        words = ngettext(
            "%(tasks)s review is left that no State may make.",
            "%(tasks)s reviews are left that no State may make.",
            tasks,
        )
        return (fill(words, tasks=tasks),)
    if len(states) == 1:
        words = ngettext(
            "%(tasks)s review can be made only by %(state)s.",
            "%(tasks)s reviews can be made only by %(state)s.",
            tasks,
        )
        more = ngettext("It may make only %(places)s more.", "It may make only %(places)s more.", places)
        room = more if places else _("It may make no more.")
        return fill(words, tasks=tasks, state=state(states[0])), fill(room, places=places)
    words = ngettext(
        "%(tasks)s review can be made only by the States named here.",
        "%(tasks)s reviews can be made only by the States named here.",
        tasks,
    )
    more = ngettext(
        "Together these States may make only %(places)s more.",
        "Together these States may make only %(places)s more.",
        places,
    )
    room = more if places else _("These States may make no more.")
    return fill(words, tasks=tasks), fill(room, places=places)


def tasks_cut(proof: Proof, state: State) -> tuple[SafeString, ...]:
    """States that must serve, and too few reviews in which they may."""
    needs, tasks, states = proof["needs"], proof["tasks"], proof["states"]
    if len(states) == 1:
        words = ngettext(
            "%(state)s must still make %(needs)s review.",
            "%(state)s must still make %(needs)s reviews.",
            needs,
        )
        some = ngettext(
            "Only %(tasks)s review is left in which it may serve.",
            "Only %(tasks)s reviews are left in which it may serve.",
            tasks,
        )
        left = some if tasks else _("No review is left in which it may serve.")
        return fill(words, state=state(states[0]), needs=needs), fill(left, tasks=tasks)
    words = ngettext(
        "The States named here (%(count)s) must still make %(needs)s review together.",
        "The States named here (%(count)s) must still make %(needs)s reviews together.",
        needs,
    )
    some = ngettext(
        "Only %(tasks)s review is left in which they may serve.",
        "Only %(tasks)s reviews are left in which they may serve.",
        tasks,
    )
    left = some if tasks else _("No review is left in which they may serve.")
    return fill(words, count=len(states), needs=needs), fill(left, tasks=tasks)


def pairs_cut(proof: Proof, state: State) -> tuple[SafeString, ...]:
    """More reviews than pairs of States that can serve in them, as each pair serves once."""
    tasks, places, pairs = len(proof["slots"]), proof["places"], proof["pairs"]
    words = ngettext(
        "%(tasks)s review has to be made in the place named here.",
        "%(tasks)s reviews have to be made in the places named here.",
        tasks,
    )
    if not proof["states"]:
        left = ngettext(
            "Only %(pairs)s pair of States can serve there, and a pair serves once at most.",
            "Only %(pairs)s pairs of States can serve there, and a pair serves once at most.",
            pairs,
        )
        return fill(words, tasks=tasks), fill(left, pairs=pairs)
    room = ngettext(
        "The States named here may make only %(places)s more together.",
        "The States named here may make only %(places)s more together.",
        places,
    )
    left = ngettext(
        "Without them, only %(pairs)s pair of States can serve there, and a pair serves once at most.",
        "Without them, only %(pairs)s pairs of States can serve there, and a pair serves once at most.",
        pairs,
    )
    return fill(words, tasks=tasks), fill(room, places=places), fill(left, pairs=pairs)


def reviewers_cut(proof: Proof, state: State) -> tuple[SafeString, ...]:
    """Too many additional lots for one State."""
    words = ngettext(
        "With additional lots, %(state)s would have %(reviewers)s reviewer, and may have %(most)s at most.",
        "With additional lots, %(state)s would have %(reviewers)s reviewers, and may have %(most)s at most.",
        proof["reviewers"],
    )
    return (fill(words, state=state(proof["state"]), reviewers=proof["reviewers"], most=proof["most"]),)


CUTS = {"places": places_cut, "tasks": tasks_cut, "pairs": pairs_cut}


def suppositions(proof: Proof, state: State) -> tuple[SafeString, SafeString]:
    """The two cases of a tree: one of them holds in every result."""
    if proof["either"] == "mutual":
        one, two = map(state, proof["states"])
        words = _("%(first)s does not review %(second)s")
        return fill(words, first=one, second=two), fill(words, first=two, second=one)
    if proof["either"] == "twice":
        first, second = (slot.split("/") for slot in proof["slots"])
        who = state(proof["state"])
        return (
            fill(NOT_IN_PLACE[first[1]], state=who, of=state(first[0])),
            fill(NOT_IN_PLACE[second[1]], state=who, of=state(second[0])),
        )
    code, place = proof["slot"].split("/")
    facts = {"of": state(code), "instrument": proof["instrument"]}
    return fill(PARTY_IN_PLACE[place], **facts), fill(PARTY_IN_PLACE[f"{place}+"], **facts)


def fill(words: Any, **facts: Any) -> SafeString:
    """A translated sentence with its facts, which are escaped."""
    escaped = {name: conditional_escape(fact) for name, fact in facts.items()}
    return mark_safe(str(words) % escaped)  # noqa: S308 (the sentence is ours, and the facts are escaped)


@dataclass(frozen=True)
class RefusalInWords:
    """Why no result can satisfy an input, and which single switches would change that."""

    proof: ProofInWords
    repairs: tuple[str, ...]

    def lines(self) -> Iterator[str]:
        """As plain text. For States shown by their codes."""
        yield _("No result can satisfy these rules.")
        yield from self.proof.lines()
        if not self.repairs:
            yield _("No change of a single switch would allow a result.")
            return
        yield _("Each of these changes alone would allow a result:")
        yield from (f"  {repair}" for repair in self.repairs)


def refusal_in_words(refusal: Refusal, state: State = str) -> RefusalInWords:
    repairs = tuple(repair_in_words(key, value) for key, value in refusal.repairs)
    return RefusalInWords(proof_in_words(refusal.proof, state), repairs)


def repair_in_words(key: str, value: Any) -> str:
    """A switch and the value that would help, with the key of a rules file."""
    words = {"switch": SWITCHES[key].label, "value": value_in_words(key, value), "key": key}
    return _("%(switch)s: %(value)s (%(key)s)") % words
