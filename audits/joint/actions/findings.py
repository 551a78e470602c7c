"""Findings: recorded, heard, and followed up until closed."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.permissions import P
from audits.joint.actions.announcing import tell_supplier
from audits.joint.actions.answering import tell_worker
from audits.joint.actions.presenting import mail_presented
from audits.joint.actions.reviewing import must_conduct
from audits.joint.deadlines import deadline_for
from audits.joint.models import Audit, AuditSystem, Finding, FindingStep, StandardText
from audits.joint.open_findings import plan_is_late
from audits.joint.states import (
    OUR_TURN,
    SENT_OUT,
    SUPPLIERS_TURN,
    AuditState,
    FindingKind,
    FindingState,
)
from documents.actions import keep_upload
from documents.uploadhandlers import ReceivedFile
from workflows.actors import Actor
from workflows.deadlines import check_deadline
from workflows.engine import NotPermittedError, NotPossibleError, OutdatedError, move
from workflows.log import record

_OPEN_FOR_FINDINGS = (AuditState.REVIEW, AuditState.HEARING)
NEED_A_REASON = frozenset(
    {"return_plan", "return_documentation", "reopen", "present", "leave_to_next", "settle"}
)


def set_deadlines(*, by: Actor, audit: Audit) -> list[Finding]:
    """Give each finding of the report without a deadline, or with a past one, that of its kind from today.

    Done on the day the report is sent: the supplier's time runs from when it gets the report. Returns the
    findings that the report upholds.
    """
    today = timezone.localdate()
    upheld = list(audit.findings.select_for_update(of=("self",)).filter(state=FindingState.UPHELD))
    for finding in upheld:
        if finding.deadline is None or finding.deadline < today:
            before, finding.deadline = finding.deadline, deadline_for(finding.kind, today)
            if finding.deadline != before:
                finding.save(update_fields=["deadline"])
                data = {"before": str(before or ""), "after": str(finding.deadline or "")}
                record(finding, "set_deadline", by=by, data=data)
    return upheld


@transaction.atomic
def add_finding(
    *,
    by: Actor,
    system: AuditSystem,
    objective: str,
    kind: str,
    title: str,
    text: str,
    action: str = "",
    standard: StandardText | None = None,
    deadline: date | None = None,
) -> Finding:
    """Record a finding about one system. The supplier does not see it before the hearing.

    Without `deadline` it gets the deadline of its kind when the report is sent; without `action` the report
    says what the kind asks for. `standard` is the text it was made from, which may have been changed.
    """
    must_conduct(by)
    audit = Audit.objects.select_for_update(of=("self",)).get(pk=system.audit_id)
    if audit.state not in _OPEN_FOR_FINDINGS:
        raise OutdatedError("Der kan kun tilføjes forhold, mens tilsynet gennemgås.")
    last = audit.findings.order_by("-number").first()
    finding = Finding(
        audit=audit,
        audit_system=system,
        supplier_id=audit.supplier_id,
        number=last.number + 1 if last else 1,
        objective=objective,
        kind=kind,
        title=title,
        text=text,
        action=action,
        standard=standard,
        deadline=deadline,
    )
    finding.save(force_insert=True)
    record(finding, "find", by=by, after=finding.state, data={"kind": kind, "system": system.name})
    return finding


@transaction.atomic
def change_finding(
    *,
    by: Actor,
    finding: Finding,
    objective: str,
    kind: str,
    title: str,
    text: str,
    deadline: date | None,
    action: str = "",
) -> Finding:
    """Change a finding's words, kind or deadline while the report is not out.

    An empty deadline becomes that of the kind when the report is sent.
    """
    must_conduct(by)
    locked = Finding.objects.select_for_update(of=("self",)).get(pk=finding.pk)
    if locked.state not in (FindingState.FOUND, FindingState.HEARING, FindingState.UPHELD):
        raise OutdatedError("Forholdet er under opfølgning, og dets tekst kan ikke ændres.")
    if locked.audit.state not in _OPEN_FOR_FINDINGS:
        raise OutdatedError("Rapporten er færdig, så forholdet kan ikke ændres.")
    before = {"kind": locked.kind, "deadline": str(locked.deadline or "")}
    locked.objective, locked.kind, locked.title, locked.text = objective, kind, title, text
    locked.deadline, locked.action = deadline, action
    locked.save(update_fields=["objective", "kind", "title", "text", "action", "deadline"])
    record(locked, "change", by=by, data={"before": before, "kind": kind})
    return locked


@transaction.atomic
def settle_after_hearing(*, by: Actor, finding: Finding, uphold: bool, reason: str = "") -> Finding:
    """Uphold a finding after the hearing, or drop it with a reason."""
    if uphold:
        return move(finding, "uphold", by=by, reason=reason)
    if not reason.strip():
        raise NotPossibleError("Skriv, hvorfor forholdet frafaldes.")
    return move(finding, "drop", by=by, reason=reason)


def begin_follow_up(*, by: Actor, audit: Audit) -> None:
    """After sending: what is mild waits for the next audit, the rest awaits a plan; the supplier is told.

    A deadline that has passed while the report lay ready is counted anew.
    """
    for finding in set_deadlines(by=by, audit=audit):
        if finding.kind == FindingKind.RECOMMENDATION:
            move(finding, "leave_to_next", by=by)
        else:
            move(finding, "ask_plan", by=by)


@transaction.atomic
def take_step(
    *,
    by: Actor,
    finding: Finding,
    name: str,
    reason: str = "",
    deadline: date | None = None,
    mails: bool = True,
) -> Finding:
    """Take a step of the follow-up that needs no more than a reason, and tell supplier and municipalities.

    Some steps need a reason. Where a plan is asked for anew the finding gets `deadline`, else that of its
    kind from today. `mails=False`: the caller writes to the supplier about several findings at once.
    """
    if name in NEED_A_REASON and not reason.strip():
        raise NotPossibleError("Skriv en begrundelse.")
    given = _given(finding, name, reason, deadline)
    moved = move(finding, name, by=by, reason=reason, **given)
    if name == "reopen" and moved.audit.state in (AuditState.PUBLISHED, AuditState.CLOSED):
        move(moved.audit, "follow_up", by=by, reason=reason)
    if moved.audit.state in SENT_OUT:
        told = tell_municipalities(moved)
        if name == "present":
            mail_presented(moved, told, reason=reason, by=by)
        if mails:
            tell_about(moved, reason)
    return moved


def _given(finding: Finding, name: str, reason: str, deadline: date | None) -> dict[str, Any]:
    """Return what the step changes beside the state: the deadline, where it moves."""
    fresh = Finding.objects.get(pk=finding.pk)
    if name == "ask_plan" and fresh.state in (FindingState.REOPENED, FindingState.PRESENTED):
        return {"deadline": deadline or deadline_for(fresh.kind, timezone.localdate())}
    if name == "accept_plan" and plan_is_late(fresh):
        if not reason.strip():
            raise NotPossibleError(
                "Planen er først færdig efter fristen. Skriv, hvorfor den senere dato godtages."
            )
        return {"deadline": fresh.plan_done_by}
    return {}


def tell_about(finding: Finding, reason: str = "") -> None:
    """Write to the supplier where a finding stands now."""
    context: dict[str, object] = {
        "title": finding.title,
        "state": finding.get_state_display(),
        "reason": reason,
        "deadline": finding.due,
    }
    tell_supplier(finding.audit, "audits/finding", context)


@transaction.atomic
def give_time(*, by: Actor, finding: Finding, deadline: date, reason: str) -> Finding:
    """Give a finding another deadline with a reason, and tell the supplier and the municipalities.

    Raises NotPossibleError without a reason or for a day that cannot be, OutdatedError where nobody is to do
    anything about it.
    """
    must_conduct(by)
    check_deadline(deadline)
    if not reason.strip():
        raise NotPossibleError("Skriv, hvorfor fristen ændres.")
    locked = Finding.objects.select_for_update(of=("self",)).get(pk=finding.pk)
    if locked.state not in SUPPLIERS_TURN | OUR_TURN:
        raise OutdatedError("Der følges ikke op på forholdet, så det har ingen frist at ændre.")
    before, locked.deadline = locked.deadline, deadline
    if locked.state == FindingState.REMEDYING and locked.plan_done_by:
        locked.plan_done_by = deadline
    locked.save(update_fields=["deadline", "plan_done_by"])
    data = {"before": str(before or ""), "after": deadline.isoformat()}
    record(locked, "set_deadline", by=by, reason=reason, data=data)
    tell_municipalities(locked)
    tell_about(locked, reason)
    return locked


def tell_municipalities(finding: Finding) -> list[UUID]:
    """Bring the copies in the municipalities' schemas up to where the finding stands; return whose were."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM audits_joint_tell_finding_v1(%s)", [finding.id])
        return [municipality for municipality, delivered in cursor.fetchall() if delivered]


def _refuse_withdrawn(finding: Finding) -> None:
    if finding.audit.state == AuditState.WITHDRAWN:
        raise OutdatedError(_("Rapporten er trukket tilbage, så der er ikke noget at rette op på."))


@transaction.atomic
def hand_in_plan(*, by: Actor, finding: Finding, plan: str, done_by: date) -> Finding:
    """The supplier says what it will do, and when it is done. Raises OutdatedError after a withdrawal."""
    _refuse_withdrawn(finding)
    if not plan.strip():
        raise NotPossibleError(_("Skriv, hvad I vil gøre."))
    if done_by < timezone.localdate():
        raise NotPossibleError(_("Skriv en dato, der ikke er passeret."))
    moved = move(finding, "hand_in_plan", by=by, plan=plan, plan_done_by=done_by)
    tell_worker(moved.audit, f"Handlingsplan for forhold {moved.number}.")
    return moved


@transaction.atomic
def hand_in_documentation(
    *, by: Actor, finding: Finding, text: str, received: ReceivedFile | None = None
) -> Finding:
    """The supplier shows that it is mended: words, usually a file.

    Raises RefusedFileError for a bad file, NotPossibleError for one that the scanner has not let through,
    OutdatedError after a withdrawal.
    """
    if not by.may(P.SUPPLIER_ANSWER):
        raise NotPermittedError(_("Du har ikke adgang til at svare for leverandøren."))
    _refuse_withdrawn(finding)
    stored = None
    if received is not None:
        stored = keep_upload(
            received,
            by=by,
            title=f"Forhold {finding.number}",
            supplier_id=finding.supplier_id,
            case_id=finding.audit_id,
        )
        if not stored.may_be_handed_out:
            raise NotPossibleError(
                _("Virusscanneren har ikke godkendt filen. Send den senere, eller ring til sagsbehandleren.")
            )
    step = FindingStep(
        finding=finding, supplier_id=finding.supplier_id, text=text, file=stored, by_name=by.signature
    )
    step.save(force_insert=True)
    moved = move(finding, "document", by=by)
    tell_worker(moved.audit, f"Dokumentation for udbedring af forhold {moved.number}.")
    return moved
