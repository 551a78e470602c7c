"""What waits for a case worker, for *Min dag*: nearest deadline first, each with its next action."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.utils import timezone

from accounts.permissions import P
from audits.joint.models import Audit, ExtensionRequest, Finding
from audits.joint.states import ANSWERABLE, SENT_OUT, AuditState, ExtensionState, FindingState
from tenants.models import Letter
from workflows.actors import Actor
from workflows.desk import Waiting

S = AuditState
MOST = 40


def waiting(actor: Actor) -> list[Waiting]:
    """Return what waits for the actor: her own cases, what came in on them, and reports to read."""
    if not actor.may(P.AUDITS_VIEW):
        return []
    rows: list[Waiting] = []
    if actor.may(P.AUDITS_CONDUCT):
        rows += [*_extensions(actor.id), *_cases(actor.id), *_findings(actor.id), *_questions(actor.id)]
    if actor.may(P.AUDITS_SECOND_READ):
        rows += _readings(actor.id)
    return sorted(rows, key=lambda row: row.due or date.max)


def late_elsewhere(actor: Actor) -> int:
    """Return how many of the actor's cases are past their deadline at the supplier."""
    late = Audit.objects.filter(
        case_worker_id=actor.id, state__in=ANSWERABLE, deadline__lt=timezone.localdate()
    )
    return late.count()


def _case(
    audit: Audit, detail: str, action: str, page: str = "audits:case", due: date | None = None
) -> Waiting:
    return Waiting(
        title=f"{audit.supplier.name} ({audit.case_number})",
        detail=detail,
        due=due,
        url_name=page,
        url_kwargs={"audit_id": audit.id},
        action=action,
    )


def _cases(worker: UUID) -> list[Waiting]:
    mine = Audit.objects.select_related("supplier").filter(case_worker_id=worker)
    today = timezone.localdate()
    now = Q(state__in=[S.REVIEW, S.READY, S.NOT_POSSIBLE])
    due_to_start = Q(state=S.PLANNED, year=today.year, quarter__lte=(today.month - 1) // 3 + 1)
    past_deadline = Q(state__in=ANSWERABLE, deadline__lt=today)
    heard = Q(state=S.HEARING) & (Q(hearings__answered_at__isnull=False) | Q(hearings__deadline__lt=today))
    found = mine.filter(now | due_to_start | past_deadline | heard).annotate(
        systems_count=Count("systems", distinct=True)
    )
    return [_next(audit) for audit in found.order_by("state_since")[:MOST]]


def _next(audit: Any) -> Waiting:
    number = "Ét system" if audit.systems_count == 1 else f"{audit.systems_count} systemer"
    detail = f"{number}, {audit.get_state_display()}"
    action, page = {
        S.PLANNED: ("Send varsel", "audits:announce"),
        S.REVIEW: ("Gennemgå svar", "audits:answers"),
        S.HEARING: ("Se høringssvar", "audits:hearing"),
        S.READY: ("Send rapport", "audits:send"),
        S.NOT_POSSIBLE: ("Skriv rapport", "audits:report"),
    }.get(AuditState(audit.state), ("Se sagen", "audits:case"))
    due = audit.deadline if audit.state in ANSWERABLE else None
    return _case(audit, f"{detail}, fristen er overskredet" if due else detail, action, page, due)


def _extensions(worker: UUID) -> list[Waiting]:
    wishes = ExtensionRequest.objects.select_related("audit__supplier").filter(
        state=ExtensionState.REQUESTED, audit__case_worker_id=worker
    )
    return [
        _case(each.audit, "Leverandøren beder om udsættelse", "Svar på anmodningen", due=each.audit.deadline)
        for each in wishes
    ]


def _findings(worker: UUID) -> list[Waiting]:
    came_in = Finding.objects.select_related("audit__supplier").filter(
        state__in=[FindingState.PLAN_RECEIVED, FindingState.DOCUMENTED],
        audit__case_worker_id=worker,
        audit__state__in=SENT_OUT,
    )
    late = Finding.objects.select_related("audit__supplier").filter(
        state__in=[FindingState.AWAITING_PLAN, FindingState.REMEDYING],
        audit__case_worker_id=worker,
        deadline__lt=timezone.localdate(),
    )
    return [
        *(
            _case(
                each.audit,
                f"Forhold {each.number}: {each.get_state_display()}",
                "Se forhold",
                "audits:findings",
            )
            for each in came_in[:MOST]
        ),
        *(
            _case(
                each.audit,
                f"Forhold {each.number}: fristen er overskredet",
                "Se forhold",
                "audits:findings",
                each.deadline,
            )
            for each in late[:MOST]
        ),
    ]


def _questions(worker: UUID) -> list[Waiting]:
    letters = Letter.objects.filter(kind="audit_question", answered_at=None).select_related("municipality")
    audits = {
        each.report.id: each
        for each in Audit.objects.select_related("supplier", "report").filter(
            report__in=letters.values("joint_id"), case_worker_id=worker
        )
    }
    return [
        _case(audits[each.joint_id], f"{each.municipality.name} spørger", "Svar", "audits:decisions")
        for each in letters
        if each.joint_id in audits
    ]


def _readings(reader: UUID) -> list[Waiting]:
    found = (
        Audit.objects.select_related("supplier")
        .filter(state=S.SECOND_READING)
        .exclude(case_worker_id=reader)
        .order_by("state_since")
    )
    return [
        _case(audit, f"Til kvalitetslæsning fra {audit.case_worker_name}", "Læs rapport", "audits:report")
        for audit in found
    ]
