"""What was left to this audit by an earlier one: looked at, and settled, taken up anew, or left once more."""

from django.db import transaction

from audits.joint.actions.findings import add_finding, tell_municipalities
from audits.joint.actions.reviewing import must_conduct
from audits.joint.models import Audit, AuditSystem, Finding, FollowedUp
from audits.joint.states import AuditState, FindingState
from workflows.actors import Actor
from workflows.engine import NotPossibleError, OutdatedError, move
from workflows.log import record

Outcome = FollowedUp.Outcome
OPEN = (AuditState.REVIEW, AuditState.HEARING)


@transaction.atomic
def follow_up(*, by: Actor, audit: Audit, finding: Finding, outcome: str, text: str = "") -> FollowedUp:
    """Note what this audit found about a finding that was left to it.

    In order: the finding is closed. Not in order: it is closed as one that lives on as a new finding of this
    audit, on the same system. Later: it stays for the next. Raises NotPossibleError without the words that an
    outcome needs, OutdatedError outside the review or where somebody else has settled it.
    """
    must_conduct(by)
    case = Audit.objects.select_for_update(of=("self",)).get(pk=audit.pk)
    if case.state not in OPEN:
        raise OutdatedError("Der kan kun følges op på forhold, mens tilsynet gennemgås.")
    found = Finding.carried_to(case).filter(pk=finding.pk).first()
    if found is None or found.state != FindingState.NEXT_AUDIT:
        raise OutdatedError("Forholdet er allerede fulgt op.")
    if outcome not in Outcome.values:
        raise NotPossibleError("Vælg, hvad opfølgningen viste.")
    if outcome != Outcome.DONE and not text.strip():
        raise NotPossibleError("Skriv, hvad I har set.")
    new = _anew(by, case, found, text) if outcome == Outcome.AGAIN else None
    row, _ = FollowedUp.objects.update_or_create(
        audit=case,
        finding=found,
        defaults={
            "supplier_id": case.supplier_id,
            "outcome": outcome,
            "text": text,
            "new_finding": new,
            "by_name": by.signature,
        },
    )
    data = {"number": found.number, "former": found.audit.case_number, "outcome": outcome}
    record(case, "follow_up_finding", by=by, reason=text, data=data)
    if outcome != Outcome.LATER:
        words = text or f"Fulgt op i tilsyn {case.case_number}."
        tell_municipalities(move(found, "settle", by=by, reason=words))
    return row


def _anew(by: Actor, case: Audit, found: Finding, text: str) -> Finding:
    system = AuditSystem.objects.get(audit=case, system=found.audit_system.system_id)
    return add_finding(
        by=by,
        system=system,
        objective=found.objective,
        kind=found.kind,
        title=found.title,
        text=f"{text}\n\nKonstateret første gang i tilsyn {found.audit.case_number}: {found.text}"[:4000],
        action=found.action,
        standard=found.standard,
    )


@transaction.atomic
def all_in_order(*, by: Actor, audit: Audit) -> int:
    """Note of everything still to be followed up that it is in order; return how much that was."""
    rows = list(Finding.carried_to(audit).exclude(followed_up__audit=audit))
    for each in rows:
        follow_up(by=by, audit=audit, finding=each, outcome=Outcome.DONE)
    return len(rows)
