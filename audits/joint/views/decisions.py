"""What the municipalities decided: of one case, and over all."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from accounts.access import requires
from accounts.permissions import P
from accounts.request import PersonRequest
from audits.joint.actions import letters as letter_actions
from audits.joint.actions import publishing
from audits.joint.models import Audit, AuditSystem
from audits.joint.views.common import case_of, case_page
from audits.municipal.answers import answers_conflicts, attempt
from audits.municipal.states import DECIDED, OPEN, TONE, DecisionState
from register.views.lists import page_of
from tenants.models import Letter, Recipient, Standing


@requires(P.AUDITS_VIEW)
def decisions(request: PersonRequest, audit_id: UUID) -> HttpResponse:
    """Show who got the report, where each stands per system, and what they have written."""
    audit = case_of(audit_id)
    report_id = audit.report.id
    names = dict(AuditSystem.objects.filter(audit=audit).values_list("system_id", "name"))
    standings = Standing.objects.filter(kind="audit_report", joint_id=report_id).select_related(
        "municipality"
    )
    context = {
        "rows": [
            {
                "municipality": each.municipality.name,
                "system": names.get(each.system_id, "") if each.system_id else "",
                "state": DecisionState(each.state).label,
                "tone": TONE[each.state],
                "since": each.since,
                "version": each.version,
            }
            for each in standings.order_by("municipality__name_sort")
        ],
        "waiting": Recipient.objects.filter(joint_id=report_id, state=Recipient.State.WAITING).select_related(
            "municipality"
        ),
        "mail_from": Letter.objects.filter(joint_id=report_id).select_related("municipality"),
        "counts": _counts(standings),
    }
    return case_page(request, audit, "decisions", context)


def _counts(standings: Any) -> list[dict[str, Any]]:
    numbers = dict(standings.order_by().values_list("state").annotate(n=Count("id")))
    return [
        {"label": state.label.capitalize(), "value": numbers[state], "url": "", "tone": ""}
        for state in DecisionState
        if state in numbers
    ]


@require_POST
@requires(P.AUDITS_CONDUCT)
@answers_conflicts
def answer(request: PersonRequest, audit_id: UUID, letter_id: UUID) -> HttpResponse:
    """Answer a municipality's question."""
    audit = case_of(audit_id)
    text = request.POST.get("answer", "")[:4000]
    done = attempt(
        request,
        lambda: letter_actions.answer_letter(by=request.actor, audit=audit, letter_id=letter_id, text=text),
    )
    if done:
        messages.success(request, f"{done.municipality.name} har fået svar.")
    return redirect("audits:decisions", audit_id=audit.id)


@require_POST
@requires(P.AUDITS_PUBLISH)
@answers_conflicts
def try_again(request: PersonRequest, audit_id: UUID) -> HttpResponse:
    """Deliver again to those that wait."""
    messages.info(request, publishing.retry_waiting(by=request.actor).summary)
    return redirect("audits:decisions", audit_id=audit_id)


@requires(P.AUDITS_VIEW)
def overview(request: PersonRequest) -> HttpResponse:
    """Show for every report that has been sent how many decisions there are and how many are missing."""
    counted = {
        row["joint_id"]: row
        for row in Standing.objects.filter(kind="audit_report")
        .values("joint_id")
        .annotate(
            total=Count("id"),
            members=Count("municipality", distinct=True),
            decided=Count("id", filter=Q(state__in=DECIDED)),
            refused=Count("id", filter=Q(state=DecisionState.NOT_APPROVED)),
            still_open=Count("id", filter=Q(state__in=OPEN)),
        )
    }
    audits = (
        Audit.objects.filter(report__in=list(counted))
        .select_related("supplier", "report")
        .order_by("-state_since")
    )
    page = page_of(request, audits)
    rows = [{"audit": audit, **counted[audit.report.id]} for audit in page]
    totals = [
        {"label": "Rapporter", "value": len(counted), "url": "", "tone": ""},
        {"label": "Afgjort", "value": sum(row["decided"] for row in counted.values()), "url": "", "tone": ""},
        {
            "label": "Mangler",
            "value": sum(row["still_open"] for row in counted.values()),
            "url": "",
            "tone": "",
        },
        {
            "label": "Ikke godkendt",
            "value": sum(row["refused"] for row in counted.values()),
            "url": "",
            "tone": "",
        },
    ]
    return render(request, "audits/secretariat/overview.html", {"page": page, "rows": rows, "totals": totals})
