"""Whether a reader of a draft is invited to comment now, and where that leads."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.urls import reverse

from home.models import User

from ..models import Draft, Round
from ..permissions import speakers


@dataclass(frozen=True)
class Invitation:
    """``needs_sign_in``: a visitor, who may turn out to speak for somebody.

    ``positions`` are those of the paragraphs on which comments are taken; None means all of them.
    """

    draft: Draft
    is_open: bool
    needs_sign_in: bool
    positions: frozenset[int] | None = None

    @classmethod
    def to(cls, request: HttpRequest, draft: Draft) -> Invitation:
        visitor = not request.user.is_authenticated
        round_ = current_round(draft, request.user)
        if round_ is None or not round_.is_open():
            return cls(draft, False, visitor)
        invited = visitor or speakers(request.user, round_).exists()
        return cls(draft, invited, visitor, round_.positions_taken if invited else None)

    @property
    def whole_url(self) -> str:
        return self.url(None)

    def url(self, position: int | None) -> str:
        """The form for a paragraph, None for the whole draft; by way of the sign-in; empty: not invited."""
        if not self.is_open or not self.takes(position):
            return ""
        url = form_url(self.draft, position)
        return f"{reverse('account_login')}?{urlencode({'next': url})}" if self.needs_sign_in else url

    def takes(self, position: int | None) -> bool:
        return position is None or self.positions is None or position in self.positions


def form_url(draft: Draft, position: int | None) -> str:
    place = [draft.consultation.code, draft.number]
    if position is None:
        return reverse("consultations:comment_whole", args=place)
    return reverse("consultations:comment_paragraph", args=[*place, position])


def current_round(draft: Draft, user: User | AnonymousUser) -> Round | None:
    """The newest open round of a draft, of several the newest in which the reader may write.

    Where none is open, the newest: words are kept in it as a draft.
    """
    newest_first = sorted(draft.rounds.all(), key=lambda row: row.number, reverse=True)
    open_ones = [row for row in newest_first if row.is_open()]
    if len(open_ones) > 1 and user.is_authenticated:
        open_ones = [row for row in open_ones if speakers(user, row).exists()] or open_ones
    return next(iter(open_ones or newest_first), None)
