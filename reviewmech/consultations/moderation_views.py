"""The moderators' queue, and what is done with several of its comments at once."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import View
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import IndexView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from home.models import User

from . import actions
from .enums import CommentStatus
from .models import Comment
from .models.comment_query import CommentQuerySet
from .moderation_desk import ModerationView
from .moderation_queue import LOOK, Queue, in_order, is_key, kept_query, with_rows_facts
from .permissions import can_moderate
from .titles import title_of

__all__ = ["MOST_AT_ONCE", "ModerationView", "PublishSelectedView", "QueueView"]

MOST_AT_ONCE = 50  # as many as a page of the queue has


class Cell(Column):
    """A column with a template of its own: ``admin/queue/<name>.html``."""

    @property
    def cell_template_name(self) -> str:
        return f"consultations/admin/queue/{self.name}.html"

    def get_cell_context_data(self, instance: Comment, parent_context: Any) -> dict[str, Any]:
        context = super().get_cell_context_data(instance, parent_context)
        return {**context, "kept_query": kept_query(context["request"])}


class ChoiceColumn(Cell):
    header_template_name = "consultations/admin/queue/choose_all.html"


class QueueView(IndexView):
    """What waits, unless the filters say otherwise."""

    results_template_name = "consultations/admin/queue.html"
    is_searchable = False
    page_title = gettext_lazy("Moderation queue")

    @cached_property
    def columns(self) -> list[Column]:
        return [
            ChoiceColumn("choose"),
            Cell("number", label=_("Number")),
            Cell("words", label=_("Paragraph and comment"), accessor="first_words"),
            Column("participant.name", label=_("On behalf of")),
            Column("submitted_version.get_type_display", label=_("Type")),
            Column("submitted_version.get_language_display", label=_("Language")),
            Cell("submitted", label=_("Submitted")),
            Cell("earlier", label=_("Earlier")),
        ]

    def get_base_queryset(self) -> CommentQuerySet:
        return in_order(Comment.objects.moderated_by(self.request.user))

    def paginate_queryset(self, queryset: CommentQuerySet, page_size: int) -> tuple[Any, ...]:
        """The page's keys first: what the rows show is not fetched for all the rows before them."""
        paginator, page, keys, more = super().paginate_queryset(
            queryset.values_list("pk", flat=True), page_size
        )
        page.object_list = in_order(with_rows_facts(Comment.objects.filter(pk__in=list(keys))))
        return paginator, page, page.object_list, more

    def filter_queryset(self, queryset: CommentQuerySet) -> CommentQuerySet:
        return self.filters.applied_to(queryset)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context["media"] += LOOK
        return {**context, "kept_query": kept_query(self.request)}


class PublishSelectedView(WagtailAdminTemplateMixin, View):
    """Several comments chosen in the queue: asked once with their number, then published."""

    template_name = "consultations/admin/publish_selected.html"
    page_title = gettext_lazy("Publish selected comments")
    header_icon = "check"
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        if not can_moderate(request.user):
            raise PermissionDenied
        queue = Queue.of(request)
        chosen = self.chosen(request)
        if not chosen:
            messages.warning(request, _("No comment was selected."))
            return redirect(queue.url)
        if "confirmed" not in request.POST:
            waiting = [comment for comment in chosen if comment.status == CommentStatus.SUBMITTED]
            return self.render_to_response(self.get_context_data(comments=waiting, queue=queue))
        published, missed = actions.publish_comments(chosen, by=cast(User, request.user))
        tell(request, published, missed)
        return redirect(queue.url)

    def chosen(self, request: HttpRequest) -> list[Comment]:
        keys = [int(key) for key in request.POST.getlist("comment") if is_key(key)]
        rows = Comment.objects.moderated_by(request.user).filter(pk__in=keys[:MOST_AT_ONCE])
        rows = in_order(rows).select_related("participant", "paragraph")
        return list(rows.annotate(consultation_title=title_of("consultation__")))

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        queue = {"url": Queue.of(self.request).url, "label": _("Moderation queue")}
        return [*self.breadcrumbs_items, queue, {"url": "", "label": self.get_page_title()}]


def tell(request: HttpRequest, published: list[Comment], missed: list[Comment]) -> None:
    number = len(published)
    if published:
        words = ngettext(
            "%(number)s comment has been published.", "%(number)s comments have been published.", number
        )
        messages.success(request, words % {"number": number})
    if missed:
        numbers = ", ".join(str(comment.number) for comment in missed)
        words = _("No longer in the queue, because somebody else has dealt with them: %(numbers)s.")
        messages.warning(request, words % {"numbers": numbers})
