"""Everything `make demo` needs before it can serve, in one process: four starts take longer."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Bring the demo's database, content and static files up to date. May be run again."

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", verbosity=0)
        call_command("setup_site")
        call_command("collectstatic", interactive=False, verbosity=0)
        call_command("load_demo")
