"""The flat baseline of `publish`: one table of each kind for all municipalities, one INSERT … SELECT each."""

from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection

from benchmarks.publish_outcome import QUERIES, plain, shared
from walls.callers import Caller, acting_as

TABLES = (
    "audits_municipal_receivedreport",
    "audits_municipal_receivedsystem",
    "audits_municipal_receivedfinding",
    "audits_municipal_followuptask",
    "documents_municipal_municipalfile",
    "audits_municipal_receivedfile",
    "workflows_municipal_municipallogentry",
)
KEYS = (
    ("audits_municipal_receivedsystem", "report_id", "audits_municipal_receivedreport"),
    ("audits_municipal_followuptask", "report_id", "audits_municipal_receivedreport"),
)


def create() -> None:
    """Make the flat tables: the columns, defaults, checks, indexes and foreign keys of a schema's own.

    What is unique in a schema is unique per municipality here.
    """
    with acting_as(Caller.owner()), connection.cursor() as cursor:
        cursor.execute("CREATE SCHEMA flat")
        for table in TABLES:
            cursor.execute(
                f"CREATE TABLE flat.{table} (LIKE {settings.TEMPLATE_SCHEMA}.{table} INCLUDING ALL)"
            )
            cursor.execute(f"ALTER TABLE flat.{table} ADD municipality_id uuid NOT NULL")
        cursor.execute(
            "SELECT conname FROM pg_constraint WHERE contype = 'u' "
            "AND conrelid = 'flat.audits_municipal_receivedreport'::regclass"
        )
        for (name,) in cursor.fetchall():
            cursor.execute(f'ALTER TABLE flat.audits_municipal_receivedreport DROP CONSTRAINT "{name}"')
        for columns in ("report_id, version", "published_at"):
            cursor.execute(
                f"ALTER TABLE flat.audits_municipal_receivedreport ADD UNIQUE (municipality_id, {columns})"
            )
        for table, column, target in KEYS:
            cursor.execute(
                f"ALTER TABLE flat.{table} ADD FOREIGN KEY ({column}) REFERENCES flat.{target} (id) "
                "DEFERRABLE INITIALLY DEFERRED"
            )
        cursor.execute("ANALYZE")


def outcome(case: Any, made: None) -> dict[str, Any]:
    """Return the rows by table and municipality, as the outcome of the schemas is told."""
    found: dict[str, Any] = {}
    with acting_as(Caller.owner()), connection.cursor() as cursor:
        cursor.execute("SELECT id, name FROM tenants_municipality")
        for municipality_id, name in cursor.fetchall():
            for table, query in QUERIES.items():
                own = f"{query.format(home='flat.')} AND s.municipality_id = %(municipality)s"
                cursor.execute(own, {"audit": case.audit.id, "municipality": municipality_id})
                found[f"{name}: {table}"] = plain(cursor.fetchall(), case.audit.case_number)
    return found | shared(case)


INSERT = (Path(__file__).parent / "publish_flat.sql").read_text(encoding="utf-8")
BODY = """Til %s

Til stillingtagen: %s
%s
Rapporter og filer ligger på jeres egen side, hvor I tager stilling:
{link}

Sendt af %s.
"""


def insert(version_id: UUID) -> None:
    """Write everything, in the caller's transaction."""
    link = f"{settings.SCHEME}://%s:{settings.PORT}/tilsyn/"
    with connection.cursor() as cursor:
        cursor.execute(INSERT, {"version": version_id, "body": BODY.replace("{link}", link)})
