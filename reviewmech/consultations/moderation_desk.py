"""The desk, where one comment after the other is decided on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.views.generic import InspectView

from . import actions
from .enums import CommentStatus
from .models import Appeal, Comment, CommentVersion
from .moderation_forms import AnswerForm, ReturnForm, TakeDownForm
from .moderation_history import earlier_comments, endorsements, history, versions_sent
from .moderation_queue import LOOK, Queue, is_key
from .permissions import can_decide_appeal, can_take_down, can_undo
from .titles import title_of


class ModerationView(InspectView):
    """The desk: one comment as it was submitted, with its surroundings, and what can be decided on it.

    After a decision comes the next comment of the same filtered queue. Who was not the first is told so
    (409) and sees how things stand now; whatever was typed stays.
    """

    template_name = "consultations/admin/moderate.html"
    page_title = gettext_lazy("Moderation")

    def get_fields(self) -> list[str]:
        return []

    def get_object(self, queryset: Any = None) -> Comment:
        comments = Comment.objects.moderated_by(self.request.user).select_related(
            "consultation",
            "paragraph",
            "participant",
            "appeal",
            "taken_down_reason",
            "submitted_version__base__draft_language",
            "submitted_version__return_reason",
            "round__draft",
        )
        return get_object_or_404(comments.annotate(consultation_title=title_of("consultation__")), pk=self.pk)

    @cached_property
    def queue(self) -> Queue:
        return Queue.of(self.request)

    @property
    def version(self) -> CommentVersion:
        """The words that were sent last: what was sent has some."""
        return cast(CommentVersion, self.object.submitted_version)

    @property
    def appeal(self) -> Appeal | None:
        return getattr(self.object, "appeal", None)

    def forms_for(self, data: Any = None, action: str = "") -> dict[str, forms.Form]:
        """The forms by the action they are sent with; the one of ``action`` has what was typed."""
        version = self.version
        found = {
            "return": ReturnForm(data if action == "return" else None, version=version),
            "take_down": TakeDownForm(data if action == "take_down" else None, version=version),
        }
        if self.appeal:
            typed = data if action in ("uphold", "dismiss") else None
            found["uphold"] = found["dismiss"] = AnswerForm(typed, appeal=self.appeal)
        return found

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        action = request.POST.get("action", "")
        if action not in VERBS:
            return HttpResponseBadRequest()
        forms_ = self.forms_for(request.POST, action)
        form = forms_.get(action)
        if form and not form.is_valid():
            return self.answer(forms_, 422)
        try:
            verb, words = VERBS[action]
            verb(self.object, request.user, form.cleaned_data if form else {})
        except actions.WrongState as error:
            messages.error(request, error.messages[0])
            return self.answer(forms_, 409)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return self.answer(forms_, 422)
        messages.success(request, words % {"comment": self.object})
        return redirect(self.onwards(action))

    def answer(self, forms_: dict[str, forms.Form], status: int) -> HttpResponse:
        """The desk as things stand now, with what was typed."""
        self.object = self.get_object()
        return self.render_to_response(self.get_context_data(forms=forms_), status=status)

    def onwards(self, action: str) -> str:
        """To the next comment, with the way back to this one; what was undone stays on the desk."""
        if action == "undo":
            return self.queue.desk_url(self.object.pk)
        following = self.queue.next_to_decide(self.object)
        if following is None:
            messages.info(self.request, _("There is no other comment in this list."))
            return self.queue.url
        return self.queue.desk_url(following, decided=self.object.pk)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        queue = {"url": self.queue.url, "label": _("Moderation queue")}
        return [*self.breadcrumbs_items, queue, {"url": "", "label": self.get_page_subtitle()}]

    def decided_last(self) -> Comment | None:
        """The comment decided on just before, where the address tells of it and it can be undone."""
        key = self.request.GET.get("decided", "")
        if not is_key(key) or int(key) == self.object.pk:
            return None
        found = Comment.objects.moderated_by(self.request.user).filter(pk=int(key))
        comment = found.select_related("submitted_version").first()
        return comment if comment and can_undo(self.request.user, comment) else None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        forms_ = kwargs.pop("forms", None) or self.forms_for()
        comment, user, queue, last = self.object, self.request.user, self.queue, self.decided_last()
        appeal = self.appeal
        return super().get_context_data(
            media=LOOK,
            version=self.version,
            appeal=appeal,
            queue=queue,
            waiting=queue.rows.count(),
            previous_url=queue.desk_url(queue.before(comment)),
            next_url=queue.desk_url(queue.after(comment)),
            last=last,
            undo_last_url=queue.desk_url(last and last.pk),
            form=forms_["return"],
            take_down_form=forms_["take_down"],
            answer_form=forms_.get("uphold"),
            typed=typed_and_not_sent(forms_),
            may_decide=comment.status == CommentStatus.SUBMITTED,
            may_take_down=can_take_down(user, comment),
            may_undo=can_undo(user, comment),
            may_answer=appeal is not None and can_decide_appeal(user, appeal),
            permalink=reverse("consultations:comment", args=[comment.consultation.code, comment.number]),
            versions=versions_sent(comment),
            endorsements=endorsements(self.version),
            earlier=earlier_comments(comment),
            history=history(comment),
            **kwargs,
        )


def typed_and_not_sent(forms_: dict[str, forms.Form]) -> str:
    """The words of a form that was not sent, to be copied where the form is not offered any more."""
    values = (
        form[name].value() for form in forms_.values() for name in ("text", "answer") if name in form.fields
    )
    return next((words for words in values if words), "")


def publish(comment: Comment, by: Any, words: dict[str, Any]) -> None:
    actions.publish_comment(comment, by=by)


def give_back(comment: Comment, by: Any, words: dict[str, Any]) -> None:
    actions.return_comment(comment, by=by, reason=words["reason"], text=words["text"])


def take_down(comment: Comment, by: Any, words: dict[str, Any]) -> None:
    actions.take_down_comment(comment, by=by, reason=words["reason"])


def undo(comment: Comment, by: Any, words: dict[str, Any]) -> None:
    actions.undo_decision(comment, by=by)


def uphold(comment: Comment, by: Any, words: dict[str, Any]) -> None:
    decide(comment, by, words, uphold=True)


def dismiss(comment: Comment, by: Any, words: dict[str, Any]) -> None:
    decide(comment, by, words, uphold=False)


def decide(comment: Comment, by: Any, words: dict[str, Any], *, uphold: bool) -> None:
    if not hasattr(comment, "appeal"):
        raise actions.WrongState(_("There is no appeal on this comment."))
    actions.decide_appeal(comment.appeal, by=by, uphold=uphold, answer=words["answer"])


Verb = Callable[[Comment, Any, dict[str, Any]], None]
# What the buttons send: the verb, and how its success is told.
VERBS: dict[str, tuple[Verb, Any]] = {
    "publish": (publish, gettext_lazy("%(comment)s has been published.")),
    "return": (give_back, gettext_lazy("%(comment)s has been returned.")),
    "take_down": (take_down, gettext_lazy("%(comment)s has been taken down.")),
    "undo": (undo, gettext_lazy("%(comment)s: the last decision has been undone.")),
    "uphold": (uphold, gettext_lazy("%(comment)s: the appeal has been upheld.")),
    "dismiss": (dismiss, gettext_lazy("%(comment)s: the appeal has been dismissed.")),
}
