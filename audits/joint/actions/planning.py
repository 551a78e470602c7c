"""Planning: which systems, when, by whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from accounts.models import Colleague
from accounts.permissions import P
from audits.joint.models import (
    Audit,
    AuditNote,
    AuditSystem,
    Handover,
    HandoverCase,
    Report,
    SystemAssessment,
)
from audits.joint.states import AuditState
from register.models import System
from register.results import keep
from register.scoring import SystemScore, recommended_concepts
from register.thresholds import with_members
from workflows.actors import Actor
from workflows.engine import NotPermittedError, NotPossibleError, move
from workflows.log import record

UNDER_WAY = frozenset(AuditState) - {
    AuditState.PUBLISHED,
    AuditState.FOLLOW_UP,
    AuditState.CLOSED,
    AuditState.CANCELLED,
    AuditState.WITHDRAWN,
}


@dataclass(frozen=True)
class Worker:
    """The case worker as the case keeps her: a copy, so nothing blocks the deletion of a person."""

    id: UUID
    name: str
    phone: str = ""
    email: str = ""

    @classmethod
    def of(cls, colleague: Colleague) -> "Worker":
        """Return the worker that a colleague of the secretariat is."""
        return cls(colleague.person_id, colleague.name, colleague.phone, colleague.email)


@transaction.atomic
def plan(
    *,
    by: Actor,
    systems: Iterable[System],
    year: int,
    quarter: int,
    worker: Worker,
    concept: int | None = None,
) -> list[Audit]:
    """Plan one audit per supplier over those of the given systems that are its own.

    Without `concept` each audit gets the highest that is recommended for its systems. Raises
    NotPossibleError for a system without a supplier, and for one that is in another audit under way;
    nothing is planned then.
    """
    _must(by, P.AUDITS_PLAN)
    _one_at_a_time()
    chosen = list(
        with_members(System.objects.filter(pk__in=[each.pk for each in systems])).select_related("supplier")
    )
    _refuse(chosen)
    scores = recommended_concepts([each.id for each in chosen], timezone.localdate())
    by_supplier: dict[UUID, list[System]] = {}
    for system in sorted(chosen, key=lambda each: each.name_sort):
        by_supplier.setdefault(system.supplier_id, []).append(system)
    return [
        _plan_one(
            by=by,
            systems=found,
            when=(year, quarter),
            worker=worker,
            concept=concept or _recommended(found, scores),
            scores=scores,
        )
        for found in by_supplier.values()
    ]


def _must(by: Actor, permission: str) -> None:
    if not by.may(permission):
        raise NotPermittedError("Du har ikke adgang til at gøre dette.")


def _one_at_a_time() -> None:
    """Wait for whoever plans now, so that no system is planned twice and no case number is given twice."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('audits_joint_plan'))")


def _refuse(chosen: list[System]) -> None:
    if not chosen:
        raise NotPossibleError("Vælg mindst ét system.")
    if nameless := [system.name for system in chosen if system.supplier_id is None]:
        raise NotPossibleError(f"Disse systemer har ingen leverandør i registret: {', '.join(nameless)}.")
    busy = AuditSystem.objects.filter(system__in=chosen, audit__state__in=UNDER_WAY).values_list(
        "name", flat=True
    )
    if busy:
        raise NotPossibleError(
            f"Disse systemer er allerede med i et tilsyn, der er i gang: {', '.join(busy)}."
        )


def _recommended(systems: list[System], scores: dict[UUID, SystemScore]) -> int:
    found = [scores[each.id].score.concept for each in systems if each.id in scores]
    return max((each for each in found if each), default=3)


def _plan_one(
    *,
    by: Actor,
    systems: list[System],
    when: tuple[int, int],
    worker: Worker,
    concept: int,
    scores: dict[UUID, SystemScore],
) -> Audit:
    audit = Audit(
        case_number=_next_number(when[0]),
        supplier=systems[0].supplier,
        year=when[0],
        quarter=when[1],
        case_worker_id=worker.id,
        case_worker_name=worker.name,
        case_worker_phone=worker.phone,
        case_worker_email=worker.email,
        concept=concept,
    )
    audit.save(force_insert=True)
    Report(audit=audit, supplier_id=audit.supplier_id).save(force_insert=True)
    add_systems(audit, systems, scores)
    record(audit, "plan", by=by, after=audit.state, data={"systems": [each.name for each in systems]})
    if (whose := _given_to(audit, worker)) != worker:
        return move_in_plan(by=by, audit=audit, year=when[0], quarter=when[1], worker=whose)
    return audit


def add_systems(audit: Audit, systems: list[System], scores: dict[UUID, SystemScore]) -> None:
    """Store the audited systems with a copy of the facts, and what the point model says of each."""
    results = keep([system.id for system in systems], cause=f"Planlægning af {audit.case_number}")
    for system in systems:
        row = AuditSystem(audit=audit, supplier_id=audit.supplier_id, system=system, name=system.name)
        row.save(force_insert=True)
        score = scores[system.id].score if system.id in scores else None
        SystemAssessment(
            audit_system=row,
            points_low=score.lowest if score else None,
            points_high=score.highest if score else None,
            recommended_concept=score.concept if score else None,
            result=results.get(system.id),
            members=getattr(system, "members", 0),
        ).save(force_insert=True)


def _next_number(year: int) -> str:
    """Return the year's next case number; `plan` lets one plan at a time."""
    last = Audit.objects.filter(case_number__startswith=f"T-{year}-").order_by("-case_number").first()
    number = int(last.case_number.rpartition("-")[2]) + 1 if last else 1
    return f"T-{year}-{number:04d}"


def _given_to(audit: Audit, worker: Worker) -> Worker:
    """Return whose a stored case is when it is given to `worker`: a colleague's while hers are handed over.

    It then comes back with the others. Who gives her a case that has already been a colleague's means her.
    """
    running = Handover.objects.filter(from_id=worker.id, progress=Handover.State.RUNNING).first()
    if running is None:
        return worker
    _case, is_new = HandoverCase.objects.get_or_create(handover=running, audit=audit)
    return Worker(running.to_id, running.to_name, running.to_phone, running.to_email) if is_new else worker


@transaction.atomic
def move_in_plan(*, by: Actor, audit: Audit, year: int, quarter: int, worker: Worker) -> Audit:
    """Give the audit another quarter or case worker. Any state: a case may change hands.

    What is given to somebody whose cases are handed over is the colleague's until they come back.
    """
    _must(by, P.AUDITS_PLAN)
    locked = Audit.objects.select_for_update(of=("self",)).get(pk=audit.pk)
    if locked.case_worker_id != worker.id:
        worker = _given_to(locked, worker)
    locked.year, locked.quarter = year, quarter
    locked.case_worker_id, locked.case_worker_name = worker.id, worker.name
    locked.case_worker_phone, locked.case_worker_email = worker.phone, worker.email
    locked.save(
        update_fields=[
            "year",
            "quarter",
            "case_worker_id",
            "case_worker_name",
            "case_worker_phone",
            "case_worker_email",
        ]
    )
    record(locked, "move_in_plan", by=by, data={"quarter": locked.quarter_words, "case_worker": worker.name})
    return locked


@transaction.atomic
def cancel(*, by: Actor, audit: Audit, reason: str) -> Audit:
    """Call the audit off; why must be said."""
    if not reason.strip():
        raise NotPossibleError("Skriv, hvorfor tilsynet aflyses.")
    return move(audit, "cancel", by=by, reason=reason)


@transaction.atomic
def add_note(*, by: Actor, audit: Audit, text: str, spoke_with: str = "", about: str = "") -> AuditNote:
    """Keep an internal note; of a telephone call it says with whom and about what.

    Facts given orally that matter for a case must be noted (offentlighedsloven § 13).
    """
    _must(by, P.AUDITS_CONDUCT)
    note = AuditNote(
        audit=audit, text=text, spoke_with=spoke_with, about=about, by_id=by.id, by_name=by.signature
    )
    note.save(force_insert=True)
    if spoke_with:
        record(audit, "telephone_note", by=by, data={"spoke_with": spoke_with, "about": about})
    else:
        record(audit, "note", by=by)
    return note


def default_quarter(today: date) -> tuple[int, int]:
    """Return year and number of the quarter after today's, where new audits are planned first."""
    number = (today.month - 1) // 3 + 2
    return (today.year + 1, 1) if number > 4 else (today.year, number)
