"""Draw the lots: the seed is there, and everything follows from it."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from home.models import User

from ..beacons import value_of
from ..engine import InputError, Transcript, check_seed, draw, hash_of, write_transcript
from ..enums import DrawState, EventKind
from ..models import Draw, DrawEvent
from ..refusals import error_of
from .found import locked, refuse_without, settled


@transaction.atomic
def draw_lots(lots: Draw, *, seed: str, signature: str = "", by: User) -> Draw:
    """Draw from a seed, the value of the public source named at the sealing, used as it is given.

    ``signature``: the source's, in hexadecimal, where it has one: its SHA-256 must be the seed.
    Raises PermissionDenied, WrongState, and ValidationError for a seed or signature that cannot be.
    """
    refuse_without("lots.hold_draw", by)
    lots = locked(lots, DrawState.SEALED)
    refuse_bad_seed(seed)
    signature = checked_signature(signature, seed)
    transcript = transcript_of(lots, seed)
    lots.seed, lots.signature = seed, signature
    lots.transcript, lots.result_hash = transcript.text, transcript.hash
    lots.state = DrawState.DRAWN
    lots.save(update_fields=["seed", "signature", "transcript", "result_hash", "state"])
    facts = {
        "seed": seed,
        "beacon": lots.beacon,
        "beacon_round": lots.beacon_round,
        "signature": signature,
        "signature_checked": int(bool(signature)),
        "transcript_sha256": hash_of(transcript.text),
        "result_hash": transcript.hash,
    }
    DrawEvent.objects.append(lots, EventKind.DRAWN, by=by, facts=facts)
    log(instance=lots, action="lots.draw", user=by, data={"seed": seed, "hash": transcript.hash})
    return lots


def refuse_bad_seed(seed: str) -> None:
    try:
        check_seed(seed)
    except InputError as error:
        raise ValidationError({"seed": error_of(error)}) from None


def checked_signature(signature: str, seed: str) -> str:
    """The signature in lower case without spaces; empty where none is given."""
    signature = "".join(signature.split()).lower()
    if not signature:
        return ""
    try:
        value = value_of(signature)
    except ValueError:
        words = _("A signature is written in hexadecimal: 0 to 9 and a to f.")
        raise ValidationError({"signature": words}) from None
    if value != seed:
        words = _("The SHA-256 of this signature is %(value)s, and that is not the seed.")
        raise ValidationError({"signature": words % {"value": value}})
    return signature


def transcript_of(lots: Draw, seed: str) -> Transcript:
    """The draw, made and written down. Raises ValidationError where the list's notes cannot be."""
    drawing = draw(settled(lots), seed)
    try:
        return write_transcript(
            drawing, kind=lots.kind, as_at=lots.parties.as_at_text, source=lots.parties.source
        )
    except InputError as error:
        raise error_of(error) from None
