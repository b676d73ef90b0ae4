"""Submitted, then approved by a publisher: one workflow, on the trees of all languages."""

from django.contrib.auth.models import Group
from wagtail.models import GroupApprovalTask, Task, Workflow, WorkflowPage, WorkflowTask

from .trees import home_pages

APPROVAL = "Approval by a publisher"
WAGTAILS_OWN = "Moderators approval"


def make_workflows() -> None:
    remove_wagtails_own()
    workflow = Workflow.objects.filter(name=APPROVAL).first() or make_approval()
    for page in home_pages():
        # A home page on which somebody has put another workflow keeps it.
        WorkflowPage.objects.get_or_create(page=page, defaults={"workflow": workflow})


def make_approval() -> Workflow:
    task = GroupApprovalTask.objects.create(name=APPROVAL)
    task.groups.add(Group.objects.get(name="Publishers"))
    workflow = Workflow.objects.create(name=APPROVAL)
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    return workflow


def remove_wagtails_own() -> None:
    """Wagtail's workflow on all pages asks the group Moderators, which moderates comments here."""
    for workflow in Workflow.objects.filter(name=WAGTAILS_OWN, active=True):
        if workflow.workflow_states.exists():
            workflow.deactivate()
            continue
        workflow.delete()
        Task.objects.filter(name=WAGTAILS_OWN, workflow_tasks=None, task_states=None).delete()
