"""The year's plan at the municipalities: put before them, and who has adopted it."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from accounts.access import requires
from accounts.permissions import P
from accounts.request import PersonRequest
from audits.joint.forms.presented import PresentForm
from audits.joint.models import PlanPresentation
from audits.joint.presenting.actions import all_members, present_to_all
from audits.municipal.answers import answers_conflicts, attempt
from audits.municipal.plan.states import ADOPTED, TONE, PlanState
from register.views.lists import amount, posted
from tenants.models import Standing
from workflows.engine import NotPermittedError

NOT_YET = "not_yet"
FIRST_YEAR, LAST_YEAR = 2022, 2100


@requires(P.AUDITS_VIEW)
@answers_conflicts
def presented_plans(request: PersonRequest) -> HttpResponse:
    """Show how each member stands with a year's plan; put it before all, or those it has not reached."""
    may_plan = request.actor.may(P.AUDITS_PLAN)
    year = _year(request)
    rows = _rows(year)
    lacking = [row["member"] for row in rows if row["state"] == NOT_YET]
    form = PresentForm(posted(request), initial={"year": year})
    if request.method == "POST":
        if not may_plan:
            raise NotPermittedError("Du har ikke adgang til at forelægge planen.")
        if form.is_valid() and (done := _present(request, form)):
            return redirect(f"{reverse('audits:presented_plans')}?aar={done.year}")
    context = {
        "year": year,
        "years": [year - 1, year + 1],
        "rows": rows,
        "counters": _counted(rows, year),
        "lacking": len(lacking),
        "form": form,
        "may_plan": may_plan,
        "acts": _acts(year),
        "today": timezone.localdate(),
    }
    return render(request, "audits/secretariat/presented_plans.html", context)


def _present(request: PersonRequest, form: PresentForm) -> PlanPresentation | None:
    given = dict(form.cleaned_data)
    only = given.pop("whom") == "mangler"
    members = [row["member"] for row in _rows(given["year"]) if row["state"] == NOT_YET] if only else None
    done = attempt(request, lambda: present_to_all(by=request.actor, members=members, **given), form)
    if done:
        told = amount(done.members, "kommune", "kommuner")
        messages.success(
            request,
            f"Planen for {done.year} bliver forelagt for {told}. Det tager få minutter, og her kan I se, "
            "hvem den er nået til, og hvem der har tiltrådt den.",
        )
    return done


def _year(request: PersonRequest) -> int:
    asked = request.GET.get("aar", "")
    if asked in {str(year) for year in range(FIRST_YEAR, LAST_YEAR + 1)}:
        return int(asked)
    newest = PlanPresentation.objects.values_list("year", flat=True).order_by("-year").first()
    return newest or timezone.localdate().year


def _acts(year: int) -> QuerySet[PlanPresentation]:
    return PlanPresentation.objects.filter(year=year)


def _rows(year: int) -> list[dict[str, Any]]:
    """Return each member with its newest version of the year's plan, as it has told itself."""
    told: dict[Any, Standing] = {}
    rows = Standing.objects.filter(kind="plan", valid_until=date(year, 12, 31)).order_by("version")
    for each in rows:
        told[each.municipality_id] = each
    words = dict(PlanState.choices)
    return [
        {
            "member": member,
            "standing": (found := told.get(member.pk)),
            "state": found.state if found else NOT_YET,
            "label": words[found.state] if found else "ikke forelagt",
            "tone": TONE[found.state] if found else "neutral",
        }
        for member in all_members()
    ]


def _counted(rows: list[dict[str, Any]], year: int) -> list[dict[str, Any]]:
    url = f"{reverse('audits:presented_plans')}?aar={year}"
    adopted = sum(row["state"] in ADOPTED for row in rows)
    changed = sum(row["state"] == PlanState.ADOPTED_CHANGED for row in rows)
    waits = sum(row["state"] == PlanState.PRESENTED for row in rows)
    return [
        {"label": "har tiltrådt", "value": adopted, "url": url},
        {"label": "af dem med ændringer", "value": changed, "url": url},
        {"label": "har den forelagt", "value": waits, "url": url},
        {"label": "har den ikke", "value": len(rows) - adopted - waits, "url": url},
    ]
