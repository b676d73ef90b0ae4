"""Whether the role that the site runs with could rewrite the history of draws."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.checks import CheckMessage, Tags, Warning, register  # noqa: A004 (Django's own name)
from django.db import connections

from .models import Draw, DrawEvent, PartiesList

TRIGGERS = {
    Draw: "lots_guard_draw",
    DrawEvent: "lots_guard_event",
    PartiesList: "lots_guard_parties",
}


@register(Tags.database, deploy=True)
def check_rights_on_events(databases: Iterable[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """`manage.py check --deploy --database default`, on PostgreSQL, with the application's role."""
    found: list[CheckMessage] = []
    for alias in databases or ():
        connection = connections[alias]
        if connection.vendor == "postgresql" and DrawEvent._meta.db_table in tables(connection):
            found += [*rights(connection), *disabled_guards(connection)]
    return found


def tables(connection: Any) -> list[str]:
    return connection.introspection.table_names()


def rights(connection: Any) -> list[CheckMessage]:
    """A warning where the present role may change events, or owns the table and could let itself."""
    table = DrawEvent._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_user, has_table_privilege(oid, 'UPDATE, DELETE, TRUNCATE'),"
            " pg_has_role(relowner, 'MEMBER') FROM pg_class WHERE oid = %s::regclass",
            [table],
        )
        role, may_change, is_owner = cursor.fetchone()
    if not (may_change or is_owner):
        return []
    return [
        Warning(
            f"The database role {role} could change or delete events of draws.",
            hint="Migrate with the tables' owner and run the site with a role of its own: "
            "see grant_application_role in README.md.",
            id="lots.W001",
        )
    ]


def disabled_guards(connection: Any) -> list[CheckMessage]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')")
        enabled = {name for (name,) in cursor.fetchall()}
    missing = [model._meta.db_table for model, name in TRIGGERS.items() if name not in enabled]
    if not missing:
        return []
    return [
        Warning(
            f"The triggers that guard {', '.join(missing)} are missing or disabled.",
            hint="Run the migrations, or enable the triggers again.",
            id="lots.W002",
        )
    ]
