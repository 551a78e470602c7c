"""The supplier's documentation."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import requires
from accounts.permissions import P
from accounts.request import SupplierRequest
from audits.joint import access
from audits.joint.actions import answering, packages, statements
from audits.joint.actions.answering import Described
from audits.joint.forms.statements import UseForm
from audits.joint.forms.supplier import EvidenceForm
from audits.joint.kept import offered
from audits.joint.models import Audit, Evidence
from audits.joint.papers import papers_wanted
from audits.joint.states import ANSWERABLE, EvidenceState, Sharing
from audits.joint.views.uploads import GivenFiles
from documents import unpacking
from documents.checks.refusal import RefusedFileError
from documents.uploadhandlers import ReceivedFile
from workflows.engine import MoveError

_SAID = ("period_from", "period_to", "wish", "wish_reason", "confidential")
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
    given = GivenFiles(request)
    form = EvidenceForm(
        request.POST or None,
        given.files or None,
        systems=systems,
        answers=list(audit.questionnaire.answers.all()),
        files=list(audit.evidence.filter(state__in=answering.TAKEN_BACK, from_chain=False)),
        initial={"answer": request.GET.get("svar", "")},
    )
    if given.refusal:
        form.add_error("file", str(given.refusal))
    if request.method == "POST" and form.is_valid() and _keep(request, audit, form):
        given.done()
        return redirect("audits:evidence", audit_id)
    rows = audit.evidence.exclude(state=EvidenceState.REPLACED).select_related("file")
    names = {system.id: system.name for system in systems}
    offers = offered(audit)
    context = {
        "audit": audit,
        "form": form,
        "given": given,
        "use_form": UseForm(offers=offers, systems=systems, auto_id="use_%s") if offers else None,
        "files": [_file_row(audit, each, names) for each in rows],
        "answerable": audit.state in ANSWERABLE,
        "wanted": papers_wanted(audit.concept),
    }
    return render(request, "audits/supplier/evidence.html", context)


def _keep(request: SupplierRequest, audit: Audit, form: EvidenceForm) -> bool:
    given = dict(form.cleaned_data)
    received, keep = given.pop("file"), given.pop("keep")
    try:
        if unpacking.is_package(received):
            return _unpack(request, audit, given, received)
        if keep:
            return _keep_and_use(request, audit, given, received)
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


def _unpack(request: SupplierRequest, audit: Audit, given: dict[str, Any], received: ReceivedFile) -> bool:
    """Take the files out of a zip, and say which were not received."""
    answer = given.pop("answer")
    given.pop("replaces")
    taken = packages.add_package(
        by=request.actor, audit=audit, received=received, described=Described(**given), answer=answer
    )
    number = len(taken.kept)
    words = ngettext("%(n)s fil er modtaget fra zip-filen.", "%(n)s filer er modtaget fra zip-filen.", number)
    if number:
        messages.success(request, words % {"n": number})
    for each in taken.refused:
        facts = {"name": each.name, "why": each.why}
        messages.warning(request, _("Ikke modtaget: »%(name)s«. %(why)s") % facts)
    return True


def _keep_and_use(
    request: SupplierRequest, audit: Audit, given: dict[str, Any], received: ReceivedFile
) -> bool:
    """Keep the file among what the supplier has ready, and use it here; a newer one is a new edition."""
    edition = statements.Edition(
        kind=given["kind"],
        title=given["title"] or received.given_name[:200],
        **{name: given[name] for name in _SAID},
    )
    version, found = statements.keep_and_use(
        by=request.actor,
        audit=audit,
        received=received,
        edition=edition,
        covers=given["covers"],
        answer=given["answer"],
        replaces=given["replaces"],
    )
    if found is None:
        messages.warning(request, version.file.state_reason)
        return True
    messages.success(
        request, _("»%(title)s« er modtaget og gemt i Vores dokumentation.") % {"title": found.title}
    )
    return True


def _access(each: Evidence) -> str:
    """Say who may open the file: what was decided, else what was wished."""
    if each.level:
        decided = _("Besluttet: %(level)s") % {"level": _(Sharing(each.level).label).lower()}
        return f"{decided} ({each.level_reason})" if each.level_reason else decided
    if each.from_chain:
        return _("Fra en underdatabehandler")
    return _("Jeres ønske: %(wish)s") % {"wish": _(Sharing(each.wish).label).lower()} if each.file_id else ""


def _file_row(audit: Audit, each: Evidence, names: dict[UUID, str]) -> dict[str, Any]:
    covers = ", ".join(names[key] for key in each.covers if key in names)
    is_own = each.file_id and not each.from_chain
    url = reverse("audits:file", args=[audit.id, each.file_id]) if is_own else ""
    may_remove = audit.state in ANSWERABLE and each.state in answering.TAKEN_BACK and not each.from_chain
    words = [_(each.get_kind_display()), covers, each.reason, _access(each)]
    return {
        "name": each.title,
        "url": url if each.state != EvidenceState.QUARANTINED else "",
        "size": each.file.size if each.file else None,
        "note": " · ".join(part for part in words if part),
        "state_label": each.get_state_display(),
        "state_tone": EVIDENCE_TONE.get(EvidenceState(each.state), "neutral"),
        "remove_url": reverse("audits:evidence_remove", args=[audit.id, each.id]) if may_remove else "",
    }
