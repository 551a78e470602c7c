"""Does the database have the walls that the code declares? Each difference is named in Danish.

What the code declares is applied in a transaction, the catalogue is read before and after, and
the transaction is rolled back: what would change is what differs. What applying does not touch
(roles, strangers' rights, unknown functions, hardening) is compared by itself.
"""

import re
from collections.abc import Iterable, Iterator

from django.db import connection, transaction

from walls import names
from walls.apply import function_statements, municipal_statements, run_script, shared_statements
from walls.bootstrap import REVOKED_FUNCTIONS
from walls.compare_roles import Member, memberships, roles, rows_of
from walls.declare import shared

_CATALOGUE = {
    "Rettighed": """
        SELECT c.oid::regclass::text, coalesce(r.rolname, 'PUBLIC'), a.privilege_type, t.attname
          FROM pg_class c LEFT JOIN pg_attribute t ON t.attrelid = c.oid AND t.attacl IS NOT NULL,
               aclexplode(coalesce(t.attacl, c.relacl)) a LEFT JOIN pg_roles r ON r.oid = a.grantee
         WHERE c.relnamespace = ANY(%(schemas)s::regnamespace[]) AND a.grantee <> c.relowner
         UNION
        SELECT c.oid::regclass::text, coalesce(r.rolname, 'PUBLIC'), a.privilege_type, NULL
          FROM pg_class c, aclexplode(c.relacl) a LEFT JOIN pg_roles r ON r.oid = a.grantee
         WHERE c.relnamespace = ANY(%(schemas)s::regnamespace[]) AND a.grantee <> c.relowner""",
    "Rettighed til skema": """
        SELECT n.nspname, coalesce(r.rolname, 'PUBLIC'), a.privilege_type
          FROM pg_namespace n, aclexplode(n.nspacl) a LEFT JOIN pg_roles r ON r.oid = a.grantee
         WHERE n.oid = ANY(%(schemas)s::regnamespace[]) AND a.grantee <> n.nspowner""",
    "Rækkeregel": """
        SELECT tablename, policyname, array_to_string(roles, ','), cmd, permissive, qual, with_check
          FROM pg_policies WHERE schemaname = 'public'""",
    "Rækkebeskyttelse": """
        SELECT relname, CASE WHEN relrowsecurity THEN 'slået til' ELSE 'slået fra' END,
               CASE WHEN relforcerowsecurity THEN 'også for ejeren' ELSE 'ikke for ejeren' END
          FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')""",
    "Funktion": """
        SELECT oid::regprocedure::text, CASE WHEN prosecdef THEN 'som ejeren' END, proconfig::text,
               md5(prosrc)
          FROM pg_proc WHERE pronamespace = 'public'::regnamespace""",
    "Rettighed til funktion": """
        SELECT p.oid::regprocedure::text, coalesce(r.rolname, 'PUBLIC'), a.privilege_type
          FROM pg_proc p, aclexplode(p.proacl) a LEFT JOIN pg_roles r ON r.oid = a.grantee
         WHERE p.pronamespace = 'public'::regnamespace AND a.grantee <> p.proowner""",
}
_CREATED = re.compile(r"CREATE (?:OR REPLACE )?FUNCTION\s+(?:public\.)?(\w+)\s*\(", re.IGNORECASE)


def differences(members: Iterable[Member]) -> list[str]:
    """Return what differs from the code, one Danish sentence each; nothing where all is as declared.

    Act as the owner. Takes short exclusive locks, as migrate_schemas does.
    """
    known = list(members)
    if missing := sorted(roles(known)):
        return missing  # nothing else can be compared until they are there
    return sorted({*memberships(known), *_unlike(known), *_strangers(known), *_unknown(), *_hardening()})


def _unlike(members: list[Member]) -> Iterator[str]:
    schemas = ["public", *(schema for _, schema in members)]
    with transaction.atomic():
        before = {kind: rows_of(query, schemas=schemas) for kind, query in _CATALOGUE.items()}
        script = [*shared_statements()]
        for municipality_id, schema in members:
            script += municipal_statements(municipality_id, schema)
        run_script(";\n".join(script))
        after = {kind: rows_of(query, schemas=schemas) for kind, query in _CATALOGUE.items()}
        transaction.set_rollback(True)
    for kind in _CATALOGUE:
        yield from (
            f"{kind} står i databasen, men ikke i koden: {_told(one)}." for one in before[kind] - after[kind]
        )
        yield from (f"{kind} mangler i databasen: {_told(one)}." for one in after[kind] - before[kind])


def _told(fact: tuple[str, ...]) -> str:
    return ", ".join(part for part in fact if part)


def _strangers(members: list[Member]) -> Iterator[str]:
    """Rights of roles that no wall is made for; applying the walls does not see them."""
    groups = {names.group(group) for group in names.GROUPS}
    may = {"public": groups, **{schema: {names.municipality_role(one)} for one, schema in members}}
    tables = """
        SELECT n.nspname, n.nspname || '.' || c.relname, coalesce(r.rolname, 'PUBLIC')
          FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
          LEFT JOIN pg_attribute t ON t.attrelid = c.oid,
               aclexplode(array_cat(c.relacl, t.attacl)) a LEFT JOIN pg_roles r ON r.oid = a.grantee
         WHERE n.nspname = ANY(%(schemas)s) AND a.grantee <> c.relowner"""
    schemas = """
        SELECT n.nspname, 'skemaet ' || n.nspname, coalesce(r.rolname, 'PUBLIC')
          FROM pg_namespace n, aclexplode(n.nspacl) a LEFT JOIN pg_roles r ON r.oid = a.grantee
         WHERE n.nspname = ANY(%(schemas)s) AND a.grantee <> n.nspowner"""
    for schema, what, role in rows_of(f"{tables} UNION {schemas}", schemas=list(may)):
        if role not in may[schema]:
            yield f"{role} har ret til {what}, som rollen intet har med at gøre."


def _unknown() -> Iterator[str]:
    """Tables and functions of the shared schema that the code does not know."""
    declared = {each.table for each in shared()}
    query = """
        SELECT relname FROM pg_class
         WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm')"""
    for (table,) in rows_of(query):
        if table not in declared:
            yield f"Tabellen {table} er ikke erklæret i nogen walls.py."
    ours = {name for script in function_statements() for name in _CREATED.findall(script)}
    query = "SELECT oid::regprocedure::text, proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace"
    for signature, name in rows_of(query):
        if name not in ours:
            yield f"Funktionen {signature} findes i databasen, men ikke i koden."


def _hardening() -> Iterator[str]:
    """What prepare_database closes for everybody."""
    for function in REVOKED_FUNCTIONS:
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
