"""Make grants, policies and functions in the database exactly what the rooms declare."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import connection, transaction
from psycopg import ClientCursor

from walls import names
from walls.callers import wrapper
from walls.declare import (
    HOLDER_COLUMN,
    OPEN_FUNCTIONS,
    VERBS,
    Rights,
    Shared,
    functions,
    municipal,
    shared,
    triggers,
)


def apply_shared() -> None:
    """Create the rooms' SQL functions and set all grants and policies of the shared schema.

    Runs as the owner, in one transaction: the web sees the old walls or the new ones.
    """
    from walls.mark import leave_mark  # it reads what this module declares

    with transaction.atomic():
        run_script(";\n".join(shared_statements()))
        leave_mark()


def run_script(script: str) -> None:
    """Run many statements in one message, in the owner's present transaction.

    Only for SQL of our own making: every other cursor refuses more than one statement.
    """
    caller = wrapper().caller
    if caller is None or caller.kind != "owner":
        raise PermissionError("Scripts are the owner's.")
    with connection.cursor(), wrapper().wrap_database_errors:
        ClientCursor(connection.connection).execute(script)


def shared_statements() -> Iterator[str]:
    """Yield the statements that make the walls of the shared schema, from nothing."""
    yield from (f'DROP POLICY "{policy}" ON "{table}"' for table, policy in _policies())
    yield from (f'DROP {kind} "{name}" ON "{table}"' for kind, name, table in _uninvited())
    yield from declared_statements()


def declared_statements() -> Iterator[str]:
    """Yield what the code declares of the shared schema; the same whatever the database has."""
    everyone = ", ".join(f'"{names.group(group)}"' for group in names.GROUPS)
    yield f"GRANT USAGE ON SCHEMA public TO {everyone}"
    yield f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC, {everyone}"
    yield f"REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM PUBLIC, {everyone}"
    yield from function_statements()
    yield f"REVOKE ALL ON ALL FUNCTIONS IN SCHEMA public FROM PUBLIC, {everyone}"
    yield from (f"GRANT EXECUTE ON FUNCTION {each} TO {everyone}" for each in OPEN_FUNCTIONS)
    for table in shared():
        yield from table_statements(table)
    for function in functions():
        groups = ", ".join(f'"{names.group(group)}"' for group in function.callers)
        yield f"GRANT EXECUTE ON FUNCTION {function.signature} TO {groups}"


def table_statements(table: Shared) -> Iterator[str]:
    """Yield grants and row policies of one table; the owner keeps a policy since FORCE binds it too."""
    for group, rights in table.rights():
        yield f'GRANT {", ".join(rights.grants())} ON "{table.table}" TO "{names.group(group)}"'
    if table.is_view:
        return
    yield f'ALTER TABLE "{table.table}" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY'
    owner = names.login("owner")
    yield f'CREATE POLICY wall_owner ON "{table.table}" TO "{owner}" USING (true) WITH CHECK (true)'
    for group, rights in table.rights():
        check = " AND ".join([f"({rights.check or rights.rows})", *hanging(table.table, group, rights)])
        yield (
            f'CREATE POLICY "wall_{group}" ON "{table.table}" TO "{names.group(group)}" '
            f"USING ({rights.rows}) WITH CHECK ({check})"
        )


def hanging(table: str, group: str, rights: Rights) -> Iterator[str]:
    """Yield that what a group writes hangs on rows that it sees itself, one condition per foreign key.

    A foreign key alone lets a supplier put a row of its own into another's case, and tells whether a
    key exists. Asked of those columns that the group may write, where the other table is somebody's too.
    """
    models = {each._meta.db_table: each for each in apps.get_models()}
    holder = HOLDER_COLUMN.get(group)
    if holder is None or table not in models or not {"I", "U"} & set(rights.verbs):
        return
    for each in models[table]._meta.concrete_fields:
        target = each.related_model._meta if each.is_relation else None  # type: ignore[union-attr]
        if target is None or each.column == holder or not rights.writes(str(each.column)):
            continue
        if holder in [one.column for one in target.concrete_fields]:
            sees = f"walls_sees_v1('{target.db_table}', \"{each.column}\")"
            yield f'("{each.column}" IS NULL OR {sees})' if each.null else sees


def _policies() -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename, policyname FROM pg_policies WHERE schemaname = 'public'")
        return cursor.fetchall()


def _uninvited() -> list[tuple[str, str, str]]:
    """Return what runs when rows are read or written, and was made by nobody's migration."""
    with connection.cursor() as cursor:
        cursor.execute(_RUNNING, [triggers()])
        return cursor.fetchall()


_RUNNING = """
    SELECT 'TRIGGER', tgname, relname FROM pg_trigger JOIN pg_class c ON c.oid = tgrelid
     WHERE relnamespace = 'public'::regnamespace AND NOT tgisinternal AND NOT tgname = ANY(%s)
     UNION ALL
    SELECT 'RULE', rulename, relname FROM pg_rewrite JOIN pg_class c ON c.oid = ev_class
     WHERE relnamespace = 'public'::regnamespace AND rulename <> '_RETURN'"""


def function_statements() -> Iterator[str]:
    """Yield each room's SQL functions (`<room>/sql/*.sql`, CREATE OR REPLACE, versioned by suffix)."""
    for app in apps.get_app_configs():
        folder = Path(app.path) / "sql"
        for path in sorted(folder.glob("*.sql")):
            yield path.read_text(encoding="utf-8").replace("{prefix}", names.group("")[:-1])


def schema_function_statements(schema: str) -> Iterator[str]:
    """Yield the functions that stand in each municipality's schema (`<room>/schema_sql/*.sql`).

    They are the owner's alone: what is delivered into a schema is taken in by them.
    """
    for app in apps.get_app_configs():
        for path in sorted((Path(app.path) / "schema_sql").glob("*.sql")):
            yield path.read_text(encoding="utf-8").replace("{schema}", schema)


def municipal_statements(municipality_id: UUID, schema: str) -> Iterator[str]:
    """Yield the statements that open a municipality's own schema to its role, and to nobody else."""
    role = names.municipality_role(municipality_id)
    yield f'REVOKE ALL ON ALL TABLES IN SCHEMA "{schema}" FROM PUBLIC, "{role}"'
    yield from schema_function_statements(schema)
    yield f'REVOKE ALL ON ALL FUNCTIONS IN SCHEMA "{schema}" FROM PUBLIC, "{role}"'
    yield f'GRANT USAGE ON SCHEMA "{schema}" TO "{role}"'
    for table in municipal():
        verbs = ", ".join(VERBS[letter] for letter in table.verbs)
        yield f'GRANT {verbs} ON "{schema}"."{table.table}" TO "{role}"'


def role_statements(role: str, group: str, logins: tuple[str, ...]) -> Iterator[str]:
    """Yield the statements that make a NOLOGIN role in `group` which `logins` may take."""
    yield f'CREATE ROLE "{role}" NOLOGIN'
    yield from membership_statements(role, group, logins)


def membership_statements(role: str, group: str, logins: tuple[str, ...]) -> Iterator[str]:
    """Yield the statements that put a role in `group` and let `logins` take it; they can be run again."""
    yield f'GRANT "{names.group(group)}" TO "{role}"'
    for login in logins:
        yield f'GRANT "{role}" TO "{names.login(login)}" WITH INHERIT FALSE, SET TRUE'


def role_exists(role: str) -> bool:
    """Return whether the server has the role."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
        row: Any = cursor.fetchone()
    return row is not None
