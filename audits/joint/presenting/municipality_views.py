"""A municipality drafts its plan itself, without waiting for the secretariat."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.access import requires
from accounts.permissions import P
from accounts.request import MunicipalityRequest
from audits.joint.presenting.reading import joint_audits
from audits.municipal.answers import answers_conflicts, attempt
from audits.municipal.plan.actions import present


@require_POST
@requires(P.OWN_AUDIT)
@answers_conflicts
def draft(request: MunicipalityRequest) -> HttpResponse:
    """Draft the plan of this year or the next; one that is adopted stands beside the new version."""
    this_year = timezone.localdate().year
    years = {str(year): year for year in (this_year, this_year + 1)}
    year = years.get(request.POST.get("aar", ""))
    if year is None:
        messages.error(request, "Vælg, hvilket år planen gælder.")
        return redirect("audits:own_plans")
    plan = attempt(request, lambda: present(by=request.actor, year=year, joint=joint_audits(), again=True))
    if plan is None:
        return redirect("audits:own_plans")
    messages.success(request, f"Forslaget til tilsynsplanen for {plan.year} er lavet. Se det igennem.")
    return redirect("audits:own_plan", plan.pk)
