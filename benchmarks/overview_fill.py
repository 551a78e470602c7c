"""98 municipalities with as many reports as are asked for: in the joint tables and in each schema.

Written directly, as deliveries and reports up leave it; other columns hold what their model has for nothing.
"""

from pathlib import Path
from typing import Any

from django.db.models import Model

from audits.joint.models import Audit, AuditSystem, Report, ReportVersion
from audits.municipal.models import ReceivedReport, ReceivedSystem
from benchmarks.matrix_fill import insertion
from benchmarks.publish import make_members
from benchmarks.web import superuser
from register.models import Supplier, System
from tenants.models import Standing

FILL = Path(__file__).with_name("overview_fill.sql")
YEAR = 2026
NEW, NOW = "gen_random_uuid()", "now()"
NUMBER = "'T-2026-' || lpad(n::text, 5, '0')"
DECIDED = "CASE WHEN c.state IN ('approved', 'approved_remarks', 'not_approved') THEN {} END"
JOINT: list[tuple[type[Model], dict[str, str], str]] = [
    (
        Supplier,
        {
            "id": "id",
            "name": "'Åløkke Data ' || n",
            "name_key": "'aaloekkedata' || n",
            "name_sort": "'zz ' || n",
        },
        "suppliers",
    ),
    (
        System,
        {
            "id": "system_id",
            "name": "'Ældreomsorg ' || n",
            "name_key": "'aeldreomsorg' || n",
            "name_sort": "'aeldreomsorg ' || n",
            "supplier_id": "supplier_id",
        },
        "drawn",
    ),
    (
        Audit,
        {
            "id": "audit_id",
            "case_number": NUMBER,
            "supplier_id": "supplier_id",
            "year": str(YEAR),
            "quarter": "1 + n % 4",
            "case_worker_id": NEW,
            "case_worker_name": "'Sara Holm'",
            "state": "'published'",
            "concept": "3",
        },
        "drawn",
    ),
    (
        AuditSystem,
        {
            "id": NEW,
            "supplier_id": "supplier_id",
            "audit_id": "audit_id",
            "system_id": "system_id",
            "name": "'Ældreomsorg ' || n",
        },
        "drawn",
    ),
    (Report, {"id": "report_id", "audit_id": "audit_id", "supplier_id": "supplier_id"}, "drawn"),
    (
        ReportVersion,
        {
            "id": "version_id",
            "report_id": "report_id",
            "audit_id": "audit_id",
            "supplier_id": "supplier_id",
            "number": "1",
            "kind": "'new'",
            "sent_at": NOW,
            "sent_by_id": NEW,
            "sent_by_name": "'Sara Holm'",
        },
        "drawn",
    ),
    (
        Standing,
        {
            "id": NEW,
            "municipality_id": "municipality_id",
            "kind": "'audit_report'",
            "subject_id": "id",
            "joint_id": "report_id",
            "system_id": "system_id",
            "state": "state",
            "since": "since",
        },
        "cells",
    ),
]
RECEIVED = {
    "id": "c.received_id",
    "report_id": "c.report_id",
    "audit_id": "c.audit_id",
    "version_id": "c.version_id",
    "version": "1",
    "kind": "'new'",
    "case_number": NUMBER,
    "supplier_id": "c.supplier_id",
    "supplier_name": "'Åløkke Data'",
    "concept": "3",
    "sent_by_name": "'Sara Holm'",
    "published_at": "now() - n * interval '1 second'",
    "is_current": "true",
}
SYSTEM = {
    "id": "c.id",
    "report_id": "c.received_id",
    "system_id": "c.system_id",
    "name": "'Ældreomsorg ' || n",
    "level": "'green'",
    "state": "c.state",
    "state_since": "c.since",
    "decided_at": DECIDED.format("c.since"),
    "decided_by_id": DECIDED.format("c.id"),
    "decided_by_name": f"coalesce({DECIDED.format(repr('Mette'))}, '')",
}


def fill(audits: int) -> None:
    """Make the members, so many reports sent to all of them, and where each stands."""
    make_members()
    with superuser() as server:
        fill_tables(server.cursor(), audits)
        server.execute("VACUUM ANALYZE")


def fill_tables(cursor: Any, audits: int) -> None:
    """Write the rows with the cursor of one who owns the tables; the members are there."""
    for statement in FILL.read_text(encoding="utf-8").split(";\n"):
        if statement.strip():
            cursor.execute(statement, {"audits": audits})
    for model, told, source in JOINT:
        cursor.execute(insertion("public", model, told, source))
    cursor.execute("SELECT DISTINCT schema_name FROM cells")
    for (schema,) in cursor.fetchall():
        own = f"cells c WHERE c.schema_name = '{schema}' ORDER BY c.n"
        cursor.execute(insertion(schema, ReceivedReport, RECEIVED, own))
        cursor.execute(insertion(schema, ReceivedSystem, SYSTEM, own))
