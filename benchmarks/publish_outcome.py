"""What a sending left behind, without ids and moments, so that two ways of sending can be compared."""

from typing import Any

from django.db import connection

from walls.callers import Caller, acting_as

# What each table says of one municipality; {home} is its schema or, flat, the prefix of the tables.
QUERIES = {
    "report": """
        SELECT version, kind, reason, case_number, supplier_name, supplier_number, concept, summary,
               next_audit, sent_by_name, contact_name, contact_phone, is_current
          FROM {home}audits_municipal_receivedreport s""",
    "systems": """
        SELECT s.name, s.level, s.text, s.state, s.rating, s.conclusion
          FROM {home}audits_municipal_receivedsystem s
          JOIN {home}audits_municipal_receivedreport r ON r.id = s.report_id""",
    "findings": """
        SELECT s.number, s.kind, s.title, s.text, s.state, y.name
          FROM {home}audits_municipal_receivedfinding s
          JOIN {home}audits_municipal_receivedsystem y ON y.id = s.system_id""",
    "tasks": "SELECT s.text, s.from_report FROM {home}audits_municipal_followuptask s",
    "files": """
        SELECT d.title, d.name, d.size > 0, d.content_type, d.state, s.is_report
          FROM {home}audits_municipal_receivedfile s
          JOIN {home}documents_municipal_municipalfile d ON d.id = s.file_id""",
    "log": """
        SELECT s.subject_kind, s.action, s.before, s.after, s.reason, s.data::text, s.by_name
          FROM {home}workflows_municipal_municipallogentry s""",
}
SHARED = {
    "standing": """
        SELECT m.name, s.kind, y.name, s.state, s.version, s.due IS NOT NULL
          FROM tenants_standing s
          JOIN tenants_municipality m ON m.id = s.municipality_id
          JOIN register_system y ON y.id = s.system_id""",
    "recipients": """
        SELECT m.name, r.kind, r.state, r.delivered_at IS NOT NULL
          FROM tenants_recipient r JOIN tenants_municipality m ON m.id = r.municipality_id""",
    "holders": "SELECT holder, count(*) FROM documents_blobholder WHERE holder <> 'shared' GROUP BY holder",
    "mails": """
        SELECT "to"::text, subject, body, kind, reply_to
          FROM workflows_outboxmail WHERE kind = 'audits/to_municipality'""",
    "shared log": """
        SELECT action, before, after, by_name
          FROM workflows_logentry WHERE action IN ('publish', 'leave_to_next')""",
}


def outcome(case: Any, made: None) -> dict[str, Any]:
    """Return the rows that schemas and shared tables hold, by table and municipality."""
    found: dict[str, Any] = {}
    with acting_as(Caller.owner()), connection.cursor() as cursor:
        cursor.execute("SELECT name, schema_name FROM tenants_municipality")
        for name, schema in cursor.fetchall():
            for table, query in QUERIES.items():
                cursor.execute(query.format(home=f'"{schema}".'))
                found[f"{name}: {table}"] = plain(cursor.fetchall(), case.audit.case_number)
    return found | shared(case)


def shared(case: Any) -> dict[str, Any]:
    """Return the rows of the shared tables."""
    with acting_as(Caller.owner()), connection.cursor() as cursor:
        found = {}
        for table, query in SHARED.items():
            cursor.execute(query)
            found[table] = plain(cursor.fetchall(), case.audit.case_number)
    return found


def plain(rows: list[tuple[Any, ...]], case_number: str) -> list[tuple[str, ...]]:
    """Return the rows sorted, as text, with the case's number (which differs each time) left out."""
    return sorted(tuple(str(value).replace(case_number, "T") for value in row) for row in rows)
