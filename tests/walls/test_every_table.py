"""Every table of the database against every kind of role: what is declared works, all else is refused.

Read from the catalogue, so that a new table is tried without anybody thinking of it.
"""

from collections.abc import Callable

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError, ProgrammingError

from tenants.models import Municipality
from walls import declare
from walls.callers import Caller, acting_as

SITES = tuple(declare.GROUP_OF)
OTHER_SCHEMAS = ("m_viborg", "municipality_template")


@pytest.fixture
def caller_on(caller_of: Callable[[str], Caller]) -> Callable[[str], Caller]:
    """Return the role of a kind of caller; the municipality is Aalborg."""
    of = {
        "secretariat": Caller.secretariat(),
        "municipality": caller_of("mette"),
        "supplier": caller_of("leo"),
        "door": Caller.door(),
        "jobs": Caller.jobs(),
    }
    return of.__getitem__


def ask(query: str, *given: object) -> list[tuple[str, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, given)  # type: ignore[arg-type]
        return cursor.fetchall() if cursor.description else []


def columns(schema: str) -> dict[str, str]:
    """Return each table and view of a schema with its first column."""
    with acting_as(Caller.owner()):
        found = ask(
            "SELECT table_name, min(column_name) FROM information_schema.columns "
            "WHERE table_schema = %s GROUP BY table_name",
            schema,
        )
        return {table: column for table, column in found}  # noqa: C416 - a pair, which dict() cannot know


def attempts(table: str, column: str) -> dict[str, str]:
    """Return for each verb a statement that touches no row."""
    return {
        "S": f'SELECT "{column}" FROM {table} WHERE false',
        "I": f"INSERT INTO {table} SELECT * FROM {table} WHERE false",
        "U": f'UPDATE {table} SET "{column}" = "{column}" WHERE false',
        "D": f"DELETE FROM {table} WHERE false",
        "T": f"TRUNCATE {table}",
    }


def granted(statement: str) -> bool:
    """Return whether the role may do it; what is wrong for another reason is raised."""
    try:
        with transaction.atomic():
            ask(statement)
    except ProgrammingError as error:
        if "permission denied" in str(error) or "is not a table" in str(error):
            return False  # only tables can be truncated
        raise
    return True


def rights_of(site: str) -> dict[str, declare.Rights]:
    group = declare.GROUP_OF[site]
    return {
        each.table: rights for each in declare.shared() for name, rights in each.rights() if name == group
    }


def expected(rights: declare.Rights | None, verb: str, column: str) -> bool:
    if rights is None or verb not in rights.verbs:
        return False
    if verb == "I" and "S" not in rights.verbs:
        return False  # the attempt reads what it inserts
    return verb not in rights.columns or column in [one.strip() for one in rights.columns[verb].split(",")]


@pytest.mark.parametrize("site", SITES)
def test_shared_tables_let_in_whom_they_declare(caller_on: Callable[[str], Caller], site: str) -> None:
    declared, wrong = rights_of(site), []
    tables = columns("public")
    with acting_as(caller_on(site)):
        for table, column in tables.items():
            rights = declared.get(table)
            for verb, statement in attempts(f'public."{table}"', column).items():
                if rights and verb in ("I", "U") and (verb in rights.columns or "S" not in rights.verbs):
                    continue  # tried column by column, or as writers do, below
                if granted(statement) != expected(rights, verb, column):
                    wrong.append(statement)
    assert not wrong


@pytest.mark.parametrize("site", SITES)
def test_every_declared_verb_is_granted(caller_on: Callable[[str], Caller], site: str) -> None:
    """PostgreSQL's own answer for each declared verb, column by column where columns are named."""
    missing = []
    with acting_as(caller_on(site)):
        for table, rights in rights_of(site).items():
            for letter in rights.verbs:
                verb = declare.VERBS[letter]
                for column in rights.columns.get(letter, "").replace(" ", "").split(","):
                    question = (
                        f"SELECT has_column_privilege('{table}', '{column}', '{verb}')"
                        if column
                        else f"SELECT has_table_privilege('{table}', '{verb}')"
                    )
                    if ask(question) != [(True,)]:
                        missing.append((table, verb, column))
    assert not missing


@pytest.mark.parametrize("site", SITES)
@pytest.mark.parametrize("schema", OTHER_SCHEMAS)
def test_nobody_reaches_into_anothers_schema(
    caller_on: Callable[[str], Caller], site: str, schema: str
) -> None:
    tables = columns(schema)
    assert tables
    with acting_as(caller_on(site)):
        open_doors = [
            statement
            for table, column in tables.items()
            for statement in attempts(f'{schema}."{table}"', column).values()
            if granted(statement)
        ]
    assert not open_doors


def test_a_municipality_does_in_its_own_schema_what_is_declared(caller_on: Callable[[str], Caller]) -> None:
    declared = {each.table: each.verbs for each in declare.municipal()}
    wrong = []
    tables = columns("m_aalborg")
    with acting_as(caller_on("municipality")):
        for table, column in tables.items():
            for verb, statement in attempts(f'm_aalborg."{table}"', column).items():
                if granted(statement) != (verb in declared.get(table, "")):
                    wrong.append(statement)
    assert not wrong
    assert set(declared) <= set(tables)


def test_a_table_of_a_municipality_that_nobody_declared_is_shut(
    caller_on: Callable[[str], Caller], members: dict[str, Municipality]
) -> None:
    with acting_as(Caller.owner()):
        ask("CREATE TABLE m_aalborg.secret (a int)")
    with acting_as(caller_on("municipality")):
        assert not granted("SELECT * FROM m_aalborg.secret")
        assert granted("SELECT * FROM m_aalborg.workflows_municipal_municipallogentry")


def test_every_shared_table_is_declared_somewhere(db: None) -> None:
    undeclared = set(columns("public")) - {each.table for each in declare.shared()}
    assert not undeclared, f"say in <room>/walls.py who may reach {sorted(undeclared)}"


def test_every_declaration_is_of_a_table_and_says_why(db: None) -> None:
    tables = columns("public")
    assert [each.table for each in declare.shared() if each.table not in tables] == []
    assert [each.table for each in declare.shared() if not each.why] == []


def test_every_shared_table_has_row_security_that_binds_its_owner_too(db: None) -> None:
    with acting_as(Caller.owner()):
        open_tables = ask(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace "
            "AND relkind IN ('r', 'p') AND NOT (relrowsecurity AND relforcerowsecurity)"
        )
    declared = {each.table for each in declare.shared()}
    assert [name for (name,) in open_tables if name in declared] == []


def test_every_view_runs_with_its_readers_rights(db: None) -> None:
    with acting_as(Caller.owner()):
        assert (
            ask(
                "SELECT relname FROM pg_class WHERE relkind IN ('v', 'm') "
                "AND relnamespace::regnamespace::text NOT IN ('pg_catalog', 'information_schema') "
                "AND NOT coalesce('security_invoker=true' = ANY(reloptions), false)"
            )
            == []
        )


def test_every_definer_function_pins_its_search_path(db: None) -> None:
    with acting_as(Caller.owner()):
        loose = ask(
            "SELECT oid::regprocedure::text FROM pg_proc WHERE prosecdef "
            "AND pronamespace::regnamespace::text NOT IN ('pg_catalog', 'information_schema') "
            "AND coalesce(array_to_string(proconfig, ' '), '') "
            "NOT LIKE 'search\\_path=pg\\_catalog, public, pg\\_temp%%'"
        )
    assert loose == []


def test_nobody_may_call_a_function_that_is_not_declared(
    caller_on: Callable[[str], Caller], members: dict[str, Municipality]
) -> None:
    with acting_as(Caller.owner()):
        signatures = [
            name
            for (name,) in ask(
                "SELECT oid::regprocedure::text FROM pg_proc WHERE pronamespace = 'public'::regnamespace"
            )
        ]
        oid_of = {each: ask("SELECT %s::regprocedure::oid::text", each)[0][0] for each in signatures}
        open_to_all = [
            ask("SELECT %s::regprocedure::oid::text", each)[0][0] for each in declare.OPEN_FUNCTIONS
        ]
        declared = {
            (ask("SELECT %s::regprocedure::oid::text", each.signature)[0][0], group)
            for each in declare.functions()
            for group in each.callers
        }
    wrong = []
    for site in SITES:
        with acting_as(caller_on(site)):
            for signature, oid in oid_of.items():
                may = ask("SELECT has_function_privilege(%s::oid, 'EXECUTE')", oid) == [(True,)]
                if may != ((oid, declare.GROUP_OF[site]) in declared or oid in open_to_all):
                    wrong.append((site, signature))
    assert not wrong


def test_no_table_stands_in_both_kinds_of_schema(db: None) -> None:
    both = set(columns("public")) & set(columns("m_aalborg"))
    assert both <= {"django_migrations"}


def test_no_policy_reads_a_setting(db: None) -> None:
    """A setting can be set by whoever is walled in; the role cannot."""
    with acting_as(Caller.owner()):
        rules = ask("SELECT tablename, coalesce(qual, '') || coalesce(with_check, '') FROM pg_policies")
    assert [table for table, rule in rules if "current_setting" in rule] == []


def test_the_attempts_can_fail_and_succeed(caller_on: Callable[[str], Caller]) -> None:
    """The tests above would see an open door: here is one, and a shut one."""
    with acting_as(caller_on("secretariat")):
        assert granted("SELECT * FROM tenants_municipality WHERE false")
        assert not granted("SELECT * FROM accounts_session WHERE false")
        with pytest.raises(DatabaseError):
            granted("SELECT nonsense FROM tenants_municipality")
