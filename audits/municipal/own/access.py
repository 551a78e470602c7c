"""The one way to get an own supervision for a page; another municipality's and none look the same."""

from uuid import UUID

from django.http import Http404

from audits.municipal.own.models import OwnAudit, OwnAuditFile, OwnAuditTask
from audits.municipal.own.reading import with_all


def own_audit(audit_id: UUID) -> OwnAudit:
    """Return a supervision with its files and tasks; raises Http404."""
    found = with_all(OwnAudit.objects.filter(pk=audit_id)).first()
    if found is None:
        raise Http404
    return found


def own_file(audit: OwnAudit, file_id: UUID) -> OwnAuditFile:
    """Return a file that still belongs to the supervision; raises Http404."""
    rows = OwnAuditFile.objects.select_related("file", "audit")
    found = rows.filter(pk=file_id, audit=audit, removed_at=None).first()
    if found is None:
        raise Http404
    return found


def own_task(task_id: UUID) -> OwnAuditTask:
    """Return a task; raises Http404."""
    found = OwnAuditTask.objects.select_related("audit").filter(pk=task_id).first()
    if found is None:
        raise Http404
    return found
