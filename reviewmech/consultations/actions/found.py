"""What every verb starts with: the row as it is now, and what can be wrong with it."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ..models import Comment

# What a verb reads beside the comment itself.
RELATED = ("participant", "consultation", "round__draft__consultation", "submitted_version", "paragraph")


class RoundClosed(ValidationError):  # noqa: N818 (named for what happened, as Django names DoesNotExist)
    """The round was not open at the moment of submission."""


class WrongState(ValidationError):  # noqa: N818 (the same)
    """Somebody else was there first: the comment is not in a state that allows this."""


class WordsChanged(WrongState):
    """Somebody else changed the words after they were read."""


def locked(comment: Comment) -> Comment:
    """The comment as it is now, kept from others until the transaction ends.

    Locked first and read then: what is joined to a row that had to be waited for is of before the wait.
    """
    if Comment.objects.select_for_update().filter(pk=comment.pk).first() is None:
        raise WrongState(_("The draft was deleted."))
    return Comment.objects.select_related(*RELATED).get(pk=comment.pk)


def refuse_unseen(comment: Comment, seen: str) -> None:
    """Raise WordsChanged where the words are not those read: ``seen`` is their stamp; empty: not asked."""
    newest = comment.newest_version
    if seen and newest is not None and newest.stamp != seen:
        raise WordsChanged(_("The words were changed after you read them: look once more."))
