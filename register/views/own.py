"""A municipality's pages: its own systems, and what it reports about them."""

from uuid import UUID

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.access import requires
from accounts.permissions import P
from register.access import find
from register.actions import uses as actions
from register.exports import XLSX, own_systems_workbook
from register.forms.lists import OwnSystemListForm
from register.forms.own import MissingForm, StopForm, SubjectsForm
from register.models import Answer, MissingSystemReport, SystemUse
from register.portfolio.counts import Count
from register.portfolio.spelling import name_key, supplier_key
from register.queries import WITHOUT_AGREEMENT
from register.views.lists import amount, ordered, page_of, posted
from workflows.searching import search

ORDERS = {
    "system": "system__name_sort",
    "leverandoer": "system__supplier__name_sort",
    "antal": "subjects",
    "aftale": "agreement",
    "dato": "agreement_date",
}


def _uses() -> QuerySet[SystemUse]:
    """The municipality's own uses: the walls show it no others."""
    return SystemUse.objects.select_related("system__supplier")


def _shown(form: OwnSystemListForm) -> QuerySet[SystemUse]:
    uses = _uses()
    if words := form.value("q").strip():
        wanted = Q(system__name__icontains=words) | Q(system__supplier__name__icontains=words)
        if key := name_key(words):
            wanted |= Q(system__name_key__contains=key)
            wanted |= Q(system__supplier__name_key__contains=supplier_key(words))
        found = uses.filter(wanted)
        uses = found if found.exists() else search(uses, words, "system__name", "system__supplier__name")
    chosen = form.value("vis")
    uses = uses.filter(is_active=chosen != "ude")
    if chosen in ("personoplysninger", "uden", "antal"):
        uses = uses.filter(personal_data=Answer.YES)
    if chosen == "uden":
        uses = uses.filter(agreement__in=WITHOUT_AGREEMENT)
    if chosen == "antal":
        uses = uses.filter(subjects=None)
    return ordered(uses, form.value("orden"), ORDERS, "system__name_sort")


@requires(P.OWN_VIEW)
def own_systems(request: HttpRequest) -> HttpResponse:
    """List the municipality's systems."""
    form = OwnSystemListForm(request.GET)
    shown = _shown(form)
    page = page_of(request, shown)
    context = {
        "form": form,
        "page": page,
        "found": amount(page.paginator.count, "system", "systemer"),
        "reports": MissingSystemReport.objects.select_related("system")[:20],
        "may_report": request.actor.may(P.OWN_SYSTEMS_REPORT),  # type: ignore[attr-defined]
        "query": request.GET.urlencode(),
    }
    return render(request, "register/municipality/systems.html", context)


@requires(P.OWN_VIEW)
def own_systems_xlsx(request: HttpRequest) -> HttpResponse:
    """The list as shown, as a workbook."""
    content = own_systems_workbook(_shown(OwnSystemListForm(request.GET)))
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="vores-systemer.xlsx"'
    return response


@requires(P.OWN_VIEW)
def own_system(request: HttpRequest, use_id: UUID) -> HttpResponse:
    """Show one of the municipality's systems, and take the number of data subjects."""
    use = find(_uses(), use_id)
    may_report = request.actor.may(P.OWN_SYSTEMS_REPORT)  # type: ignore[attr-defined]
    known = Count(use.subjects, use.subjects_is_estimate) if use.subjects is not None else None
    form = SubjectsForm(posted(request), initial={"count": known})
    if request.method == "POST" and may_report and form.is_valid():
        actions.report_subjects(use=use, count=form.cleaned_data["count"], by=request.actor)  # type: ignore[attr-defined]
        messages.success(request, f"Antal registrerede i {use.system.name} er gemt.")
        return redirect("register:own_system", use.pk)
    context = {"use": use, "form": form, "may_report": may_report}
    return render(request, "register/municipality/system.html", context)


@requires(P.OWN_SYSTEMS_REPORT)
def stop_using(request: HttpRequest, use_id: UUID) -> HttpResponse:
    """Ask, and note that a system is no longer used."""
    use = find(_uses(), use_id)
    form = StopForm(posted(request))
    if request.method == "POST" and form.is_valid():
        actions.stop_using(use=use, by=request.actor, reason=form.cleaned_data["reason"])  # type: ignore[attr-defined]
        words = "står nu under »Ikke længere i brug« og er ude af fælles tilsyn for jer."
        messages.success(request, f"{use.system.name} {words}")
        return redirect("register:own_systems")
    return render(request, "register/municipality/stop.html", {"use": use, "form": form})


@requires(P.OWN_SYSTEMS_REPORT)
def use_again(request: HttpRequest, use_id: UUID) -> HttpResponse:
    """Note that a system is used after all."""
    use = find(_uses(), use_id)
    if request.method == "POST":
        actions.use_again(use=use, by=request.actor)  # type: ignore[attr-defined]
        messages.success(request, f"{use.system.name} er igen på jeres liste.")
    return redirect("register:own_system", use.pk)


@requires(P.OWN_SYSTEMS_REPORT)
def report_missing(request: HttpRequest) -> HttpResponse:
    """Take a report of a system the list lacks."""
    form = MissingForm(posted(request))
    if request.method == "POST" and form.is_valid():
        municipality = request.municipality  # type: ignore[attr-defined]
        actions.report_missing(municipality_id=municipality.id, facts=form.cleaned_data, by=request.actor)  # type: ignore[attr-defined]
        messages.success(request, "Tak. Sekretariatet ser på det og svarer her på siden.")
        return redirect("register:own_systems")
    return render(request, "register/municipality/missing.html", {"form": form})
