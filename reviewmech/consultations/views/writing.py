"""Writing a comment, and changing one that is a draft or was returned.

What passes the form is kept as a draft at once; the check page that follows works on the kept comment, so
that nothing typed hangs on one request and a second click finds what the first one did.
"""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from reviewmech.parties.models import Participant

from ..actions import WordsChanged, save_comment_once
from ..enums import PRIVATE
from ..forms import CommentForm
from ..models import Comment, CommentVersion, Draft, DraftLanguage, ParagraphText, Round
from ..permissions import can_change_words, can_submit, speakers
from .found import draft_or_404, missing_language, released_versions
from .guards import own_comment, signed_in, words_back
from .inviting import current_round
from .late import tell_late
from .reading import draft_context
from .speaker import preset_speaker


@signed_in
def write(request: HttpRequest, code: str, number: int, position: int | None = None) -> HttpResponse:
    """The form for a new comment on a paragraph, or, without a position, on the whole draft."""
    draft = draft_or_404(request, code, number)
    version = released_versions(draft).get(get_language())
    if version is None:
        return missing_language(request, draft)
    base = None if position is None else text_or_404(version, position)
    round_ = current_round(draft, request.user)
    if round_ is None:
        raise Http404
    participants = speakers(request.user, round_)
    if not participants.exists():
        return refusal(request)
    if request.method != "POST" and (words := why_not(round_, base)):
        messages.warning(request, words)
        return redirect("consultations:draft", code, number)
    speaker = preset_speaker(request, round_, participants)
    form = CommentForm(request.POST or None, base=base, participants=participants, speaker=speaker)
    return answer(request, form, round_=round_, comment=None)


def why_not(round_: Round, base: ParagraphText | None) -> str:
    """Why a round takes no comment on a text (None: on the whole draft) now; empty: it does."""
    if round_.is_paused:
        return _("The round of comments on this draft is paused. It takes no comments until it is resumed.")
    if not round_.is_open():
        return _("No round of comments on this draft is open now.")
    if not round_.takes(base and base.paragraph):
        return _(
            "This paragraph is worded as in the draft before. This round takes comments on changed "
            "paragraphs and on the draft as a whole."
        )
    return ""


@own_comment
def edit(request: HttpRequest, comment: Comment) -> HttpResponse:
    """The same form, for a comment that is a draft or was returned."""
    if not can_change_words(request.user, comment):
        return refusal(request, comment)
    if comment.is_circulated and request.POST.get("action") == "autosave":
        # Nobody's keystroke ends a silence procedure: other words are saved when somebody says so.
        return JsonResponse({"errors": {}}, status=422)
    version = comment.shown_version
    participants = Participant.objects.filter(pk=comment.participant_id)
    if comment.status in PRIVATE:
        participants = speakers(request.user, comment.round)
    form = CommentForm(request.POST or None, base=version.base, participants=participants, version=version)
    return answer(request, form, round_=comment.round, comment=comment)


def text_or_404(version: DraftLanguage, position: int) -> ParagraphText:
    texts = ParagraphText.objects.select_related("paragraph", "draft_language")
    return get_object_or_404(texts, draft_language=version, paragraph__position=position)


def refusal(request: HttpRequest, comment: Comment | None = None) -> HttpResponse:
    """Not for this person, or not in this state: words that were sent are given back."""
    if request.method == "POST":
        return words_back(request)
    if comment is None:
        raise PermissionDenied
    if comment.is_editable:
        messages.warning(request, _("These words are a colleague’s: you may not change them."))
    else:
        messages.warning(request, _("This comment has been submitted: its words stand."))
    return redirect("consultations:own_comment", comment.pk)


def answer(
    request: HttpRequest, form: CommentForm, *, round_: Round, comment: Comment | None
) -> HttpResponse:
    by_itself = request.POST.get("action") == "autosave"
    theirs = None
    if form.is_valid():
        try:
            kept = keep(request, form, round_=round_, comment=comment)
        except PermissionDenied:
            return words_back(request)
        except WordsChanged as error:
            form.add_error(None, error.messages)
            theirs = comment and comment.newest_version
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            return saved(kept) if by_itself else onwards(request, kept)
    if by_itself:
        return JsonResponse({"errors": form.errors}, status=409 if theirs else 422)
    context = form_context(form, round_.draft, comment) | {"theirs": theirs}
    if request.method == "POST" and theirs is None:
        context["seen"] = request.POST.get("seen", "")  # other mistakes do not make a colleague's words read
    return render(request, "consultations/comment_form.html", context)


def keep(request: HttpRequest, form: CommentForm, *, round_: Round, comment: Comment | None) -> Comment:
    words = form.cleaned_data
    return save_comment_once(
        round_=round_,
        paragraph=form.base and form.base.paragraph,
        participant=words["participant"],
        by=request.user,
        type_=words["type"],
        language=words["language"],
        text=words["text"],
        base=form.base,
        proposed_wording=words.get("proposed_wording", ""),
        read_in=get_language(),
        seen=request.POST.get("seen", ""),
        comment=comment,
    )


def saved(kept: Comment) -> JsonResponse:
    """For the script that saves while one writes: where the draft is, which words, and when, in UTC."""
    url = reverse("consultations:own_comment_edit", args=[kept.pk])
    stamp = CommentVersion.objects.filter(comment=kept).order_by("-number")[0].stamp
    return JsonResponse({"url": url, "seen": stamp, "time": f"{timezone.now():%H:%M} UTC"})


def onwards(request: HttpRequest, kept: Comment) -> HttpResponse:
    """To the check before sending, or to the kept draft."""
    if not kept.is_editable:
        messages.warning(request, _("This comment has been submitted already."))
    elif kept.round.is_over:
        tell_late(request, kept.round, kept.shown_version.saved_at)
    elif not kept.round.is_open():
        messages.error(
            request, _("The round is not open: the comment was kept as a draft and has not been submitted.")
        )
    elif request.POST.get("action") != "draft" and can_submit(request.user, kept):
        return redirect("consultations:own_comment_check", kept.pk)
    else:
        messages.success(request, _("Kept as a draft. It has not been submitted."))
    return redirect("consultations:own_comment", kept.pk)


def form_context(form: CommentForm, draft: Draft, comment: Comment | None) -> dict[str, object]:
    returned = comment.submitted_version if comment else None
    newest = comment.newest_version if comment else None
    context = draft_context(draft, released_versions(draft), [(_("Your comment"), "")])
    return context | {
        "form": form,
        "comment": comment,
        "seen": newest.stamp if newest else "",
        "text": form.base,
        "paragraph": form.base and form.base.paragraph,
        "returned": returned if returned and returned.returned_at else None,
        "no_alternates": True,
    }
