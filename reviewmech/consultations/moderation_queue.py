"""The queue: which comments a moderator goes through, in which order, and what stands in a row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import django_filters
from django.conf import settings
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, Left
from django.forms.widgets import Media, Script
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.widgets import BooleanRadioSelect

from reviewmech.parties.models import Participant

from .enums import PRIVATE, CommentStatus, CommentType
from .models import Comment, Consultation, Round
from .models.comment_query import CommentQuerySet
from .titles import title_of, with_titles

APPEALED, EVERYTHING = "appealed", "all"
FIRST_WORDS = 240  # characters of a text that a row shows
LOOK = Media(
    css={"all": ["consultations/moderation.css"]},
    js=[Script("consultations/moderation.js", type="module")],  # type: ignore[list-item]  # stubs of 5.1
)
STATES = [
    (CommentStatus.SUBMITTED.value, gettext_lazy("Waiting for a decision")),
    (APPEALED, gettext_lazy("Appeal waiting for a decision")),
    *[(s.value, s.label) for s in CommentStatus if s not in (*PRIVATE, CommentStatus.SUBMITTED)],
    (EVERYTHING, gettext_lazy("All states")),
]


class TitledField(django_filters.fields.ModelChoiceField):
    def label_from_instance(self, row: Any) -> str:
        return row.title


class TitledFilter(django_filters.ModelChoiceFilter):
    field_class = TitledField


class RoundField(django_filters.fields.ModelChoiceField):
    def label_from_instance(self, round_: Any) -> str:
        words = {"title": round_.title, "draft": round_.draft.number, "round": round_.number}
        return _("%(title)s, draft %(draft)s, round %(round)s") % words


class RoundFilter(django_filters.ModelChoiceFilter):
    field_class = RoundField


def titled_consultations(request: HttpRequest | None) -> QuerySet[Consultation]:
    return with_titles(Consultation.objects.all())


def titled_rounds(request: HttpRequest | None) -> QuerySet[Round]:
    rounds = Round.objects.annotate(title=title_of("draft__consultation__"))
    return rounds.select_related("draft").order_by("draft__consultation", "draft__number", "number")


class QueueFilters(WagtailFilterSet):
    """Where nothing is said of the state, those that wait."""

    status = django_filters.ChoiceFilter(
        label=gettext_lazy("Status"),
        choices=STATES,
        empty_label=None,
        initial=CommentStatus.SUBMITTED.value,
        method="of_state",
    )
    consultation = TitledFilter(label=gettext_lazy("Consultation"), queryset=titled_consultations)
    round = RoundFilter(label=gettext_lazy("Round"), queryset=titled_rounds)
    participant = django_filters.ModelChoiceFilter(
        label=gettext_lazy("On behalf of"), queryset=Participant.objects.all()
    )
    type = django_filters.ChoiceFilter(
        label=gettext_lazy("Type"), field_name="submitted_version__type", choices=CommentType.choices
    )
    language = django_filters.ChoiceFilter(
        label=gettext_lazy("Language"),
        field_name="submitted_version__language",
        choices=settings.LANGUAGES,
    )
    late = django_filters.BooleanFilter(
        label=gettext_lazy("Arrived late"),
        field_name="late_at",
        lookup_expr="isnull",
        exclude=True,
        widget=BooleanRadioSelect,
    )

    class Meta:
        model = Comment
        fields: list[str] = []

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        data = data.copy() if data is not None else {}
        if not data.get("status"):
            data["status"] = CommentStatus.SUBMITTED.value
        super().__init__(data, **kwargs)

    def of_state(self, comments: CommentQuerySet, name: str, state: str) -> CommentQuerySet:
        if state == EVERYTHING:
            return comments
        return comments.appealed() if state == APPEALED else comments.filter(status=state)

    def applied_to(self, comments: CommentQuerySet) -> CommentQuerySet:
        """Those that pass; those that wait where an address was written by hand and says nothing sensible."""
        return self.filter_queryset(comments) if self.is_valid() else comments.in_queue()


def is_key(text: str) -> bool:
    """Whether what a browser sent can be a row's key: digits, and no more than a database takes."""
    return text.isascii() and text.isdigit() and len(text) < 19


def in_order(comments: CommentQuerySet) -> CommentQuerySet:
    """One text after the other, each in the order in which its comments arrived first: as indexes have it."""
    return comments.order_by("consultation_id", "number")


def kept_query(request: HttpRequest) -> str:
    """The filters of an address, to go with the moderator from screen to screen."""
    names = [name for name in QueueFilters.base_filters if request.GET.get(name)]
    return urlencode([(name, request.GET[name]) for name in names])


@dataclass(frozen=True)
class Queue:
    """The comments that pass the filters of an address; ``query`` says the same to the next screen."""

    rows: CommentQuerySet
    query: str

    @classmethod
    def of(cls, request: HttpRequest) -> Queue:
        filters = QueueFilters(request.GET, request=request)
        rows = filters.applied_to(Comment.objects.moderated_by(request.user))
        return cls(in_order(rows), kept_query(request))

    @property
    def url(self) -> str:
        return self._with_query(reverse("moderation:index"))

    def desk_url(self, pk: int | None, **more: int) -> str:
        """Where a comment is decided on; empty where there is none."""
        return "" if pk is None else self._with_query(reverse("moderation:inspect", args=[pk]), **more)

    def _with_query(self, url: str, **more: int) -> str:
        query = "&".join(part for part in (self.query, urlencode(more)) if part)
        return f"{url}?{query}" if query else url

    def after(self, comment: Comment) -> int | None:
        """The next one's key: of the same text if it has more, else of the next text."""
        same = self._keys(consultation=comment.consultation_id, number__gt=comment.number)
        return same.first() or self._keys(consultation_id__gt=comment.consultation_id).first()

    def before(self, comment: Comment) -> int | None:
        same = self._keys(consultation=comment.consultation_id, number__lt=comment.number)
        return same.last() or self._keys(consultation_id__lt=comment.consultation_id).last()

    def next_to_decide(self, comment: Comment) -> int | None:
        """The one after a comment that was decided on; behind the last one, the first that is left."""
        return self.after(comment) or self._keys().exclude(pk=comment.pk).first()

    def _keys(self, **where: Any) -> QuerySet[Any]:
        return self.rows.filter(**where).values_list("pk", flat=True)


def with_rows_facts(comments: CommentQuerySet) -> CommentQuerySet:
    """All that the rows of the queue show, in one query; of long texts only the beginning is fetched."""
    earlier = Comment.objects.filter(
        participant=OuterRef("participant"),
        consultation=OuterRef("consultation"),
        number__lt=OuterRef("number"),
    )
    counted = earlier.order_by().values("participant").annotate(number_of=Count("*")).values("number_of")
    joined = ["paragraph", "participant", "appeal", "submitted_version__base__draft_language"]
    long = ["text", "proposed_wording", "return_text", "base__html", "base__plain"]
    return (
        comments.select_related(*joined)
        .defer(*[f"submitted_version__{name}" for name in long])
        .annotate(
            consultation_title=title_of("consultation__"),
            first_words=Left("submitted_version__text", FIRST_WORDS),
            read_words=Left("submitted_version__base__plain", FIRST_WORDS),
            earlier=Coalesce(Subquery(counted), 0),
        )
    )
