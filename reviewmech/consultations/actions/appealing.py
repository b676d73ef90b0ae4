"""One appeal a comment: its participant asks for another look, and another moderator answers."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from home.models import User
from reviewmech.parties.permissions import can_speak_for

from ..enums import APPEALABLE, AppealOutcome, CommentStatus
from ..models import Appeal, Comment
from ..permissions import can_decide_appeal, can_moderate
from .found import WrongState, locked


@transaction.atomic
def appeal(comment: Comment, *, text: str, language: str, by: User) -> Appeal:
    """Ask for another look at a return or at a take-down. Once.

    Raises PermissionDenied, WrongState, and ValidationError for words that cannot be kept.
    """
    comment = locked(comment)
    if not can_speak_for(by, comment.participant):
        raise PermissionDenied
    if comment.status not in APPEALABLE:
        raise WrongState(_("There is no return and no take-down to appeal against."))
    if Appeal.objects.filter(comment=comment).exists():
        raise WrongState(_("An appeal has been made on this comment already. There is one a comment."))
    made = Appeal(comment=comment, against=comment.status, text=text, language=language, made_by=by)
    made.full_clean()
    made.save()
    log(instance=comment, action="consultations.appeal", user=by, data={"against": made.against})
    return made


@transaction.atomic
def decide_appeal(appeal: Appeal, *, uphold: bool, answer: str, by: User) -> Appeal:
    """Answer an appeal: upheld, the comment is published (again); dismissed, the decision stands.

    Who took the decision stays ``comment.decided_by``, and when and why it was taken stays with the comment:
    the answer can be undone. Raises PermissionDenied, WrongState, and ValidationError for the moderator whose
    decision it is.
    """
    if not can_moderate(by):
        raise PermissionDenied
    comment = locked(appeal.comment)
    appeal = Appeal.objects.get(pk=appeal.pk)
    appeal.comment = comment
    _check_answer(appeal, by)
    appeal.outcome = AppealOutcome.UPHELD if uphold else AppealOutcome.DISMISSED
    appeal.answer, appeal.decided_at, appeal.decided_by = answer, timezone.now(), by
    appeal.full_clean()
    appeal.save()
    if uphold:
        _publish(comment, appeal)
    action = "consultations.uphold_appeal" if uphold else "consultations.dismiss_appeal"
    log(instance=comment, action=action, user=by, data={"answer": answer})
    return appeal


def _check_answer(appeal: Appeal, by: User) -> None:
    if not appeal.is_pending:
        raise WrongState(_("Somebody else has decided on this appeal already."))
    if not appeal.awaits_decision:
        raise WrongState(_("The decision that the appeal was against does not stand any more."))
    if not can_decide_appeal(by, appeal):
        raise ValidationError(_("The appeal is against your own decision: somebody else decides on it."))


def _publish(comment: Comment, appeal: Appeal) -> None:
    """Against a return it is published for the first time; what was taken down keeps its first moment."""
    comment.status = CommentStatus.PUBLISHED
    if appeal.is_against_a_return:
        comment.published_at = appeal.decided_at
    comment.save(update_fields=["status", "published_at"])
