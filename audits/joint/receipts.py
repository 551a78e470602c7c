"""The receipt of what a supplier has handed in: what, by whom, when, and which files by their hash."""

from django.utils.translation import gettext as _

from audits.joint.models import Audit
from audits.joint.questions.left import left
from audits.joint.states import EvidenceState
from documents.plainpdf import plain_pdf
from secretariat.pagekit.tags.words import da_moment


def receipt_lines(audit: Audit) -> list[str]:
    """Return the receipt's lines, in the language of whoever reads."""
    form = audit.questionnaire
    files = audit.evidence.exclude(state=EvidenceState.REPLACED).select_related("file")
    lines = [
        f"{_('Sag')}: {audit.case_number}",
        f"{_('Leverandør')}: {audit.supplier.name}",
        f"{_('Systemer')}: {', '.join(system.name for system in audit.systems.all())}",
        f"{_('Indsendt')}: {da_moment(form.submitted_at)}",
        f"{_('Indsendt af')}: {form.submitted_by_name}",
        f"{_('Sagsbehandler')}: {audit.case_worker_name} {audit.case_worker_phone}".rstrip(),
        "",
        f"{_('Besvarede spørgsmål')}: {left(form).given}",
        "",
        f"{_('Dokumentation')}:",
    ]
    for each in files:
        lines.append(f"- {each.title}")
        if each.file:
            lines.append(f"  {each.file.name}, SHA-256 {each.file.sha256}")
    if not files:
        lines.append(f"- {_('ingen')}")
    return lines


def receipt_pdf(audit: Audit) -> bytes:
    """Return the receipt as a PDF."""
    title = _("Kvittering for svar, %(number)s") % {"number": audit.case_number}
    return plain_pdf(title, receipt_lines(audit))
