"""What is half there is named in words, and mended by one command that can be run again."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import connection
from psycopg import sql
from pytest_django import Settings

from secretariat.embedded.install import REPOSITORY
from tenants.management.commands.check_walls import found_differences
from tenants.models import Domain, Municipality, Recipient
from tenants.start import refuse_other_walls
from tests.conftest import server
from tests.secretariat.test_production import PROCESSES, SAFE
from tests.tenants.test_schema import catalogue
from tests.walls.test_compare import OF_THE_TESTS
from walls import names
from walls.apply import membership_statements
from walls.callers import Caller, acting_as

AALBORG, VIBORG = "m_aalborg", "m_viborg"


def superuser(*statements: str) -> None:
    with server(connection.settings_dict["NAME"]) as opened:
        for each in statements:
            opened.execute(each)


def found() -> list[str]:
    with acting_as(Caller.owner()):
        return [each for each in found_differences() if each not in OF_THE_TESTS]


def repair() -> str:
    """Repair, and return what the command says is left (one login does everything in the tests)."""
    with pytest.raises(CommandError) as said:
        call_command("check_walls", repair=True, verbosity=0)
    return "\n".join(line for line in str(said.value).splitlines()[1:] if line not in OF_THE_TESTS)


def row(schema: str) -> Municipality:
    with acting_as(Caller.owner()):
        return Municipality.objects.get(schema_name=schema)


def role_of(schema: str) -> str:
    return names.municipality_role(row(schema).id)


@pytest.fixture
def role_away(committed: None) -> Iterator[Callable[[str], str]]:
    """Take a role away, as a restore without roles does. Roles are the server's: it comes back afterwards."""
    hidden: dict[str, str] = {}

    def take(role: str) -> str:
        """Every grant to the role goes with it in this database; the other database keeps its own."""
        away = f"hidden_{role}"  # roles are the server's, which two test processes share
        superuser(
            f'DROP OWNED BY "{role}"', f'ALTER ROLE "{role}" RENAME TO "{away}"', *of(role, away, "REVOKE")
        )
        hidden[away] = role
        return role

    yield take
    for away, role in hidden.items():
        superuser(
            f"DO $$ BEGIN IF EXISTS (SELECT FROM pg_roles WHERE rolname = '{role}') THEN "
            f'DROP OWNED BY "{role}"; DROP ROLE "{role}"; END IF; END $$',
            f'ALTER ROLE "{away}" RENAME TO "{role}"',
            *of(role, role, "GRANT"),
        )


def of(role: str, called: str, verb: str) -> list[str]:
    """The memberships of a role that is called something else for a while, given or taken."""
    group, site = ("suppliers", "supplier") if "_s_" in role else ("municipalities", "municipality")
    given = membership_statements(called, group, (site, "worker"))
    if verb == "GRANT":
        return [f'SET ROLE "{names.login("owner")}"', *given]
    owner = f'GRANTED BY "{names.login("owner")}"'
    return [
        f"{each.replace('GRANT ', 'REVOKE ').replace(' TO ', ' FROM ').split(' WITH ')[0]} {owner}"
        for each in given
    ]


def names_and_mends(sentence: str) -> None:
    """It is named, it is mended, nothing is left, and a second repair finds nothing to do."""
    assert any(sentence in each for each in found()), found()
    before = {schema: catalogue(schema) for schema in (VIBORG,)}
    assert repair() == ""
    assert found() == []
    assert repair() == ""
    assert {schema: catalogue(schema) for schema in (VIBORG,)} == before


def opens(schema: str) -> bool:
    """Whether the municipality reads its own log."""
    with acting_as(Caller.municipality(row(schema))), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM workflows_municipal_municipallogentry")
        return cursor.fetchone() is not None


def test_nothing_is_wrong_and_nothing_is_mended(committed: None) -> None:
    assert found() == []
    before = catalogue(AALBORG)
    assert repair() == ""
    assert catalogue(AALBORG) == before


def test_schema_back_but_role_and_grants_missing(role_away: Callable[[str], str]) -> None:
    role = role_away(role_of(AALBORG))
    names_and_mends(f"Aalborg Kommune: skemaet m_aalborg findes, men rollen {role} mangler")
    assert opens(AALBORG)


def test_role_there_but_schema_gone(committed: None) -> None:
    superuser("DROP SCHEMA m_aalborg CASCADE")
    names_and_mends("Aalborg Kommune: rollen findes, men skemaet m_aalborg mangler")
    assert opens(AALBORG)
    assert catalogue(AALBORG) == {
        kind: [
            tuple(str(cell).replace(VIBORG, AALBORG) if isinstance(cell, str) else cell for cell in fact)
            for fact in some
        ]
        for kind, some in catalogue(VIBORG).items()
    }


def test_a_schema_that_had_records_is_not_made_anew(committed: None) -> None:
    """An empty schema in its place would hide that a municipality's record is gone."""
    with acting_as(Caller.owner()):
        Recipient(
            delivery_id=uuid4(),
            kind="audit_report",
            joint_id=uuid4(),
            municipality=row(AALBORG),
            state="delivered",
        ).save()
    superuser("DROP SCHEMA m_aalborg CASCADE", "DROP SCHEMA m_viborg CASCADE")
    left = repair()
    assert "Hent skemaet fra en sikkerhedskopi (pg_restore --schema=m_aalborg)" in left
    assert "Aalborg Kommune: rollen findes, men skemaet m_aalborg mangler" in left
    assert "Viborg" not in left, "one that cannot be mended does not keep the others waiting"
    assert opens(VIBORG)


def test_half_onboarded(role_away: Callable[[str], str]) -> None:
    role_away(role_of(AALBORG))
    superuser("DROP SCHEMA m_aalborg CASCADE")
    names_and_mends("Aalborg Kommune er halvt optaget: både skema og rolle mangler")
    assert opens(AALBORG)


def test_no_host_name(committed: None) -> None:
    with acting_as(Caller.owner()):
        Domain.objects.filter(tenant=row(AALBORG)).delete()
    names_and_mends("Aalborg Kommune har intet værtsnavn")
    with acting_as(Caller.owner()):
        assert Domain.objects.get(tenant=row(AALBORG)).domain == f"aalborg.{settings.BASE_DOMAIN}"


def test_older_version(committed: None) -> None:
    """A dump of last year: without what the newest step made, and without the note that it ran."""
    superuser(
        "DO $$ DECLARE each text; BEGIN "
        "FOR each IN SELECT tablename FROM pg_tables WHERE schemaname = 'm_aalborg' "
        "AND tablename LIKE 'agreements\\_municipal\\_%' LOOP "
        "EXECUTE format('DROP TABLE m_aalborg.%I CASCADE', each); END LOOP; END $$",
        "DELETE FROM m_aalborg.django_migrations WHERE app = 'agreements_municipal'",
    )
    names_and_mends(
        "Aalborg Kommune: skemaet m_aalborg er fra en ældre version og mangler agreements_municipal."
    )


def test_left_but_the_way_in_is_still_there(committed: None) -> None:
    with acting_as(Caller.owner()):
        gone = Municipality.objects.create(
            schema_name="m_gone", kommunekode="9999", cvr="99999999", name="Borte Kommune",
            short_name="Borte", region="x", state="left",
        )  # fmt: skip
    role = names.municipality_role(gone.id)
    superuser(
        f'CREATE SCHEMA m_gone AUTHORIZATION "{names.login("owner")}"', f'SET ROLE "{names.login("owner")}"',
        f'CREATE ROLE "{role}"', f'GRANT USAGE ON SCHEMA m_gone TO "{role}"',
    )  # fmt: skip
    names_and_mends("Borte Kommune er udtrådt, men rollen")
    assert found() == [], "its closed archive is no difference: leaving removes it"


def test_a_role_of_nobody(committed: None) -> None:
    role = names.municipality_role(uuid4())
    superuser(f'SET ROLE "{names.login("owner")}"', f'CREATE ROLE "{role}"')
    names_and_mends(f"Rollen {role} tilhører ingen kommune")


def test_a_suppliers_role_missing(role_away: Callable[[str], str]) -> None:
    from tests.personae import SUPPLIER_Y

    role = role_away(names.supplier_role(SUPPLIER_Y))
    names_and_mends(f"Rollen {role} mangler: leverandørens personer kan ikke logge ind")


def test_a_schema_of_nobody_is_named_and_left_alone(committed: None) -> None:
    superuser(f'CREATE SCHEMA m_found AUTHORIZATION "{names.login("owner")}"')
    sentence = "Skemaet m_found hører til ingen kommune"
    assert sentence in found()[0]
    assert sentence in repair()


SHUT = {
    "a stranger's grant": "GRANT SELECT ON {aalborg}.workflows_municipal_municipallogentry TO {viborg}",
    "another schema opened": "GRANT USAGE ON SCHEMA {aalborg} TO {viborg}",
    "a grant on a column": (
        "GRANT UPDATE (action) ON {aalborg}.workflows_municipal_municipallogentry TO {viborg}"
    ),
    "a lost grant": "REVOKE ALL ON ALL TABLES IN SCHEMA {aalborg} FROM {own}",
    "a wider policy": "CREATE POLICY extra ON tenants_letter TO {group} USING (true)",
    "a lost policy": "DROP POLICY wall_municipalities ON tenants_letter",
    "row security off": "ALTER TABLE tenants_letter DISABLE ROW LEVEL SECURITY",
    "row security that spares the owner": "ALTER TABLE tenants_letter NO FORCE ROW LEVEL SECURITY",
    "a group's grant": "GRANT SELECT ON accounts_person TO {group}",
    "another body": (
        "CREATE OR REPLACE FUNCTION walls_caller_schema() RETURNS text LANGUAGE sql STABLE "
        "SET search_path = pg_catalog, public, pg_temp AS 'SELECT ''m_viborg'''"
    ),
    "another search path": "ALTER FUNCTION accounts_end_v1(uuid) SET search_path = public",
    "a trigger of somebody's": "CREATE TRIGGER spy BEFORE UPDATE ON tenants_letter FOR EACH ROW EXECUTE "
    "FUNCTION suppress_redundant_updates_trigger()",
    "a rule of somebody's": "CREATE RULE spy AS ON INSERT TO tenants_letter DO ALSO NOTIFY gossip",
    "no definer any more": "ALTER FUNCTION accounts_end_v1(uuid) SECURITY INVOKER",
}


@pytest.mark.parametrize("what", SHUT)
def test_a_wall_that_was_changed_is_set_again(committed: None, what: str) -> None:
    words = {
        "aalborg": AALBORG, "viborg": role_of(VIBORG), "own": role_of(AALBORG),
        "group": names.group("municipalities"),
    }  # fmt: skip
    superuser(SHUT[what].format(**words))
    assert found()
    assert repair() == ""
    assert found() == []


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("ALTER FUNCTION accounts_end_v1(uuid) OWNER TO CURRENT_USER",
         "Funktionen accounts_end_v1(uuid) tilhører"),
        ("ALTER TABLE tenants_letter OWNER TO CURRENT_USER", "Tabellen public.tenants_letter tilhører"),
        ("GRANT EXECUTE ON FUNCTION pg_notify(text, text) TO PUBLIC", "Alle kan kalde pg_notify(text, text)"),
        ("GRANT USAGE ON LANGUAGE plpgsql TO PUBLIC", "Alle kan skrive funktioner i plpgsql"),
    ],
)  # fmt: skip
def test_what_the_owner_cannot_mend_is_named_and_stays_named(
    committed: None, statement: str, sentence: str
) -> None:
    superuser(statement)
    assert sentence in "\n".join(found())
    assert sentence in repair()


def test_a_role_with_settings_of_its_own_is_named(committed: None) -> None:
    login = names.login("supplier")
    superuser(f'ALTER ROLE "{login}" SET search_path = elsewhere')
    try:
        assert f"Rollen {login} har en fast indstilling: search_path=elsewhere" in "\n".join(found())
    finally:
        superuser(f'ALTER ROLE "{login}" RESET ALL')


def test_walls_of_another_version_are_named(committed: None) -> None:
    with server(connection.settings_dict["NAME"]) as opened:
        (mark,) = opened.execute("SELECT obj_description('public'::regnamespace, 'pg_namespace')").fetchone()  # type: ignore[misc]
        other = sql.Literal(mark.replace('"code": "', '"code": "0'))
        opened.execute(sql.SQL("COMMENT ON SCHEMA public IS {}").format(other))
    assert "sat af en anden version af koden" in "\n".join(found())
    superuser("COMMENT ON SCHEMA public IS 'standard public schema'")
    assert "aldrig sat" in "\n".join(found())
    assert repair() == ""


def start(folder: Path, process: str = "web") -> subprocess.CompletedProcess[str]:
    """Start one of the product's processes in production."""
    where = {name: os.environ[f"SEKRETARIAT_{name}"] for name in ("DB_HOST", "DB_PORT", "DB_PREFIX")}
    where |= {
        "DATA": str(folder),
        "DB_NAME": connection.settings_dict["NAME"],
        "LOGINS": "supplier",
        "DB_PASSWORD_SUPPLIER": os.environ["SEKRETARIAT_DB_PASSWORD_WORKER"],
    }
    outside = {name: value for name, value in os.environ.items() if "SEKRETARIAT" not in name}
    given = outside | SAFE | {f"SEKRETARIAT_{name}": value for name, value in where.items()}
    given["PYTHONPATH"] = str(REPOSITORY)
    return subprocess.run(
        [sys.executable, *PROCESSES[process]],
        cwd=folder, env=given, capture_output=True, text=True, timeout=60,
    )  # fmt: skip


@pytest.mark.processes
def test_a_process_works_behind_the_right_walls_only(committed: None, tmp_path: Path) -> None:
    """With the supplier's login alone: looking takes no more rights than serving."""
    superuser(f'REVOKE "{names.login("owner")}" FROM "{names.login("worker")}"')  # as in production
    try:
        right = start(tmp_path)
        assert right.returncode == 0, right.stderr
        superuser("CREATE POLICY extra ON tenants_letter USING (true)", f'DROP SCHEMA "{VIBORG}" CASCADE')
        wrong = {process: start(tmp_path, process) for process in PROCESSES}
    finally:
        superuser(f'GRANT "{names.login("owner")}" TO "{names.login("worker")}" WITH INHERIT FALSE, SET TRUE')
    for process, ended in wrong.items():
        assert ended.returncode != 0, process
        assert "Rækkeregel: noget er ændret i det fælles skema" in ended.stderr, process
        assert "Viborg Kommune: rollen findes, men skemaet m_viborg mangler" in ended.stderr, process


def test_without_a_database_nothing_starts(committed: None, settings: Settings) -> None:
    settings.PRODUCTION = True
    right = connection.settings_dict["NAME"]
    connection.settings_dict["NAME"] = "no_such_database"
    try:
        with pytest.raises(ImproperlyConfigured, match="databasen svarer ikke som ventet"):
            refuse_other_walls("supplier")
    finally:
        connection.settings_dict["NAME"] = right
