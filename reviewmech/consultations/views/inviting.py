"""Whether a reader of a draft is invited to comment now, and where that leads."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from ..models import Draft, Round
from ..permissions import speakers


@dataclass(frozen=True)
class Invitation:
    """``needs_sign_in``: a visitor, who may turn out to speak for somebody."""

    draft: Draft
    is_open: bool
    needs_sign_in: bool

    @classmethod
    def to(cls, request: HttpRequest, draft: Draft) -> Invitation:
        visitor = not request.user.is_authenticated
        round_ = current_round(draft)
        is_open = round_ is not None and round_.is_open()
        invited = is_open and (visitor or speakers(request.user, round_).exists())
        return cls(draft, invited, visitor)

    @property
    def whole_url(self) -> str:
        return self.url(None)

    def url(self, position: int | None) -> str:
        """The form for a paragraph, None for the whole draft; by way of the sign-in; empty: not invited."""
        if not self.is_open:
            return ""
        url = form_url(self.draft, position)
        return f"{reverse('account_login')}?{urlencode({'next': url})}" if self.needs_sign_in else url


def form_url(draft: Draft, position: int | None) -> str:
    place = [draft.consultation.code, draft.number]
    if position is None:
        return reverse("consultations:comment_whole", args=place)
    return reverse("consultations:comment_paragraph", args=[*place, position])


def current_round(draft: Draft) -> Round | None:
    """The newest open round of a draft; where none is open, the newest: words are kept in it as a draft."""
    rounds = sorted(draft.rounds.all(), key=lambda row: (row.is_open(), row.number))
    return rounds[-1] if rounds else None
