"""What a sending left behind, without ids and moments, so that two ways of sending can be compared."""

from typing import Any

from django.db import connection

from walls.callers import Caller, acting_as

# What each table says of one municipality; {home} is its schema or, flat, the prefix of the tables.
# Rows of earlier cases stay, as they do in use, so each query asks for those of one case.
QUERIES = {
    "report": """
        SELECT version, kind, reason, case_number, supplier_name, supplier_number, concept, summary,
               next_audit, sent_by_name, contact_name, contact_phone, is_current
          FROM {home}audits_municipal_receivedreport s WHERE s.audit_id = %(audit)s""",
    "systems": """
        SELECT s.name, s.level, s.text, s.state, s.rating, s.conclusion
          FROM {home}audits_municipal_receivedsystem s
          JOIN {home}audits_municipal_receivedreport r ON r.id = s.report_id WHERE r.audit_id = %(audit)s""",
    "findings": """
        SELECT s.number, s.kind, s.title, s.text, s.state, y.name
          FROM {home}audits_municipal_receivedfinding s
          JOIN {home}audits_municipal_receivedsystem y ON y.id = s.system_id
          JOIN {home}audits_municipal_receivedreport r ON r.id = y.report_id WHERE r.audit_id = %(audit)s""",
    "tasks": """
        SELECT s.text, s.from_report
          FROM {home}audits_municipal_followuptask s
          JOIN {home}audits_municipal_receivedreport r ON r.id = s.report_id WHERE r.audit_id = %(audit)s""",
    "files": """
        SELECT d.title, d.name, d.size > 0, d.content_type, d.state, s.is_report
          FROM {home}audits_municipal_receivedfile s
          JOIN {home}documents_municipal_municipalfile d ON d.id = s.file_id
          JOIN {home}audits_municipal_receivedreport r ON r.id = s.report_id WHERE r.audit_id = %(audit)s""",
    "log": """
        SELECT s.subject_kind, s.action, s.before, s.after, s.reason, s.data::text, s.by_name
          FROM {home}workflows_municipal_municipallogentry s
         WHERE s.subject_id IN (
               SELECT r.id FROM {home}audits_municipal_receivedreport r WHERE r.audit_id = %(audit)s
                UNION ALL
               SELECT y.id FROM {home}audits_municipal_receivedsystem y
                 JOIN {home}audits_municipal_receivedreport r ON r.id = y.report_id
                WHERE r.audit_id = %(audit)s)""",
}
SHARED = {
    "standing": """
        SELECT m.name, s.kind, y.name, s.state, s.version, s.due IS NOT NULL
          FROM tenants_standing s
          JOIN tenants_municipality m ON m.id = s.municipality_id
          JOIN register_system y ON y.id = s.system_id
          JOIN audits_joint_report r ON r.id = s.joint_id WHERE r.audit_id = %(audit)s""",
    "recipients": """
        SELECT m.name, w.kind, w.state, w.delivered_at IS NOT NULL
          FROM tenants_recipient w
          JOIN tenants_municipality m ON m.id = w.municipality_id
          JOIN audits_joint_report r ON r.id = w.joint_id WHERE r.audit_id = %(audit)s""",
    "holders": """
        SELECT h.holder, count(*) FROM documents_blobholder h
         WHERE h.holder <> 'shared' AND h.sha256 IN (
               SELECT d.sha256 FROM audits_joint_evidence e JOIN documents_storedfile d ON d.id = e.file_id
                WHERE e.audit_id = %(audit)s
                UNION ALL
               SELECT d.sha256
                 FROM audits_joint_reportversion v
                 JOIN audits_joint_reportcopy c ON c.version_id = v.id
                 JOIN documents_storedfile d ON d.id = c.file_id
                 JOIN audits_joint_report r ON r.id = v.report_id WHERE r.audit_id = %(audit)s)
         GROUP BY h.holder""",
    "mails": """
        SELECT x."to"::text, x.subject, x.body, x.kind, x.reply_to
          FROM workflows_outboxmail x
          JOIN audits_joint_report r ON r.id = x.joint_id
         WHERE r.audit_id = %(audit)s AND x.kind = 'audits/to_municipality'""",
    "shared log": """
        SELECT s.action, s.before, s.after, s.by_name
          FROM workflows_logentry s
         WHERE s.action IN ('publish', 'leave_to_next')
           AND (s.subject_id = %(audit)s
                OR s.subject_id IN (SELECT f.id FROM audits_joint_finding f WHERE f.audit_id = %(audit)s))""",
}


def outcome(case: Any, made: None) -> dict[str, Any]:
    """Return what the case's sending wrote into schemas and shared tables, by table and municipality."""
    found: dict[str, Any] = {}
    with acting_as(Caller.owner()), connection.cursor() as cursor:
        cursor.execute("SELECT name, schema_name FROM tenants_municipality")
        for name, schema in cursor.fetchall():
            for table, query in QUERIES.items():
                cursor.execute(query.format(home=f'"{schema}".'), {"audit": case.audit.id})
                found[f"{name}: {table}"] = plain(cursor.fetchall(), case.audit.case_number)
    return found | shared(case)


def shared(case: Any) -> dict[str, Any]:
    """Return the case's rows of the shared tables."""
    with acting_as(Caller.owner()), connection.cursor() as cursor:
        found = {}
        for table, query in SHARED.items():
            cursor.execute(query, {"audit": case.audit.id})
            found[table] = plain(cursor.fetchall(), case.audit.case_number)
    return found


def plain(rows: list[tuple[Any, ...]], case_number: str) -> list[tuple[str, ...]]:
    """Return the rows sorted, as text, with the case's number (which differs each time) left out."""
    return sorted(tuple(str(value).replace(case_number, "T") for value in row) for row in rows)
