"""Verbs inside a delegation: words are called ready, shared with the Group, supported or questioned.

None of them is logged: moderators and administrators read the log, and would learn who is drafting what.
"""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from home.models import User
from reviewmech.parties.permissions import can_verify_for, has_seat

from ..enums import EDITABLE, CommentStatus
from ..models import Comment, CommentVersion, Opinion
from ..permissions import can_give_opinion, can_share, can_unshare, can_unverify, can_verify
from .found import WrongState, locked, refuse_unseen


@transaction.atomic
def verify_comment(comment: Comment, *, by: User, seen: str = "") -> Comment:
    """Say that the words not yet sent are ready. A returned comment stays returned until it is sent again.

    ``seen`` is the stamp of the words that were read. Raises PermissionDenied and WrongState.
    """
    comment = _verifiers(comment, by)
    if not can_verify(by, comment):
        raise WrongState(_("There is nothing to verify: it has been verified or submitted already."))
    refuse_unseen(comment, seen)
    return _mark(comment, by)


@transaction.atomic
def unverify_comment(comment: Comment, *, by: User) -> Comment:
    """Say that verified words are not ready after all. Raises PermissionDenied and WrongState."""
    comment = _verifiers(comment, by)
    if not can_unverify(by, comment):
        raise WrongState(_("This comment is not among the verified ones any more."))
    return _mark(comment, None)


def _mark(comment: Comment, by: User | None) -> Comment:
    version = _unsent(comment)
    version.verified_at, version.verified_by = (timezone.now() if by else None), by
    version.save(update_fields=["verified_at", "verified_by"])
    if comment.status != CommentStatus.RETURNED:
        comment.status = CommentStatus.VERIFIED if by else CommentStatus.DRAFT
        comment.save(update_fields=["status"])
    return comment


def _unsent(comment: Comment) -> CommentVersion:
    version = comment.unsent_version
    if version is None:
        raise WrongState(_("This comment has been submitted already."))
    return version


@transaction.atomic
def share_with_group(comment: Comment, *, by: User) -> Comment:
    """Show a State's comment, from its draft on, to the members of its Regional Group and to nobody else.

    Raises PermissionDenied and WrongState.
    """
    comment = _verifiers(comment, by)
    if not can_share(by, comment):
        raise WrongState(_("This comment cannot be shared with a Regional Group, or is shared already."))
    comment.shared_at = timezone.now()
    comment.save(update_fields=["shared_at"])
    return comment


@transaction.atomic
def unshare(comment: Comment, *, by: User) -> Comment:
    """Show it to the Regional Group no longer. Raises PermissionDenied and WrongState."""
    comment = _verifiers(comment, by)
    if not can_unshare(by, comment):
        raise WrongState(_("This comment is not shared with the Regional Group."))
    comment.shared_at = None
    comment.save(update_fields=["shared_at"])
    return comment


def _verifiers(comment: Comment, by: User) -> Comment:
    comment = locked(comment)
    if not can_verify_for(by, comment.participant):
        raise PermissionDenied
    return comment


@transaction.atomic
def give_opinion(comment: Comment, *, kind: str, by: User, text: str = "") -> Opinion:
    """Support or question a draft of one's delegation. Given again, it takes the place of the first.

    Nobody judges words of their own. Raises PermissionDenied, WrongState, and ValidationError for a text that
    is too long or a question without words.
    """
    comment = locked(comment)
    if not has_seat(by, comment.participant):
        raise PermissionDenied
    if comment.status not in EDITABLE:
        raise WrongState(_("This comment has been submitted already."))
    if not can_give_opinion(by, comment):
        raise PermissionDenied
    opinion = Opinion.objects.filter(comment=comment, person=by).first() or Opinion(
        comment=comment, person=by
    )
    opinion.kind, opinion.text, opinion.given_at = kind, text, timezone.now()
    opinion.full_clean()
    opinion.save()
    return opinion
