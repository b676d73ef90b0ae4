"""PostgreSQL refuses, in SQL too, what the models refuse: to its owner by triggers, to the application's role
by its rights."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, ProgrammingError, connection, transaction

from reviewmech.lots.checks import check_rights_on_events
from reviewmech.lots.enums import DrawKind, DrawState
from reviewmech.lots.models import Draw, PartiesList
from tests import factories
from tests.lots.drawing import make_draft, make_draw
from tests.support import everything, require_or_skip

pytestmark = [
    pytest.mark.skipif(
        connection.vendor != "postgresql", reason="only PostgreSQL has roles and our triggers"
    ),
    pytest.mark.django_db,
]
ROLE = f"application_{os.getpid()}"


def execute(sql: str, *values: Any) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values or None)


@contextmanager
def as_role(role: str = ROLE) -> Iterator[None]:
    execute(f"SET ROLE {role}")
    try:
        yield
    finally:
        execute("RESET ROLE")


def may_make_roles() -> tuple[bool, bool]:
    """Whether the role of the tests makes roles, and whether it is a superuser, who makes any."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolcreaterole OR rolsuper, rolsuper FROM pg_roles WHERE rolname = current_user"
        )
        return cursor.fetchone()


@pytest.fixture
def role(db) -> str:
    """A role as the running site has it; it is gone when the test's transaction is undone."""
    if not may_make_roles()[0]:
        require_or_skip("The role of TEST_DATABASE_URL may not make roles")
    execute(f"CREATE ROLE {ROLE}")
    execute(f"GRANT {ROLE} TO CURRENT_USER")
    call_command("grant_application_role", ROLE, verbosity=0)
    return ROLE


def refused(error: type[Exception], statements: list[str]) -> None:
    before = everything()
    for statement in statements:
        with pytest.raises(error):
            execute(statement)
    execute("RESET ROLE")
    assert everything() == before


# --- The triggers


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE lots_drawevent SET facts = '{}'",
        "UPDATE lots_drawevent SET person = 0 WHERE number = 1",
        "UPDATE lots_drawevent SET facts = facts",
        "DELETE FROM lots_drawevent",
        "UPDATE lots_partieslist SET \"table\" = ''",
        "UPDATE lots_partieslist SET title = 'another'",
        "UPDATE lots_draw SET kind = 'simulation'",
        "UPDATE lots_draw SET state = 'sealed'",
        "UPDATE lots_draw SET state = 'draft'",
        "UPDATE lots_draw SET seed = 'another'",
        "UPDATE lots_draw SET transcript = transcript || ' '",
        "UPDATE lots_draw SET result_hash = 'another'",
        "UPDATE lots_draw SET signature = 'ab'",
        "UPDATE lots_draw SET rules = '{}'",
        "UPDATE lots_draw SET code = 'another'",
        "UPDATE lots_draw SET beacon = 'another'",
        "UPDATE lots_draw SET beacon_round = '18'",
        "UPDATE lots_draw SET created_at = now()",
        "UPDATE lots_draw SET superseded_by_id = id",
        "UPDATE lots_draw SET id = id + 1000",
        "DELETE FROM lots_draw",
    ],
)
def test_the_owner_of_the_tables_is_refused_by_triggers(statement):
    make_draw(DrawState.DRAWN)
    refused(IntegrityError, [statement])


@pytest.mark.parametrize("state", ["sealed", "drawn", "confirmed"])
def test_a_simulation_does_not_become_an_official_draw(state):
    made = make_draw(DrawState.SEALED if state == "sealed" else DrawState.DRAWN, kind=DrawKind.SIMULATION)
    other = make_draft("a-draft", kind=DrawKind.SIMULATION)
    for row in (made, other):
        changes = ["kind = 'official'", f"kind = 'official', state = '{state}'", "state = 'confirmed'"]
        statements = [f"UPDATE lots_draw SET {change} WHERE id = {row.pk}" for change in changes]  # noqa: S608
        refused(IntegrityError, statements)


def test_no_draw_is_put_in_with_a_result():
    make_draw(DrawState.DRAWN)
    columns = [field.column for field in Draw._meta.concrete_fields if field.column != "id"]
    names = ", ".join(f'"{column}"' for column in columns)
    values = ", ".join("'forged'" if column == "code" else f'"{column}"' for column in columns)
    refused(IntegrityError, [f"INSERT INTO lots_draw ({names}) SELECT {values} FROM lots_draw"])  # noqa: S608


def test_what_may_change_changes(member):
    draw = make_draft()
    execute("UPDATE lots_draw SET rules = '{}', beacon = 'another', name_fr = 'Tirage'")
    execute("UPDATE lots_partieslist SET created_by_id = NULL")
    execute("DELETE FROM lots_draw")
    assert (Draw.objects.filter(pk=draw.pk).exists(), PartiesList.objects.count()) == (False, 1)


# --- The application's role


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE lots_drawevent SET facts = '{}'",
        "UPDATE lots_drawevent SET draw_id = draw_id",
        "DELETE FROM lots_drawevent",
        "TRUNCATE lots_drawevent",
        "TRUNCATE lots_draw CASCADE",
        "SELECT * FROM lots_drawevent FOR UPDATE",
        "ALTER TABLE lots_drawevent DISABLE TRIGGER ALL",
        "ALTER TABLE lots_drawevent DISABLE TRIGGER lots_guard_event",
        "ALTER TABLE lots_draw DISABLE TRIGGER lots_guard_draw",
        "ALTER TABLE lots_draw DROP CONSTRAINT a_simulation_is_never_confirmed",
        "DROP TRIGGER lots_guard_event ON lots_drawevent",
        "DROP FUNCTION lots_guard_event() CASCADE",
        "DROP TABLE lots_drawevent",
        "CREATE RULE r AS ON UPDATE TO lots_draw DO INSTEAD NOTHING",
        "SET session_replication_role = replica",
        "CREATE OR REPLACE FUNCTION lots_guard_event() RETURNS trigger LANGUAGE sql AS $$ $$",
    ],
)
def test_the_applications_role_is_refused_by_its_rights(role, statement):
    make_draw(DrawState.DRAWN)
    execute(f"SET ROLE {role}")
    refused(ProgrammingError, [statement])


def test_the_applications_role_cannot_give_itself_a_right(role):
    """PostgreSQL says so in a warning only."""
    make_draw(DrawState.DRAWN)
    with as_role(role):
        execute("GRANT UPDATE ON lots_drawevent TO CURRENT_USER")
        refused(ProgrammingError, ["UPDATE lots_drawevent SET facts = facts"])


@pytest.mark.parametrize("statement", ["UPDATE lots_draw SET kind = 'official'", "DELETE FROM lots_draw"])
def test_the_applications_role_is_refused_by_triggers(role, statement):
    make_draw(DrawState.DRAWN, kind=DrawKind.SIMULATION)
    execute(f"SET ROLE {role}")
    refused(IntegrityError, [statement])


def test_the_site_works_with_the_applications_role(role, site, client, root):
    client.force_login(root)
    with as_role(role):
        draw = make_draw(DrawState.CONFIRMED)
        assert client.get("/en/").status_code == 200
        assert client.get(f"/admin/draws/inspect/{draw.pk}/").status_code == 200
        factories.make_user("gone@example.org").delete()
    assert draw.events.count() == 3


def test_a_second_grant_changes_nothing(role):
    def rights() -> list[tuple[str, str]]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT relname, relacl::text FROM pg_class WHERE relacl IS NOT NULL ORDER BY 1")
            return cursor.fetchall()

    before = rights()
    call_command("grant_application_role", role, verbosity=0)
    assert rights() == before


@pytest.mark.parametrize("attribute", ["SUPERUSER", "CREATEROLE", "IN ROLE pg_write_all_data"])
def test_a_role_that_rights_do_not_bind_is_refused(db, attribute):
    if not may_make_roles()[1]:
        pytest.skip("only a superuser makes such a role")
    execute(f"CREATE ROLE {ROLE} {attribute}")
    with pytest.raises(CommandError):
        call_command("grant_application_role", ROLE)


def test_the_owner_and_unknown_roles_are_refused(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        owner = cursor.fetchone()[0]
    for name in (owner, "nobody_has_this_name"):
        with pytest.raises(CommandError):
            call_command("grant_application_role", name)


# --- The check


def found() -> list[str]:
    return [warning.id for warning in check_rights_on_events(databases=["default"])]


def test_the_check_warns_of_a_role_that_could_rewrite_history(role):
    assert found() == ["lots.W001"]
    with as_role(role):
        assert found() == []
    execute(f"GRANT UPDATE ON lots_drawevent TO {role}")
    with as_role(role):
        assert found() == ["lots.W001"]


def test_the_check_warns_of_guards_that_are_off(role):
    execute("ALTER TABLE lots_drawevent DISABLE TRIGGER lots_guard_event")
    with as_role(role):
        assert found() == ["lots.W002"]
