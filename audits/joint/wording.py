"""The letters of a case as a list."""

from typing import Any

from django.urls import reverse

from audits.joint.models import Audit


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
