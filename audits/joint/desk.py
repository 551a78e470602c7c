"""What waits for a case worker, for *Min dag*: nearest deadline first, each with its next action."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from accounts.permissions import P
from audits.joint import late
from audits.joint.models import Audit, ExtensionRequest, Finding, Hearing, LowerConcept
from audits.joint.objections import open_of_others
from audits.joint.open_findings import followed, overdue
from audits.joint.states import (
    ANSWERABLE,
    OUR_TURN,
    SETTLED,
    AuditState,
    ExtensionState,
    LowerState,
)
from secretariat.pagekit.tags.words import da_date
from tenants.models import Letter
from workflows.actors import Actor
from workflows.desk import Waiting

S = AuditState
MOST = 300


def waiting(actor: Actor) -> list[Waiting]:
    """Return what waits for the actor: her own cases, what came in on them, and reports to read."""
    if not actor.may(P.AUDITS_VIEW):
        return []
    rows: list[Waiting] = []
    if actor.may(P.AUDITS_CONDUCT):
        rows += [*_extensions(actor.id), *_cases(actor.id), *_findings(actor.id), *_questions(actor.id)]
    if actor.may(P.AUDITS_SECOND_READ):
        rows += _readings(actor.id)
    if actor.may(P.AUDITS_APPROVE_CONCEPT):
        rows += _lower_concepts(actor.id)
    if actor.may(P.AUDITS_DECIDE_OBJECTION):
        rows += _objections(actor.id)
    if actor.may(P.AUDITS_PUBLISH):
        rows += _late_joiners()
    return sorted(rows, key=lambda row: row.due or date.max)


def late_elsewhere(actor: Actor) -> list[Waiting]:
    """Return what suppliers owe on the actor's cases past the deadline: answers, plans and proof."""
    if not actor.may(P.AUDITS_CONDUCT):
        return []
    late = _mine(actor.id).filter(state__in=ANSWERABLE, deadline__lt=timezone.localdate())
    answers = [
        case_row(
            audit,
            f"{_systems(audit)}, {audit.get_state_display()}",
            "Se sagen",
            due=audit.deadline,
            due_name="Svarfrist",
        )
        for audit in late.order_by("deadline")
    ]
    return [*answers, *_late_findings(actor.id)]


def case_row(audit: Audit, detail: str, action: str, page: str = "audits:case", **facts: Any) -> Waiting:
    """Return a row about a case; `facts` are the deadline and when it came in."""
    return Waiting(
        title=f"{audit.supplier.name} ({audit.case_number})",
        detail=detail,
        due=facts.pop("due", None),
        url_name=page,
        url_kwargs={"audit_id": audit.id},
        action=action,
        mark=audit.id,
        **facts,
    )


def _mine(worker: UUID) -> Any:
    mine = Audit.objects.select_related("supplier").filter(case_worker_id=worker)
    return mine.annotate(systems_count=Count("systems", distinct=True))


def _systems(audit: Any) -> str:
    return "Ét system" if audit.systems_count == 1 else f"{audit.systems_count} systemer"


def _cases(worker: UUID) -> list[Waiting]:
    today = timezone.localdate()
    now = Q(state__in=[S.REVIEW, S.READY, S.NOT_POSSIBLE])
    due_to_start = Q(state=S.PLANNED) & (
        Q(year__lt=today.year) | Q(year=today.year, quarter__lte=(today.month - 1) // 3 + 1)
    )
    waits = Hearing.under_way().filter(audit=OuterRef("pk"), deadline__gte=today)
    heard = Q(state=S.HEARING) & ~Exists(waits)
    still_open = Finding.objects.filter(audit=OuterRef("pk")).exclude(state__in=SETTLED)
    followed_up = Q(state=S.FOLLOW_UP) & ~Exists(still_open)
    found = _mine(worker).filter(now | due_to_start | heard | followed_up).prefetch_related("hearings")
    return [_next(audit) for audit in found.order_by("state_since")[:MOST]]


def _next(audit: Any) -> Waiting:
    action, page = {
        S.PLANNED: ("Send varsel", "audits:announce"),
        S.REVIEW: ("Gennemgå svar", "audits:answers"),
        S.HEARING: ("Se høringssvar", "audits:hearing"),
        S.READY: ("Send rapport", "audits:send"),
        S.NOT_POSSIBLE: ("Skriv rapport", "audits:report"),
        S.FOLLOW_UP: ("Afslut sagen", "audits:case"),
    }[AuditState(audit.state)]
    detail = f"{_systems(audit)}, {audit.get_state_display()}"
    return case_row(audit, detail, action, page, since=audit.state_since, **_deadline(audit))


def _deadline(audit: Any) -> dict[str, Any]:
    """Return the day that counts now: to start within the quarter, else the day the supplier had, if any."""
    if audit.state == S.PLANNED:
        return {"due": quarter_end(audit.year, audit.quarter), "due_name": "Varsles i kvartalet"}
    if audit.state == S.FOLLOW_UP:
        return {}
    if audit.state == S.HEARING:
        return {"due": list(audit.hearings.all())[-1].deadline, "due_name": "Høringsfrist", "binding": False}
    return {"due": audit.deadline, "due_name": "Leverandørens svarfrist", "binding": False}


def quarter_end(year: int, quarter: int) -> date:
    """Return the last day of a quarter."""
    return date(year + quarter // 4, quarter % 4 * 3 + 1, 1) - timedelta(days=1)


def _extensions(worker: UUID) -> list[Waiting]:
    wishes = ExtensionRequest.objects.select_related("audit__supplier").filter(
        state=ExtensionState.REQUESTED, audit__case_worker_id=worker, audit__state__in=ANSWERABLE
    )
    return [
        case_row(
            each.audit,
            f"Leverandøren beder om udsættelse til {da_date(each.wanted)}",
            "Svar på anmodningen",
            due=each.audit.deadline,
            due_name="Svarfrist",
            since=each.created_at,
        )
        for each in wishes
    ]


def _findings(worker: UUID) -> list[Waiting]:
    """Return what is our turn: plans, proof, what is confirmed and not closed, what has been opened again."""
    ours = followed().filter(state__in=OUR_TURN, audit__case_worker_id=worker)
    return [_finding(each, binding=False) for each in ours[:MOST]]


def _late_findings(worker: UUID) -> list[Waiting]:
    return [_finding(each) for each in overdue(followed()).filter(audit__case_worker_id=worker)[:MOST]]


def _finding(finding: Finding, *, binding: bool = True) -> Waiting:
    detail = f"Forhold {finding.number}: {finding.get_state_display()}"
    due = {"due": finding.due, "due_name": "Leverandørens frist", "binding": binding}
    return case_row(finding.audit, detail, "Se forhold", "audits:findings", **due)


def _questions(worker: UUID) -> list[Waiting]:
    letters = Letter.objects.filter(kind="audit_question", answered_at=None).select_related("municipality")
    audits = {
        each.report.id: each
        for each in Audit.objects.select_related("supplier", "report").filter(
            report__in=letters.values("joint_id"), case_worker_id=worker
        )
    }
    return [
        case_row(
            audits[each.joint_id],
            f"{each.municipality.name} spørger",
            "Svar",
            "audits:decisions",
            since=each.written_at,
        )
        for each in letters
        if each.joint_id in audits
    ]


def _late_joiners() -> list[Waiting]:
    """Return one line for all who lack a report that stands: they are sent it from one list."""
    rows = late.find()
    if not rows:
        return []
    who, what = len({each.municipality_id for each in rows}), len({each.version_id for each in rows})
    return [
        Waiting(
            f"{who} {'kommune er' if who == 1 else 'kommuner er'} kommet til senere og mangler "
            f"{what} {'tilsynsrapport' if what == 1 else 'tilsynsrapporter'}",
            "De er blevet medlem eller er begyndt at bruge et system, efter at rapporten blev sendt.",
            None,
            "audits:late",
            {},
            "Send rapporterne",
        )
    ]


def _lower_concepts(leader: UUID) -> list[Waiting]:
    wishes = LowerConcept.objects.select_related("audit__supplier").filter(state=LowerState.ASKED)
    return [
        case_row(
            each.audit,
            f"Koncept {each.concept} i stedet for {each.recommended}, foreslået af {each.asked_by_name}",
            "Godkend eller afslå",
            since=each.asked_at,
        )
        for each in wishes.exclude(asked_by_id=leader).order_by("asked_at")
    ]


def _objections(leader: UUID) -> list[Waiting]:
    return [
        case_row(
            each.audit,
            f"{each.from_name} gør indsigelse mod rapporten",
            "Afgør indsigelsen",
            "audits:report",
            since=each.raised_at,
        )
        for each in open_of_others(leader)
    ]


def _readings(reader: UUID) -> list[Waiting]:
    found = (
        Audit.objects.select_related("supplier")
        .filter(state=S.SECOND_READING)
        .exclude(case_worker_id=reader)
        .order_by("state_since")
    )
    return [
        case_row(
            audit,
            f"Til kvalitetslæsning fra {audit.case_worker_name}",
            "Læs rapport",
            "audits:report",
            since=audit.state_since,
        )
        for audit in found
    ]
