"""98 municipalities with as many agreements as are asked for: in the joint tables and in each schema."""

from pathlib import Path
from typing import Any

from django.db.models import NOT_PROVIDED

from agreements.municipal.models import Agreement
from benchmarks.publish import make_members
from benchmarks.web import superuser

FILL = Path(__file__).with_name("matrix_fill.sql")
FILE = "00000000-0000-4000-8000-000000000002"


def fill(texts: int) -> None:
    """Make the members, `texts` texts sent to all of them, and where each stands."""
    make_members()
    with superuser() as server:
        fill_tables(server.cursor(), texts)
        server.execute("VACUUM ANALYZE")


def fill_tables(cursor: Any, texts: int) -> None:
    """Write the rows with the cursor of one who owns the tables; supplier, template and members are there."""
    for statement in FILL.read_text(encoding="utf-8").split(";\n"):
        if statement.strip():
            cursor.execute(statement, {"texts": texts})
    cursor.execute("SELECT DISTINCT schema_name FROM cells")
    for (schema,) in cursor.fetchall():
        cursor.execute(_file_of(schema))
        cursor.execute(_agreements_of(schema))


def _file_of(schema: str) -> str:
    """One Word file, which all the municipality's agreements share."""
    return f"""
        INSERT INTO "{schema}".documents_municipal_municipalfile
               (id, sha256, size, content_type, title, name, state, state_reason, warnings, uploaded_by_id,
                uploaded_by_name, created_at)
        VALUES ('{FILE}', repeat('a', 64), 1, '', '', 'aftale.docx', 'ready', '', '[]', '{FILE}', '',
                now())"""


def _agreements_of(schema: str) -> str:
    """The municipality's own agreements; a column that says nothing here holds what the model has for it."""
    told = {
        "id": "c.id",
        "common_text_id": "c.text_id",
        "number": "t.number || '-' || c.kommunekode",
        "title": "t.title",
        "supplier_id": "t.supplier_id",
        "supplier_name": "'Nordlys Data A/S'",
        "state": "c.state",
        "state_since": "c.since",
        "word_id": f"'{FILE}'",
        "received_at": "c.since",
        "decline_reason": "'Udfases'",
        "applies_instead": "'Egen aftale'",
        "municipality_signed_on": "CASE WHEN c.state = 'in_force' THEN c.since::date END",
        "supplier_signed_on": "CASE WHEN c.state = 'in_force'"
        " OR c.state = 'signed_by_one' AND c.supplier_first THEN c.since::date END",
        "in_force_from": "CASE WHEN c.state = 'in_force' THEN c.since::date END",
    }
    for field in Agreement._meta.concrete_fields:
        if field.column not in told and not field.null:
            told[field.column] = _nothing(field)
    return f"""
        INSERT INTO "{schema}".agreements_municipal_agreement ({", ".join(told)})
        SELECT {", ".join(told.values())} FROM cells c
          JOIN public.agreements_joint_commontext t ON t.id = c.text_id
         WHERE c.schema_name = '{schema}' ORDER BY c.n"""


def _nothing(field: object) -> str:
    default = getattr(field, "default", NOT_PROVIDED)
    if default in (list, dict):
        return "'[]'" if default is list else "'{}'"
    if isinstance(default, bool | int):
        return str(default).lower()
    return "''"
