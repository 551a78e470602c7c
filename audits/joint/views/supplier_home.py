"""The supplier's one page: what is wanted for all its audits, how long it takes, and what is over."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import requires
from accounts.permissions import P
from accounts.request import SupplierRequest
from audits.joint import access, way
from audits.joint.actions import answering
from audits.joint.forms.supplier import ExpectedForm, ExtensionsForm
from audits.joint.models import Answer, Audit, ExpectedStatement
from audits.joint.planning.statements import expect_statement
from audits.joint.questions.left import Left, left_of
from audits.joint.receipts import receipt_pdf
from audits.joint.states import ANSWERABLE, AuditState, ExtensionState
from audits.joint.views.supplier import tasks_of
from register.models import Supplier, System
from workflows.engine import MoveError, NotPossibleError

MINUTES_A_QUESTION = 2  # how long it takes is an estimate for planning one's day, and is called so
MINUTES_FOR_FILES = 10
WANTED = [*ANSWERABLE, AuditState.HEARING]


@requires(P.SUPPLIER_ANSWER)
def home(request: SupplierRequest) -> HttpResponse:
    """Show every audit that waits for the supplier with its lines, and below those that are over."""
    wanted = list(_audits().filter(state__in=WANTED).order_by("deadline", "case_number"))
    found = left_of(Answer.objects.filter(questionnaire__audit__in=wanted))
    waiting = [_shown(audit, found.get(audit.questionnaire.id, Left([]))) for audit in wanted]
    context = {
        "waiting": waiting,
        "minutes": sum(each["minutes"] for each in waiting),
        "answering": [each for each in wanted if each.state in ANSWERABLE],
        "history": _audits().exclude(state__in=WANTED).order_by("-announced_at"),
        "expected": _expected(),
    }
    return render(request, "audits/supplier/home.html", context)


def _audits() -> "QuerySet[Audit]":
    rows = Audit.objects.prefetch_related("systems", "extensions", "evidence", "hearings")
    return rows.select_related("questionnaire")


def _shown(audit: Audit, found: Left) -> dict[str, Any]:
    minutes = 0
    if audit.state in ANSWERABLE:
        minutes = MINUTES_A_QUESTION * (found.total - found.answered) + MINUTES_FOR_FILES
    return {
        "audit": audit,
        "tasks": tasks_of(audit, found),
        "sentence": way.sentence_to_supplier(audit),
        "minutes": minutes,
        "wish": next((e for e in audit.extensions.all() if e.state == ExtensionState.REQUESTED), None),
    }


def _expected() -> list[ExpectedStatement]:
    """Return what was said last, of all systems and of each."""
    rows = ExpectedStatement.objects.select_related("system").order_by("at")
    return list({row.system_id: row for row in rows}.values())


@requires(P.SUPPLIER_ANSWER)
def extensions(request: SupplierRequest) -> HttpResponse:
    """Ask for a later deadline for several audits in one act."""
    open_ones = _audits().filter(state__in=ANSWERABLE).order_by("deadline", "case_number")
    form = ExtensionsForm(request.POST or None, audits=open_ones)
    if request.method == "POST" and form.is_valid():
        sent = 0
        for audit in form.cleaned_data["audits"]:
            try:
                answering.ask_extension(
                    by=request.actor,
                    audit=audit,
                    wanted=form.cleaned_data["wanted"],
                    reason=form.cleaned_data["reason"],
                )
                sent += 1
            except MoveError as error:
                messages.warning(request, f"{audit.case_number}: {error.reason}")
        if sent:
            words = ngettext("%(n)s ønske er sendt.", "%(n)s ønsker er sendt.", sent) % {"n": sent}
            messages.success(request, words + " " + _("I får svar pr. mail."))
            return redirect("audits:list")
    return render(request, "audits/supplier/extensions.html", {"form": form, "any": open_ones.exists()})


@requires(P.SUPPLIER_ANSWER)
def expected(request: SupplierRequest) -> HttpResponse:
    """Tell when the next statement is expected, so that the next supervision waits for it."""
    systems = System.objects.filter(pk__in=Audit.objects.values("systems__system")).order_by("name_sort")
    form = ExpectedForm(request.POST or None, systems=systems)
    if request.method == "POST" and form.is_valid():
        supplier = Supplier.objects.get(pk=request.supplier_id)
        try:
            expect_statement(by=request.actor, supplier=supplier, **form.cleaned_data)
        except NotPossibleError as error:
            form.add_error("expected_on", error.reason)
        else:
            messages.success(request, _("Tak. Næste tilsyn planlægges efter det."))
            return redirect("audits:list")
    return render(request, "audits/supplier/expected.html", {"form": form})


@requires(P.SUPPLIER_ANSWER)
def receipt(request: SupplierRequest, audit_id: UUID) -> HttpResponse:
    """Give the receipt of what was handed in, as a PDF."""
    audit = access.audit(audit_id)
    if audit.questionnaire.submitted_at is None:
        raise Http404
    response = HttpResponse(receipt_pdf(audit), content_type="application/pdf")
    name = f"Kvittering {audit.case_number}.pdf"
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["Cache-Control"] = "private, no-store"
    return response
