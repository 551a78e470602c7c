"""check_walls names whatever differs from the code, and nothing where nothing does."""

from collections.abc import Callable

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from tenants.models import Municipality
from tests.conftest import server
from walls import names
from walls.callers import Caller, acting_as
from walls.compare import differences

# In tests one login does everything, so it may become the owner; in production that is a difference.
OF_THE_TESTS = [f"{names.login('worker')} kan tage {names.login('owner')}, men må ikke."]


@pytest.fixture
def tampered(committed: None) -> Callable[[str], list[str]]:
    """Let a superuser run a statement in a copy of the database, and tell what the check then says."""

    def after(statement: str) -> list[str]:
        with server(connection.settings_dict["NAME"]) as superuser:
            superuser.execute(statement)
        return [one for one in found() if one not in OF_THE_TESTS]

    return after


def found() -> list[str]:
    with acting_as(Caller.owner()):
        return differences((each.id, each.schema_name) for each in Municipality.objects.all())


def test_an_installation_has_the_walls_of_the_code(committed: None) -> None:
    assert found() == OF_THE_TESTS


def test_looking_changes_nothing(committed: None) -> None:
    assert found() == found()


def aalborg() -> str:
    with acting_as(Caller.owner()):
        return names.municipality_role(Municipality.objects.get(schema_name="m_aalborg").id)


TAMPERING = {
    "a grant to a group": (
        "GRANT SELECT ON accounts_person TO {municipalities}",
        "Rettighed står i databasen, men ikke i koden: accounts_person, {municipalities}, SELECT.",
    ),
    "a grant on a column": (
        "GRANT UPDATE (name) ON tenants_municipality TO {suppliers}",
        "Rettighed står i databasen, men ikke i koden: tenants_municipality, {suppliers}, UPDATE, name.",
    ),
    "a lost grant": (
        "REVOKE SELECT ON m_aalborg.workflows_municipal_municipallogentry FROM {aalborg}",
        "Rettighed mangler i databasen: m_aalborg.workflows_municipal_municipallogentry, {aalborg}, SELECT.",
    ),
    "a grant to one municipality": (
        "GRANT SELECT ON accounts_person TO {aalborg}",
        "{aalborg} har ret til public.accounts_person, som rollen intet har med at gøre.",
    ),
    "a grant in another's schema": (
        "GRANT SELECT ON m_viborg.workflows_municipal_municipallogentry TO {aalborg}",
        "{aalborg} har ret til m_viborg.workflows_municipal_municipallogentry, "
        "som rollen intet har med at gøre.",
    ),
    "another schema opened": (
        "GRANT USAGE ON SCHEMA m_viborg TO {municipalities}",
        "{municipalities} har ret til skemaet m_viborg, som rollen intet har med at gøre.",
    ),
    "a wider policy": (
        "CREATE POLICY extra ON tenants_letter TO {municipalities} USING (true)",
        "Rækkeregel står i databasen, men ikke i koden: tenants_letter, extra, {municipalities}, ALL, "
        "PERMISSIVE, true.",
    ),
    "row security off": (
        "ALTER TABLE tenants_letter DISABLE ROW LEVEL SECURITY",
        "Rækkebeskyttelse står i databasen, men ikke i koden: tenants_letter, slået fra, også for ejeren.",
    ),
    "an unknown function": (
        "CREATE FUNCTION backdoor() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'",
        "Funktionen backdoor() findes i databasen, men ikke i koden.",
    ),
    "an unknown table": (
        "CREATE TABLE hoard (a int); ALTER TABLE hoard OWNER TO {owner}",
        "Tabellen hoard er ikke erklæret i nogen walls.py.",
    ),
    "an unknown function in a municipality's schema": (
        "CREATE FUNCTION m_viborg.backdoor() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "Funktionen m_viborg.backdoor findes i databasen, men ikke i koden.",
    ),
    "a schema's own function changed": (
        "CREATE OR REPLACE FUNCTION m_viborg.audits_municipal_receive_report_v1(carried jsonb, uses uuid[], "
        "key text, visible_from timestamptz, steps_wanted bigint) RETURNS uuid[] "
        "LANGUAGE sql AS 'SELECT uses'",
        "Funktionen m_viborg.audits_municipal_receive_report_v1 mangler eller er ikke kodens. "
        "Kør migrate_schemas.",
    ),
    "a schema's own function lost": (
        "DROP FUNCTION m_viborg.audits_municipal_receive_report_v1",
        "Funktionen m_viborg.audits_municipal_receive_report_v1 mangler eller er ikke kodens. "
        "Kør migrate_schemas.",
    ),
    "a schema's own function opened": (
        "GRANT EXECUTE ON FUNCTION m_viborg.audits_municipal_receive_report_v1 TO {aalborg}",
        "{aalborg} kan kalde m_viborg.audits_municipal_receive_report_v1, som kun er ejerens.",
    ),
    "a function opened": (
        "GRANT EXECUTE ON FUNCTION walls_ensure_supplier_role_v1(uuid) TO {suppliers}",
        "Rettighed til funktion står i databasen, men ikke i koden: walls_ensure_supplier_role_v1(uuid), "
        "{suppliers}, EXECUTE.",
    ),
    "hardening undone": (
        "GRANT EXECUTE ON FUNCTION pg_catalog.set_config(text, text, boolean) TO PUBLIC",
        "Alle kan kalde set_config(text, text, boolean). Kør prepare_database.",
    ),
}


@pytest.mark.parametrize("what", TAMPERING)
def test_a_difference_is_named(tampered: Callable[[str], list[str]], what: str) -> None:
    words = {group: names.group(group) for group in names.GROUPS} | {
        "aalborg": aalborg(),
        "owner": names.login("owner"),
    }
    statement, sentence = (text.format(**words) for text in TAMPERING[what])
    assert sentence in tampered(statement)


ROLES = {
    "GRANT {secretariat} TO {municipality}": "{municipality} kan tage {secretariat}, men må ikke.",
    "ALTER ROLE {municipality} BYPASSRLS": (
        "Rollen {municipality} har egenskaber, den ikke må have: BYPASSRLS."
    ),
    "REVOKE {door} FROM {municipality}": "{municipality} kan ikke tage {door}, men skal.",
}
UNDONE = {
    "GRANT {secretariat} TO {municipality}": "REVOKE {secretariat} FROM {municipality}",
    "ALTER ROLE {municipality} BYPASSRLS": "ALTER ROLE {municipality} NOBYPASSRLS",
    "REVOKE {door} FROM {municipality}": "GRANT {door} TO {municipality} WITH INHERIT FALSE, SET TRUE",
}


@pytest.mark.parametrize("statement", ROLES)
def test_a_role_that_differs_is_named(tampered: Callable[[str], list[str]], statement: str) -> None:
    words = {group: names.group(group) for group in names.GROUPS} | {
        "municipality": names.login("municipality")
    }
    try:
        assert ROLES[statement].format(**words) in tampered(statement.format(**words))
    finally:  # roles belong to the server, not to the copy
        tampered(UNDONE[statement].format(**words))


def test_the_command_ends_in_an_error_where_something_differs(committed: None) -> None:
    with pytest.raises(CommandError, match="kan tage"):
        call_command("check_walls")
