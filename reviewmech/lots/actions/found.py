"""What every verb starts with: the draw as it is now, and what can be wrong with it."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from home.models import User

from ..engine import InputError, Refusal, Setting, prepare, read_parties
from ..enums import DrawState
from ..history import verify_chain
from ..models import Draw
from ..refusals import error_of
from ..sentences import refusal_in_words


class WrongState(ValidationError):  # noqa: N818 (named for what happened, as Django names DoesNotExist)
    """Somebody else was there first, or the draw is not what it was: this cannot be done with it."""


class NoResult(ValidationError):  # noqa: N818 (the same)
    """No result can satisfy the input. ``refusal`` has the proof and what would help."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(list(refusal_in_words(refusal).lines()))
        self.refusal = refusal


def refuse_without(permission: str, by: User) -> None:
    if not by.has_perm(permission):
        raise PermissionDenied


def locked(draw: Draw, *states: DrawState, intact: bool = True) -> Draw:
    """The draw as it is now, kept from others until the transaction ends.

    Raises WrongState where it is in none of the states, or has to be ``intact`` and its history is not.
    """
    found = Draw.objects.select_for_update().filter(pk=draw.pk).first()
    if found is None:
        raise WrongState(_("The draft was deleted."))
    if found.state not in states:
        words = _("This draw is no longer in a state that allows this: somebody else has dealt with it.")
        raise WrongState(words)
    if intact and (flaws := verify_chain(found)):
        raise WrongState([_("The history of this draw is not intact."), *map(str, flaws)])
    return found


def settled(draw: Draw) -> Setting:
    """What the draw's list and rules lead to. Raises NoResult, and ValidationError for what is unreadable."""
    try:
        rules = draw.read_rules()
        return prepare(read_parties(draw.parties.table, rules), rules)
    except InputError as error:
        raise error_of(error) from None
    except Refusal as refusal:
        raise NoResult(refusal) from None
