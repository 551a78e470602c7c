"""What a plan proposes for each of the municipality's systems, from what applies today.

Interval per concept is dated configuration. First own supervisions are spread over their interval, so that no
quarter has them all: the more there is to protect, the sooner.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from django.utils import timezone

from audits.municipal.own.reading import latest_of
from audits.municipal.plan.models import PlanLine
from audits.municipal.plan.states import Supervisor
from register.models import Screening, SystemAssessment, SystemUse
from register.scoring import model_on
from register.wanted import OwnScore, own_scores
from workflows.values import value_on

RECURRENCE = "audit.recurrence_months"
NO_SUPERVISION = 1  # the concept »Intet yderligere tilsyn«
A_QUARTER = 3  # months


@dataclass(frozen=True)
class JointAudit:
    """A joint supervision of one of the own systems, as the joint plan has it."""

    system_id: UUID
    audit_id: UUID
    case_number: str
    year: int
    quarter: int
    concept: int
    is_sent: bool
    lower_reason: str = ""

    @property
    def when(self) -> date:
        """Return the last day of its quarter."""
        return quarter_end(self.year, self.quarter)


@dataclass(frozen=True)
class Proposal:
    """What is put forward for one system."""

    supervisor: str
    concept: int | None = None
    interval: int | None = None
    next_on: date | None = None
    reason: str = ""
    audit: JointAudit | None = None


def quarter_end(year: int, quarter: int) -> date:
    """Return the last day of a quarter."""
    first_after = date(year + 1, 1, 1) if quarter == 4 else date(year, 3 * quarter + 1, 1)
    return first_after - timedelta(days=1)


def later(day: date, months: int) -> date:
    """Return the last day of the quarter that lies so many months after a day."""
    month = day.month - 1 + months
    return quarter_end(day.year + month // 12, month % 12 // 3 + 1)


def drafted(year: int, joint: Iterable[JointAudit]) -> list[PlanLine]:
    """Return a line, not stored yet, for each system in use; act as the municipality.

    A system without a processor stands there too, with why nothing is done about it.
    """
    today = timezone.localdate()
    uses = list(
        SystemUse.objects.filter(is_active=True)
        .select_related("system__supplier")
        .order_by("system__name_sort", "system_id")
    )
    scores = {each.use.system_id: each for each in own_scores(uses, model_on(today))}
    audits: dict[UUID, list[JointAudit]] = {}
    for each in joint:
        audits.setdefault(each.system_id, []).append(each)
    finished, months = _last_finished(uses), value_on(RECURRENCE, today)
    jointly = {use.system_id: _joint(audits.get(use.system_id, []), year, months) for use in uses}
    begins = max(quarter_end(year, 1), later(today, 0))  # the first quarter that has not passed
    new = [each for key, each in scores.items() if key not in finished and jointly[key] is None]
    draft = _Draft(begins, months, jointly, _screened(uses), finished, _spread(new, begins, months))
    return [
        _line(place, use, scores.get(use.system_id), draft.of(use, scores.get(use.system_id)))
        for place, use in enumerate(uses, start=1)
    ]


def _spread(new: Iterable[OwnScore], begins: date, months: dict[str, int]) -> dict[UUID, date]:
    """Spread first own supervisions evenly over the interval of their concept, the most points first."""
    alike: dict[int, list[OwnScore]] = {}
    for each in sorted(new, key=lambda one: -(one.score.highest or 0)):
        alike.setdefault(each.score.concept or NO_SUPERVISION, []).append(each)
    first = {}
    for concept, found in alike.items():
        quarters = max(months.get(str(concept), 0) // A_QUARTER, 1)
        for place, each in enumerate(found):
            first[each.use.system_id] = later(begins, place * quarters // len(found) * A_QUARTER)
    return first


def _joint(found: list[JointAudit], year: int, months: dict[str, int]) -> Proposal | None:
    """Return the joint supervision that the year belongs to.

    That is the first one to come; after the last one it is the time when the next is due. One that
    should have come more than a year ago is no longer supervised jointly.
    """
    if not found:
        return None
    in_order = sorted(found, key=lambda each: (each.year, each.quarter))
    coming = [each for each in in_order if not each.is_sent or each.year >= year]
    audit = coming[0] if coming else in_order[-1]
    interval = months.get(str(audit.concept))
    next_on = audit.when
    if audit.is_sent and audit.year < year:
        next_on = later(audit.when, interval or 12)
    if next_on.year < year - 1:
        return None
    return Proposal(
        Supervisor.JOINT,
        audit.concept,
        interval,
        next_on,
        audit.lower_reason or f"Fælles tilsyn, sag {audit.case_number}.",
        audit,
    )


@dataclass(frozen=True)
class _Draft:
    begins: date
    months: dict[str, int]
    joint: dict[UUID, Proposal | None]
    screened: dict[UUID, str]
    finished: dict[UUID, tuple[date, date | None]]
    first: dict[UUID, date]

    def of(self, use: SystemUse, found: OwnScore | None) -> Proposal:
        """Return what is put forward: joint supervision where there is one, else one's own, else none."""
        if joint := self.joint[use.system_id]:
            return _not_too_low(joint, found.score.concept if found else None)
        if found is None:
            return Proposal(Supervisor.NONE, reason=self._why_none(use))
        return self._own(use.system_id, found)

    def _own(self, system_id: UUID, found: OwnScore) -> Proposal:
        concept = found.score.concept or NO_SUPERVISION
        months = self.months.get(str(concept))
        reason = "Er ikke med i et fælles tilsyn."
        if found.score.must_be_found_out:
            reason += " Det strengeste koncept er valgt, fordi ikke alt er oplyst."
        if months is None:
            return Proposal(Supervisor.OWN, concept, reason=reason)
        return Proposal(Supervisor.OWN, concept, months, self._next_own(system_id, months), reason)

    def _next_own(self, system_id: UUID, months: int) -> date:
        if system_id in self.first:
            return self.first[system_id]
        day, wanted = self.finished[system_id]
        due = later(wanted, 0) if wanted else later(day, months)
        return max(due, self.begins)

    def _why_none(self, use: SystemUse) -> str:
        screening = self.screened.get(use.system_id, "")
        if screening and screening != Screening.PROCESSOR:
            return f"{Screening(screening).label}."
        return "Ingen personoplysninger."


def _not_too_low(joint: Proposal, recommended: int | None) -> Proposal:
    """Put the recommended concept forward where the joint one lies below it without a reason that is told.

    The joint supervision cannot be announced like that either: its concept is raised, or a reason approved.
    """
    audit = joint.audit
    lower = recommended is not None and joint.concept is not None and joint.concept < recommended
    if not lower or (audit and audit.lower_reason):
        return joint
    return replace(
        joint,
        concept=recommended,
        reason=f"{joint.reason} Planlagt med koncept {joint.concept}, men jeres point kalder på mindst "
        f"koncept {recommended}.",
    )


def _line(place: int, use: SystemUse, found: OwnScore | None, given: Proposal) -> PlanLine:
    supplier = use.system.supplier
    return PlanLine(
        place=place,
        system_id=use.system_id,
        system_name=use.system.name,
        supplier_id=supplier.id if supplier else None,
        supplier_name=supplier.name if supplier else "",
        points_low=found.score.lowest if found else None,
        points_high=found.score.highest if found else None,
        recommended=found.score.concept if found else None,
        audit_id=given.audit.audit_id if given.audit else None,
        case_number=given.audit.case_number if given.audit else "",
        proposed_supervisor=given.supervisor,
        proposed_concept=given.concept,
        proposed_interval=given.interval,
        proposed_next_on=given.next_on,
        proposed_reason=given.reason,
        supervisor=given.supervisor,
        concept=given.concept,
        interval_months=given.interval,
        next_on=given.next_on,
        reason=given.reason,
    )


def _screened(uses: list[SystemUse]) -> dict[UUID, str]:
    rows = SystemAssessment.objects.filter(system_id__in=[use.system_id for use in uses])
    return dict(rows.values_list("system_id", "screening"))


def _last_finished(uses: list[SystemUse]) -> dict[UUID, tuple[date, date | None]]:
    """Return by system when its last own supervision ended, and when the next one was wished."""
    return {
        system_id: (timezone.localdate(row.decided_at), row.next_audit_on)
        for system_id, row in latest_of([use.system_id for use in uses]).items()
        if row.decided_at
    }
