"""PostgreSQL's own answer for every role × every table, column, sequence, function and schema × every right.

Read from the catalogue: what is granted and not declared fails, and so does what is declared and not granted.
"""

from typing import Any

import pytest

from tests.isolation.raw import Raw, Who
from walls import declare, names

PRIVILEGES = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER", "MAINTAIN")
KINDS = ("municipality", "supplier", "secretariat", "door", "jobs", "viborg", "other supplier")
SITE_OF = {"viborg": "municipality", "other supplier": "supplier"}
HOME = {"municipality": "m_aalborg", "viborg": "m_viborg"}
RELATIONS = """
    SELECT n.nspname::text, c.relname::text, p.verb
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace, unnest(%s::text[]) p(verb)
     WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')
       AND (n.nspname IN ('public', 'municipality_template') OR n.nspname LIKE 'm\\_%%')
       AND (has_table_privilege(%s, c.oid, p.verb) OR (p.verb IN ('SELECT', 'INSERT', 'UPDATE', 'REFERENCES')
            AND has_any_column_privilege(%s, c.oid, p.verb)))"""
ELSE = """
    SELECT 'schema', nspname::text, p.verb FROM pg_namespace, unnest('{USAGE,CREATE}'::text[]) p(verb)
     WHERE nspname NOT IN ('pg_catalog', 'information_schema') AND nspname !~ '^pg_(toast|temp)'
       AND has_schema_privilege(%(who)s, oid, p.verb)
     UNION ALL
    SELECT 'sequence', c.oid::regclass::text, p.verb
      FROM pg_class c, unnest('{USAGE,SELECT,UPDATE}'::text[]) p(verb)
     WHERE c.relkind = 'S' AND has_sequence_privilege(%(who)s, c.oid, p.verb)
     UNION ALL
    SELECT 'database', datname::text, p.verb FROM pg_database, unnest('{CONNECT,CREATE,TEMP}'::text[]) p(verb)
     WHERE datname = current_database() AND has_database_privilege(%(who)s, oid, p.verb)
     UNION ALL
    SELECT 'language', lanname::text, 'USAGE' FROM pg_language
     WHERE lanname NOT IN ('sql') AND has_language_privilege(%(who)s, oid, 'USAGE') AND lanpltrusted
     UNION ALL
    SELECT 'function', p.oid::regprocedure::text, 'EXECUTE'
      FROM pg_proc p JOIN pg_namespace n ON n.oid = pronamespace
     WHERE nspname NOT IN ('pg_catalog', 'information_schema')
       AND has_function_privilege(%(who)s, p.oid, 'EXECUTE')
     UNION ALL
    SELECT 'server role', r.rolname::text, 'MEMBER' FROM pg_roles r
     WHERE r.rolname LIKE 'pg\\_%%' AND pg_has_role(%(who)s, r.oid, 'MEMBER')"""


def declared_of(kind: str) -> set[tuple[str, str, str]]:
    """Return what the rooms declare for a kind of caller, as (schema, table, right)."""
    group = declare.GROUP_OF[SITE_OF.get(kind, kind)]
    found = {
        ("public", each.table, declare.VERBS[letter])
        for each in declare.shared()
        for name, rights in each.rights()
        if name == group
        for letter in rights.verbs
    }
    if kind in HOME:
        found |= {
            (HOME[kind], each.table, declare.VERBS[letter])
            for each in declare.municipal()
            for letter in each.verbs
        }
    return found


def else_of(raw: Raw, kind: str) -> set[tuple[str, str, str]]:
    """Return what a kind of caller may do with anything but tables."""
    group = declare.GROUP_OF[SITE_OF.get(kind, kind)]
    may = [
        *declare.OPEN_FUNCTIONS,
        *(each.signature for each in declare.functions() if group in each.callers),
    ]
    functions = {
        ("function", raw.ask("SELECT %s::regprocedure::text", each)[0][0], "EXECUTE") for each in may
    }
    homes = {("schema", HOME[kind], "USAGE")} if kind in HOME else set()
    return functions | homes | {("schema", "public", "USAGE")}


def found(raw: Raw, query: str, *given: Any, **named: Any) -> set[tuple[str, str, str]]:
    return set(raw.connection.execute(query, given or named).fetchall())  # type: ignore[call-overload]


@pytest.mark.parametrize("kind", KINDS)
def test_a_role_has_the_rights_that_are_declared_and_no_others(
    unlocked: Raw, who: dict[str, Who], kind: str
) -> None:
    role = who[kind].role
    assert found(unlocked, RELATIONS, list(PRIVILEGES), role, role) == declared_of(kind)
    assert declared_of(kind)
    assert found(unlocked, ELSE, who=role) == else_of(unlocked, kind)


@pytest.mark.parametrize("login", ["municipality", "supplier", "secretariat", "worker"])
def test_a_login_without_a_role_may_connect_and_nothing_else(unlocked: Raw, login: str) -> None:
    role = names.login(login)
    if login == "worker":  # in the tests this one login does everything
        unlocked.ask(f'REVOKE "{names.login("owner")}" FROM "{role}"')
    assert found(unlocked, RELATIONS, list(PRIVILEGES), role, role) == set()
    assert found(unlocked, ELSE, who=role) == {("database", unlocked.connection.info.dbname, "CONNECT")}


GRANTS = {
    "a table": ("GRANT SELECT ON accounts_person TO {role}", ("public", "accounts_person", "SELECT")),
    "a column": ("GRANT UPDATE (name) ON accounts_person TO {role}", ("public", "accounts_person", "UPDATE")),
    "a trigger": ("GRANT TRIGGER ON tenants_letter TO {role}", ("public", "tenants_letter", "TRIGGER")),
    "all": ("GRANT REFERENCES ON tenants_letter TO PUBLIC", ("public", "tenants_letter", "REFERENCES")),
    "next door": (
        "GRANT TRUNCATE ON m_viborg.workflows_municipal_municipallogentry TO {role}",
        ("m_viborg", "workflows_municipal_municipallogentry", "TRUNCATE"),
    ),
}


@pytest.mark.parametrize("what", GRANTS)
def test_a_right_that_nobody_declared_is_seen(unlocked: Raw, who: dict[str, Who], what: str) -> None:
    statement, right = GRANTS[what]
    role = who["municipality"].role
    unlocked.ask(statement.format(role=f'"{role}"'))
    surplus = found(unlocked, RELATIONS, list(PRIVILEGES), role, role) - declared_of("municipality")
    assert surplus == {right}
