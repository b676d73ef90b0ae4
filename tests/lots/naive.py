"""The procedure a second time, written from PROCEDURE.md alone. It tries everything: for 3 to 6 States only.

Nothing here is quick or clever, and nothing comes from the product: the engine must write the same bytes.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterable, Sequence
from typing import Any

INSTRUMENTS = ("UNTOC", "TIP", "SOM", "FA")
SIDES = ("home", "other")

# FRA's slot home+ is ("FRA", "home+"). What is drawn: the reviewer's code by slot, in the order of drawing.
Slot = tuple[str, str]
Drawn = dict[Slot, str]


class RefusedError(Exception):
    """No result satisfies the input."""


def naive_transcript(
    states: Iterable[dict[str, Any]],
    rules: dict[str, Any],
    seed: str,
    kind: str = "simulation",
    as_at: str = "",
    source: str = "",
    engine_hash: str = "0" * 64,
) -> str:
    """The transcript of a draw, from the head to the result line. Raises RefusedError.

    ``states``: {"code", "group", "instruments"}, in any order; ``rules``: all the keys of section 3.
    """
    procedure = Procedure(states, rules, seed)
    procedure.prepare()
    steps = procedure.draw()
    head = {
        "additional": [f"{code}/{place}" for code, place in procedure.additional],
        "as_at": as_at,
        "engine": engine_hash,
        "format": "untoc-lots/1",
        "input": procedure.input,
        "input_hash": sha256(canonical(procedure.input)),
        "kind": kind,
        "rules": rules,
        "rules_hash": sha256(canonical(rules)),
        "source": source,
    }
    return chained([head, {"seed": seed}, *steps, {"result": procedure.result()}])


def chained(lines: Iterable[dict[str, Any]], before: str = "0" * 64) -> str:
    """Lines, each with its hash; ``before``: the hash of the line above them."""
    text = ""
    for line in lines:
        before = sha256(f"{before}\n{canonical(line)}")
        text += canonical({**line, "hash": before}) + "\n"
    return text


def canonical(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


class Procedure:
    """One draw. ``additional``: the additional lots of ``first``; ``drawn``: what has been drawn so far."""

    def __init__(self, states: Iterable[dict[str, Any]], rules: dict[str, Any], seed: str) -> None:
        self.input = sorted(states, key=lambda state: state["code"])
        self.group = {state["code"]: state["group"] for state in self.input}
        self.package = {state["code"]: set(state["instruments"]) for state in self.input}
        self.codes = list(self.group)
        self.rules = rules
        self.seed = seed
        self.literal = rules["package"] == "literal"
        self.additional: list[Slot] = []
        self.drawn: Drawn = {}

    # Section 1 and 7: tickets

    def ticket(self, label: str, code: str) -> str:
        return sha256(f"untoc-lots/1|{self.seed}|{label}|{code}")

    def by_ticket(self, codes: Iterable[str], label: str) -> list[str]:
        return sorted(codes, key=lambda code: self.ticket(label, code))

    def start_groups(self) -> dict[str, int]:
        row = []
        for group in self.by_ticket(set(self.group.values()), "groups"):
            members = [code for code in self.codes if self.group[code] == group]
            row += self.by_ticket(members, f"start/{group}")
        return {code: place % 3 + 1 for place, code in enumerate(row)}

    # Section 4: slots

    def slots(self) -> list[Slot]:
        """Those that are settled before the draw, in the order in which they are drawn."""
        places = ("home", "home+", "other", "other+")
        every = [(code, place) for code in self.by_ticket(self.codes, "sur") for place in places]
        return [slot for slot in every if not slot[1].endswith("+") or slot in self.additional]

    def covers(self, reviewer: str, code: str) -> bool:
        return not self.rules["party_to_instruments"] or self.package[reviewer] >= self.package[code]

    def missing(self, drawn: Drawn, slot: Slot) -> list[str]:
        """The instruments that an additional slot is for: its base slot must be drawn."""
        code, place = slot
        reviewer = drawn[code, place.rstrip("+")]
        return [each for each in INSTRUMENTS if each in self.package[code] - self.package[reviewer]]

    # Section 5: who may be drawn

    def admits(self, reviewer: str, slot: Slot) -> bool:
        """1 and 2: by the input alone."""
        code, place = slot
        side = place.rstrip("+")
        if self.rules["not_itself"] and reviewer == code:
            return False
        if side == "home" and self.rules["home"] == "same":
            return self.group[reviewer] == self.group[code]
        if side == "other" and self.rules["other"] == "different":
            return self.group[reviewer] != self.group[code]
        return True

    def may_serve(self, reviewer: str, slot: Slot, drawn: Drawn) -> bool:
        """1 to 6."""
        code = slot[0]
        twice = reviewer in reviewers_of(code, drawn)
        mutual = reviewer != code and code in reviewers_of(reviewer, drawn)
        busy = reviews_of(reviewer, drawn) >= (self.rules["most_reviews"] or sys.maxsize)
        return (
            self.admits(reviewer, slot)
            and not (twice and self.rules["two_different_reviewers"])
            and not (mutual and self.rules["no_mutual_reviews"])
            and not busy
            and self.is_party_enough(reviewer, slot, drawn)
        )

    def is_party_enough(self, reviewer: str, slot: Slot, drawn: Drawn) -> bool:
        """6."""
        code, place = slot
        if not self.rules["party_to_instruments"]:
            return True
        if place.endswith("+"):
            return self.package[reviewer] >= set(self.missing(drawn, slot))
        if self.literal or (code, f"{place}+") in self.additional:
            return True
        return self.covers(reviewer, code)

    def has_place_for_one_more(self, slot: Slot, drawn: Drawn) -> bool:
        """7: whether a ball that does not cover the package may be drawn in a base slot."""
        code, place = slot
        so_far = len(reviewers_of(code, drawn))
        to_come = 1 if place == "home" else 0
        return so_far + 1 + 1 + to_come <= self.rules["most_reviewers"]

    def bowl(self, slot: Slot) -> list[str]:
        balls = [code for code in self.codes if self.may_serve(code, slot, self.drawn)]
        if self.literal and not slot[1].endswith("+"):
            fits = self.has_place_for_one_more(slot, self.drawn)
            balls = [ball for ball in balls if fits or self.covers(ball, slot[0])]
        return balls

    # Section 6: which ball wins

    def prepare(self) -> None:
        """Settle the additional lots of ``first``, and whether there is a result at all."""
        if self.is_completable({}, self.slots()):
            return
        if self.literal:
            raise RefusedError
        every = [(code, side) for code in self.codes for side in SIDES]
        self.additional = [(code, f"{side}+") for code, side in every if self.needs_two((code, side))]
        under_review = [code for code, _place in self.additional]
        if any(2 + under_review.count(code) > self.rules["most_reviewers"] for code in self.codes):
            raise RefusedError
        if not self.is_completable({}, self.slots()):
            raise RefusedError

    def needs_two(self, slot: Slot) -> bool:
        admitted = [each for each in self.codes if self.admits(each, slot)]
        return admitted != [] and not any(self.covers(each, slot[0]) for each in admitted)

    def draw(self) -> list[dict[str, Any]]:
        steps: list[dict[str, Any]] = []
        remaining = self.slots()
        while remaining:
            slot, *remaining = remaining
            steps.append(self.step(slot, remaining, number=len(steps) + 1))
            if self.literal and not slot[1].endswith("+") and not self.covers(self.drawn[slot], slot[0]):
                remaining.insert(0, (slot[0], f"{slot[1]}+"))
        return steps

    def step(self, slot: Slot, remaining: Sequence[Slot], number: int) -> dict[str, Any]:
        bowl, label = self.bowl(slot), f"{slot[1]}/{slot[0]}"
        tier_first = self.rules["fewest_reviews_first"]
        bowl.sort(key=lambda ball: (tier_first and reviews_of(ball, self.drawn), self.ticket(label, ball)))
        place = next(at for at, ball in enumerate(bowl) if self.wins(ball, slot, remaining))
        winner = bowl[place]
        tier = reviews_of(winner, self.drawn)
        self.drawn[slot] = winner
        return {
            "bowl": len(bowl),
            "set_aside": bowl[:place],
            "slot": "/".join(slot),
            "step": number,
            "tier": tier,
            "winner": winner,
        }

    def wins(self, ball: str, slot: Slot, remaining: Sequence[Slot]) -> bool:
        """Whether a ball is completable; ``remaining``: the slots after this one."""
        remaining = list(remaining)
        if self.literal and not slot[1].endswith("+") and not self.covers(ball, slot[0]):
            remaining.insert(0, (slot[0], f"{slot[1]}+"))
        return self.is_completable({**self.drawn, slot: ball}, remaining)

    def is_completable(self, drawn: Drawn, remaining: Sequence[Slot]) -> bool:
        """Try everything in the remaining slots, those with the fewest possibilities first."""
        if sum(self.lacks(code, drawn) for code in self.codes) > len(remaining):
            return False
        if not remaining:
            return True
        tasks = [(slot, (slot[0], f"{slot[1]}+")) for slot in remaining if not slot[1].endswith("+")]
        tasks = [tuple(slot for slot in task if slot in remaining) for task in tasks]
        tasks += [(slot,) for slot in remaining if slot not in sum(tasks, ())]
        ways = {task: self.ways(task, drawn) for task in tasks}
        for code in self.codes:
            may_serve = [
                slot for task in tasks for slot in task if any(way[slot] == code for way in ways[task])
            ]
            if self.rules["two_different_reviewers"]:
                may_serve = {slot[0] for slot in may_serve}
            if self.lacks(code, drawn) > len(may_serve):
                return False
        task = min(tasks, key=lambda task: len(ways[task]))
        others = [slot for slot in remaining if slot not in task]
        return any(self.is_completable({**drawn, **way}, others) for way in ways[task])

    def ways(self, task: tuple[Slot, ...], drawn: Drawn) -> list[Drawn]:
        """All the ways to fill a remaining slot, or a base slot and its additional one."""
        if not task:
            return [{}]
        slot, *others = task
        return [
            {slot: code, **way}
            for code in self.possible(slot, drawn)
            for way in self.ways(tuple(others), {**drawn, slot: code})
        ]

    def possible(self, slot: Slot, drawn: Drawn) -> list[str]:
        """The States for a slot that remains."""
        codes = self.codes
        if self.literal and not slot[1].endswith("+"):
            codes = [code for code in codes if self.covers(code, slot[0])]
        return [code for code in codes if self.may_serve(code, slot, drawn)]

    def lacks(self, code: str, drawn: Drawn) -> int:
        """How many reviews a State must still be given."""
        return max(0, self.rules["fewest_reviews"] - reviews_of(code, drawn))

    # Section 8: the result

    def result(self) -> list[dict[str, Any]]:
        start_groups = self.start_groups()
        return [
            {
                "extra": [
                    {
                        "instruments": self.missing(self.drawn, (code, f"{side}+")),
                        "reviewer": self.drawn[code, f"{side}+"],
                        "side": side,
                    }
                    for side in SIDES
                    if (code, f"{side}+") in self.drawn
                ],
                "home": self.drawn[code, "home"],
                "other": self.drawn[code, "other"],
                "start_group": start_groups[code],
                "state": code,
            }
            for code in self.codes
        ]


def reviewers_of(code: str, drawn: Drawn) -> list[str]:
    return [reviewer for slot, reviewer in drawn.items() if slot[0] == code]


def reviews_of(code: str, drawn: Drawn) -> int:
    return list(drawn.values()).count(code)
