"""All findings that are being followed up, across cases, and what can be done to many of them at once."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, F, Min, Q, QuerySet, When
from django.utils import timezone

from audits.joint.models import Finding
from audits.joint.states import OUR_TURN, SENT_OUT, SUPPLIERS_TURN, FindingState
from workflows.actors import Actor
from workflows.engine import available

S = FindingState
# What counts now: the supplier's own day once its plan is accepted, else the deadline (Finding.due).
DUE = Case(When(state=S.REMEDYING, plan_done_by__isnull=False, then=F("plan_done_by")), default=F("deadline"))
FOLLOWED = OUR_TURN | SUPPLIERS_TURN | {S.PRESENTED}
TURNS: dict[str, tuple[str, frozenset[FindingState]]] = {
    "os": ("Venter på os", OUR_TURN),
    "leverandoer": ("Venter på leverandøren", SUPPLIERS_TURN),
    "forelagt": ("Forelagt kommunerne", frozenset({S.PRESENTED})),
    "naeste": ("Følges op ved næste tilsyn", frozenset({S.NEXT_AUDIT})),
}
# What a case worker does to many: the steps of each, in order.
ACTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "accept_plan": ("Godtag handlingsplanerne", ("accept_plan",)),
    "confirm": ("Bekræft udbedringen", ("confirm",)),
    "confirm_close": ("Bekræft udbedringen, og luk", ("confirm", "close")),
    "close": ("Luk forholdene", ("close",)),
}


def followed() -> Any:
    """Return the findings of sent reports with the day that counts now (`due_on`)."""
    rows: QuerySet[Finding, Any] = Finding.objects.filter(audit__state__in=SENT_OUT).annotate(due_on=DUE)
    return rows.select_related("audit__supplier", "audit_system")


def overdue(rows: Any) -> Any:
    """Return those of the rows that the supplier should have dealt with by now."""
    return rows.filter(state__in=SUPPLIERS_TURN, due_on__lt=timezone.localdate())


def overdue_by_supplier() -> list[dict[str, Any]]:
    """Return the suppliers that are behind: how many findings, and since when; the longest behind first."""
    rows = overdue(followed()).values("audit__supplier", "audit__supplier__name")
    counted = rows.annotate(findings=Count("id"), oldest=Min("due_on"), serious=Count("id", filter=_SERIOUS))
    return list(counted.order_by("oldest", "audit__supplier__name"))


_SERIOUS = Q(kind__in=["major", "critical"])


def plan_is_late(finding: Finding) -> bool:
    """Return whether the supplier's plan is done after the deadline only: then somebody must say why."""
    return bool(finding.plan_done_by and finding.deadline and finding.plan_done_by > finding.deadline)


@dataclass(frozen=True)
class Marked:
    """A marked finding of an act: what stops it, if anything."""

    finding: Finding
    stop: str


def marked_for(act: str, ids: list[UUID], by: Actor) -> list[Marked]:
    """Return the marked findings with what stops the act for each."""
    first = ACTS[act][1][0]
    rows = (
        followed().filter(pk__in=ids).order_by("audit__supplier__name_sort", "audit__case_number", "number")
    )
    return [Marked(each, _stop(each, first, by)) for each in rows]


def _stop(finding: Finding, step: str, by: Actor) -> str:
    found = next((each for each in available(finding, by=by) if each.name == step), None)
    if found is None:
        return f"Forholdet er {finding.get_state_display()}."
    if found.reason:
        return found.reason
    if step == "accept_plan" and plan_is_late(finding):
        return "Planen er først færdig efter fristen. Tag stilling til den på sagen."
    return ""
