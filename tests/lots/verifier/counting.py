"""Proofs counted a second time, with sets of codes on the second writing of the procedure (section 9)."""

from __future__ import annotations

from typing import Any

from tests.lots.naive import Drawn, Procedure, Slot, reviews_of

Proof = dict[str, Any]
Open = dict[Slot, set[str]]


class Counting:
    """What is left in a step with a ball as drawn. ``lines``: those of a transcript, from the head."""

    def __init__(self, lines: list[dict[str, Any]], number: int, ball: str) -> None:
        head, seed, *steps = lines
        self.rules, self.package = (
            head["rules"],
            {each["code"]: each["instruments"] for each in head["input"]},
        )
        self.procedure = Procedure(head["input"], self.rules, seed["seed"])
        self.procedure.additional = [slot_of(name) for name in head["additional"]]
        self.codes = self.procedure.codes
        self.drawn: Drawn = {slot_of(step["slot"]): step["winner"] for step in steps[: number - 1]}
        slot = slot_of(steps[number - 1]["slot"])
        self.drawn[slot] = ball
        remaining = [each for each in self.procedure.slots() if each not in self.drawn]
        if self.procedure.literal and not slot[1].endswith("+") and not self.procedure.covers(ball, slot[0]):
            remaining.insert(0, (slot[0], f"{slot[1]}+"))
        self.open: Open = {slot: set(self.states(slot)) for slot in remaining}

    def states(self, slot: Slot) -> list[str]:
        """The open States of a slot."""
        if slot[1].endswith("+") and (slot[0], slot[1].rstrip("+")) not in self.drawn:
            lenient = Procedure(self.procedure.input, {**self.rules, "party_to_instruments": 0}, "")
            return [code for code in self.codes if lenient.may_serve(code, slot, self.drawn)]
        return self.procedure.possible(slot, self.drawn)

    def proves(self, proof: Proof, left: Open | None = None) -> bool:
        """Whether a proof's numbers are right, and prove."""
        left = self.open if left is None else left
        if "either" in proof:
            cases = zip(("first", "second"), self.cases(proof, left), strict=True)
            return all(self.proves(proof[name], case) for name, case in cases)
        return proof == self.counted(proof, left) and self.compares(proof)

    @staticmethod
    def compares(proof: Proof) -> bool:
        """Whether the numbers of a cut prove something."""
        if proof["cut"] == "pairs":
            return len(proof["slots"]) > proof["places"] + proof["pairs"]
        more, less = {"places": ("tasks", "places"), "tasks": ("needs", "tasks")}[proof["cut"]]
        return proof[more] > proof[less]

    def counted(self, proof: Proof, left: Open | None = None) -> Proof:
        """The same proof with its numbers counted anew."""
        left = self.open if left is None else left
        if "either" in proof:
            first, second = self.cases(proof, left)
            cases = {
                "first": self.counted(proof["first"], first),
                "second": self.counted(proof["second"], second),
            }
            return {**proof, **cases}
        numbers = {"places": self.places, "tasks": self.tasks, "pairs": self.pairs}[proof["cut"]]
        return {**proof, **numbers(proof, left)}

    def places(self, proof: Proof, left: Open) -> dict[str, int]:
        inside = set(proof["states"])
        return {"tasks": sum(states <= inside for states in left.values()), "places": self.room(inside)}

    def tasks(self, proof: Proof, left: Open) -> dict[str, int]:
        inside = set(proof["states"])
        needs = sum(self.procedure.lacks(code, self.drawn) for code in inside)
        return {"needs": needs, "tasks": sum(bool(states & inside) for states in left.values())}

    def pairs(self, proof: Proof, left: Open) -> dict[str, int]:
        inside = set(proof["states"])
        slots = [slot_of(name) for name in proof["slots"]]
        pairs = {frozenset([slot[0], code]) for slot in slots for code in left[slot] - inside}
        return {"places": self.room(inside), "pairs": len(pairs)}

    def room(self, inside: set[str]) -> int:
        most = self.rules["most_reviews"]
        return sum(most - reviews_of(code, self.drawn) if most else len(self.open) for code in inside)

    def cases(self, proof: Proof, left: Open) -> tuple[Open, Open]:
        """What is left in the first case and in the second."""
        if proof["either"] == "mutual":
            one, other = proof["states"]
            return without(left, of_state(left, other), {one}), without(left, of_state(left, one), {other})
        if proof["either"] == "twice":
            one, other = map(slot_of, proof["slots"])
            return without(left, [one], {proof["state"]}), without(left, [other], {proof["state"]})
        base = slot_of(proof["slot"])
        others = {code for code in self.codes if proof["instrument"] not in self.package[code]}
        return without(left, [base], others), without(left, [(base[0], f"{base[1]}+")], others)


def without(left: Open, slots: list[Slot], codes: set[str]) -> Open:
    return {slot: states - codes if slot in slots else states for slot, states in left.items()}


def of_state(left: Open, code: str) -> list[Slot]:
    return [slot for slot in left if slot[0] == code]


def slot_of(name: str) -> Slot:
    code, place = name.split("/")
    return code, place
