"""The demo's pages in six languages, its consultation and its accounts."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from cms.demo.content import Content, ContentError, read
from cms.demo.loading import OtherContent, load
from cms.demo.people import accounts_exist, password


class Command(BaseCommand):
    help = "Load the demo's content, once. Its accounts are made under the demo's settings only."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--beside-other-content",
            action="store_true",
            help="load although the site has pages or accounts that are not the demo's; these stay",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            content = read()
            load(content, beside_other_content=options["beside_other_content"])
        except ContentError as error:
            raise CommandError(f"The demo's content cannot be loaded.\n{error}") from error
        except OtherContent as error:
            raise CommandError(
                f"This site has other content: {error}. To load the demo all the same: --beside-other-content"
            ) from error
        if options["verbosity"]:
            self.stdout.write("\n".join(report(content)))


def report(content: Content) -> list[str]:
    """Where the site is served, and who can sign in."""
    base = settings.WAGTAILADMIN_BASE_URL.rstrip("/")
    lines = ["The demo is loaded.", ""]
    lines += [f"  {name:<10} {base}/{code}/" for code, name in settings.LANGUAGES]
    lines += [f"  {'Admin':<10} {base}/admin/", ""]
    if not accounts_exist():
        return [*lines, "No accounts and no released draft: these exist under the demo's settings only."]
    lines += [f"Accounts, all with the password {password()}", ""]
    return lines + [f"  {row['email']:<32} {row['name']}" for row in content.facts["accounts"]]
