"""The supplier's documentation."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.access import requires
from accounts.permissions import P
from accounts.request import SupplierRequest
from audits.joint import access
from audits.joint.actions import answering
from audits.joint.actions.answering import Described
from audits.joint.forms.supplier import EvidenceForm
from audits.joint.models import Audit, Evidence
from audits.joint.states import ANSWERABLE, EvidenceState, Sharing
from documents.checks.refusal import RefusedFileError
from workflows.engine import MoveError

EVIDENCE_TONE = {
    EvidenceState.READY: "success",
    EvidenceState.SUFFICIENT: "success",
    EvidenceState.INSUFFICIENT: "error",
    EvidenceState.QUARANTINED: "error",
}


@requires(P.SUPPLIER_ANSWER)
def evidence(request: SupplierRequest, audit_id: UUID) -> HttpResponse:
    """List the documentation and take one more file."""
    audit = access.audit(audit_id)
    systems = list(audit.systems.all())
    form = EvidenceForm(
        request.POST or None,
        request.FILES or None,
        systems=systems,
        answers=list(audit.questionnaire.answers.all()),
        files=list(audit.evidence.filter(state__in=answering.TAKEN_BACK)),
        initial={"answer": request.GET.get("svar", "")},
    )
    if request.method == "POST" and form.is_valid() and _keep(request, audit, form):
        return redirect("audits:evidence", audit_id)
    rows = audit.evidence.exclude(state=EvidenceState.REPLACED).select_related("file")
    names = {system.id: system.name for system in systems}
    context = {
        "audit": audit,
        "form": form,
        "files": [_file_row(audit, each, names) for each in rows],
        "answerable": audit.state in ANSWERABLE,
    }
    return render(request, "audits/supplier/evidence.html", context)


def _keep(request: SupplierRequest, audit: Audit, form: EvidenceForm) -> bool:
    given = dict(form.cleaned_data)
    received = given.pop("file")
    try:
        found = answering.add_evidence(
            by=request.actor,
            audit=audit,
            received=received,
            answer=given.pop("answer"),
            replaces=given.pop("replaces"),
            described=Described(**given),
        )
    except RefusedFileError as error:
        form.add_error("file", str(error))
        return False
    except MoveError as error:
        form.add_error(None, error.reason)
        return False
    messages.success(request, _("»%(title)s« er modtaget.") % {"title": found.title})
    return True


def _access(each: Evidence) -> str:
    """Say who may open the file: what was decided, else what was wished."""
    if each.level:
        decided = _("Besluttet: %(level)s") % {"level": _(Sharing(each.level).label).lower()}
        return f"{decided} ({each.level_reason})" if each.level_reason else decided
    return _("Jeres ønske: %(wish)s") % {"wish": _(Sharing(each.wish).label).lower()} if each.file_id else ""


def _file_row(audit: Audit, each: Evidence, names: dict[UUID, str]) -> dict[str, Any]:
    covers = ", ".join(names[key] for key in each.covers if key in names)
    url = reverse("audits:file", args=[audit.id, each.file_id]) if each.file_id else ""
    may_remove = audit.state in ANSWERABLE and each.state in answering.TAKEN_BACK
    words = [each.get_kind_display(), covers, each.reason, _access(each)]
    return {
        "name": each.title,
        "url": url if each.state != EvidenceState.QUARANTINED else "",
        "size": each.file.size if each.file else None,
        "note": " · ".join(part for part in words if part),
        "state_label": each.get_state_display(),
        "state_tone": EVIDENCE_TONE.get(EvidenceState(each.state), "neutral"),
        "remove_url": reverse("audits:evidence_remove", args=[audit.id, each.id]) if may_remove else "",
    }
