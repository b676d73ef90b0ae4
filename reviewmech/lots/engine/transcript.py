"""A draw written down, so that anybody can check it. PROCEDURE.md, section 8."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from .canonical import FORMAT, Chain, canonical, hash_of, is_plain
from .drawing import Drawing
from .problems import InputError, Problem

KINDS = ("official", "simulation")


@dataclass(frozen=True)
class Transcript:
    """``text``: JSON Lines; ``hash``: that of the draw."""

    text: str
    hash: str


def write_transcript(drawing: Drawing, *, kind: str, as_at: str = "", source: str = "") -> Transcript:
    """Write a draw down. ``kind``: official or simulation. Raises InputError for a note that is too long."""
    if kind not in KINDS:
        raise ValueError(f"There is no kind of draw {kind!r}")
    chain = Chain()
    chain.add(head(drawing, kind, as_at=as_at, source=source))
    chain.add({"seed": drawing.seed})
    for number, step in enumerate(drawing.steps, start=1):
        chain.add(
            {
                "bowl": step.bowl,
                "set_aside": list(step.set_aside),
                "slot": step.slot,
                "step": number,
                "tier": step.tier,
                "winner": step.winner,
            }
        )
    of_the_draw = chain.add({"result": drawing.result})
    after = list(proofs(drawing))
    for line in after:
        chain.add(line)
    chain.add({"end": len(after)})
    return Transcript(chain.text(), of_the_draw)


def head(drawing: Drawing, kind: str, **notes: str) -> dict[str, Any]:
    setting = drawing.setting
    problems = [Problem("note", {"what": what}) for what, note in notes.items() if not is_plain(note, 200)]
    if problems:
        raise InputError(problems)
    states, rules = [state.values() for state in setting.states], setting.rules.values()
    return {
        **notes,
        "additional": list(setting.additional),
        "engine": engine_hash(),
        "format": FORMAT,
        "input": states,
        "input_hash": hash_of(canonical(states)),
        "kind": kind,
        "rules": rules,
        "rules_hash": hash_of(canonical(rules)),
    }


def proofs(drawing: Drawing) -> Iterator[dict[str, Any]]:
    """What shows that each ball was rightly set aside, and (literal) each winner rightly not."""
    if drawing.witness:
        yield {"moves": drawing.witness, "step": 0}
    for number, step in enumerate(drawing.steps, start=1):
        if step.moves:
            yield {"moves": step.moves, "step": number}
        for ball, proof in zip(step.set_aside, step.proofs, strict=True):
            yield {"ball": ball, "proof": proof, "step": number}


@cache
def engine_hash() -> str:
    """The hash of the files that made the draw."""
    files = Path(__file__).parent.glob("*.py")
    return hash_of(canonical({file.name: sha256(file.read_bytes()).hexdigest() for file in files}))
