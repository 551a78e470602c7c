"""Accepting proposals into the plan, refusing them with a reason, noting what calls for an extra audit."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.permissions import P
from audits.joint.actions import planning
from audits.joint.models import Audit, AuditSystem, PlanEvent, RefusedProposal, SystemAssessment
from audits.joint.planning.moving import Quarter, quarter_of
from audits.joint.planning.proposals import Proposal, proposals
from audits.joint.states import AuditState
from register.models import Supplier, System
from register.results import latest
from register.scoring import recommended_concepts
from register.thresholds import with_members
from workflows.actors import Actor
from workflows.engine import NotPermittedError, NotPossibleError
from workflows.log import record


@transaction.atomic
def accept(
    *, by: Actor, keys: Iterable[str], worker: planning.Worker, when: Quarter | None = None
) -> tuple[int, int]:
    """Carry out the proposals of the keys that still stand; returns how many, and how many audits are new.

    What is to be planned is gathered: all of a supplier in one audit, all of a group in one quarter. Without
    `when` that is the quarter of the earliest that is due, never before the next. A supplier that has a
    planned audit that year gets its systems into that one.
    """
    _must_plan(by)
    chosen = _standing(keys)
    new = 0
    adding = sorted((each for each in chosen if each.adds), key=lambda each: str(each.group))
    for _, group in groupby(adding, key=lambda each: each.group):
        new += _plan_group(by, list(group), worker, when)
    for each in chosen:
        if each.kind == "below":
            _take_out(by, each)
        elif each.kind == "changed":
            _follow_facts(by, each)
    return len(chosen), new


def _must_plan(by: Actor) -> None:
    if not by.may(P.AUDITS_PLAN):
        raise NotPermittedError("Du har ikke adgang til at ændre planen.")


def _standing(keys: Iterable[str]) -> list[Proposal]:
    wanted = set(keys)
    found = [each for each in proposals(timezone.localdate()) if each.key in wanted]
    if not found:
        raise NotPossibleError("Markér mindst ét forslag, der stadig gælder.")
    return found


def _plan_group(by: Actor, group: Sequence[Proposal], worker: planning.Worker, when: Quarter | None) -> int:
    today = timezone.localdate()
    soonest = quarter_of(min(each.due or today for each in group))
    year, quarter = when or max(planning.default_quarter(today), soonest)
    new = 0
    by_supplier: dict[UUID, set[UUID]] = {}
    for each in group:
        by_supplier.setdefault(each.supplier_id, set()).add(each.system_id)
    for supplier_id, ids in by_supplier.items():
        systems = list(with_members(System.objects.filter(pk__in=ids)).order_by("name_sort"))
        there = Audit.objects.filter(supplier=supplier_id, year=year, state=AuditState.PLANNED).first()
        if there is None:
            new += len(planning.plan(by=by, systems=systems, year=year, quarter=quarter, worker=worker))
            continue
        planning.add_systems(there, systems, recommended_concepts(ids, today))
        record(there, "add_systems", by=by, data={"systems": [system.name for system in systems]})
    return new


def _take_out(by: Actor, each: Proposal) -> None:
    audit = Audit.objects.select_for_update(of=("self",)).get(pk=each.planned_id)
    if audit.systems.count() == 1:
        planning.cancel(by=by, audit=audit, reason=each.reason)
        return
    SystemAssessment.objects.filter(audit_system__audit=audit, audit_system__system=each.system_id).delete()
    AuditSystem.objects.filter(audit=audit, system=each.system_id).delete()
    record(audit, "take_out", by=by, reason=each.reason, data={"system": each.system})


def _follow_facts(by: Actor, each: Proposal) -> None:
    """Store what the point model says now, and raise the concept where it has become too low."""
    audit = Audit.objects.select_for_update(of=("self",)).get(pk=each.planned_id)
    result = latest([each.system_id])[each.system_id]
    SystemAssessment.objects.filter(audit_system__audit=audit, audit_system__system=each.system_id).update(
        points_low=result.lowest,
        points_high=result.highest,
        recommended_concept=result.concept,
        result=result,
    )
    before = audit.concept
    if result.concept and result.concept > audit.concept:
        audit.concept = result.concept
        audit.save(update_fields=["concept"])
    data = {"system": each.system, "before": before, "after": audit.concept}
    record(audit, "follow_facts", by=by, reason=each.reason, data=data)


@transaction.atomic
def refuse(*, by: Actor, keys: Iterable[str], reason: str) -> int:
    """Say no to the proposals of the keys, with a reason that is remembered; returns how many."""
    _must_plan(by)
    if not reason.strip():
        raise NotPossibleError("Skriv, hvorfor forslagene afvises.")
    chosen = _standing(keys)
    rows = [
        RefusedProposal(
            kind=each.kind,
            system_id=each.system_id,
            mark=each.mark,
            reason=reason[:500],
            by_id=by.id,
            by_name=by.signature,
        )
        for each in chosen
    ]
    RefusedProposal.objects.bulk_create(rows, ignore_conflicts=True)
    for row, each in zip(rows, chosen, strict=True):
        record(row, "refuse", by=by, reason=reason, data={"system": each.system, "proposal": each.label})
    return len(chosen)


@transaction.atomic
def note_event(
    *,
    by: Actor,
    supplier: Supplier,
    kind: str,
    happened_on: date,
    text: str,
    system: System | None = None,
) -> PlanEvent:
    """Note something that calls for an extra audit; the next proposals tell of it.

    Raises NotPossibleError for a day to come, or a system that is not the supplier's.
    """
    if happened_on > timezone.localdate():
        raise NotPossibleError("Hændelsen kan ikke ligge efter i dag.")
    if system is not None and system.supplier_id != supplier.pk:
        raise NotPossibleError("Systemet hører ikke til leverandøren.")
    row = PlanEvent(
        supplier=supplier,
        system=system,
        kind=kind,
        happened_on=happened_on,
        text=text,
        by_id=by.id,
        by_name=by.signature,
    )
    row.save(force_insert=True)
    record(row, "note", by=by, data={"supplier": supplier.name, "event": row.get_kind_display()})
    return row
