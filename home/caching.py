"""How long a page may be kept: until the next thing on it changes by the clock alone."""

from __future__ import annotations

from datetime import datetime

from wagtail import hooks
from wagtail.models import Page, Revision


def next_change(at: datetime) -> datetime | None:
    """The first moment after ``at`` at which a public page changes by itself; None: not foreseen.

    Scheduled publishing and expiry are known here. Rooms add theirs with the hook ``next_public_change``:
    it is given ``at``, and answers with a moment or None from one cheap query.
    """
    moments = [next_publishing_or_expiry(at), *(hook(at) for hook in hooks.get_hooks("next_public_change"))]
    return min((moment for moment in moments if moment), default=None)


def next_publishing_or_expiry(at: datetime) -> datetime | None:
    coming = Revision.objects.filter(approved_go_live_at__gt=at).order_by().values_list("approved_go_live_at")
    ending = Page.objects.filter(live=True, expire_at__gt=at).order_by().values_list("expire_at")
    return min((moment for (moment,) in coming.union(ending)), default=None)
