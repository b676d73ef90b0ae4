"""Why these two: a State's slots step by step, with the tickets to check and what was set aside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from .engine import FORMAT, Rules, Setting, tickets_of
from .engine.board import PLACES, Board, members
from .reading import Reading, Step, UnreadableError

SHOWN_ASIDE = 12  # balls set aside in one slot; the transcript has all
SHOWN_LEFT = 3  # balls that come after the winner


@dataclass(frozen=True)
class Ball:
    """``load``: reviews made before this step; ``proof``: why it was set aside, None if it was not."""

    code: str
    load: int
    text: str
    ticket: str
    proof: dict[str, Any] | None = None

    @property
    def command(self) -> str:
        """What computes the ticket in any Unix shell."""
        quoted = self.text.replace("'", "'\\''")
        return f"printf '%s' '{quoted}' | sha256sum"


@dataclass(frozen=True)
class SlotStory:
    """One slot: ``aside`` and ``left`` are the first of them, in the order in which they are taken."""

    step: Step
    aside: tuple[Ball, ...]
    winner: Ball
    left: tuple[Ball, ...]
    left_not_shown: int

    @property
    def aside_not_shown(self) -> int:
        return len(self.step.set_aside) - len(self.aside)


def story(reading: Reading, code: str) -> tuple[SlotStory, ...]:
    """The slots of a State under review, in order: the draw is played again up to the last of them.

    Raises UnreadableError where the transcript names a ball that was in no bowl.
    """
    try:
        return tuple(stories(reading, code))
    except (LookupError, ValueError) as error:
        raise UnreadableError(str(error)) from error


def stories(reading: Reading, code: str) -> Iterator[SlotStory]:
    board, numbers = board_of(reading), {state: number for number, state in enumerate(reading.rows)}
    last = max((step.number for step in reading.steps if step.state == code), default=0)
    for step in reading.steps[:last]:
        slot = 4 * numbers[step.state] + PLACES.index(step.place)
        if step.state == code:
            yield tell(reading, board, slot, step)
        board.draw(slot, numbers[step.winner])


def board_of(reading: Reading) -> Board:
    rules = Rules.from_values(reading.head["rules"])
    states = tuple(row.state for row in reading.rows.values())
    return Setting(states, rules, tuple(reading.head["additional"]), {}).board()


def tell(reading: Reading, board: Board, slot: int, step: Step) -> SlotStory:
    label, codes = board.label(slot), [state.code for state in board.states]
    ticket = tickets_of(reading.seed)(label)

    def ball(number: int) -> Ball:
        code = codes[number]
        proof = reading.proofs.get((step.number, code))
        return Ball(code, board.load[number], text_of(reading.seed, label, code), ticket(code), proof)

    order = in_order(board, [ball(number) for number in members(board.bowl(slot))])
    by_code = {each.code: each for each in order}
    winner = by_code[step.winner]
    left = order[order.index(winner) + 1 :]
    return SlotStory(
        step=step,
        aside=tuple(by_code[code] for code in step.set_aside[:SHOWN_ASIDE]),
        winner=winner,
        left=tuple(left[:SHOWN_LEFT]),
        left_not_shown=len(left[SHOWN_LEFT:]),
    )


def in_order(board: Board, balls: Sequence[Ball]) -> list[Ball]:
    """As they are taken: by reviews so far, if that is a rule, and by ticket."""
    tiers = board.rules.fewest_reviews_first
    return sorted(balls, key=lambda ball: (ball.load if tiers else 0, ball.ticket))


def text_of(seed: str, label: str, code: str) -> str:
    """What a ticket is the hash of."""
    return f"{FORMAT}|{seed}|{label}|{code}"


def ticket_ball(reading: Reading, label: str, code: str) -> Ball:
    """A ticket of something else than a slot: the order of the States, or the start groups."""
    return Ball(code, 0, text_of(reading.seed, label, code), tickets_of(reading.seed)(label)(code))
