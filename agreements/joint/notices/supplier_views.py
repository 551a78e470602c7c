"""The supplier's pages of notices: a new one, each municipality's receipt, taking it back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import requires
from accounts.permissions import P
from accounts.request import SupplierRequest
from agreements.joint.listsheets import own_notices_sheet
from agreements.joint.notices import actions
from agreements.joint.notices.access import get_line, get_notice, notices
from agreements.joint.notices.forms import NotUsedForm, ReasonForm, SupplierNoticeForm, texts_of
from agreements.joint.notices.models import NoticedAgreement, SubProcessorNotice
from agreements.joint.notices.states import OPEN, TONES, NoticeState
from agreements.joint.notices.views import facts_of
from agreements.municipal.notices.states import TONES as ANSWER_TONES
from agreements.municipal.notices.states import NoticeState as Answer
from agreements.municipal.notices.states import label_of
from register.models import Supplier
from secretariat.pagekit.workbook import as_download, workbook
from workflows.engine import MoveError

S = NoticeState


@requires(P.SUPPLIER_NEGOTIATE)
def list_notices(request: SupplierRequest) -> HttpResponse:
    """List the supplier's notices; `form=excel` gives the list."""
    if request.GET.get("form") == "excel":
        return as_download(own_notices_sheet(notices()), "varsler.xlsx")
    rows = [
        {"notice": each, "label": S(each.state).label, "tone": TONES[S(each.state)]} for each in notices()
    ]
    return render(request, "agreements/supplier/notices.html", {"rows": rows})


@requires(P.SUPPLIER_NEGOTIATE)
def new(request: SupplierRequest) -> HttpResponse:
    """Enter a new notice."""
    supplier = get_object_or_404(Supplier, pk=request.supplier_id)
    form = SupplierNoticeForm(request.POST or None, texts=texts_of(supplier))
    if request.method == "POST" and form.is_valid():
        made = actions.enter(
            supplier=supplier,
            facts=form.facts(),
            texts=form.chosen(),
            source=SubProcessorNotice.Source.SUPPLIER,
            received_on=timezone.localdate(),
            by=request.actor,
        )
        messages.success(
            request, _("Varslet er sendt til sekretariatet, som sender det til kommunerne i dag.")
        )
        return redirect("agreements:notice", made.id)
    return render(request, "agreements/supplier/notice_new.html", {"form": form})


@requires(P.SUPPLIER_NEGOTIATE)
def notice(request: SupplierRequest, notice_id: UUID) -> HttpResponse:
    """Show a notice with every municipality's receipts; `form=excel` gives them as a table."""
    found = get_notice(notice_id)
    rows = _rows(found)
    if request.GET.get("form") == "excel":
        cells = (_cells(row, receipt) for row in rows for receipt in row["receipts"])
        heads = (_("Kommune"), _("Aftale"), _("Kvittering"), _("Tidspunkt"), _("Frist"), _("Begrundelse"))
        return as_download(workbook(found.number, heads, cells), f"{found.number}.xlsx")
    context = {
        "notice": found,
        "label": S(found.state).label,
        "tone": TONES[S(found.state)],
        "facts": facts_of(found),
        "rows": rows,
        "may_withdraw": found.state in OPEN,
    }
    return render(request, "agreements/supplier/notice.html", context)


def _rows(found: SubProcessorNotice) -> list[dict[str, Any]]:
    rows = []
    for line in found.lines.prefetch_related("receipts"):
        receipts = list(line.receipts.all())
        state = _state(receipts[0].kind if receipts else "received")
        rows.append(
            {
                "line": line,
                "receipts": receipts,
                "label": label_of(state, line.authorisation),
                "tone": ANSWER_TONES[state],
                "objects": state == Answer.OBJECTION,
            }
        )
    return rows


def _state(kind: str) -> Answer:
    return Answer.RUNNING if kind == "received" else Answer(kind)


def _cells(row: dict[str, Any], receipt: Any) -> list[Any]:
    line: NoticedAgreement = row["line"]
    moment = timezone.localtime(receipt.at).replace(tzinfo=None)
    return [
        line.municipality_name,
        line.agreement_number,
        receipt.words,
        f"{moment:%d-%m-%Y %H.%M}",
        line.due,
        receipt.text,
    ]


@requires(P.SUPPLIER_NEGOTIATE)
def withdraw(request: SupplierRequest, notice_id: UUID) -> HttpResponse:
    """Take a notice back."""
    found = get_notice(notice_id)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.withdraw(notice=found, reason=form.cleaned_data["reason"], by=request.actor)
        except MoveError as error:
            form.add_error(None, error.reason)
        else:
            messages.success(request, _("Varslet er trukket tilbage. Kommunerne får besked."))
            return redirect("agreements:notice", found.id)
    return render(request, "agreements/supplier/notice_withdraw.html", {"notice": found, "form": form})


@requires(P.SUPPLIER_NEGOTIATE)
def not_used(request: SupplierRequest, notice_id: UUID, line_id: UUID) -> HttpResponse:
    """Answer an objection: the sub-processor is not used for that municipality."""
    found = get_notice(notice_id)
    line = get_line(found, line_id)
    form = NotUsedForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.not_used(line=line, note=form.cleaned_data["note"], by=request.actor)
        except MoveError as error:
            form.add_error(None, error.reason)
        else:
            messages.success(request, _("Kommunen har fået jeres svar."))
            return redirect("agreements:notice", found.id)
    objection = line.receipts.filter(kind="objection").first()
    context = {"notice": found, "line": line, "form": form, "objection": objection}
    return render(request, "agreements/supplier/notice_not_used.html", context)
