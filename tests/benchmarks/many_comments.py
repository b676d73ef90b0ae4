"""How much slower are the pages with 10,000 comments in a round than with 100? ``make benchmark``

A database of its own is made and dropped: SQLite, or that of DATABASE_URL. No answer is cached.
"""

from __future__ import annotations

import os
import statistics
import sys
from time import perf_counter

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.test")

import django

django.setup()

from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import (
    CaptureQueriesContext,
    setup_databases,
    setup_test_environment,
    teardown_databases,
)

from cms.demo import many
from reviewmech.parties.models import Participant
from tests import factories

FEW, MANY, PARAGRAPHS, RUNS = 100, 10_000, 300, 9


def pages(code: str) -> dict[str, tuple[str, str]]:
    """What is measured: the name of a page -> who reads it, and its address."""
    draft = f"/en/consultations/{code}/drafts/1/"
    return {
        "reading page": ("", draft),
        "reading page, filtered": ("", f"{draft}?type=editorial&language=fr"),
        "reading page, signed in": ("state", draft),
        "all comments": ("", f"{draft}comments/all/"),
        "by participant": ("", f"{draft}comments/participants/"),
        "paragraph": ("", f"{draft}paragraphs/7/"),
        "moderation queue": ("moderator", "/admin/moderation/?status=submitted"),
        "delegation's desk": ("state", "/en/delegations/many-1/"),
        "own comments": ("state", "/en/my-comments/"),
    }


def browsers() -> dict[str, Client]:
    state, moderator = factories.make_user("state@example.org"), factories.make_user("moderator@example.org")
    factories.make_seat(state, Participant.objects.get(code="many-1"))
    moderator.groups.add(Group.objects.get(name="Moderators"))
    found = {"": Client(), "state": Client(), "moderator": Client()}
    found["state"].force_login(state)
    found["moderator"].force_login(moderator)
    return found


def measure(client: Client, address: str) -> tuple[float, int]:
    """Median milliseconds of an answer, and its queries."""
    for _ in range(2):
        assert client.get(address).status_code == 200, address
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    cost = len(queries)  # the next request begins the count anew
    times = []
    for _ in range(RUNS):
        begin = perf_counter()
        client.get(address)
        times.append(perf_counter() - begin)
    return statistics.median(times) * 1000, cost


def main() -> None:
    setup_test_environment(debug=False)
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        call_command("setup_site", verbosity=0)
        found: dict[int, dict[str, tuple[float, int]]] = {}
        clients: dict[str, Client] = {}
        for number in (FEW, MANY):
            code = many.make(comments=number, paragraphs=PARAGRAPHS).code
            connection.cursor().execute("ANALYZE")  # as the database itself does when many rows have come
            clients = clients or browsers()
            found[number] = {
                name: measure(clients[who], address) for name, (who, address) in pages(code).items()
            }
        report(found)
    finally:
        teardown_databases(databases, verbosity=0)


def report(found: dict[int, dict[str, tuple[float, int]]]) -> None:
    write = sys.stdout.write
    write(f"{connection.vendor}: {PARAGRAPHS} paragraphs; median of {RUNS} answers, in milliseconds\n")
    write(f"{'page':<26}{FEW:>9,}{MANY:>10,}{'ratio':>8}   queries\n")
    for name, (few, queries_of_few) in found[FEW].items():
        much, queries_of_many = found[MANY][name]
        write(f"{name:<26}{few:>9.1f}{much:>10.1f}{much / few:>8.2f}   {queries_of_few}, {queries_of_many}\n")


if __name__ == "__main__":
    main()
