from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page

from home.models import User

from . import searching
from .deletion import refuse_deletion
from .mails import digests, extensions, reminders
from .models import ConsultationPage
from .permissions import can_import_text
from .viewsets import ConsultationsGroup

hooks.register("hide_pages", searching.without_hidden_consultations)
hooks.register("register_search_source", searching.texts, order=1)
hooks.register("register_search_source", searching.comments, order=2)
hooks.register("next_public_change", searching.next_opening_or_closing)
hooks.register("make_mails", digests.make_digests)
hooks.register("make_mails", reminders.make_reminders)
hooks.register("make_mails", extensions.make_extension_mails)
hooks.register("register_mail_maker", lambda: (digests.KIND, digests.write_digest))
hooks.register("register_mail_maker", lambda: (reminders.KIND, reminders.write_reminder))
hooks.register("register_mail_maker", lambda: (extensions.KIND, extensions.write_extension))


@hooks.register("register_admin_viewset")
def register_viewsets() -> ConsultationsGroup:
    return ConsultationsGroup()


@hooks.register("before_delete_page")
def refuse_to_delete_a_page(request: HttpRequest, page: Page) -> HttpResponse | None:
    return refuse_deletion(request, [page])


@hooks.register("before_bulk_action")
def refuse_to_delete_pages(
    request: HttpRequest, action_type: str, objects: list[Any], action_class_instance: Any
) -> HttpResponse | None:
    if action_type != "delete" or not objects or not isinstance(objects[0], Page):
        return None
    return refuse_deletion(request, objects)


@hooks.register("register_page_header_buttons")
def import_button(page: Page, user: User, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    if issubclass(page.specific_class or Page, ConsultationPage) and can_import_text(user, page):
        url = reverse("consultations_admin:import_text", args=[page.pk])
        yield Button(_("Import a text"), url, icon_name="upload", priority=12)


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    actions.register_action("consultations.release", _("Release a draft"), _("Released a draft"))
    actions.register_action("consultations.import_text", _("Import a text"), _("Imported a text"))
    actions.register_action("consultations.open_round", _("Open a round"), _("Opened a round"))
    actions.register_action("consultations.extend_round", _("Extend a round"), _("Extended a round"))
    actions.register_action("consultations.pause_round", _("Pause a round"), _("Paused a round"))
    actions.register_action("consultations.resume_round", _("Resume a round"), _("Resumed a round"))
    actions.register_action("consultations.submit", _("Submit a comment"), _("Submitted a comment"))
    actions.register_action(
        "consultations.submit_late", _("Offer a comment as late"), _("Offered a comment as late")
    )
    actions.register_action("consultations.withdraw", _("Withdraw a comment"), _("Withdrew a comment"))
    actions.register_action("consultations.publish", _("Publish a comment"), _("Published a comment"))
    actions.register_action("consultations.return", _("Return a comment"), _("Returned a comment"))
    actions.register_action("consultations.take_down", _("Take down a comment"), _("Took down a comment"))
    actions.register_action("consultations.appeal", _("Appeal"), _("Appealed against the decision"))
    actions.register_action("consultations.uphold_appeal", _("Uphold an appeal"), _("Upheld the appeal"))
    actions.register_action("consultations.dismiss_appeal", _("Dismiss an appeal"), _("Dismissed the appeal"))
    actions.register_action("consultations.undo_publish", _("Undo a publication"), _("Undid the publication"))
    actions.register_action("consultations.undo_return", _("Undo a return"), _("Undid the return"))
    actions.register_action("consultations.undo_take_down", _("Undo a take-down"), _("Undid the take-down"))
    actions.register_action(
        "consultations.undo_appeal_decision",
        _("Undo the answer to an appeal"),
        _("Undid the answer to the appeal"),
    )
