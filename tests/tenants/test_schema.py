"""A municipality's schema by replay is the one that Django's own migrations make, and is kept up to date."""

import time
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from tenants.models import Municipality, SchemaStep
from tenants.schema import applied, bring_up, migrate_template, set_walls
from walls import names
from walls.apply import run_script
from walls.callers import Caller, acting_as

STOCK = "m_stock"
KEY = ("workflows_municipal", "9999_colour")
COLOUR = "ALTER TABLE workflows_municipal_municipallogentry ADD COLUMN colour text"
CATALOGUE = {
    "columns": """
        SELECT table_name, column_name, ordinal_position, data_type, udt_name, is_nullable, column_default,
               character_maximum_length, is_identity, identity_generation
          FROM information_schema.columns WHERE table_schema = %s""",
    "indexes": "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = %s",
    "constraints": """
        SELECT conrelid::regclass::text, conname, contype, pg_get_constraintdef(oid), condeferrable
          FROM pg_constraint WHERE connamespace = %s::regnamespace""",
    "functions": "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = %s::regnamespace",
    "triggers": """
        SELECT t.tgrelid::regclass::text, t.tgname, pg_get_triggerdef(t.oid)
          FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
         WHERE c.relnamespace = %s::regnamespace AND NOT tgisinternal""",
}


def ask(query: str, *given: object) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, given)  # type: ignore[arg-type]
        return cursor.fetchall()


def catalogue(schema: str) -> dict[str, list[tuple[Any, ...]]]:
    """Return what a schema consists of, with its own name left out."""
    found = {}
    with acting_as(Caller.owner()):
        for kind, query in CATALOGUE.items():
            rows = ask(query, schema)
            found[kind] = sorted(
                tuple(one.replace(f"{schema}.", "") if isinstance(one, str) else one for one in row)
                for row in rows
            )
    return found


def by_djangos_own_migrations(schema: str) -> None:
    with acting_as(Caller.owner()):
        run_script(f'CREATE SCHEMA "{schema}"')
    with acting_as(Caller.owner(schema)):
        executor = MigrationExecutor(connection)
        executor.recorder.ensure_schema()
        labels = [app.label for app in apps.get_app_configs() if app.name in settings.TENANT_APPS]
        executor.migrate([leaf for label in labels for leaf in executor.loader.graph.leaf_nodes(label)])


@pytest.fixture
def new_step(committed: None) -> None:
    """A step that no schema has yet."""
    with acting_as(Caller.owner()):
        SchemaStep(app=KEY[0], name=KEY[1], sql=COLOUR).save()


def migrate() -> None:
    with acting_as(Caller.owner()):
        everybody = list(Municipality.objects.all())
        failed = bring_up(everybody, lambda _: None)
    if failed:
        raise CommandError(", ".join(failed))


def has_colour(schema: str) -> bool:
    columns = catalogue(schema)["columns"]
    return any(row[1] == "colour" for row in columns)


@pytest.mark.parametrize("schema", ["m_aalborg", settings.TEMPLATE_SCHEMA])
def test_replaying_gives_what_djangos_own_migrations_give(committed: None, schema: str) -> None:
    by_djangos_own_migrations(STOCK)
    ours, stock = catalogue(schema), catalogue(STOCK)
    assert stock["columns"]
    for kind in set(CATALOGUE) - {"functions"}:
        assert ours[kind] == stock[kind], kind


def test_each_municipality_has_the_functions_of_the_code_and_the_template_schema_has_none(
    committed: None,
) -> None:
    """They come with the walls, not with a migration: the owner sets them anew with each version."""
    with acting_as(Caller.owner()):
        run_script("DROP FUNCTION m_viborg.audits_municipal_receive_report_v1")
    assert catalogue("m_viborg")["functions"] == catalogue(settings.TEMPLATE_SCHEMA)["functions"] == []
    with acting_as(Caller.owner()):
        assert set_walls(list(Municipality.objects.all()), lambda _: None) == []
    viborg, aalborg = (catalogue(one)["functions"] for one in ("m_viborg", "m_aalborg"))
    assert [name for name, _ in viborg] == ["audits_municipal_receive_report_v1"]
    assert viborg == [(name, text.replace("m_aalborg", "m_viborg")) for name, text in aalborg]


def test_the_comparison_would_see_a_difference(committed: None) -> None:
    before = catalogue("m_aalborg")
    with acting_as(Caller.owner()):
        run_script("DROP INDEX m_aalborg.workflows_mlog_subject")
    assert catalogue("m_aalborg")["indexes"] != before["indexes"]


def test_a_schema_that_lags_behind_is_brought_up(new_step: None) -> None:
    assert not has_colour("m_aalborg")
    migrate()
    assert has_colour("m_aalborg")
    assert has_colour("m_viborg")
    with acting_as(Caller.owner()):
        assert KEY in applied(["m_aalborg"])["m_aalborg"]


def test_one_that_cannot_is_named_and_the_others_go_on(new_step: None) -> None:
    with acting_as(Caller.owner()):
        run_script("ALTER TABLE m_koebenhavn.workflows_municipal_municipallogentry ADD COLUMN colour int")
    with pytest.raises(CommandError, match=r"^Københavns Kommune$"):
        migrate()
    assert has_colour("m_aalborg")
    assert has_colour("m_viborg")
    with acting_as(Caller.owner()):
        assert KEY not in applied(["m_koebenhavn"])["m_koebenhavn"]
        run_script("ALTER TABLE m_koebenhavn.workflows_municipal_municipallogentry DROP COLUMN colour")
    migrate()
    assert has_colour("m_koebenhavn")


def test_the_command_names_it_too_and_says_what_to_do(new_step: None) -> None:
    with acting_as(Caller.owner()):
        run_script("ALTER TABLE m_viborg.workflows_municipal_municipallogentry ADD COLUMN colour int")
    with pytest.raises(CommandError, match=r"Viborg Kommune\. Kør kommandoen igen"):
        call_command("migrate_schemas")


def test_one_whose_walls_cannot_be_set_is_named_and_the_others_get_theirs(committed: None) -> None:
    """Whoever restored a schema without one of its tables gets no rights; nobody else waits for that."""
    files = "documents_municipal_municipalfile"
    with acting_as(Caller.owner()):
        everybody = list(Municipality.objects.order_by("name"))
        roles = {each.schema_name: names.municipality_role(each.id) for each in everybody}
        run_script("DROP TABLE m_viborg.documents_municipal_municipalfile CASCADE")
        others = [schema for schema in roles if schema != "m_viborg"]
        for schema in others:
            run_script(f'REVOKE ALL ON "{schema}".{files} FROM "{roles[schema]}"')
    with pytest.raises(CommandError, match=r": Viborg Kommune\. Kør kommandoen igen"):
        call_command("migrate_schemas")
    with acting_as(Caller.owner()):
        reads = "SELECT has_table_privilege(%s, %s, 'SELECT')"
        assert [ask(reads, roles[one], f"{one}.{files}") for one in others] == [[(True,)]] * len(others)


def test_a_schema_in_use_is_not_waited_for_long(new_step: None) -> None:
    from tests.conftest import server

    with server(connection.settings_dict["NAME"]) as busy, busy.transaction():
        busy.execute("LOCK TABLE m_aalborg.workflows_municipal_municipallogentry IN ACCESS SHARE MODE")
        began = time.monotonic()
        with pytest.raises(CommandError, match=r"^Aalborg Kommune$"):
            migrate()
        assert time.monotonic() - began < 10
    migrate()
    assert has_colour("m_aalborg")


def everything() -> dict[str, Any]:
    with acting_as(Caller.owner()):
        return {
            "walls": sorted(
                ask("SELECT tablename, policyname, roles::text, qual, with_check FROM pg_policies")
            ),
            "rights": sorted(
                ask("SELECT oid::regclass::text, relacl::text FROM pg_class WHERE relacl IS NOT NULL")
            ),
            "steps": ask("SELECT id, app, name, sql FROM tenants_schemastep ORDER BY id"),
            "migrations": ask("SELECT app, name, applied FROM django_migrations ORDER BY id"),
        }


def test_a_second_run_changes_nothing(committed: None) -> None:
    call_command("migrate_schemas")
    before = everything(), {one: catalogue(one) for one in ("public", "m_aalborg", settings.TEMPLATE_SCHEMA)}
    call_command("migrate_schemas")
    after = everything(), {one: catalogue(one) for one in ("public", "m_aalborg", settings.TEMPLATE_SCHEMA)}
    assert after == before


def test_models_and_migrations_agree(db: None) -> None:
    with acting_as(Caller.owner()):
        call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_a_foreign_key_that_goes_is_recorded_with_its_change(committed: None) -> None:
    """Django sends `SET CONSTRAINTS …; ALTER TABLE …` as one text; it changes the schema."""
    from tenants.schema import _recorded

    with acting_as(Caller.owner(settings.TEMPLATE_SCHEMA)), transaction.atomic(), _recorded() as kept:
        with connection.schema_editor() as editor:
            editor.execute("CREATE TABLE mother (id int PRIMARY KEY)")
            editor.execute("CREATE TABLE child (id int CONSTRAINT own REFERENCES mother)")
            editor.execute("SELECT 1")
        with connection.schema_editor() as editor:
            editor.execute("SET CONSTRAINTS own IMMEDIATE")
            editor.execute("ALTER TABLE child DROP CONSTRAINT own")
        transaction.set_rollback(True)
    assert [one.split()[0] for one in kept] == ["CREATE", "CREATE", "SET", "ALTER"]


def test_the_template_is_nobodys(committed: None) -> None:
    with acting_as(Caller.owner()):
        assert migrate_template() == []
        for group in names.GROUPS:
            assert ask(
                "SELECT has_schema_privilege(%s, %s, 'USAGE')", names.group(group), settings.TEMPLATE_SCHEMA
            ) == [(False,)]
