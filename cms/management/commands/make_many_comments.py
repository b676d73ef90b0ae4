"""Very many comments on a made-up text, to see how the pages stand up to them."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import IntegrityError

from cms.demo import many


class Command(BaseCommand):
    help = (
        "Make a consultation with very many comments, where nothing is real: under the demo's settings only."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--comments", type=int, default=10_000, help="how many (default: %(default)s)")
        parser.add_argument("--paragraphs", type=int, default=300, help="of the text (default: %(default)s)")

    def handle(self, *args: Any, **options: Any) -> None:
        if not getattr(settings, "DEMO", False):
            raise CommandError(
                "Comments that nobody made are for the demo: DJANGO_SETTINGS_MODULE=cms.settings.demo"
            )
        if options["comments"] < 1 or options["paragraphs"] < 1:
            raise CommandError("At least one comment and one paragraph.")
        try:
            consultation = many.make(comments=options["comments"], paragraphs=options["paragraphs"])
        except IntegrityError as error:
            raise CommandError("There is a consultation with that many comments already.") from error
        if options["verbosity"]:
            address = f"/{settings.LANGUAGE_CODE}/consultations/{consultation.code}/drafts/1/"
            self.stdout.write(settings.WAGTAILADMIN_BASE_URL.rstrip("/") + address)
