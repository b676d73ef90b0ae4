"""What this room registers with Wagtail. Registrations only."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from home.models import User

from . import refusals
from .editor import publish_from_editor
from .permissions import can_submit, task_to_decide

hooks.register("before_create_page", refusals.refuse_to_create)
hooks.register("before_copy_page", refusals.refuse_to_copy)
hooks.register("before_bulk_action", refusals.refuse_bulk_action)
# Before wagtail-localize takes over the editing of translations.
hooks.register("before_edit_page", publish_from_editor, order=-10)


@hooks.register("before_move_page")
def refuse_to_move(request: HttpRequest, page: Page, destination: Page) -> HttpResponse | None:
    return refusals.refuse_to_move(request, [page], destination)


@hooks.register("before_delete_page")
def refuse_to_delete(request: HttpRequest, page: Page) -> HttpResponse | None:
    return refusals.refuse_to_delete(request, [page])


@hooks.register("register_page_header_buttons")
@hooks.register("register_page_listing_more_buttons")
def approval_buttons(
    page: Page, user: User, view_name: str | None = None, next_url: str | None = None
) -> Iterator[Button]:
    if task_to_decide(user, page):
        address = reverse("translation_decide", args=[page.pk])
        yield Button(_("Approve or return"), address, icon_name="check", priority=1)
    elif can_submit(user, page):
        address = reverse("translation_submit", args=[page.pk])
        yield Button(_("Submit translation for approval"), address, icon_name="upload", priority=1)


@hooks.register("construct_page_action_menu")
def without_alias(menu_items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    menu_items[:] = [item for item in menu_items if item.name != "localize-convert-to-alias"]


@hooks.register("insert_global_admin_css")
def editor_style() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("translation/editor.css"))
