"""The secretariat's pages of systems: the list, one system, and personal data without an agreement."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.access import requires
from accounts.permissions import P
from register.access import find
from register.actions import systems as actions
from register.forms.lists import GapListForm, SystemListForm
from register.forms.register import AssessmentForm, NewSystemForm, SystemForm
from register.models import Answer, ScoreResult, Screening, System, SystemAssessment, SystemUse
from register.queries import search_systems, uses_with_personal_data, uses_without_agreement
from register.results import computed
from register.scoring import KEY
from register.thresholds import COUNTED_MEMBERS, threshold_on, with_members
from register.views.lists import amount, ordered, page_of, posted
from workflows.log import history
from workflows.values import row_on

ORDERS = {
    "navn": "name_sort",
    "leverandoer": "supplier__name_sort",
    "kommuner": "members",
    "aftaler": "members_with_agreement",
}


def _shown(form: SystemListForm, threshold: int) -> QuerySet[Any]:
    systems = with_members().select_related("supplier", "assessment")
    systems = search_systems(systems, form.value("q"))
    match form.value("vis"):
        case "over":
            systems = systems.filter(members_with_agreement__gte=threshold)
        case "under":
            systems = systems.filter(members_with_agreement__lt=threshold)
        case "uvurderet":
            systems = systems.filter(assessment__screening="")
        case "personoplysninger":
            with_data = uses_with_personal_data().values("system")
            systems = systems.filter(pk__in=with_data)
    default = "-members_with_agreement name_sort"
    return ordered(systems, form.value("orden"), ORDERS, default)


@requires(P.REGISTER_VIEW)
def systems(request: HttpRequest) -> HttpResponse:
    """List the systems, with how many members use each under a concluded agreement."""
    threshold = threshold_on(timezone.localdate())
    form = SystemListForm(request.GET)
    page = page_of(request, _shown(form, threshold))
    over = with_members().filter(members_with_agreement__gte=threshold).count()
    context = {
        "form": form,
        "page": page,
        "found": amount(page.paginator.count, "system", "systemer"),
        "threshold": threshold,
        "over": over,
        "may_import": request.actor.may(P.REGISTER_IMPORT),  # type: ignore[attr-defined]
        "may_edit": request.actor.may(P.REGISTER_EDIT),  # type: ignore[attr-defined]
    }
    return render(request, "register/secretariat/systems.html", context)


def _answers(system: System, assessment: SystemAssessment, uses: list[SystemUse]) -> list[dict[str, Any]]:
    """For each question the secretariat's own value, and how the members' lines answer."""
    rows = []
    for name in ("personal_data", "special_categories", "cpr", "other_protected", "special_processing"):
        counted = {answer: sum(getattr(use, name) == answer for use in uses) for answer in Answer.values}
        told = f"Ja {counted['ja']}, Nej {counted['nej']}, uoplyst {counted['uoplyst']}"
        field: Any = SystemAssessment._meta.get_field(name)
        label = str(field.verbose_name)
        own = getattr(assessment, f"get_{name}_display")()
        rows.append({"label": label[0].upper() + label[1:], "own": own, "told": told})
    return rows


@requires(P.REGISTER_VIEW)
def system(request: HttpRequest, system_id: UUID) -> HttpResponse:
    """Show a system: who uses it, what it holds, the screening answer, the recommended concept."""
    found = find(with_members(System.objects.select_related("supplier")), system_id)
    assessment = SystemAssessment.objects.filter(system=found).first() or SystemAssessment(system=found)
    rows = SystemUse.objects.filter(system=found).select_related("municipality")
    uses = list(rows.order_by("-is_active", "municipality__name_sort"))
    active = [use for use in uses if use.is_active]
    members = [use for use in active if use.municipality.state in COUNTED_MEMBERS]
    context = {
        "system": found,
        "assessment": assessment,
        "uses": uses,
        "answers": _answers(found, assessment, active),
        "result": computed(found.pk, members, assessment, row_on(KEY, timezone.localdate()), "I dag"),
        "results": ScoreResult.objects.filter(system=found)[:20],
        "history": history(found)[:20],
        "may_edit": request.actor.may(P.REGISTER_EDIT),  # type: ignore[attr-defined]
    }
    return render(request, "register/secretariat/system.html", context)


@requires(P.REGISTER_EDIT)
def add(request: HttpRequest) -> HttpResponse:
    """Add a system that no workbook has brought."""
    form = NewSystemForm(posted(request))
    if request.method == "POST" and form.is_valid():
        made = actions.add_system(**form.cleaned_data, by=request.actor)  # type: ignore[attr-defined]
        messages.success(request, "Systemet er tilføjet. Kommunerne kan nu oplyse, at de bruger det.")
        return redirect("register:system", made.pk)
    return render(request, "register/secretariat/system_add.html", {"form": form})


@requires(P.REGISTER_EDIT)
def edit(request: HttpRequest, system_id: UUID) -> HttpResponse:
    """Put a system's name or supplier right."""
    found = find(System, system_id)
    form = SystemForm(posted(request), instance=System.objects.get(pk=found.pk))
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        actions.change_system(system=found, name=facts["name"], supplier=facts["supplier"], by=request.actor)  # type: ignore[attr-defined]
        messages.success(request, "Systemets navn og leverandør er gemt.")
        return redirect("register:system", found.pk)
    return render(request, "register/secretariat/system_edit.html", {"system": found, "form": form})


@requires(P.REGISTER_EDIT)
def assess(request: HttpRequest, system_id: UUID) -> HttpResponse:
    """Store the secretariat's own view of a system."""
    found = find(System, system_id)
    assessment = SystemAssessment.objects.filter(system=found).first() or SystemAssessment(system=found)
    form = AssessmentForm(posted(request), instance=assessment)
    if request.method == "POST" and form.is_valid():
        actions.assess(system=found, facts=form.cleaned_data, by=request.actor)  # type: ignore[attr-defined]
        messages.success(request, "Vurderingen er gemt. Den gælder fra nu af i planlægningen.")
        return redirect("register:system", found.pk)
    return render(request, "register/secretariat/assess.html", {"system": found, "form": form})


@requires(P.REGISTER_VIEW)
def gaps(request: HttpRequest) -> HttpResponse:
    """List systems with personal data that members use without a data processing agreement."""
    form = GapListForm(request.GET)
    uses = uses_without_agreement()
    if (chosen := form.value("vis")) == "databehandler":
        uses = uses.filter(system__assessment__screening=Screening.PROCESSOR)
    elif chosen:
        uses = uses.filter(agreement=chosen)
    if words := form.value("q"):
        uses = uses.filter(system__in=search_systems(System.objects.all(), words).values("pk"))
    counted = uses.values("system").annotate(number=Count("id")).order_by("-number", "system__name_sort")
    page = page_of(request, counted)
    page.object_list = _with_uses([row["system"] for row in page.object_list], uses)
    total = sum(row["number"] for row in counted)
    systems = amount(page.paginator.count, "system", "systemer")
    context = {
        "form": form,
        "page": page,
        "found": f"{systems}, {amount(total, 'anvendelse', 'anvendelser')}",
    }
    return render(request, "register/secretariat/gaps.html", context)


def _with_uses(system_ids: list[UUID], uses: QuerySet[SystemUse]) -> list[dict[str, Any]]:
    """The systems of one page in order, each with its uses."""
    shown = uses.filter(system__in=system_ids).select_related("system__supplier", "municipality")
    by_system: dict[UUID, list[SystemUse]] = {}
    for use in shown.order_by("municipality__name_sort"):
        by_system.setdefault(use.system_id, []).append(use)
    return [{"system": by_system[key][0].system, "uses": by_system[key]} for key in system_ids]
