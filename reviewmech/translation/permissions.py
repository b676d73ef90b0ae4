"""Who may do what with a translation. What Wagtail decides by its page permissions is asked there."""

from __future__ import annotations

from wagtail.models import Page, TaskState

from home.models import User

from .missing import translation_of


def can_edit(user: User, page: Page) -> bool:
    return page.permissions_for_user(user).can_edit()


def can_publish(user: User, page: Page) -> bool:
    return page.permissions_for_user(user).can_publish()


def can_submit(user: User, page: Page) -> bool:
    """Whether a translation may be submitted for approval by this person now."""
    tester = page.permissions_for_user(user)
    return tester.can_edit() and bool(tester.can_submit_for_moderation()) and translation_of(page) is not None


def task_to_decide(user: User, page: Page) -> TaskState | None:
    """The task in which this person may approve the page or return it; None where there is none."""
    if not page.workflow_in_progress:
        return None
    state = page.current_workflow_task_state
    actions = state.task.specific.get_actions(page, user)
    return state if "approve" in [name for name, *_rest in actions] else None
