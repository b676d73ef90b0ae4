"""Which of the comments of a draft a reader wants to see: kept in the address, the same on each page."""

from __future__ import annotations

from typing import Any, cast
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from home.models import User
from reviewmech.parties.models import Participant

from .enums import GONE, CommentStatus, CommentType
from .models import Comment, Draft
from .models.comment_query import CommentQuerySet

# Field of the form -> what it asks of a comment.
LOOKUPS = {
    "type": "submitted_version__type",
    "by": "participant",
    "language": "submitted_version__language",
    "status": "status",
}
OF_WORDS_NOT_SENT = {"type": "versions__type", "language": "versions__language"}


class CommentFilter(forms.Form):
    """A form sent by GET. What makes no sense in it is left aside.

    Everybody reads what is published. Who speaks for a participant may also look at its comments in the
    other states, on which ``status`` and ``mine`` exist for this reader only.
    """

    type = forms.ChoiceField(label=_("Type"), choices=[("", _("All")), *CommentType.choices], required=False)
    by = forms.ModelChoiceField(
        label=_("Participant"),
        queryset=Participant.objects.none(),
        to_field_name="code",
        empty_label=_("All"),
        required=False,
    )
    language = forms.ChoiceField(
        label=_("Language of the comment"), choices=[("", _("All")), *settings.LANGUAGES], required=False
    )
    status = forms.ChoiceField(
        label=_("State"), choices=[("", _("Published")), *CommentStatus.choices], required=False
    )
    mine = forms.BooleanField(label=_("Only those of my delegation, in every state"), required=False)

    def __init__(self, query: QueryDict, *, draft: Draft, user: User | AnonymousUser) -> None:
        super().__init__(query, auto_id="filter-%s")
        self.draft, self.user = draft, user
        self.visible = Comment.objects.visible_to(user).filter(round__draft=draft)
        told = Participant.objects.filter(pk__in=self._told().values("participant"))
        cast("forms.ModelChoiceField[Participant]", self.fields["by"]).queryset = told
        if not user.is_authenticated:
            del self.fields["status"], self.fields["mine"]
        self.is_valid()

    @property
    def chosen(self) -> dict[str, Any]:
        """The fields in which something was chosen, with what."""
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def query(self) -> str:
        """The choice as part of an address: ``type=editorial&by=africa``; empty where nothing was chosen."""
        return urlencode({name: self.data[name] for name in self.chosen})

    @property
    def looks_behind(self) -> bool:
        """Whether comments are asked for that are not, or not only, published ones."""
        return bool(self.chosen.get("mine")) or self.chosen.get("status", "") not in (
            "",
            CommentStatus.PUBLISHED,
        )

    def comments(self) -> CommentQuerySet:
        """The comments of the draft this reader may see and has asked for."""
        if not self.looks_behind:
            return self._narrowed(self._told(), LOOKUPS)
        # Nothing in these states stands on a page of others: neither for moderators nor inside a Group.
        own = self.visible.filter(pk__in=Comment.objects.written_for(self.user).values("pk"))
        return self._narrowed(own, LOOKUPS | OF_WORDS_NOT_SENT).distinct()

    def comments_and_gaps(self) -> CommentQuerySet:
        """The same, and where nothing was asked for the comments that are gone: their numbers stay."""
        if self.chosen:
            return self.comments()
        gone = Comment.objects.known_to(self.user).filter(
            round__draft=self.draft, status__in=GONE, published_at__isnull=False
        )
        return Comment.objects.filter(Q(pk__in=self._told().values("pk")) | Q(pk__in=gone.values("pk")))

    def _narrowed(self, comments: CommentQuerySet, lookups: dict[str, str]) -> CommentQuerySet:
        asked = {lookups[name]: value for name, value in self.chosen.items() if name in lookups}
        return comments.filter(**asked)

    def _told(self) -> CommentQuerySet:
        return self.visible.published()
