"""Verify a transcript of the drawing of lots, on your own machine, without a network.

    python verify_lots.py T.jsonl

Python 3.9 or newer is enough; nothing has to be installed. It prints one line and ends with the code

    0   the transcript is right: the hash of the draw, and whether it is a draw or a simulation;
    1   it is wrong: the first line of the file that is, and what is wrong with it;
    2   it cannot be read: no such file, an empty one, one of more than 64 MiB, or no transcript at all.

What is verified is all that the procedure demands; the section numbers in this file are those of its
document, "The procedure of the drawing of lots, exactly". Every line has the one form that it can have, and
its hash is that of its content and of the line before, so that no byte can be changed. The rules are
complete, the States are in order. They come under review in the order of their tickets; each slot's bowl
holds exactly the balls that the rules admit; the balls set aside are exactly those ahead of the winner, by
(reviews so far, ticket); and every ball set aside has a proof, whose counts are right, that no result could
be reached with it. The result is what was drawn and keeps every rule, and the start groups are those of their
tickets.

That the winners could be completed is shown by the result itself; where the rule "package" is "literal", by
the assignments of all slots still to be drawn that stand among the proofs, each of which is checked.

One claim is not shown by counting: that additional lots were needed (the rule "package" is "first"). They may
be drawn only where no result exists without them, and then for exactly those slots for which no State that
the rules admit covers the whole package. If there is such a slot, no result exists without additional lots,
for nobody could serve in it; if there is none, there is nothing to draw an additional lot for. So the head
must name exactly the slots that nobody covers. That is checked, and nothing is left to be believed.

What no file can show is whether the list of States is right and where the seed came from: compare both with
what was published before the draw.

To check one ticket by hand, say that of DEU as home reviewer of FRA, put the draw's seed for SEED:

    printf '%s' 'untoc-lots/1|SEED|home/FRA|DEU' | sha256sum

Other programs call verify(data), which returns a Verdict and raises nothing.
"""

from __future__ import annotations

import copy
import hashlib
import json
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

FORMAT = "untoc-lots/1"
MOST_BYTES = 64 * 1024 * 1024
MOST_LEVELS = 200  # of objects and lists inside each other
INSTRUMENTS = ("UNTOC", "TIP", "SOM", "FA")
PLACES = ("home", "home+", "other", "other+")
SWITCH = (1, 0)
RULES: dict[str, Any] = {
    "package": ("first", "literal"),
    "not_itself": SWITCH,
    "home": ("same", "any"),
    "other": ("different", "any"),
    "two_different_reviewers": SWITCH,
    "no_mutual_reviews": SWITCH,
    "party_to_instruments": SWITCH,
    "most_reviewers": (4, 3, 2),
    "most_reviews": range(501),
    "fewest_reviews": range(501),
    "fewest_reviews_first": SWITCH,
    "outside_groups": None,  # a table of codes and groups
}

# What can be wrong, by a code that stays the same.
MESSAGES = {
    # The file: it cannot be read
    "empty": "the file is empty",
    "too_big": "the file has more than 64 MiB",
    "no_object": "no line of the file is a JSON object: it is no transcript",
    # Any line
    "not_utf8": "it is not text in UTF-8",
    "not_canonical": "it is not an object in canonical JSON (section 1)",
    "no_line_break": "the last line does not end with a line break (LF)",
    "hash": "its hash is not the hash of its content and the line before it",
    "cut_short": "the file ends here, and the transcript does not",
    "after_end": "something follows the end",
    "keys": "it should have these keys and no others: %(keys)s",
    # The head and the seed
    "value": "this value of %(key)s is not possible",
    "rule_keys": "the rules should have these keys and no others: %(keys)s",
    "rule_value": "this value of the rule %(rule)s is not possible",
    "fewest_above_most": "the rule fewest_reviews is more than the rule most_reviews",
    "content_hash": "%(key)s is not the hash of what it stands for",
    "state_count": "the input should have 3 to 500 States",
    "state": "State number %(position)s of the input is not written as it should be",
    "state_order": "State number %(position)s of the input does not come after the one before it",
    "additional": "the additional lots should be exactly these: %(slots)s",
    "too_many_reviewers": "%(state)s would have %(reviewers)s reviewers, and there may be %(most)s",
    # The steps
    "step": "this should be step %(step)s",
    "slot": "this should be the slot %(slot)s",
    "no_state": "%(key)s is not the code of a State of the input",
    "not_admitted": "%(state)s may not serve in the slot %(slot)s by the rule %(rule)s",
    "bowl": "the bowl of %(slot)s has %(bowl)s balls",
    "tier": "%(state)s had %(tier)s reviews before this step",
    "set_aside": "the balls ahead of %(state)s are exactly these, in this order: %(balls)s",
    # The result
    "result_length": "the result should have %(states)s entries, one for each State",
    "result_keys": "entry %(position)s of the result should have these keys and no others: %(keys)s",
    "result": "entry %(position)s of the result: %(key)s should be %(expected)s",
    "too_few_reviews": "%(state)s makes %(reviews)s reviews, and the fewest are %(fewest)s",
    # The proofs and the assignments
    "proof_expected": "this should be the proof why %(ball)s was set aside in step %(step)s",
    "end_expected": "this should be the end: all that was to be proved is proved",
    "end_count": "the end should count %(lines)s lines between it and the result",
    "proof_form": "the proof has none of the forms that a proof can have",
    "proof_rule": "the proof relies on the rule %(rule)s, which is off",
    "proof_states": "the proof's States should be States of the input, each once, by code; for a pair, two",
    "proof_slots": "the proof's slots are not such slots still to be drawn as a proof of this form is about",
    "proof_instrument": "the proof's instrument should be one of those of the State under review",
    "proof_count": "the proof's number of %(key)s should be %(counted)s",
    "proof_fails": "the proof proves nothing: %(more)s is not more than %(less)s",
    "move_slot": "the assignment names a slot that is not still to be drawn",
    "move_same": "the assignment names %(slot)s, in which nothing has changed",
    "move_missing": "the assignment of this step has nobody in the slot %(slot)s",
    "move_not_admitted": "the assignment has %(state)s in the slot %(slot)s, against the rule %(rule)s",
    "move_too_few": "in the assignment %(state)s makes %(reviews)s reviews, and the fewest are %(fewest)s",
}


class Verdict(NamedTuple):
    """``line`` counts from 1; 0 where the file as a whole cannot be read. ``hash``: that of the draw."""

    ok: bool
    hash: str = ""
    kind: str = ""
    line: int = 0
    code: str = ""
    message: str = ""
    parameters: dict[str, Any] = {}


class WrongError(Exception):
    """What is wrong with the line that is being looked at."""

    def __init__(self, code: str, **parameters: Any) -> None:
        self.code, self.parameters = code, parameters
        super().__init__(MESSAGES[code] % parameters)


def verify(data: bytes) -> Verdict:
    """Verify the bytes of a transcript."""
    unreadable = "empty" if not data else "too_big" if len(data) > MOST_BYTES else ""
    if unreadable:
        return Verdict(False, code=unreadable, message=MESSAGES[unreadable])
    lines = Lines(data)
    try:
        kind, draw_hash = check_transcript(lines)
    except WrongError as wrong:
        if lines.number == 1 and not any(is_object(line) for line in split(data)):
            return Verdict(False, code="no_object", message=MESSAGES["no_object"])
        return Verdict(False, "", "", lines.number, wrong.code, str(wrong), wrong.parameters)
    return Verdict(True, draw_hash, kind)


# --- Lines (sections 1 and 8): their form, and the chain of their hashes ------------------------------------

# Strings as they stand in canonical JSON, up to what may not stand in one: a control character, or an escape
# of anything but a quote or a backslash.
STRING = re.compile(r'"[^"\\\x00-\x1f\x7f-\x9f]*(?:\\["\\][^"\\\x00-\x1f\x7f-\x9f]*)*"?')
# What cannot stand between them: literals, fractions, spaces, numbers of more than 15 digits.
NOT_BETWEEN_STRINGS = re.compile(r'[^\[\]{},:"0-9-]|[0-9]{16}')
HASH = re.compile(r"[0-9a-f]{64}")
CODE = re.compile(r"[A-Z0-9_-]{1,16}")


class Lines:
    """The lines one by one. ``number``: that of the line that is being looked at."""

    def __init__(self, data: bytes) -> None:
        self.rest = split(data)
        self.ends_with_line_break = data.endswith(b"\n")
        self.following = next(self.rest, None)
        self.number = 0
        self.hash = "0" * 64
        self.ahead: dict[str, Any] | None = None

    def peek(self) -> dict[str, Any]:
        """The next line, without its hash, which is checked."""
        if self.ahead is None:
            self.number += 1
            self.ahead = self.parse()
        return self.ahead

    def read(self, *keys: str) -> dict[str, Any]:
        """The next line, which must have these keys beside its hash."""
        line = self.peek()
        if keys and set(line) != set(keys):
            raise WrongError("keys", keys=", ".join(sorted([*keys, "hash"])))
        self.ahead = None
        return line

    def parse(self) -> dict[str, Any]:
        raw, self.following = self.following, next(self.rest, None)
        if raw is None:
            raise WrongError("cut_short")
        if self.following is None and not self.ends_with_line_break:
            raise WrongError("no_line_break")
        line = parse_canonical(raw)
        claimed = line.pop("hash", None)
        self.hash = sha256(f"{self.hash}\n{canonical(line)}")
        if claimed != self.hash:
            raise WrongError("hash")
        return line

    def end(self) -> None:
        """Make sure that no line follows."""
        if self.following is not None:
            self.number += 1
            raise WrongError("after_end")


def split(data: bytes) -> Iterator[bytes]:
    """The lines without their line breaks; after the last line break there is no further line."""
    start = 0
    while start < len(data):
        end = data.find(b"\n", start)
        end = len(data) if end < 0 else end
        yield data[start:end]
        start = end + 1


def parse_canonical(raw: bytes) -> dict[str, Any]:
    """The object that a line is. What is left in it are objects, lists, strings and integers."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        raise WrongError("not_utf8") from None
    if NOT_BETWEEN_STRINGS.search(STRING.sub('""', text)) or unicodedata.normalize("NFC", text) != text:
        raise WrongError("not_canonical")
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        raise WrongError("not_canonical") from None
    if not isinstance(value, dict) or is_deep(value, MOST_LEVELS) or canonical(value) != text:
        raise WrongError("not_canonical")
    return value


def is_object(raw: bytes) -> bool:
    """Whether a line is a JSON object at all, in whatever form."""
    try:
        text = raw.decode("utf-8")
        value = json.loads(text, parse_int=str, parse_float=str, parse_constant=refuse_constant)
    except (ValueError, RecursionError):
        return False
    return isinstance(value, dict) and not is_deep(value, MOST_LEVELS)


def refuse_constant(name: str) -> NoReturn:
    raise ValueError(name)  # NaN and Infinity, which Python reads although JSON has none


def is_deep(value: Any, levels: int) -> bool:
    """Whether more than so many objects and lists stand inside each other."""
    if not isinstance(value, (dict, list)):
        return False
    inside = value.values() if isinstance(value, dict) else value
    return levels == 0 or any(is_deep(each, levels - 1) for each in inside)


def canonical(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def is_text(value: Any, fewest: int, most: int) -> bool:
    return isinstance(value, str) and fewest <= len(value) <= most


def is_name(value: Any, most: int) -> bool:
    """Whether something can stand between two | of what a ticket is the hash of."""
    return is_text(value, 1, most) and "|" not in value


def is_code(value: Any) -> bool:
    return isinstance(value, str) and CODE.fullmatch(value) is not None


# --- The transcript as a whole ------------------------------------------------------------------------------

# A State is its number in the input, a slot is a State and one of PLACES. A *set of States* is one integer:
# its bit 0 stands for the first State of the input, and so on. So "in both" is &, and "not in" is & ~.
Slot = tuple[int, str]


HEAD_KEYS = (
    *("format", "kind", "rules", "rules_hash", "input", "input_hash"),
    *("additional", "as_at", "source", "engine"),
)
STEP_KEYS = ("step", "slot", "tier", "bowl", "set_aside", "winner")


class Step(NamedTuple):
    slot: Slot
    winner: int
    set_aside: list[int]


def check_transcript(lines: Lines) -> tuple[str, str]:
    """Returns the kind and the hash of the draw. Raises WrongError."""
    head = lines.read(*HEAD_KEYS)
    check_head(head)
    board = Board(head["rules"], head["input"])
    check_additional(head["additional"], board)
    seed = lines.read("seed")["seed"]
    if not is_name(seed, 200):
        raise WrongError("value", key="seed")
    tickets = Tickets(seed, board.codes)
    steps = check_steps(lines, board, tickets)
    check_result(lines.read("result")["result"], board.after(steps), tickets)
    draw_hash = lines.hash
    proof_lines = check_proofs(lines, board, tickets, steps)
    check_end(lines, proof_lines)
    return head["kind"], draw_hash


def check_end(lines: Lines, proof_lines: int) -> None:
    end = lines.peek()
    if set(end) != {"end"}:
        raise WrongError("end_expected")
    if lines.read()["end"] != proof_lines:
        raise WrongError("end_count", lines=proof_lines)
    lines.end()


class Tickets:
    """The only source of chance (section 1): "by ticket" is in the order of hashes of the seed."""

    def __init__(self, seed: str, codes: list[str]) -> None:
        self.seed, self.codes = seed, codes

    def of(self, label: str, code: str) -> str:
        return sha256(f"{FORMAT}|{self.seed}|{label}|{code}")

    def sorted(self, label: str, states: list[int]) -> list[int]:
        return sorted(states, key=lambda state: self.of(label, self.codes[state]))


# --- The head: rules, input, additional lots (sections 2, 3 and 5) ------------------------------------------


def check_head(head: dict[str, Any]) -> None:
    possible = {
        "format": head["format"] == FORMAT,
        "kind": head["kind"] in ("official", "simulation"),
        "as_at": is_text(head["as_at"], 0, 200),
        "source": is_text(head["source"], 0, 200),
        "engine": isinstance(head["engine"], str) and HASH.fullmatch(head["engine"]) is not None,
    }
    for key, is_possible in possible.items():
        if not is_possible:
            raise WrongError("value", key=key)
    check_rules(head["rules"])
    check_input(head["input"])
    for key in ("rules", "input"):
        if head[f"{key}_hash"] != sha256(canonical(head[key])):
            raise WrongError("content_hash", key=f"{key}_hash")


def check_rules(rules: Any) -> None:
    if not isinstance(rules, dict) or set(rules) != set(RULES):
        raise WrongError("rule_keys", keys=", ".join(sorted(RULES)))
    for key, values in RULES.items():
        if not (is_table(rules[key]) if values is None else rules[key] in values):
            raise WrongError("rule_value", rule=key)
    if rules["most_reviews"] and rules["fewest_reviews"] > rules["most_reviews"]:
        raise WrongError("fewest_above_most")


def is_table(value: Any) -> bool:
    """Whether something can be the rule outside_groups."""
    return isinstance(value, dict) and all(
        is_code(code) and (group == "" or is_name(group, 100)) for code, group in value.items()
    )


def check_input(states: Any) -> None:
    if not isinstance(states, list) or not 3 <= len(states) <= 500:
        raise WrongError("state_count")
    before = ""
    for position, state in enumerate(states, start=1):
        if not is_state(state):
            raise WrongError("state", position=position)
        if state["code"] <= before:
            raise WrongError("state_order", position=position)
        before = state["code"]


def is_state(value: Any) -> bool:
    if not isinstance(value, dict) or set(value) != {"code", "group", "instruments"}:
        return False
    instruments = value["instruments"]
    return (
        is_code(value["code"])
        and is_name(value["group"], 100)
        and isinstance(instruments, list)
        and instruments == [each for each in INSTRUMENTS if each in instruments]
        and "UNTOC" in instruments
    )


def check_additional(claimed: Any, board: Board) -> None:
    """Give the board the additional lots of ``first``: see the beginning of this file."""
    slots = [
        (state, f"{side}+")
        for state in range(len(board.codes))
        for side in ("home", "other")
        if not board.literal and not board.coverable(state, side)
    ]
    if claimed != [board.name(slot) for slot in slots]:
        raise WrongError("additional", slots=", ".join(map(board.name, slots)) or "-")
    board.additional = frozenset(slots)
    most = board.rules["most_reviewers"]
    for state, code in enumerate(board.codes):
        reviewers = 2 + sum(slot[0] == state for slot in slots)
        if reviewers > most:
            raise WrongError("too_many_reviewers", state=code, reviewers=reviewers, most=most)


# --- The board: what is drawn, and whom the rules admit (section 5) -----------------------------------------


class Board:
    """What has been drawn so far, and who may serve in a slot by each of the rules."""

    def __init__(self, rules: dict[str, Any], states: list[dict[str, Any]]) -> None:
        self.rules = rules
        self.literal = rules["package"] == "literal"
        self.codes: list[str] = [state["code"] for state in states]
        self.numbers = {code: number for number, code in enumerate(self.codes)}
        self.groups: list[str] = [state["group"] for state in states]
        self.packages: list[list[str]] = [state["instruments"] for state in states]
        self.everybody = (1 << len(states)) - 1
        self.members: dict[str, int] = {}  # by group: the set of its States
        self.parties = dict.fromkeys(INSTRUMENTS, 0)  # by instrument: the set of its parties
        for number, state in enumerate(states):
            self.members[state["group"]] = self.members.get(state["group"], 0) | 1 << number
            for each in state["instruments"]:
                self.parties[each] |= 1 << number
        self.covering = [self.party_to(package) for package in self.packages]
        self.additional: frozenset[Slot] = frozenset()
        self.drawn: dict[Slot, int] = {}
        self.reviewers = [0] * len(states)  # by State: the set of those that review it
        self.reviewing = [0] * len(states)  # by State: the set of those that it reviews
        self.reviews = [0] * len(states)  # by State: how many reviews it makes
        self.full = 0  # the set of States that make the most reviews already

    def name(self, slot: Slot) -> str:
        return f"{self.codes[slot[0]]}/{slot[1]}"

    def state(self, code: Any, key: str) -> int:
        """The number of the State with this code."""
        if not isinstance(code, str) or code not in self.numbers:
            raise WrongError("no_state", key=key)
        return self.numbers[code]

    def slots(self, tickets: Tickets) -> list[Slot]:
        """Those known before the draw, in the order in which they are drawn (section 4)."""
        under_review = tickets.sorted("sur", list(range(len(self.codes))))
        every = [(state, place) for state in under_review for place in PLACES]
        return [slot for slot in every if slot[1] in ("home", "other") or slot in self.additional]

    def draw(self, slot: Slot, reviewer: int) -> None:
        state = slot[0]
        self.drawn[slot] = reviewer
        self.reviewers[state] |= 1 << reviewer
        self.reviewing[reviewer] |= 1 << state
        self.reviews[reviewer] += 1
        if self.reviews[reviewer] == self.rules["most_reviews"]:
            self.full |= 1 << reviewer

    def undraw(self, slot: Slot) -> None:
        state, reviewer = slot[0], self.drawn.pop(slot)
        left = {self.drawn[state, place] for place in PLACES if (state, place) in self.drawn}
        self.reviewers[state] = set_of(left)
        if reviewer not in left:
            self.reviewing[reviewer] &= ~(1 << state)
        self.reviews[reviewer] -= 1
        self.full &= ~(1 << reviewer)

    def after(self, steps: list[Step]) -> Board:
        """A copy on which these steps are drawn too."""
        board = copy.copy(self)
        board.drawn = dict(self.drawn)
        board.reviewers, board.reviewing = list(self.reviewers), list(self.reviewing)
        board.reviews = list(self.reviews)
        for step in steps:
            board.draw(step.slot, step.winner)
        return board

    def party_to(self, instruments: list[str]) -> int:
        """The States that are party to all of these; all States, if the rule is off."""
        found = self.everybody
        for each in instruments if self.rules["party_to_instruments"] else []:
            found &= self.parties[each]
        return found

    def missing(self, state: int, side: str) -> list[str]:
        """The instruments of a State to which its drawn reviewer of this side is not party."""
        reviewer = self.drawn[state, side]
        return [each for each in self.packages[state] if each not in self.packages[reviewer]]

    def of_other_side(self, state: int, side: str) -> int:
        """The States that the rule ``home`` or ``other`` refuses."""
        members = self.members[self.groups[state]]
        return {"same": self.everybody & ~members, "different": members, "any": 0}[self.rules[side]]

    def coverable(self, state: int, side: str) -> bool:
        """Whether anybody covers the package whom 1 and 2 of section 5 admit."""
        refused = self.of_other_side(state, side) | (1 << state if self.rules["not_itself"] else 0)
        return self.covering[state] & ~refused != 0

    def refused(self, slot: Slot, remains: bool = False) -> dict[str, int]:
        """The rules of section 5 that are on, in their order, each with the States that it refuses in a slot.

        ``remains``: the slot is not the one being drawn, it is one of those that remain (section 6).
        """
        state, place = slot
        side = place.rstrip("+")
        found = {
            "not_itself": 1 << state,
            side: self.of_other_side(state, side),
            "two_different_reviewers": self.reviewers[state],
            "no_mutual_reviews": self.reviewing[state] & ~(1 << state),
            "most_reviews": self.full,
            "party_to_instruments": self.everybody & ~self.party_enough(slot, remains),
            "most_reviewers": 0
            if remains or self.has_place(slot)
            else self.everybody & ~self.covering[state],
        }
        return {rule: states for rule, states in found.items() if self.rules[rule]}

    def admitted(self, slot: Slot, remains: bool = False) -> int:
        """The States that every rule admits in a slot."""
        found = self.everybody
        for refused in self.refused(slot, remains).values():
            found &= ~refused
        return found

    def party_enough(self, slot: Slot, remains: bool) -> int:
        """6 of section 5: the States that are party to what they would review in this slot."""
        state, place = slot
        if place.endswith("+"):
            side = place.rstrip("+")
            # Its base slot may still be to be drawn: then nothing is known to be missing (section 9).
            return self.party_to(self.missing(state, side)) if (state, side) in self.drawn else self.everybody
        is_free = not remains if self.literal else (state, f"{place}+") in self.additional
        return self.everybody if is_free else self.covering[state]

    def has_place(self, slot: Slot) -> bool:
        """7 of section 5: whether there may be an additional reviewer after this slot (``literal``)."""
        state, place = slot
        if not self.literal or place.endswith("+"):
            return True
        so_far = sum((state, each) in self.drawn for each in PLACES[: PLACES.index(place)])
        still = 1 if place == "home" else 0
        return so_far + 1 + 1 + still <= self.rules["most_reviewers"]

    def following(self, slot: Slot, reviewer: int, rest: list[Slot]) -> list[Slot]:
        """The slots that remain after one: under ``literal`` its additional lot may follow at once."""
        state, place = slot
        if self.literal and not place.endswith("+") and not self.covering[state] >> reviewer & 1:
            return [(state, f"{place}+"), *rest]
        return rest

    def check_fewest(self, code: str) -> None:
        """Make sure that every State makes the fewest reviews, or more."""
        fewest = self.rules["fewest_reviews"]
        for state, reviews in zip(self.codes, self.reviews):  # noqa: B905  Python 3.9 has no strict
            if reviews < fewest:
                raise WrongError(code, state=state, reviews=reviews, fewest=fewest)


def set_of(states: Iterable[int]) -> int:
    return sum(1 << state for state in states)


def members_of(states: int) -> list[int]:
    return [state for state in range(states.bit_length()) if states >> state & 1]


# --- The steps (section 6) ----------------------------------------------------------------------------------


def check_steps(lines: Lines, start: Board, tickets: Tickets) -> list[Step]:
    board, rest = start.after([]), start.slots(tickets)
    steps: list[Step] = []
    while rest:
        slot, *rest = rest
        line = lines.read(*STEP_KEYS)
        if line["step"] != len(steps) + 1:
            raise WrongError("step", step=len(steps) + 1)
        step = check_step(line, slot, board, tickets)
        board.draw(slot, step.winner)
        steps.append(step)
        rest = board.following(slot, step.winner, rest)
    return steps


def check_step(line: dict[str, Any], slot: Slot, board: Board, tickets: Tickets) -> Step:
    name = board.name(slot)
    if line["slot"] != name:
        raise WrongError("slot", slot=name)
    winner = board.state(line["winner"], "winner")
    code = board.codes[winner]
    for rule, refused in board.refused(slot).items():
        if refused >> winner & 1:
            raise WrongError("not_admitted", state=code, slot=name, rule=rule)
    bowl = members_of(board.admitted(slot))
    if line["bowl"] != len(bowl):
        raise WrongError("bowl", slot=name, bowl=len(bowl))
    if line["tier"] != board.reviews[winner]:
        raise WrongError("tier", state=code, tier=board.reviews[winner])
    bowl = tickets.sorted(f"{slot[1]}/{board.codes[slot[0]]}", bowl)
    if board.rules["fewest_reviews_first"]:
        bowl.sort(key=lambda state: board.reviews[state])  # where equal, they stay in the order of tickets
    set_aside = bowl[: bowl.index(winner)]
    balls = [board.codes[state] for state in set_aside]
    if line["set_aside"] != balls:
        raise WrongError("set_aside", state=code, balls=", ".join(balls) or "-")
    return Step(slot, winner, set_aside)


# --- The result, with the start groups (sections 7 and 8) ---------------------------------------------------


def check_result(result: Any, board: Board, tickets: Tickets) -> None:
    """``board``: with everything drawn."""
    expected = result_of(board, tickets)
    if not isinstance(result, list) or len(result) != len(expected):
        raise WrongError("result_length", states=len(expected))
    for position, right in enumerate(expected, start=1):
        entry = result[position - 1]
        if not isinstance(entry, dict) or set(entry) != set(right):
            raise WrongError("result_keys", position=position, keys=", ".join(sorted(right)))
        for key, value in right.items():
            if entry[key] != value:
                raise WrongError("result", position=position, key=key, expected=canonical(value))
    board.check_fewest("too_few_reviews")


def result_of(board: Board, tickets: Tickets) -> list[dict[str, Any]]:
    start_groups = start_groups_of(board, tickets)
    return [
        {
            "state": code,
            "home": board.codes[board.drawn[state, "home"]],
            "other": board.codes[board.drawn[state, "other"]],
            "extra": [
                {
                    "reviewer": board.codes[board.drawn[state, f"{side}+"]],
                    "side": side,
                    "instruments": board.missing(state, side),
                }
                for side in ("home", "other")
                if (state, f"{side}+") in board.drawn
            ],
            "start_group": start_groups[state],
        }
        for state, code in enumerate(board.codes)
    ]


def start_groups_of(board: Board, tickets: Tickets) -> dict[int, int]:
    """Dealt 1, 2, 3, 1, 2, 3, and so on, through the groups by ticket and inside each by ticket."""
    row: list[int] = []
    for group in sorted(set(board.groups), key=lambda group: tickets.of("groups", group)):
        members = [state for state, its_group in enumerate(board.groups) if its_group == group]
        row += tickets.sorted(f"start/{group}", members)
    return {state: place % 3 + 1 for place, state in enumerate(row)}


# --- The proofs and the assignments, step by step (sections 8 to 10) ----------------------------------------


def check_proofs(lines: Lines, start: Board, tickets: Tickets, steps: list[Step]) -> int:
    """Returns the number of lines."""
    board, rest = start.after([]), start.slots(tickets)
    assignment = Assignment(start)
    counted = assignment.check(lines, 0, rest) if board.literal else 0
    for number, step in enumerate(steps, start=1):
        following = board.following(step.slot, step.winner, rest[1:])
        if board.literal:
            counted += assignment.check(lines, number, following, step)
        for ball in step.set_aside:
            proof = read_proof(lines, number, board.codes[ball])
            with_ball = board.after([Step(step.slot, ball, [])])
            remaining = board.following(step.slot, ball, rest[1:])
            Case(with_ball, {slot: with_ball.admitted(slot, remains=True) for slot in remaining}).check(proof)
            counted += 1
        board.draw(step.slot, step.winner)
        rest = following
    return counted


def read_proof(lines: Lines, step: int, ball: str) -> Any:
    line = lines.peek()
    if set(line) != {"ball", "proof", "step"} or line["step"] != step or line["ball"] != ball:
        raise WrongError("proof_expected", step=step, ball=ball)
    return lines.read()["proof"]


class Assignment:
    """Who could serve in each remaining slot: shows that the winners were completable (section 10)."""

    def __init__(self, start: Board) -> None:
        self.board = start.after([])  # with everything drawn, and the assignment too

    def check(self, lines: Lines, number: int, remaining: list[Slot], step: Step | None = None) -> int:
        """Check it after a step, or before the first. Returns the number of lines."""
        line = lines.peek()
        has_line = set(line) == {"moves", "step"} and line["step"] == number
        moves = self.moves(lines.read()["moves"], remaining) if has_line else {}
        if step and self.board.drawn.get(step.slot) != step.winner:
            self.change({step.slot: step.winner}, moves)
        else:
            self.change({}, moves)
        for slot in remaining:
            if slot not in self.board.drawn:
                raise WrongError("move_missing", slot=self.board.name(slot))
        self.board.check_fewest("move_too_few")
        return 1 if has_line else 0

    def moves(self, moves: Any, remaining: list[Slot]) -> dict[Slot, int]:
        if not isinstance(moves, dict) or not moves:
            raise WrongError("value", key="moves")
        by_name = {self.board.name(slot): slot for slot in remaining}
        found: dict[Slot, int] = {}
        for name, code in sorted(moves.items()):
            if name not in by_name:
                raise WrongError("move_slot")
            found[by_name[name]] = self.board.state(code, "moves")
            if self.board.drawn.get(by_name[name]) == found[by_name[name]]:
                raise WrongError("move_same", slot=name)
        return found

    def change(self, winner: dict[Slot, int], moves: dict[Slot, int]) -> None:
        """Change what changes, under every rule; all the rest was checked before."""
        changed = {**winner, **moves}
        for slot in changed:
            if slot in self.board.drawn:
                self.board.undraw(slot)
        for slot, state in changed.items():
            for rule, refused in self.board.refused(slot, remains=slot in moves).items():
                if refused >> state & 1:
                    names = {"state": self.board.codes[state], "slot": self.board.name(slot)}
                    raise WrongError("move_not_admitted", **names, rule=rule)
            self.board.draw(slot, state)


# The keys of a proof, by the value of its first key (section 9).
PROOF_KEYS = {
    "places": {"cut", "states", "tasks", "places"},
    "tasks": {"cut", "states", "needs", "tasks"},
    "pairs": {"cut", "states", "slots", "places", "pairs"},
    "mutual": {"either", "states", "first", "second"},
    "twice": {"either", "state", "slots", "first", "second"},
    "instrument": {"either", "instrument", "slot", "first", "second"},
}


class Case:
    """One case of a proof: ``open`` has for each slot that remains the States that could serve in it."""

    def __init__(self, board: Board, open_states: dict[Slot, int]) -> None:
        self.board, self.open = board, open_states

    def check(self, proof: Any) -> None:
        """Make sure that no result is left in this case."""
        keys = set(proof) if isinstance(proof, dict) else set()
        form = proof["cut"] if "cut" in keys else proof["either"] if "either" in keys else ""
        if not isinstance(form, str) or keys != PROOF_KEYS.get(form):
            raise WrongError("proof_form")
        if form in ("mutual", "twice", "instrument"):
            first, second = getattr(self, form)(proof)
            self.without(first).check(proof["first"])
            self.without(second).check(proof["second"])
        else:
            getattr(self, form)(proof)

    # The cuts, which are counted.

    def places(self, proof: dict[str, Any]) -> None:
        """More slots can be served by these States alone than these States have places for."""
        states = self.states(proof["states"])
        inside, places = set_of(states), self.places_of(states)
        tasks = sum(not open_states & ~inside for open_states in self.open.values())
        self.count(proof, tasks=tasks, places=places)
        self.compare(tasks, places)

    def tasks(self, proof: dict[str, Any]) -> None:
        """These States need more reviews than there are slots in which any of them could serve."""
        states = self.states(proof["states"])
        inside, fewest = set_of(states), self.board.rules["fewest_reviews"]
        needs = sum(max(0, fewest - self.board.reviews[state]) for state in states)
        tasks = sum(open_states & inside != 0 for open_states in self.open.values())
        self.count(proof, needs=needs, tasks=tasks)
        self.compare(needs, tasks)

    def pairs(self, proof: dict[str, Any]) -> None:
        """There are more slots than places of these States and pairs of others, which can serve but once."""
        self.rely_on("no_mutual_reviews")
        self.rely_on("two_different_reviewers")
        slots, states = self.slots(proof["slots"]), self.states(proof["states"])
        if slots != sorted(set(slots)):
            raise WrongError("proof_slots")
        places, others = self.places_of(states), ~set_of(states)
        pairs = {
            (min(slot[0], reviewer), max(slot[0], reviewer))
            for slot in slots
            for reviewer in members_of(self.open[slot] & others)
        }
        self.count(proof, places=places, pairs=len(pairs))
        self.compare(len(slots), places + len(pairs))

    def places_of(self, states: list[int]) -> int:
        most = self.board.rules["most_reviews"]
        return sum(most - self.board.reviews[state] if most else len(self.open) for state in states)

    def count(self, proof: dict[str, Any], **counts: int) -> None:
        for key, counted in counts.items():
            if proof[key] != counted:
                raise WrongError("proof_count", key=key, counted=counted)

    def compare(self, more: int, less: int) -> None:
        if more <= less:
            raise WrongError("proof_fails", more=more, less=less)

    # The cases that are distinguished: either these States are taken from these slots, or those from those.

    def mutual(self, proof: dict[str, Any]) -> tuple[dict[Slot, int], dict[Slot, int]]:
        """Either A does not review B, or B does not review A."""
        self.rely_on("no_mutual_reviews")
        states = self.states(proof["states"])
        if len(states) != 2:
            raise WrongError("proof_states")
        a, b = states
        return (
            {slot: 1 << a for slot in self.open if slot[0] == b},
            {slot: 1 << b for slot in self.open if slot[0] == a},
        )

    def twice(self, proof: dict[str, Any]) -> tuple[dict[Slot, int], dict[Slot, int]]:
        """Either A does not serve in the one slot of a State, or not in the other."""
        self.rely_on("two_different_reviewers")
        state, slots = self.board.state(proof["state"], "state"), self.slots(proof["slots"])
        if len(slots) != 2 or slots[0] == slots[1] or slots[0][0] != slots[1][0]:
            raise WrongError("proof_slots")
        return {slots[0]: 1 << state}, {slots[1]: 1 << state}

    def instrument(self, proof: dict[str, Any]) -> tuple[dict[Slot, int], dict[Slot, int]]:
        """Either the base reviewer is party to an instrument, or the additional one is."""
        base = self.slots([proof["slot"]])[0]
        additional = (base[0], f"{base[1]}+")
        if additional not in self.board.additional:
            raise WrongError("proof_slots")
        if proof["instrument"] not in self.board.packages[base[0]]:
            raise WrongError("proof_instrument")
        not_party = self.board.everybody & ~self.board.parties[proof["instrument"]]
        return {base: not_party}, {additional: not_party}

    def without(self, excluded: dict[Slot, int]) -> Case:
        return Case(self.board, {slot: states & ~excluded.get(slot, 0) for slot, states in self.open.items()})

    def rely_on(self, rule: str) -> None:
        if not self.board.rules[rule]:
            raise WrongError("proof_rule", rule=rule)

    def slots(self, names: Any) -> list[Slot]:
        """The slots of a list, all of which must remain."""
        by_name = {self.board.name(slot): slot for slot in self.open}
        if not isinstance(names, list) or not all(
            isinstance(each, str) and each in by_name for each in names
        ):
            raise WrongError("proof_slots")
        return [by_name[name] for name in names]

    def states(self, codes: Any) -> list[int]:
        """The States of a list, which must be in order."""
        if not isinstance(codes, list) or not all(isinstance(code, str) for code in codes):
            raise WrongError("proof_states")
        if codes != sorted(set(codes)) or not set(codes) <= set(self.board.numbers):
            raise WrongError("proof_states")
        return [self.board.numbers[code] for code in codes]


# --- On the command line ------------------------------------------------------------------------------------


def report(path: str) -> tuple[int, str]:
    """The exit code for a file, and the line that is printed."""
    try:
        with Path(path).open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        return 2, f"{path} cannot be opened: {getattr(error, 'strerror', None) or error}"
    verdict = verify(data)
    if verdict.ok:
        return (
            0,
            f"{verdict.hash} {'official draw' if verdict.kind == 'official' else 'simulation, not a draw'}",
        )
    if not verdict.line:
        return 2, f"{path} cannot be read: {verdict.message}"
    return 1, f"line {verdict.line}: {verdict.message}"


def main() -> int:
    if len(sys.argv) != 2 or sys.argv[1].startswith("-"):
        sys.stderr.write("Usage: python verify_lots.py T.jsonl\n")
        return 2
    exit_code, line = report(sys.argv[1])
    (sys.stderr if exit_code == 2 else sys.stdout).write(f"{line}\n")
    return exit_code


if __name__ == "__main__":
    sys.exit(main())
