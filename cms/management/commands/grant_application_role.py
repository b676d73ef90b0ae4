"""What the running site needs in PostgreSQL, and nothing more, for a role that does not own the tables.

It stands in cms, because it is about the tables of all rooms and apps.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, transaction

# Rows that are only ever added: reviewmech/README.md says why.
ONLY_ADDED = "lots_drawevent"


class Command(BaseCommand):
    help = (
        "Give a PostgreSQL role what the running site needs. Run it as the tables' owner after each migrate."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("role", help="the role of DATABASE_URL with which the site will run")

    def handle(self, *args: Any, role: str, **options: Any) -> None:
        if connection.vendor != "postgresql":
            raise CommandError("Only PostgreSQL has roles.")
        with transaction.atomic(), connection.cursor() as cursor:
            refuse_the_powerful(cursor, role)
            grant(cursor, role)
            refuse_inherited_rights(cursor, role)
        if options["verbosity"]:
            self.stdout.write(f"{role} may do what the running site needs.")


def refuse_the_powerful(cursor: Any, role: str) -> None:
    """Rights do not bind a role that can give itself any: the tables' owner, superusers, makers of roles."""
    cursor.execute("SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = %s", [role])
    if (row := cursor.fetchone()) is None:
        raise CommandError(f"There is no role {role}. Make it first: CREATE ROLE ... LOGIN PASSWORD ...")
    owner = "SELECT pg_has_role(%s, relowner, 'MEMBER') FROM pg_class WHERE oid = %s::regclass"
    cursor.execute(owner, [role, ONLY_ADDED])
    if row[0] or cursor.fetchone()[0]:
        raise CommandError(f"{role} owns the tables or may make roles: it could give itself any right.")


def grant(cursor: Any, role: str) -> None:
    quote = connection.ops.quote_name
    cursor.execute("SELECT current_schema()")
    schema, name = quote(cursor.fetchone()[0]), quote(role)
    tables = ", ".join(map(quote, site_tables()))
    for statement in (
        f"GRANT USAGE ON SCHEMA {schema} TO {name}",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON {tables} TO {name}",
        f"GRANT SELECT ON django_migrations TO {name}",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {schema} TO {name}",
        f"REVOKE ALL ON {quote(ONLY_ADDED)} FROM {name}, PUBLIC",
        f"GRANT SELECT, INSERT ON {quote(ONLY_ADDED)} TO {name}",
    ):
        cursor.execute(statement)


def refuse_inherited_rights(cursor: Any, role: str) -> None:
    """A role may have them from another one that it belongs to, pg_write_all_data for example."""
    cursor.execute("SELECT has_table_privilege(%s, %s, 'UPDATE, DELETE, TRUNCATE')", [role, ONLY_ADDED])
    if cursor.fetchone()[0]:
        raise CommandError(f"{role} belongs to a role that may change {ONLY_ADDED}: take it out of that one.")


def site_tables() -> list[str]:
    """The tables of all models."""
    models = apps.get_models(include_auto_created=True)
    return sorted({model._meta.db_table for model in models if model._meta.managed and not model._meta.proxy})
