"""The supplier's audits: what is asked, the steps left to do, more time, handing in, and the files."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.access import requires
from accounts.permissions import P
from accounts.reading import hand_out
from accounts.request import SupplierRequest
from audits.joint import access, way
from audits.joint.actions import answering
from audits.joint.forms.supplier import ExtensionForm
from audits.joint.members import members_of
from audits.joint.models import Audit, Finding
from audits.joint.papers import papers_optional, papers_wanted
from audits.joint.questions.left import Left, left
from audits.joint.states import ANSWERABLE, NOT_SENT, AuditState, EvidenceState, FindingState
from workflows.engine import MoveError, NotPossibleError

SHOWN_FINDINGS = (
    FindingState.AWAITING_PLAN,
    FindingState.PLAN_RECEIVED,
    FindingState.REMEDYING,
    FindingState.DOCUMENTED,
    FindingState.CONFIRMED,
    FindingState.CLOSED,
    FindingState.NEXT_AUDIT,
    FindingState.REOPENED,
    FindingState.PRESENTED,
)


@requires(P.SUPPLIER_ANSWER)
def case(request: SupplierRequest, audit_id: UUID) -> HttpResponse:
    """Show one audit: who asks and for whom, and the few steps to be done."""
    audit = access.audit(audit_id)
    context = {
        "audit": audit,
        "systems": list(audit.systems.all()),
        "members": members_of(audit),
        "tasks": tasks_of(audit, left(audit.questionnaire)),
        "sentence": way.sentence_to_supplier(audit),
        "answerable": audit.state in ANSWERABLE,
        "extension": audit.extensions.first(),
        "findings": [each for each in audit.findings.all() if each.state in SHOWN_FINDINGS],
        "carried": Finding.left_to(audit) if audit.state in NOT_SENT else [],
        "versions": list(audit.report_versions.select_related("file").order_by("-sent_at")),
    }
    return render(request, "audits/supplier/case.html", context)


def tasks_of(audit: Audit, found: Left) -> list[dict[str, Any]]:
    """Return the lines of the supplier's list: answers, documentation, handing in, and a hearing."""
    counted = {
        "all": found.total,
        "answered": found.answered,
        "asked": sum(bool(each.asked) for each in found.asked),
    }
    files = sum(each.state != EvidenceState.REPLACED for each in audit.evidence.all())
    hearings = list(audit.hearings.all())
    is_open = audit.state in ANSWERABLE
    answers = ngettext("Besvar %(n)s spørgsmål", "Besvar %(n)s spørgsmål", counted["all"]) % {
        "n": counted["all"]
    }
    number = ngettext("%(n)s fil", "%(n)s filer", files) % {"n": files}
    note = _("%(answered)s af %(all)s er besvaret") % counted
    if audit.state == AuditState.AWAITING_MORE and counted["asked"]:
        note = _("Sekretariatet beder jer uddybe %(asked)s svar") % counted
    tasks = [
        {
            "label": answers,
            "url": reverse("audits:answers", args=[audit.id]),
            "note": note,
            "done": counted["answered"] == counted["all"] and audit.state != AuditState.AWAITING_MORE,
        },
        {
            "label": _("Upload erklæringer og anden dokumentation"),
            "url": reverse("audits:evidence", args=[audit.id]),
            "note": f"{number}. {papers_wanted(audit.concept)}" if is_open else number,
            "done": files > 0 or (papers_optional(audit.concept) and not is_open),
        },
        {
            "label": _("Indsend"),
            "url": reverse("audits:hand_in", args=[audit.id]),
            "note": _("Se, hvad I sender, før I sender det"),
            "done": not is_open,
        },
    ]
    if audit.state == AuditState.HEARING or hearings:
        answered = all(each.answered_at for each in hearings)
        label, url = _("Læs udkastet, og svar på høringen"), reverse("audits:hearing", args=[audit.id])
        tasks.append({"label": label, "url": url, "note": "", "done": answered})
    return tasks


@requires(P.SUPPLIER_ANSWER)
def extension(request: SupplierRequest, audit_id: UUID) -> HttpResponse:
    """Ask for a later deadline."""
    audit = access.audit(audit_id)
    form = ExtensionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            answering.ask_extension(by=request.actor, audit=audit, **form.cleaned_data)
        except NotPossibleError as error:
            form.add_error("wanted", error.reason)
        except MoveError as error:
            messages.error(request, error.reason)
            return redirect("audits:case", audit_id)
        else:
            messages.success(request, _("Ønsket er sendt. I får svar pr. mail."))
            return redirect("audits:case", audit_id)
    return render(request, "audits/supplier/extension.html", {"audit": audit, "form": form})


@requires(P.SUPPLIER_ANSWER)
def hand_in(request: SupplierRequest, audit_id: UUID) -> HttpResponse:
    """Show everything once more, and hand it in."""
    audit = access.audit(audit_id)
    if request.method == "POST":
        try:
            answering.submit(by=request.actor, audit=audit)
        except MoveError as error:
            messages.error(request, error.reason)
            return redirect("audits:hand_in", audit_id)
        messages.success(request, _("Tak, jeres svar er indsendt. I har fået en kvittering pr. mail."))
        return redirect("audits:case", audit_id)
    found = left(audit.questionnaire)
    context = {
        "audit": audit,
        "answers": found.asked,
        "missing": found.missing,
        "evidence": audit.evidence.exclude(state=EvidenceState.REPLACED).select_related("file"),
        "answerable": audit.state in ANSWERABLE,
        "members": members_of(audit),
    }
    return render(request, "audits/supplier/hand_in.html", context)


@requires(P.SUPPLIER_ANSWER)
def file(request: SupplierRequest, audit_id: UUID, file_id: UUID) -> HttpResponseBase:
    """Give a file of the audit: a letter, a draft, a report, one's own documentation."""
    audit = access.audit(audit_id)
    return hand_out(request, access.file_of(audit, file_id), about=audit)


@require_POST
@requires(P.SUPPLIER_ANSWER)
def evidence_remove(request: SupplierRequest, audit_id: UUID, evidence_id: UUID) -> HttpResponse:
    """Take back a file before handing in."""
    found = access.evidence(audit_id, evidence_id)
    try:
        answering.remove_evidence(by=request.actor, evidence=found)
    except MoveError as error:
        messages.error(request, error.reason)
    else:
        messages.success(request, _("Filen er fjernet."))
    return redirect("audits:evidence", audit_id)
