"""Answering with others: last time's answers confirmed at once, parts given to colleagues, a workbook."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.access import requires
from accounts.permissions import P
from accounts.request import SupplierRequest
from audits.joint import access
from audits.joint.actions import answering, dividing, workbooks
from audits.joint.forms.answers import WorkbookForm
from audits.joint.models import Answer, Audit, PartAssignment
from audits.joint.questions.left import Left, answers_of, left
from audits.joint.questions.sheet import out
from audits.joint.states import ANSWERABLE
from secretariat.pagekit.workbook import as_download
from workflows.engine import MoveError


@requires(P.SUPPLIER_ANSWER)
def unchanged(request: SupplierRequest, audit_id: UUID) -> HttpResponse:
    """Show last time's answers in full; POST lets those that were shown stand."""
    audit = access.audit(audit_id)
    if request.method == "POST":
        try:
            number = answering.confirm_unchanged(
                by=request.actor, audit=audit, seen=_ids(request.POST.getlist("seen"))
            )
        except MoveError as error:
            messages.error(request, error.reason)
        else:
            messages.success(request, _("%(n)s svar er bekræftet som uændrede.") % {"n": number})
        return redirect("audits:answers", audit_id)
    context = {"audit": audit, "answers": answering.unconfirmed(audit)}
    return render(request, "audits/supplier/unchanged.html", context)


def _ids(given: list[str]) -> set[UUID]:
    found = set()
    for each in given:
        try:
            found.add(UUID(each))
        except ValueError:
            continue
    return found


@requires(P.SUPPLIER_ANSWER)
def divide(request: SupplierRequest, audit_id: UUID) -> HttpResponse:
    """Show who answers which part and what each lacks; POST gives parts to colleagues."""
    audit = access.audit(audit_id)
    found = left(audit.questionnaire)
    people = dividing.colleagues(audit.supplier_id)
    if request.method == "POST":
        chosen = {part: _one_id(request.POST.get(f"part-{part}", "")) for part, _label in _parts(found)}
        try:
            given = dividing.divide(by=request.actor, audit=audit, chosen=chosen)
        except MoveError as error:
            messages.error(request, error.reason)
        else:
            told = sorted({each.name for each in given if each.person_id != request.actor.id})
            sent = _("Fordelingen er gemt. %(names)s har fået en mail med et link.")
            words = sent % {"names": ", ".join(told)} if told else _("Fordelingen er gemt.")
            messages.success(request, words)
        return redirect("audits:divide", audit_id)
    context = {"audit": audit, "people": people.values(), **_overview(audit, found)}
    context["answerable"] = audit.state in ANSWERABLE
    return render(request, "audits/supplier/divide.html", context)


def _one_id(given: str) -> UUID | None:
    return next(iter(_ids([given])), None)


def _parts(found: Left) -> list[tuple[str, str]]:
    return list({each.question.part: each.question.part_label for each in found.asked}.items())


@dataclass(frozen=True)
class PartRow:
    """One part of the questions: how much there is, what is lacking, and who answers it."""

    part: str
    label: str
    total: int
    missing: list[Answer]
    holder: PartAssignment | None


def _overview(audit: Audit, found: Left) -> dict[str, Any]:
    """Return each part with its answers, and each person with what is lacking."""
    held = {each.part: each for each in audit.questionnaire.assignments.all()}
    rows = [
        PartRow(
            part=part,
            label=label,
            total=sum(each.question.part == part for each in found.asked),
            missing=[each for each in found.missing if each.question.part == part],
            holder=held.get(part),
        )
        for part, label in _parts(found)
    ]
    people: dict[str, int] = {}
    for row in rows:
        name = row.holder.name if row.holder else _("Ikke fordelt")
        people[name] = people.get(name, 0) + len(row.missing)
    return {"rows": rows, "lacking": [(name, number) for name, number in people.items() if number]}


@requires(P.SUPPLIER_ANSWER)
def workbook_out(request: SupplierRequest, audit_id: UUID) -> HttpResponse:
    """Give the questions with the answers so far as a workbook."""
    audit = access.audit(audit_id)
    open_ones = [each for each in answers_of(audit.questionnaire) if answering.may_change(audit, each)]
    content = out(open_ones, list(audit.systems.all()))
    return as_download(content, f"Spoergsmaal {audit.case_number}.xlsx")


@requires(P.SUPPLIER_ANSWER)
def workbook_in(request: SupplierRequest, audit_id: UUID) -> HttpResponse:
    """Take the workbook back and tell by line what was saved, what is wrong and what others have changed."""
    audit = access.audit(audit_id)
    form = WorkbookForm(request.POST or None, request.FILES or None)
    taken = None
    if request.method == "POST" and form.is_valid():
        try:
            received = form.cleaned_data["file"]
            taken = workbooks.take_workbook(by=request.actor, audit=audit, received=received)
        except MoveError as error:
            form.add_error("file", error.reason)
    context = {"audit": audit, "form": form, "taken": taken, "answerable": audit.state in ANSWERABLE}
    return render(request, "audits/supplier/workbook.html", context)
