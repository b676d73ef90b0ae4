"""Tags for the admin's pages of translations."""

from __future__ import annotations

from typing import Any

from django import template
from wagtail.models import Page

from ..permissions import can_submit, task_to_decide

register = template.Library()


@register.inclusion_tag("translation/includes/approval.html", takes_context=True)
def approval(context: dict[str, Any], page: Page) -> dict[str, Any]:
    """Where a translation stands on its way to approval, and the next step this person may take."""
    user = context["request"].user
    return {
        "page": page,
        "in_review": page.workflow_in_progress,
        "task_state": task_to_decide(user, page),
        "can_submit": can_submit(user, page),
        "state": page.current_workflow_state,
    }
