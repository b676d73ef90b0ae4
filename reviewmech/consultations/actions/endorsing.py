"""What a Group's submission records: where each member State stood, and who of them is named."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.utils.translation import gettext as _

from ..deadlines import in_words
from ..models import Circulation, Comment, Endorsement
from ..models.group import states_asked
from .found import WrongState


def refuse_unfinished_circulation(comment: Comment, at: datetime) -> None:
    """Words that were circulated once are sent as they were circulated, when silence has ended.

    Raises WrongState. A comment that was never circulated passes.
    """
    circulated = comment.circulated_version
    if circulated is None:
        return
    if not comment.is_circulated:
        raise WrongState(_("The words changed after circulation: circulate them again."))
    circulation = circulated.circulation
    if at < circulation.silence_ends_at:
        words = _("Silence runs until %(moment)s.")
        raise WrongState(words % {"moment": in_words(circulation.silence_ends_at, circulation.zone)})


def endorse(comment: Comment, named: Collection[str]) -> list[dict[str, object]]:
    """Write down where each member State stands on the circulated words, and tell it for the log.

    ``named`` are the stances whose States readers see. Nothing for a comment that was never circulated.
    """
    version = comment.circulated_version
    if version is None:
        return []
    states = states_asked(comment.participant, comment.consultation)
    stances = version.circulation.stances(states)
    Endorsement.objects.bulk_create(
        Endorsement(version=version, participant=state, stance=stance, named=stance in named)
        for state, stance in stances.items()
    )
    return _retold(comment)


def _retold(comment: Comment) -> list[dict[str, object]]:
    """Every circulation of the comment, the first one first, with what each State said and when."""
    rows = Circulation.objects.filter(version__comment=comment).select_related("version")
    rows = rows.prefetch_related("positions__participant", "version__endorsements__participant")
    return [
        {
            "version": row.version.number,
            "circulated_at": row.circulated_at.isoformat(),
            "silence_ends_at": row.silence_ends_at.isoformat(),
            "zone": row.zone,
            "states": _states(row),
        }
        for row in rows.order_by("version__number")
    ]


def _states(row: Circulation) -> list[dict[str, object]]:
    """Who was silent is told of the words that were sent only: of the others, it came to nothing."""
    told = {
        each.participant.code: {"stance": each.stance, "at": each.taken_at.isoformat()}
        for each in row.positions.all()
    }
    for each in row.version.endorsements.all():
        told.setdefault(each.participant.code, {"stance": each.stance, "at": None})["named"] = each.named
    return [{"state": code, **facts} for code, facts in sorted(told.items())]
