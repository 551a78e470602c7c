"""Who may do what, as the catalogue tells any login: rights, owners, things nobody declared, hardening."""

import re
from collections.abc import Iterator

from django.conf import settings
from django.db import connection

from walls import names
from walls.apply import function_statements, schema_function_statements
from walls.bootstrap import LOCK_FUNCTIONS, REVOKED_FUNCTIONS
from walls.catalogue import rows_of
from walls.compare_roles import Member
from walls.declare import VERBS, municipal, shared

_CREATED = re.compile(r"CREATE (?:OR REPLACE )?FUNCTION\s+(?:public\.)?(\w+)\s*\(", re.IGNORECASE)
_CREATED_IN_SCHEMA = re.compile(r'CREATE OR REPLACE FUNCTION "\w+"\.(\w+)\s*\(')


def municipal_rights(members: list[Member]) -> Iterator[str]:
    """Yield where a municipality's role may do less or more in its own schema than is declared."""
    wanted = {
        (f"{schema}.{table.table}", names.municipality_role(one), VERBS[letter], "")
        for one, schema in members
        for table in municipal()
        for letter in table.verbs
    } | {(f"skemaet {schema}", names.municipality_role(one), "USAGE", "") for one, schema in members}
    own = {(schema, names.municipality_role(one)) for one, schema in members}
    present = {
        (what, role, verb, column)
        for schema, what, role, verb, column in _rights([schema for _, schema in members])
        if (schema, role) in own
    }
    for fact in present - wanted:
        yield f"Rettighed står i databasen, men ikke i koden: {', '.join(part for part in fact if part)}."
    for fact in wanted - present:
        yield f"Rettighed mangler i databasen: {', '.join(part for part in fact if part)}."


def municipal_functions(members: list[Member]) -> Iterator[str]:
    """Yield where the functions of a municipality's schema are not the code's, or not the owner's alone."""
    found: dict[tuple[str, str], tuple[str, str]] = {
        (schema, name): (body, others)
        for schema, name, body, others in rows_of(_FUNCTIONS, schemas=[schema for _, schema in members])
    }
    for _, schema in members:
        wanted = {
            _CREATED_IN_SCHEMA.findall(script)[0]: script.split("$$")[1]
            for script in schema_function_statements(schema)
        }
        for name, text in wanted.items():
            body, others = found.pop((schema, name), ("", ""))
            if body != text:
                yield f"Funktionen {schema}.{name} mangler eller er ikke kodens. Kør migrate_schemas."
            elif others:
                yield f"{others} kan kalde {schema}.{name}, som kun er ejerens."
    for schema, name in found:
        yield f"Funktionen {schema}.{name} findes i databasen, men ikke i koden."


_FUNCTIONS = """
    SELECT n.nspname, p.proname, p.prosrc, coalesce((
               SELECT string_agg(coalesce(r.rolname, 'PUBLIC'), ', ')
                 FROM aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
                 LEFT JOIN pg_roles r ON r.oid = a.grantee
                WHERE a.grantee <> p.proowner), '')
      FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
     WHERE n.nspname = ANY(%(schemas)s)"""


def strangers(members: list[Member]) -> Iterator[str]:
    """Yield rights of roles that a schema has nothing to do with; applying the walls does not see them."""
    groups = {names.group(group) for group in names.GROUPS}
    may: dict[str, set[str]] = {schema: {names.municipality_role(one)} for one, schema in members}
    may |= {"public": groups, settings.TEMPLATE_SCHEMA: set()}
    for schema, what, role, _, _ in _rights(list(may)):
        if role not in may[schema]:
            yield f"{role} har ret til {what}, som rollen intet har med at gøre."


def _rights(schemas: list[str]) -> set[tuple[str, ...]]:
    """Return (schema, what, role, privilege, column) of everything granted to others than the owner."""
    return rows_of(_RIGHTS, schemas=schemas)


_RIGHTS = """
    SELECT n.nspname, n.nspname || '.' || c.relname, coalesce(r.rolname, 'PUBLIC'), a.privilege_type, ''
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace,
           aclexplode(c.relacl) a LEFT JOIN pg_roles r ON r.oid = a.grantee
     WHERE n.nspname = ANY(%(schemas)s) AND a.grantee <> c.relowner
     UNION ALL
    SELECT n.nspname, n.nspname || '.' || c.relname, coalesce(r.rolname, 'PUBLIC'), a.privilege_type,
           t.attname
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_attribute t ON t.attrelid = c.oid AND t.attacl IS NOT NULL,
           aclexplode(t.attacl) a LEFT JOIN pg_roles r ON r.oid = a.grantee
     WHERE n.nspname = ANY(%(schemas)s) AND a.grantee <> c.relowner
     UNION ALL
    SELECT n.nspname, 'skemaet ' || n.nspname, coalesce(r.rolname, 'PUBLIC'), a.privilege_type, ''
      FROM pg_namespace n, aclexplode(n.nspacl) a LEFT JOIN pg_roles r ON r.oid = a.grantee
     WHERE n.nspname = ANY(%(schemas)s) AND a.grantee <> n.nspowner"""


def unknown_things() -> Iterator[str]:
    """Yield tables and functions of the shared schema, and extensions, that the code does not know."""
    declared = {each.table for each in shared()}
    query = """
        SELECT relname FROM pg_class
         WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'f')"""
    for (table,) in rows_of(query):
        if table not in declared:
            yield f"Tabellen {table} er ikke erklæret i nogen walls.py."
    ours = {name for script in function_statements() for name in _CREATED.findall(script)}
    query = "SELECT oid::regprocedure::text, proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace"
    for signature, name in rows_of(query):
        if name not in ours:
            yield f"Funktionen {signature} findes i databasen, men ikke i koden."
    for (name,) in rows_of("SELECT extname FROM pg_extension WHERE extname <> 'plpgsql'"):
        yield f"Udvidelsen {name} er installeret; koden bruger den ikke."


def foreign_owners() -> Iterator[str]:
    """Yield tables, functions and schemas of ours that belong to another than the owner."""
    for what, owner in rows_of(_OWNERS, owner=names.login("owner")):
        yield f"{what} tilhører {owner}, men skal tilhøre {names.login('owner')}. Ret det som superbruger."


_OWNERS = """
    SELECT what, owner FROM (
        SELECT 'Skemaet ' || nspname, pg_get_userbyid(nspowner), nspname FROM pg_namespace
         UNION ALL
        SELECT 'Tabellen ' || nspname || '.' || relname, pg_get_userbyid(relowner), nspname
          FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE relkind IN ('r', 'p', 'v', 'm', 'f')
         UNION ALL
        SELECT 'Funktionen ' || p.oid::regprocedure::text, pg_get_userbyid(proowner), nspname
          FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace) found (what, owner, schema)
     WHERE owner <> %(owner)s AND schema NOT IN ('pg_catalog', 'information_schema') AND schema !~ '^pg_'"""


def everybodys() -> Iterator[str]:
    """Yield what prepare_database closes for everybody, and is open."""
    for function in (*REVOKED_FUNCTIONS, *LOCK_FUNCTIONS):
        if _everybody("has_function_privilege('public', %s, 'EXECUTE')", f"pg_catalog.{function}"):
            yield f"Alle kan kalde {function}. Kør prepare_database."
    for privilege in ("CONNECT", "TEMP", "CREATE"):
        if _everybody("has_database_privilege('public', current_database(), %s)", privilege):
            yield f"Alle har {privilege} i databasen. Kør prepare_database."
    for privilege in ("USAGE", "CREATE"):
        if _everybody("has_schema_privilege('public', 'public', %s)", privilege):
            yield f"Alle har {privilege} i skemaet public. Kør prepare_database."
    if _everybody("has_language_privilege('public', 'plpgsql', %s)", "USAGE"):
        yield "Alle kan skrive funktioner i plpgsql. Kør prepare_database."
    if _everybody("has_table_privilege('public', 'pg_catalog.pg_settings', %s)", "UPDATE"):
        yield "Alle kan ændre indstillinger gennem pg_settings. Kør prepare_database."


def _everybody(question: str, about: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {question}", [about])
        row = cursor.fetchone()
    return bool(row and row[0])
