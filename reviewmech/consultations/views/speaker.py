"""For whom a form speaks when it opens."""

from __future__ import annotations

from django.http import HttpRequest

from reviewmech.parties.models import Participant, ParticipantQuerySet

from ..models import CommentVersion, Round


def preset_speaker(
    request: HttpRequest, round_: Round, participants: ParticipantQuerySet
) -> Participant | None:
    """The one the address names (``?for=<code>``), else the one spoken for last in this consultation.

    None where that says nothing. Where there is only one, the form has no choice to make.
    """
    named = {participant.code: participant for participant in participants}
    if asked := named.get(request.GET.get("for", "")):
        return asked
    if len(named) < 2:
        return None
    last = CommentVersion.objects.filter(
        written_by=request.user,
        comment__consultation=round_.draft.consultation_id,
        comment__participant__in=participants,
    )
    version = last.select_related("comment__participant").order_by("-saved_at", "-pk").first()
    return version and version.comment.participant
