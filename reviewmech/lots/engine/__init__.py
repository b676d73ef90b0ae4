"""The drawing of lots as a pure function. PROCEDURE.md says exactly what it does; standard library only."""

from .canonical import FORMAT, canonical, hash_of
from .drawing import Drawing, Step, draw
from .parties import INSTRUMENTS, State, read_parties
from .preparing import Refusal, prepare
from .problems import SENTENCES, InputError, Problem
from .rules import RULES, Rule, Rules, default_rules
from .setting import Setting
from .tickets import check_seed, tickets_of
from .transcript import Transcript, write_transcript

__all__ = [
    "FORMAT",
    "INSTRUMENTS",
    "RULES",
    "SENTENCES",
    "Drawing",
    "InputError",
    "Problem",
    "Refusal",
    "Rule",
    "Rules",
    "Setting",
    "State",
    "Step",
    "Transcript",
    "canonical",
    "check_seed",
    "default_rules",
    "draw",
    "hash_of",
    "prepare",
    "read_parties",
    "tickets_of",
    "write_transcript",
]
