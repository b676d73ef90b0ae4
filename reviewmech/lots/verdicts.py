"""What a verifier finds, in the reader's language: a sentence for each code of ``verifier/verify_lots.py``.

``%(name)s`` stands for a parameter, which is a code, a number or a hash.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

SENTENCES: dict[str, StrPromise] = {
    "empty": gettext_lazy("The file is empty."),
    "too_big": gettext_lazy("The file has more than 64 MiB."),
    "no_object": gettext_lazy("No line of the file is a JSON object: it is no transcript."),
    "not_utf8": gettext_lazy("It is not text in UTF-8."),
    "not_canonical": gettext_lazy("It is not an object in canonical JSON (section 1 of the procedure)."),
    "no_line_break": gettext_lazy("The last line does not end with a line break (LF)."),
    "hash": gettext_lazy("Its hash is not the hash of its content and the line before it."),
    "cut_short": gettext_lazy("The file ends here, and the transcript does not."),
    "after_end": gettext_lazy("Something follows the end."),
    "keys": gettext_lazy("It should have these keys and no others: %(keys)s"),
    "value": gettext_lazy("This value of %(key)s is not possible."),
    "rule_keys": gettext_lazy("The rules should have these keys and no others: %(keys)s"),
    "rule_value": gettext_lazy("This value of the rule %(rule)s is not possible."),
    "fewest_above_most": gettext_lazy("The rule fewest_reviews is more than the rule most_reviews."),
    "content_hash": gettext_lazy("%(key)s is not the hash of what it stands for."),
    "state_count": gettext_lazy("The input should have 3 to 500 States."),
    "state": gettext_lazy("State number %(position)s of the input is not written as it should be."),
    "state_order": gettext_lazy(
        "State number %(position)s of the input does not come after the one before it."
    ),
    "additional": gettext_lazy("The additional lots should be exactly these: %(slots)s"),
    "too_many_reviewers": gettext_lazy(
        "Reviewers that %(state)s would have: %(reviewers)s. The most there may be: %(most)s."
    ),
    "step": gettext_lazy("This should be step %(step)s."),
    "slot": gettext_lazy("This should be the slot %(slot)s."),
    "no_state": gettext_lazy("%(key)s is not the code of a State of the input."),
    "not_admitted": gettext_lazy("%(state)s may not serve in the slot %(slot)s by the rule %(rule)s."),
    "bowl": gettext_lazy("The number of balls in the bowl of %(slot)s should be %(bowl)s."),
    "tier": gettext_lazy("The number of reviews of %(state)s before this step should be %(tier)s."),
    "set_aside": gettext_lazy("The balls ahead of %(state)s are exactly these, in this order: %(balls)s"),
    "result_length": gettext_lazy(
        "The number of entries of the result should be %(states)s, one for each State."
    ),
    "result_keys": gettext_lazy(
        "Entry %(position)s of the result should have these keys and no others: %(keys)s"
    ),
    "result": gettext_lazy("Entry %(position)s of the result: %(key)s should be %(expected)s."),
    "too_few_reviews": gettext_lazy(
        "Reviews that %(state)s makes: %(reviews)s. The fewest there may be: %(fewest)s."
    ),
    "proof_expected": gettext_lazy("This should be the proof why %(ball)s was set aside in step %(step)s."),
    "end_expected": gettext_lazy("This should be the end: all that was to be proved is proved."),
    "end_count": gettext_lazy("The number of lines between the result and the end should be %(lines)s."),
    "proof_form": gettext_lazy("The proof has none of the forms that a proof can have."),
    "proof_rule": gettext_lazy("The proof relies on the rule %(rule)s, which is off."),
    "proof_states": gettext_lazy(
        "The proof’s States should be States of the input, each once, by code; for a pair, two."
    ),
    "proof_slots": gettext_lazy(
        "The proof’s slots are not such slots still to be drawn as a proof of this form is about."
    ),
    "proof_instrument": gettext_lazy(
        "The proof’s instrument should be one of those of the State under review."
    ),
    "proof_count": gettext_lazy("The proof’s number of %(key)s should be %(counted)s."),
    "proof_fails": gettext_lazy("The proof proves nothing: %(more)s is not more than %(less)s."),
    "move_slot": gettext_lazy("The assignment names a slot that is not still to be drawn."),
    "move_same": gettext_lazy("The assignment names %(slot)s, in which nothing has changed."),
    "move_missing": gettext_lazy("The assignment of this step has nobody in the slot %(slot)s."),
    "move_not_admitted": gettext_lazy(
        "The assignment has %(state)s in the slot %(slot)s, against the rule %(rule)s."
    ),
    "move_too_few": gettext_lazy(
        "Reviews that %(state)s makes in the assignment: %(reviews)s. The fewest there may be: %(fewest)s."
    ),
}


def sentences() -> dict[str, str]:
    """Every sentence by its code, in the language that is active."""
    return {code: str(sentence) for code, sentence in SENTENCES.items()}
