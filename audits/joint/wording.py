"""The letters and mails of a case as lists."""

from typing import Any

from django.urls import reverse

from audits.joint.models import Audit
from workflows.bounces import bounced
from workflows.cases import within
from workflows.maillog import mails, path_of, shown_body

MOST = 200


def letters_of(audit: Audit) -> list[dict[str, Any]]:
    """Return the letters and report versions of the case as files to fetch."""
    files = [audit.notice] if audit.notice else []
    for hearing in audit.hearings.select_related("letter", "draft"):
        files += [hearing.letter, hearing.draft]
    files += [each.file for each in audit.report_versions.select_related("file") if each.file]
    return [
        {
            "name": stored.name,
            "url": reverse("audits:file", kwargs={"audit_id": audit.id, "file_id": stored.id}),
            "size": stored.size,
            "note": stored.title,
        }
        for stored in files
    ]


def mails_of(audit: Audit) -> list[dict[str, Any]]:
    """Return the case's mails, the newest first, as they were sent but for the one-time links."""
    rows = list(mails(ids=within(audit.id))[:MOST])
    back = bounced(rows)
    return [
        {
            "subject": row.subject,
            "created_at": row.created_at,
            "state": row.get_state_display(),
            "to": row.to,
            "body": shown_body(row),
            "bounces": back.get(row.id, []),
            "path": path_of(row),
        }
        for row in rows
    ]
