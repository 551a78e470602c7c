"""The supplier's pages: whom a breach is reported to, one text to all of them, and the receipts."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import connection
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.access import requires
from accounts.permissions import P
from accounts.request import SupplierRequest
from agreements.joint.incidents import actions
from agreements.joint.incidents.access import get_incident, incidents
from agreements.joint.incidents.actions import Subject
from agreements.joint.incidents.forms import ReportForm, WordsForm
from agreements.joint.incidents.states import TONES, IncidentState
from agreements.joint.reliance.finding import SUPPLIER
from register.models import Supplier, System
from secretariat.pagekit.tags.words import da_moment
from secretariat.pagekit.workbook import as_download, workbook
from workflows.engine import MoveError

S = IncidentState


@dataclass(frozen=True)
class Customer:
    """A municipality that uses the supplier's systems or has an agreement with it."""

    municipality_id: UUID
    name: str
    systems: str
    system_ids: list[UUID]
    mailbox: str
    phone: str
    hours: int | None


def customers() -> list[Customer]:
    """Return the caller's own customers; acts as the supplier."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM agreements_joint_customers_v1()")
        return [Customer(*row) for row in cursor.fetchall()]


@requires(P.SUPPLIER_NEGOTIATE)
def overview(request: SupplierRequest) -> HttpResponse:
    """Show whom a breach is reported to, and what has been told; `form=excel` gives the list.

    `system` narrows the list to those that use one system.
    """
    found = customers()
    if system := request.GET.get("system", ""):
        found = [each for each in found if system in {str(key) for key in each.system_ids}]
    if request.GET.get("form") == "excel":
        heads = (
            _("Kommune"),
            _("Systemer"),
            _("Postkasse ved brud"),
            _("Telefon ved brud"),
            _("Frist (timer)"),
        )
        cells = ([each.name, each.systems, each.mailbox, each.phone, each.hours] for each in found)
        return as_download(workbook(_("Kontakter ved brud"), heads, cells), "kontakter-ved-brud.xlsx")
    rows = [
        {"incident": each, "label": S(each.state).label, "tone": TONES[S(each.state)]} for each in incidents()
    ]
    context = {"customers": found, "rows": rows, "systems": _systems(request), "system": system}
    return render(request, "agreements/supplier/incidents.html", context)


def _systems(request: SupplierRequest) -> list[tuple[str, str]]:
    mine = System.objects.filter(supplier_id=request.supplier_id).order_by("name_sort")
    return [(str(each.id), each.name) for each in mine]


@requires(P.SUPPLIER_NEGOTIATE)
def report(request: SupplierRequest) -> HttpResponse:
    """Write to all customers, or to those of some systems: first a look at whom it reaches, then send."""
    supplier = get_object_or_404(Supplier, pk=request.supplier_id)
    systems = _systems(request)
    form = ReportForm(
        request.POST or None,
        systems=systems,
        initial={"told_by": f"{request.actor.name}, {supplier.name}"[:200]},
    )
    valid = request.method == "POST" and form.is_valid()
    reached = _reached(form.cleaned_data.get("systems", [])) if valid else []
    if valid and not reached:
        form.add_error(None, _("Ingen af kommunerne bruger det valgte. Intet er sendt."))
    elif valid and "send" in request.POST:
        made = actions.report(
            subject=_subject(supplier, form.cleaned_data.get("systems", []), dict(systems)),
            facts=form.facts(),
            words=form.words(),
            by=request.actor,
        )
        messages.success(request, _("Orienteringen er sendt til kommunerne. I får en kvittering på mail."))
        return redirect("agreements:incident", made.id)
    context = {"form": form, "reached": reached}
    return render(request, "agreements/supplier/incident_report.html", context)


def _reached(chosen: list[str]) -> list[Customer]:
    wanted = set(chosen)
    return [each for each in customers() if not wanted or wanted & {str(key) for key in each.system_ids}]


def _subject(supplier: Supplier, chosen: list[str], names: dict[str, str]) -> Subject:
    about = ", ".join(names[key] for key in chosen)
    name = f"{supplier.name}: {about}" if about else supplier.name
    return Subject(SUPPLIER, str(supplier.id), name, supplier, tuple(UUID(key) for key in chosen))


@requires(P.SUPPLIER_NEGOTIATE)
def incident(request: SupplierRequest, incident_id: UUID) -> HttpResponse:
    """Show what was told, when, and to whom."""
    found = get_incident(incident_id)
    members: list[Any] = list(found.members.all())
    if request.GET.get("form") == "excel":
        heads = (_("Kommune"), _("Systemer"), _("Mail lagt til afsendelse"))
        cells = ([each.municipality_name, each.systems, da_moment(each.mailed_at)] for each in members)
        return as_download(workbook(found.number, heads, cells), f"{found.number}.xlsx")
    context = {
        "incident": found,
        "label": S(found.state).label,
        "tone": TONES[S(found.state)],
        "texts": found.texts.order_by("-sent_at"),
        "members": members,
        "open": found.state == S.SENT,
    }
    return render(request, "agreements/supplier/incident.html", context)


@requires(P.SUPPLIER_NEGOTIATE)
def more(request: SupplierRequest, incident_id: UUID) -> HttpResponse:
    """Tell the same customers more."""
    found = get_incident(incident_id)
    form = WordsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.report_more(incident=found, words=form.words(), by=request.actor)
        except MoveError as error:
            form.add_error(None, error.reason)
        else:
            messages.success(request, _("Opdateringen er sendt til kommunerne."))
            return redirect("agreements:incident", found.id)
    return render(request, "agreements/supplier/incident_more.html", {"incident": found, "form": form})
