"""The letters and mails of a case as lists."""

import re
from typing import Any

from django.urls import reverse

from audits.joint.models import Audit
from workflows.models import OutboxMail

MOST = 200
# Whoever has a one-time link comes in as the one it was made for.
_ONE_TIME = re.compile(r"https?://\S+/(?:invitation|kontakt)/[\w-]+/?")
HIDDEN = "[personligt link]"


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
    rows = OutboxMail.objects.filter(joint_id__in=[audit.id, audit.report.id]).order_by("-created_at")
    return [
        {
            "subject": row.subject,
            "created_at": row.created_at,
            "state": row.get_state_display(),
            "to": row.to,
            "body": _ONE_TIME.sub(HIDDEN, row.body),
        }
        for row in rows[:MOST]
    ]
