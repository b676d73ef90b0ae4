"""Verbs inside a Regional Group: composing from what States shared, asking them, and what they answer.

The log is silent on all of them until the comment is submitted: who reads it would learn of words that no
one has sent. Circulations and positions are rows, by which the Group retells them to itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from home.models import User
from reviewmech.parties.enums import ParticipantKind
from reviewmech.parties.models import Participant
from reviewmech.parties.permissions import can_speak_for, can_verify_for, can_write_for

from ..deadlines import in_words
from ..enums import SAID, CommentType
from ..models import Circulation, Comment, CommentVersion, Position, Round
from ..models.group import states_asked
from ..models.period import is_midnight
from ..models.version import MAX_COMMENT_LENGTH
from .found import WrongState, locked, refuse_unseen
from .writing import save_comment_once


@transaction.atomic
def compose_for_group(sources: Sequence[Comment], *, group: Participant, round_: Round, by: User) -> Comment:
    """Begin the Group's comment with what member States have shared on one place: a draft like any other.

    Several texts stand under the names of their States; a wording that only one of them proposes is kept.
    Raises PermissionDenied, WrongState for what is no longer shared, ValidationError for several places.
    """
    if not can_write_for(by, group):
        raise PermissionDenied
    if any(source.round_id != round_.pk for source in sources):
        raise ValidationError(_("Choose comments of the same round."))
    keys = [source.pk for source in sources]
    shared = Comment.objects.visible_to(by).shared_in(group).filter(pk__in=keys, round=round_)
    found = list(shared.select_related("participant", "paragraph").order_by("participant__name_en", "pk"))
    if not found:
        raise ValidationError(_("Choose at least one comment."))
    if len(found) < len(set(keys)):
        raise WrongState(_("One of these comments is no longer shared with the Group."))
    if len({source.paragraph_id for source in found}) > 1:
        raise ValidationError(_("Choose comments on the same paragraph."))
    comment = save_comment_once(
        comment=None,
        by=by,
        participant=group,
        round_=round_,
        paragraph=found[0].paragraph,
        **_words_of(found),
    )
    comment.drawn_from.add(*found)
    return comment


def _words_of(sources: list[Comment]) -> dict[str, object]:
    versions = [source.shown_version for source in sources]
    proposing = [version for version in versions if version.proposed_wording]
    # The wording stands beside the text in which it was read.
    first = proposing[0] if len(proposing) == 1 else versions[0]
    types = {version.type for version in versions}
    return {
        "type_": types.pop() if len(types) == 1 else CommentType.SUBSTANTIVE,
        "language": first.language,
        "text": _joined(sources, versions, first.language),
        "base": first.base,
        "proposed_wording": first.proposed_wording if len(proposing) == 1 else "",
        "read_in": first.read_in,
    }


def _joined(sources: list[Comment], versions: list[CommentVersion], language: str) -> str:
    if len(sources) == 1:
        return versions[0].text
    pairs = zip(sources, versions, strict=True)
    text = "\n\n".join(
        f"{source.participant.name_in(language)}:\n{version.text}" for source, version in pairs
    )
    if len(text) > MAX_COMMENT_LENGTH:
        raise ValidationError(_("Together these comments are too long for one: choose fewer."))
    return text


@transaction.atomic
def circulate(
    comment: Comment,
    *,
    silence_ends_at: datetime,
    zone: str,
    by: User,
    at: datetime | None = None,
    seen: str = "",
) -> Circulation:
    """Ask the Group's member States about the words as they are now; from now on these words stand.

    Silence until ``silence_ends_at``, a full minute before the round closes, is no objection. A circulation
    of earlier words ends with this one: it stays on record, and no stance is carried over. After the close a
    correction is circulated that can still be offered as late. ``seen`` is the stamp of the words read.
    Raises PermissionDenied, WrongState, and ValidationError for an end that cannot be.
    """
    at = at or timezone.now()
    comment = locked(comment)
    if comment.participant.kind != ParticipantKind.GROUP or not can_verify_for(by, comment.participant):
        raise PermissionDenied
    if not comment.round.may_be_spoken_in_by(comment.participant):
        raise PermissionDenied
    version = comment.pending_version
    if not comment.is_editable or version is None:
        raise WrongState(_("These words have been circulated or submitted already."))
    refuse_unseen(comment, seen)
    if not states_asked(comment.participant, comment.consultation):
        raise WrongState(_("No member State of the Group reads this text: there is nobody to ask."))
    _check_end(silence_ends_at, zone, None if comment.takes_late_words(at) else comment.round, at)
    circulation = Circulation(
        version=version, circulated_at=at, silence_ends_at=silence_ends_at, zone=zone, circulated_by=by
    )
    circulation.full_clean()
    version.frozen_at = at
    version.save(update_fields=["frozen_at"])
    circulation.save()
    return circulation


def _check_end(ends_at: datetime, zone: str, round_: Round | None, at: datetime) -> None:
    """Refuse an end of silence that is past, lies between two minutes, or leaves no time to submit.

    Words that can only be offered as late have no ``round_`` that could close on them.
    """
    Circulation._meta.get_field("zone").run_validators(zone)
    if ends_at.second or ends_at.microsecond:
        raise ValidationError(_("Silence ends at a full minute."))
    if ends_at <= at:
        raise ValidationError(_("Silence must end in the future."))
    if is_midnight(ends_at, zone):
        raise ValidationError(_("Midnight is misread: let silence end at 23:59 or by day."))
    closes_at = round_ and round_.closes_at
    if round_ and closes_at and ends_at >= closes_at:
        words = _("Silence must end before the round closes (%(moment)s), so that the comment can be sent.")
        raise ValidationError(words % {"moment": in_words(closes_at, round_.zone)})


@transaction.atomic
def take_position(
    circulation: Circulation, *, participant: Participant, stance: str, by: User, at: datetime | None = None
) -> Position:
    """Say for a member State that it aligns itself with the circulated words, or dissociates itself.

    What counts is when it arrives: ``at`` (now), before the end of silence. It may say otherwise until then.
    Raises PermissionDenied, and WrongState where these words are no longer asked about.
    """
    at = at or timezone.now()  # before the row is waited for
    comment = locked(circulation.version.comment)
    if participant not in states_asked(comment.participant, comment.consultation):
        raise PermissionDenied
    if not can_speak_for(by, participant):
        raise PermissionDenied
    if stance not in SAID:
        raise ValidationError(_("A State aligns itself with the words, or dissociates itself from them."))
    _check_still_asked(circulation, comment, at)
    position = Position.objects.filter(circulation=circulation, participant=participant).first()
    if position is not None and position.stance == stance:
        return position
    said = {"stance": stance, "taken_at": at, "taken_by": by}
    position, _made = Position.objects.update_or_create(
        circulation=circulation, participant=participant, defaults=said
    )
    return position


def _check_still_asked(circulation: Circulation, comment: Comment, at: datetime) -> None:
    version = circulation.version
    if comment.newest_version != version:
        raise WrongState(_("The words are being changed: they will be circulated again."))
    if not comment.is_editable or comment.submitted_version_id == version.pk:
        raise WrongState(_("This comment has been submitted already."))
    if at >= circulation.silence_ends_at:
        words = _("Silence ended at %(moment)s: a position can no longer be taken.")
        raise WrongState(words % {"moment": in_words(circulation.silence_ends_at, circulation.zone)})
