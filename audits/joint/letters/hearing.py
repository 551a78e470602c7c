"""Høring over udkast til tilsynsrapport: the letter with the findings."""

from datetime import date
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from audits.joint.letters.common import HEARING, keep, letter, template_for
from audits.joint.models import Audit
from audits.joint.states import FindingState
from documents.models import StoredFile
from workflows.actors import Actor


def write_hearing(audit: Audit, deadline: date, number: int, *, by: Actor) -> StoredFile:
    """Make and keep the letter, in the contact's language; the supplier may read it."""
    template = template_for(HEARING, audit)
    with translation.override(template.language):
        context = _context(audit, deadline, number)
        name, title = _("Høring %(number)s.docx"), _("Høring over udkast til tilsynsrapport")
    return keep(
        template,
        context,
        by=by,
        name=name % {"number": audit.case_number},
        title=title,
        supplier_id=audit.supplier_id,
    )


def _context(audit: Audit, deadline: date, number: int) -> dict[str, Any]:
    findings = audit.findings.exclude(state=FindingState.DROPPED).select_related("audit_system")
    return {
        **letter(audit, timezone.localdate()),
        "hoeringsfrist": deadline,
        "udkast_version": f"0.{number}",
        "forhold": [
            {
                "nr": finding.number,
                "system": finding.audit_system.name,
                "slags": _(finding.get_kind_display()).capitalize(),
                "overskrift": finding.title,
                "beskrivelse": finding.text,
            }
            for finding in findings
        ],
    }
