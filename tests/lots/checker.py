"""Every hard rule, checked by brute force from input, rules and what was drawn, without the engine.

Each function returns sentences about what is wrong: an empty list is what a test hopes for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from hashlib import sha256
from itertools import permutations
from typing import Any

from reviewmech.lots.engine import Drawing, Rules, State

from .situation import Situation, first_lots

PACKAGE = ("UNTOC", "TIP", "SOM", "FA")
Tickets = Callable[[str], Callable[[str], str]]


def wrong_with(drawing: Drawing, tickets: Tickets | None = None) -> list[str]:
    """All that is wrong with a drawing: its result, its steps and its start groups."""
    states, rules = drawing.setting.states, drawing.setting.rules
    tickets = tickets or tickets_of(drawing.seed)
    return [
        *wrong_settings(states, rules, drawing.setting.additional),
        *wrong_result(states, rules, drawing.result),
        *wrong_steps(drawing, tickets),
        *wrong_start_groups(states, drawing.result, tickets),
    ]


def tickets_of(seed: str) -> Tickets:
    """PROCEDURE.md, section 1."""
    return lambda label: lambda code: sha256(f"untoc-lots/1|{seed}|{label}|{code}".encode()).hexdigest()


def reviewers_of(line: dict[str, Any]) -> list[str]:
    return [line["home"], line["other"], *(extra["reviewer"] for extra in line["extra"])]


def wrong_settings(states: Sequence[State], rules: Rules, additional: Sequence[str]) -> list[str]:
    expected = first_lots(states, rules)
    return [] if tuple(additional) == expected else [f"additional lots {additional}, not {expected}"]


def wrong_result(states: Sequence[State], rules: Rules, result: list[dict[str, Any]]) -> list[str]:
    """Whether a result keeps the rules of section 3."""
    found = [line["state"] for line in result]
    if found != sorted(state.code for state in states):
        return [f"the result is of {found}"]
    by_code = {state.code: state for state in states}
    wrong = [each for line in result for each in wrong_line(by_code, rules, line)]
    return wrong + wrong_pairs(rules, result) + wrong_loads(rules, by_code, result)


def wrong_line(by_code: dict[str, State], rules: Rules, line: dict[str, Any]) -> list[str]:
    code, wrong = line["state"], []
    sides = [extra["side"] for extra in line["extra"]]
    placed = [("home", line["home"]), ("other", line["other"])]
    placed += [(extra["side"], extra["reviewer"]) for extra in line["extra"]]
    for side, reviewer in placed:
        same = by_code[code].group == by_code[reviewer].group
        if (side, rules.home, same) == ("home", "same", False):
            wrong.append(f"{code}: {reviewer} is of another group")
        if (side, rules.other, same) == ("other", "different", True):
            wrong.append(f"{code}: {reviewer} is of the same group")
        if rules.not_itself and reviewer == code:
            wrong.append(f"{code} reviews itself")
    reviewers = [reviewer for _side, reviewer in placed]
    if rules.two_different_reviewers and len(set(reviewers)) < len(reviewers):
        wrong.append(f"{code}: a reviewer twice among {reviewers}")
    # `first` counts the base reviewers too; in `literal` nothing else makes more than two.
    if line["extra"] and len(reviewers) > rules.most_reviewers:
        wrong.append(f"{code}: {len(reviewers)} reviewers")
    if sides != sorted(set(sides)):
        wrong.append(f"{code}: additional reviewers for {sides}")
    return wrong + wrong_coverage(by_code, rules, line)


def wrong_coverage(by_code: dict[str, State], rules: Rules, line: dict[str, Any]) -> list[str]:
    """Each side covers the package, its additional reviewer being there for all that is missing."""
    code, wrong = line["state"], []
    extra = {each["side"]: each for each in line["extra"]}
    for side in ("home", "other"):
        base = by_code[line[side]].instruments
        missing = [each for each in PACKAGE if each in by_code[code].instruments and each not in base]
        if not rules.party_to_instruments:
            missing = []
        if (side in extra) != bool(missing):
            wrong.append(f"{code}/{side}: missing {missing}, additional {extra.get(side)}")
        elif missing and extra[side]["instruments"] != missing:
            wrong.append(f"{code}/{side}: {extra[side]['instruments']} instead of {missing}")
        elif missing and not set(missing) <= set(by_code[extra[side]["reviewer"]].instruments):
            wrong.append(f"{code}/{side}+: {extra[side]['reviewer']} is not party to {missing}")
    return wrong


def wrong_pairs(rules: Rules, result: list[dict[str, Any]]) -> list[str]:
    if not rules.no_mutual_reviews:
        return []
    reviewers = {line["state"]: reviewers_of(line) for line in result}
    pairs = [(one, two) for one, two in permutations(reviewers, 2) if one < two]
    return [
        f"{one} and {two} review each other"
        for one, two in pairs
        if one in reviewers[two] and two in reviewers[one]
    ]


def wrong_loads(rules: Rules, by_code: dict[str, State], result: list[dict[str, Any]]) -> list[str]:
    loads = Counter(reviewer for line in result for reviewer in reviewers_of(line))
    most = rules.most_reviews or sum(loads.values())
    return [
        f"{code} makes {loads[code]} reviews"
        for code in by_code
        if not rules.fewest_reviews <= loads[code] <= most
    ]


def wrong_start_groups(states: Sequence[State], result: list[dict[str, Any]], tickets: Tickets) -> list[str]:
    """Section 7: by groups, each by its ticket, dealt 1, 2, 3 on and on."""
    groups = sorted({state.group for state in states}, key=tickets("groups"))
    order = [
        code
        for group in groups
        for code in sorted((s.code for s in states if s.group == group), key=tickets(f"start/{group}"))
    ]
    expected = {code: number % 3 + 1 for number, code in enumerate(order)}
    found = {line["state"]: line["start_group"] for line in result}
    return [] if found == expected else [f"start groups {found}, not {expected}"]


def wrong_steps(drawing: Drawing, tickets: Tickets) -> list[str]:
    """The slots come in order; every bowl, its order, the tier and the result are what they should be."""
    setting, wrong = drawing.setting, []
    here = Situation(setting.states, setting.rules, setting.additional)
    steps = iter(drawing.steps)
    for slot in slots_in_order(here, tickets):
        step = next(steps, None)
        if step is None or step.slot != slot:
            return [*wrong, f"{slot} was to be drawn, not {step}"]
        balls = balls_in_order(here, slot, tickets)
        number = len(step.set_aside)
        if [*step.set_aside, step.winner] != balls[: number + 1] or step.bowl != len(balls):
            wrong.append(f"{slot}: {balls} in the bowl, but {step}")
        if step.tier != here.reviews[step.winner]:
            wrong.append(f"{slot}: {step.winner} has {here.reviews[step.winner]} reviews, not {step.tier}")
        if len(step.proofs) != number:
            wrong.append(f"{slot}: {number} set aside, {len(step.proofs)} proofs")
        here.draw(slot, step.winner)
    wrong += [f"{step} is one step too many" for step in steps]
    return wrong + wrong_writing(here, drawing.result)


def slots_in_order(here: Situation, tickets: Tickets):
    """The slots as they come while ``here`` moves on: those of ``literal`` depend on what was drawn."""
    for code in sorted(here.states, key=tickets("sur")):
        for side in ("home", "other"):
            yield f"{code}/{side}"
            if f"{code}/{side}+" in here.remaining():
                yield f"{code}/{side}+"


def balls_in_order(here: Situation, slot: str, tickets: Tickets) -> list[str]:
    state, _slash, place = slot.partition("/")
    ticket = tickets(f"{place}/{state}")
    if here.rules.fewest_reviews_first:
        return sorted(here.bowl(slot), key=lambda code: (here.reviews[code], ticket(code)))
    return sorted(here.bowl(slot), key=ticket)


def wrong_writing(end: Situation, result: list[dict[str, Any]]) -> list[str]:
    """The result says what the steps have drawn."""
    found = {}
    for line in result:
        found |= {f"{line['state']}/{side}": line[side] for side in ("home", "other")}
        found |= {f"{line['state']}/{extra['side']}+": extra["reviewer"] for extra in line["extra"]}
    return [] if found == end.drawn else [f"the steps have drawn {end.drawn}, the result is {found}"]
