"""98 municipalities with as many agreements as are asked for: in the joint tables and in each schema.

Written directly, as deliveries and reports up leave it; other columns hold what their model has for nothing.
"""

from pathlib import Path
from typing import Any

from django.db.models import NOT_PROVIDED, Model

from agreements.joint.models import CommonText, IssuedAgreement, Sending, SupplierCopy
from agreements.municipal.models import Agreement
from benchmarks.publish import make_members
from benchmarks.web import superuser
from documents.models import StoredFile
from documents.municipal.models import MunicipalFile
from tenants.models import Recipient, Standing

FILL = Path(__file__).with_name("matrix_fill.sql")
FILE = "'00000000-0000-4000-8000-000000000001'"
NEW, NOW = "gen_random_uuid()", "now()"
FILE_FACTS = {
    "id": FILE,
    "sha256": "repeat('a', 64)",
    "size": "1",
    "name": "'aftale.docx'",
    "state": "'ready'",
}
TEXTS = (
    "drawn, (SELECT id FROM register_supplier LIMIT 1) s,"
    " (SELECT * FROM documents_wordtemplate WHERE kind = 'agreement' ORDER BY id LIMIT 1) w"
)
CELLS = (
    "cells c JOIN agreements_joint_commontext t ON t.id = c.text_id"
    " JOIN agreements_joint_sending s ON s.common_text_id = c.text_id"
)
JOINT: list[tuple[type[Model], dict[str, str], str]] = [
    (
        CommonText,
        {
            "id": "text_id",
            "number": "'FA-2026-' || lpad(n::text, 5, '0')",
            "title": "'Aftale nummer ' || n",
            "supplier_id": "s.id",
            "template_id": "w.id",
            "template_version": "w.version",
            "template_sha256": "w.sha256",
            "body_sha256": "w.body_sha256",
            "state": "'sent'",
            "case_worker_id": NEW,
        },
        TEXTS,
    ),
    (StoredFile, FILE_FACTS, "(SELECT) one"),
    (
        Sending,
        {
            "id": NEW,
            "common_text_id": "text_id",
            "municipality_ids": "(SELECT array_agg(id) FROM tenants_municipality)",
            "sent_by_id": NEW,
        },
        "drawn",
    ),
    (
        IssuedAgreement,
        {
            "id": "c.id",
            "sending_id": "s.id",
            "common_text_id": "t.id",
            "supplier_id": "t.supplier_id",
            "municipality_id": "c.municipality_id",
            "municipality_name": "c.name",
            "number": "t.number || '-' || c.kommunekode",
            "word_id": FILE,
            "delivered_at": NOW,
        },
        CELLS,
    ),
    (
        Recipient,
        {
            "id": NEW,
            "delivery_id": "s.id",
            "kind": "'agreement'",
            "joint_id": "t.id",
            "municipality_id": "c.municipality_id",
            "state": "'delivered'",
            "delivered_at": NOW,
        },
        CELLS,
    ),
    (
        Standing,
        {
            "id": NEW,
            "municipality_id": "c.municipality_id",
            "kind": "'agreement'",
            "subject_id": "c.id",
            "joint_id": "t.id",
            "state": "c.state",
            "since": "c.since",
        },
        CELLS,
    ),
    (
        SupplierCopy,
        {
            "id": NEW,
            "agreement_id": "c.id",
            "supplier_id": "t.supplier_id",
            "file_id": FILE,
            "signed_on": NOW,
            "added_by_id": NEW,
            "delivered_at": NOW,
        },
        f"{CELLS} WHERE c.state = 'in_force' OR (c.state = 'signed_by_one' AND c.supplier_signed)",
    ),
]
AGREEMENT = {
    "id": "c.id",
    "common_text_id": "t.id",
    "number": "t.number || '-' || c.kommunekode",
    "title": "t.title",
    "supplier_id": "t.supplier_id",
    "state": "c.state",
    "state_since": "c.since",
    "word_id": FILE,
    "decline_reason": "'Udfases'",
    "applies_instead": "'Egen aftale'",
    "municipality_signed_on": "CASE WHEN c.state = 'in_force' THEN c.since::date END",
    "supplier_signed_on": "CASE WHEN c.state = 'in_force'"
    " OR (c.state = 'signed_by_one' AND c.supplier_signed) THEN c.since::date END",
    "in_force_from": "CASE WHEN c.state = 'in_force' THEN c.since::date END",
}


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
    for model, told, source in JOINT:
        cursor.execute(insertion("public", model, told, source))
    cursor.execute("SELECT DISTINCT schema_name FROM cells")
    for (schema,) in cursor.fetchall():
        cursor.execute(insertion(schema, MunicipalFile, FILE_FACTS, "(SELECT) one"))
        own = f"{CELLS} WHERE c.schema_name = '{schema}' ORDER BY c.n"
        cursor.execute(insertion(schema, Agreement, AGREEMENT, own))


def insertion(schema: str, model: type[Model], told: dict[str, str], source: str) -> str:
    """Return the statement that fills a model's table from `source`; what is not told is as for nothing."""
    given = {
        field.column: told.get(field.column) or _nothing(field)
        for field in model._meta.concrete_fields
        if field.column in told or not field.null
    }
    return (
        f'INSERT INTO "{schema}".{model._meta.db_table} ({", ".join(given)})'
        f" SELECT {', '.join(given.values())} FROM {source}"
    )


def _nothing(field: Any) -> str:
    """What the model has where nobody says anything."""
    kind, default = field.get_internal_type(), field.default
    if kind in ("DateTimeField", "DateField"):
        return NOW
    if kind == "UUIDField":
        return NEW
    if kind == "ArrayField":
        return "'{}'"
    if default in (list, dict):
        return "'[]'" if default is list else "'{}'"
    if isinstance(default, bool | int):
        return str(default).lower()
    return "''" if default is NOT_PROVIDED else f"'{default}'"
