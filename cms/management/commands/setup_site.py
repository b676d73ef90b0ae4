"""Languages, home pages, groups, permissions and workflows."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from cms.setup.groups import make_groups
from cms.setup.trees import make_trees
from cms.setup.workflows import make_workflows


class Command(BaseCommand):
    help = "Make the six languages with their home pages, the groups and the workflow. May be run again."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        make_trees()
        make_groups()
        make_workflows()
        if options["verbosity"]:
            self.stdout.write("The site is set up: six languages, groups, permissions, workflow.")
