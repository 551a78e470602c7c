"""What is done with a plan: put before the municipality, changed line by line, adopted.

Each write tells upwards in the same transaction (audits_municipal_plan_up_v1): which year, and how it stands.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from accounts.permissions import P
from audits.municipal.own.actions import plan_all
from audits.municipal.plan.drafting import NO_SUPERVISION, JointAudit, drafted
from audits.municipal.plan.letters import write_plan
from audits.municipal.plan.models import Plan, PlanLine
from audits.municipal.plan.states import ADOPTED, PlanState, Supervisor
from audits.municipal.states import CONCEPTS
from workflows.actors import Actor
from workflows.engine import NotPermittedError, NotPossibleError, OutdatedError, move
from workflows.log import record

BATCH = 500
LONGEST = 60  # months
ALREADY = "Planen er tiltrådt imens. Hent siden igen."


@dataclass(frozen=True)
class Change:
    """What is chosen for one system instead of what was put forward."""

    supervisor: str
    concept: int | None
    interval_months: int | None
    next_on: date | None
    reason: str


@transaction.atomic
def present(
    *,
    by: Actor,
    year: int,
    joint: Iterable[JointAudit],
    due: date | None = None,
    note: str = "",
    again: bool = False,
) -> Plan:
    """Put a plan for a year before the municipality, drafted from what applies today.

    One that waits already is drafted again and keeps what was changed in it. Where the year's plan has been
    adopted it stands, unless `again` asks for a new version beside it.
    """
    if not by.may(P.OWN_AUDIT):
        raise NotPermittedError("Du har ikke adgang til at lave en tilsynsplan.")
    rows = Plan.objects.select_for_update(of=("self",)).filter(year=year)
    waiting = rows.filter(state=PlanState.PRESENTED).first()
    adopted = rows.filter(state__in=ADOPTED).order_by("-version").first()
    if waiting is None and adopted is not None and not again:
        return adopted
    if waiting is None:
        last = rows.aggregate(last=Max("version"))["last"] or 0
        plan = Plan(year=year, version=last + 1, due=due, note=note, presented_by_name=by.signature)
        plan.save(force_insert=True)
    else:
        plan = waiting
        plan.due, plan.note = due or plan.due, note or plan.note
        plan.presented_at, plan.presented_by_name = timezone.now(), by.signature
        plan.save(update_fields=["due", "note", "presented_at", "presented_by_name"])
    _store(plan, drafted(year, joint))
    record(plan, "present" if waiting is None else "draft_again", by=by, after=plan.state)
    plan_up(plan.id)
    return plan


def _store(plan: Plan, lines: list[PlanLine]) -> None:
    """Replace the lines of a plan that waits; what was changed in them is kept."""
    changed = {each.system_id: each for each in plan.lines.all() if each.is_changed}
    plan.lines.all().delete()
    for line in lines:
        line.plan = plan
        former = changed.get(line.system_id)
        if former and (former.supervisor != Supervisor.JOINT or line.audit_id):
            for name in _CHOSEN:
                setattr(line, name, getattr(former, name))
    PlanLine.objects.bulk_create(lines, batch_size=BATCH)


_CHOSEN = (
    *("supervisor", "concept", "interval_months", "next_on", "reason"),
    *("changed_at", "changed_by_name"),
)


@transaction.atomic
def change_line(*, by: Actor, line: PlanLine, change: Change) -> PlanLine:
    """Choose something else for one system than what was put forward.

    Where the joint supervision is followed, its concept, interval and time are followed, too. Raises
    NotPossibleError with what is missing, OutdatedError where the plan has been adopted meanwhile.
    """
    plan = _waiting(by, line.plan_id)
    if fault := _fault(line, change):
        raise NotPossibleError(fault)
    joint = change.supervisor == Supervisor.JOINT
    if joint or change.supervisor == line.proposed_supervisor == Supervisor.NONE:
        return _write(by, plan, line, _proposed(line))
    if change.concept == NO_SUPERVISION:
        change = Change(change.supervisor, change.concept, None, None, change.reason)
    return _write(by, plan, line, change)


@transaction.atomic
def reset_line(*, by: Actor, line: PlanLine) -> PlanLine:
    """Take back what was chosen for a system: what was put forward holds again."""
    return _write(by, _waiting(by, line.plan_id), line, _proposed(line))


def _waiting(by: Actor, plan_id: UUID) -> Plan:
    if not by.may(P.OWN_AUDIT):
        raise NotPermittedError("Du har ikke adgang til at ændre tilsynsplanen.")
    plan = Plan.objects.select_for_update(of=("self",)).get(pk=plan_id)
    if plan.state != PlanState.PRESENTED:
        raise OutdatedError(ALREADY)
    return plan


def _proposed(line: PlanLine) -> Change:
    return Change(
        line.proposed_supervisor,
        line.proposed_concept,
        line.proposed_interval,
        line.proposed_next_on,
        line.proposed_reason,
    )


def _fault(line: PlanLine, change: Change) -> str:
    if change.supervisor not in Supervisor.values:
        return "Vælg, hvem der fører tilsyn."
    if change.supervisor == Supervisor.JOINT:
        return "" if line.audit_id else "Systemet er ikke med i et fælles tilsyn."
    if change.supervisor == Supervisor.NONE:
        none = line.proposed_supervisor == Supervisor.NONE
        return "" if none else "Skal der ikke føres tilsyn, så vælg koncept 1 og skriv hvorfor."
    return _fault_of_own(line, change)


def _fault_of_own(line: PlanLine, change: Change) -> str:
    if change.concept not in dict(CONCEPTS):
        return "Vælg et koncept."
    if change.concept != NO_SUPERVISION:
        if not 1 <= (change.interval_months or 0) <= LONGEST:
            return f"Skriv, med hvor mange måneders mellemrum I fører tilsyn (1–{LONGEST})."
        if change.next_on is None:
            return "Vælg, hvornår I fører tilsyn næste gang."
    lower = line.recommended is not None and change.concept < line.recommended
    if not lower or _says_why(line, change):
        return ""
    return (
        f"Skriv en begrundelse. Koncept {change.concept} er lavere end det anbefalede mindste koncept, "
        f"som er {line.recommended}."
    )


def _says_why(line: PlanLine, change: Change) -> bool:
    """Return whether there is a reason of one's own; the one put forward is about another concept."""
    reason = change.reason.strip()
    return bool(reason) and (reason != line.proposed_reason or change.concept == line.proposed_concept)


def _write(by: Actor, plan: Plan, line: PlanLine, change: Change) -> PlanLine:
    before = [line.supervisor, line.concept, line.interval_months]
    line.supervisor, line.concept = change.supervisor, change.concept
    line.interval_months, line.next_on = change.interval_months, change.next_on
    line.reason = change.reason.strip()
    line.changed_at, line.changed_by_name = timezone.now(), by.signature
    line.save(update_fields=list(_CHOSEN))
    after = [line.supervisor, line.concept, line.interval_months]
    data = {"system": line.system_name, "before": before, "after": after}
    changed = line.is_changed
    record(
        plan,
        "change_line" if changed else "reset_line",
        by=by,
        reason=line.reason if changed else "",
        data=data,
    )
    return line


@transaction.atomic
def adopt(*, by: Actor, plan: Plan, seen: str, remark: str = "", journal_number: str = "") -> Plan:
    """Adopt a plan, as it was put forward or with the changes made in it, and keep it as Word.

    `seen` is the plan's mark when the page was drawn (`mark_of`): what somebody else changed since is not
    adopted unseen. The own supervisions of the year are planned in the same act. Raises OutdatedError,
    NotPossibleError or NotPermittedError.
    """
    locked = Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    if locked.state == PlanState.PRESENTED and mark_of(locked) != seen:
        raise OutdatedError("Planen er ændret, siden I hentede siden. Se den igennem igen.")
    name = "adopt_changed" if locked.changed_lines() else "adopt"
    now = timezone.now()
    adopted = move(
        locked,
        name,
        by=by,
        reason=remark,
        data={"year": locked.year, "version": locked.version, "changed": locked.changed_lines()},
        state_since=now,
        adopted_at=now,
        adopted_by_id=by.id,
        adopted_by_name=by.signature,
        remark=remark,
        journal_number=journal_number,
    )
    adopted.word = write_plan(adopted, by=by)
    adopted.save(update_fields=["word"])
    plan_all(by=by, plan=adopted)
    plan_up(adopted.id)
    return adopted


def mark_of(plan: Plan) -> str:
    """Return a mark that changes with everything a person sees in a plan that waits."""
    changed = plan.lines.aggregate(last=Max("changed_at"))["last"]
    return " ".join(moment.isoformat() for moment in (plan.presented_at, changed) if moment)


def plan_up(subject: UUID) -> None:
    """Tell upwards where a plan stands."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT audits_municipal_plan_up_v1(%s)", [subject])
