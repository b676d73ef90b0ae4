"""The Secretariat's screens about rounds: open one, move its end, pause it and take comments again."""

from __future__ import annotations

from typing import Any, cast
from zoneinfo import available_timezones

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.generic import FormView
from wagtail.admin.widgets import AdminDateTimeInput

from home.models import User
from reviewmech.parties.enums import ParticipantKind
from reviewmech.parties.models import Participant

from . import actions
from .admin_views import ConsultationMixin
from .enums import Audience, Commenters, Embargo, RoundScope
from .models import Draft, Round, RoundReason
from .models.round import validate_zone
from .permissions import can_extend_round, can_open_round, can_pause_round, can_resume_round


class DraftField(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic for the type checker only
    def label_from_instance(self, draft: Draft) -> str:
        return _("Draft %(number)s") % {"number": draft.number}


class ParticipantsWidget(forms.CheckboxSelectMultiple):
    """All participants by what they are, with a box that finds one by its name."""

    template_name = "consultations/admin/participants.html"

    class Media:
        js = [forms.Script("consultations/find-choice.js", type="module")]


class ParticipantsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # generic for the type checker only
    widget = ParticipantsWidget

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Participant.objects.none(), **kwargs)

    def offer(self, participants: QuerySet[Participant]) -> None:
        """Offer these, those of a kind together."""
        self.queryset = participants
        rows = list(participants.order_by("name_en"))
        self.choices = [
            (kind.label, [(row.pk, row.name) for row in rows if row.kind == kind])
            for kind in (ParticipantKind.GROUP, ParticipantKind.STATE, ParticipantKind.ORGANIZATION)
            if any(row.kind == kind for row in rows)
        ]


class OpenRoundForm(forms.Form):
    draft = DraftField(
        queryset=Draft.objects.none(), label=pgettext_lazy("a text", "Draft"), empty_label=None
    )
    zone = forms.CharField(
        label=gettext_lazy("Time zone"),
        initial="Europe/Vienna",
        validators=[validate_zone],
        help_text=gettext_lazy(
            "The zone in which the two moments below are meant, for example Europe/Vienna."
        ),
    )
    opens_at = forms.DateTimeField(
        label=gettext_lazy("Opens at"), widget=AdminDateTimeInput, help_text=gettext_lazy("In that zone.")
    )
    closes_at = forms.DateTimeField(
        label=gettext_lazy("Closes at"),
        widget=AdminDateTimeInput,
        help_text=gettext_lazy("In that zone. The first moment that is too late; never midnight."),
    )
    scope = forms.ChoiceField(
        label=pgettext_lazy("scope of a round", "Open for comment"),
        choices=RoundScope,
        initial=RoundScope.WHOLE,
        widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "A later round may take only what is new or worded otherwise than in the draft before."
        ),
    )
    embargo = forms.ChoiceField(
        label=gettext_lazy("Held back until the close"),
        choices=Embargo,
        initial=Embargo.NONE,
        widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "What is held back appears by itself at the minute of the close. Such a round can be extended "
            "only before it."
        ),
    )
    commenters = forms.ChoiceField(
        label=gettext_lazy("Who may comment"),
        choices=Commenters,
        initial=Commenters.ALL,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Who may read is a fact of the consultation, the same in all its rounds."),
    )
    participants = ParticipantsField(
        label=gettext_lazy("Named participants"),
        required=False,
        help_text=gettext_lazy("Only where not all who may read may comment. Readers see their names."),
    )

    def full_clean(self) -> None:
        """Read the moments in the zone typed with them; one that it skips, or has twice, is refused."""
        zone = self.data.get("zone", "").strip()
        with timezone.override(zone if zone in available_timezones() else None):
            super().full_clean()


class ExtendRoundForm(forms.Form):
    """``zone`` is the round's: what is typed is meant in it."""

    closes_at = forms.DateTimeField(label=gettext_lazy("New end"), widget=AdminDateTimeInput)
    reason = forms.ModelChoiceField(
        queryset=RoundReason.objects.all(),
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("Readers see it beside the new end, in their language."),
    )

    def __init__(self, *args: Any, zone: str, **kwargs: Any) -> None:
        self.zone = zone
        super().__init__(*args, **kwargs)
        words = _("In the zone of the round, %(zone)s. The first moment that is too late; never midnight.")
        self.fields["closes_at"].help_text = words % {"zone": zone}

    def full_clean(self) -> None:
        with timezone.override(self.zone):
            super().full_clean()


class PauseRoundForm(forms.Form):
    reason = forms.ModelChoiceField(
        queryset=RoundReason.objects.all(),
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("Readers see it while the round is paused, in their language."),
    )


class ResumeRoundForm(forms.Form):
    """Nothing to fill in: sending it is the decision."""


class RoundFormView(ConsultationMixin, FormView):  # type: ignore[type-arg]  # generic for the type checker only
    """A form whose words go to a verb, ``act``; what the verb refuses is told beside them."""

    template_name = "consultations/admin/round_form.html"
    button: Any = ""
    success_message: Any = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not can_open_round(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @property
    def person(self) -> User:
        """Somebody signed in: the admin lets nobody else come this far."""
        return cast(User, self.request.user)

    def act(self, **facts: Any) -> object:
        raise NotImplementedError

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            self.act(**form.cleaned_data)
        except ValidationError as error:
            for field, words in fields_of(error, form).items():
                form.add_error(field, words)
            return self.form_invalid(form)
        messages.success(self.request, self.success_message)
        return redirect(self.inspect_url)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        media = context["form"].media
        return {**context, "action_url": self.request.path, "button": self.button, "media": media}


class OpenRoundView(RoundFormView):
    page_title = gettext_lazy("Open a round")
    button = gettext_lazy("Open the round")
    form_class = OpenRoundForm
    success_message = gettext_lazy("The round has been announced; it opens and closes by itself.")

    def get_form(self, form_class: Any = None) -> OpenRoundForm:
        form = super().get_form(form_class)
        form.fields["draft"].queryset = self.consultation.drafts.order_by("-number")
        everybody = self.consultation.audience == Audience.PUBLIC
        form.fields["participants"].offer(
            Participant.objects.all() if everybody else self.consultation.participants.all()
        )
        return form

    def act(self, **facts: Any) -> object:
        return actions.open_round(by=self.person, **facts)


def fields_of(error: ValidationError, form: forms.Form) -> dict[str | None, list[str]]:
    """The messages of an error by the field of the form, None for those that belong to none of its fields."""
    found: dict[str | None, list[str]] = {}
    per_field = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    for field, messages_ in per_field.items():
        found.setdefault(field if field in form.fields else None, []).extend(messages_)
    return found


class RoundView(RoundFormView):
    """A screen about one round: what it does is ``act``, and whether it may be done ``is_possible``."""

    @cached_property
    def round(self) -> Round:
        rounds = Round.objects.filter(draft__consultation=self.consultation).with_terms()
        return get_object_or_404(rounds.select_related("draft__consultation"), pk=self.kwargs["round_pk"])

    def is_possible(self) -> bool:
        raise NotImplementedError

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.is_possible():
            messages.warning(request, _("The round is not in a state that allows this any more."))
            return redirect(self.inspect_url)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "round": self.round}


class ExtendRoundView(RoundView):
    page_title = gettext_lazy("Extend a round")
    button = gettext_lazy("Extend the round")
    form_class = ExtendRoundForm
    success_message = gettext_lazy("The round has been extended. Readers see both ends, and the reason.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "zone": self.round.zone}

    def is_possible(self) -> bool:
        return can_extend_round(self.request.user, self.round)

    def act(self, **facts: Any) -> object:
        return actions.extend_round(self.round, by=self.person, **facts)


class PauseRoundView(RoundView):
    page_title = gettext_lazy("Pause a round")
    button = gettext_lazy("Pause the round")
    form_class = PauseRoundForm
    success_message = gettext_lazy("The round is paused: no comment is submitted until it is resumed.")

    def is_possible(self) -> bool:
        return can_pause_round(self.request.user, self.round)

    def act(self, **facts: Any) -> object:
        return actions.pause_round(self.round, by=self.person, **facts)


class ResumeRoundView(RoundView):
    page_title = gettext_lazy("Resume a round")
    button = gettext_lazy("Resume the round")
    form_class = ResumeRoundForm
    success_message = gettext_lazy("The round takes comments again.")

    def is_possible(self) -> bool:
        return can_resume_round(self.request.user, self.round)

    def act(self, **facts: Any) -> object:
        return actions.resume_round(self.round, by=self.person)
