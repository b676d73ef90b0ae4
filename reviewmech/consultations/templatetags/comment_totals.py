"""The public numbers of a consultation's rounds."""

from __future__ import annotations

from collections.abc import Iterable

from django import template

from reviewmech.consultations.models import Comment, Draft
from reviewmech.consultations.models.totals import Totals

register = template.Library()


@register.inclusion_tag("consultations/includes/totals.html")
def comment_totals(drafts: Iterable[Draft]) -> dict[str, object]:
    """One line for each round that has begun, of drafts whose ``rounds`` are there with their moments.

    A round under an embargo is left out until that lifts: numbers of hidden things are hidden too.
    """
    rounds = [
        (draft, round_)
        for draft in drafts
        for round_ in sorted(draft.rounds.all(), key=lambda row: row.number)
        if round_.has_begun and not round_.is_embargoed
    ]
    if not rounds:
        return {"lines": []}
    totals = Comment.objects.filter(round__in=[round_.pk for _, round_ in rounds]).totals()
    return {
        "lines": [
            {"draft": draft, "round": round_, "totals": totals.get(round_.pk) or Totals()}
            for draft, round_ in rounds
        ]
    }
