"""Høring over udkast til tilsynsrapport: the letter with the findings."""

from datetime import date

from django.utils import timezone

from audits.joint.letters.common import HEARING, keep, letter
from audits.joint.models import Audit
from audits.joint.states import FindingState
from documents.models import StoredFile
from workflows.actors import Actor


def write_hearing(audit: Audit, deadline: date, number: int, *, by: Actor) -> StoredFile:
    """Make and keep the letter; the supplier may read it."""
    findings = audit.findings.exclude(state=FindingState.DROPPED).select_related("audit_system")
    context = {
        **letter(audit, timezone.localdate()),
        "hoeringsfrist": deadline,
        "udkast_version": f"0.{number}",
        "forhold": [
            {
                "nr": finding.number,
                "system": finding.audit_system.name,
                "slags": finding.get_kind_display().capitalize(),
                "overskrift": finding.title,
                "beskrivelse": finding.text,
            }
            for finding in findings
        ],
    }
    return keep(
        HEARING,
        context,
        by=by,
        name=f"Høring {audit.case_number}.docx",
        title="Høring over udkast til tilsynsrapport",
        supplier_id=audit.supplier_id,
    )
