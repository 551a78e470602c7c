"""What the municipality decides about a finding itself: the risk accepted, its own follow-up, or noted.

Each write tells upwards in the same transaction (audits_municipal_finding_up_v1): which it is and until when.
"""

from datetime import date
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from accounts.permissions import P
from audits.municipal.models import FindingStand, ReceivedFinding
from audits.municipal.states import Response, StandState
from audits.municipal.tasks import add_task
from workflows.actors import Actor
from workflows.engine import NotPermittedError, NotPossibleError, OutdatedError, move
from workflows.log import record


@transaction.atomic
def take_stand(
    *,
    by: Actor,
    finding: ReceivedFinding,
    response: str,
    reason: str,
    owner: str = "",
    until: date | None = None,
    journal_number: str = "",
) -> FindingStand:
    """Decide what the municipality does about a finding; a former stand is replaced and stays in the history.

    To accept the risk one says who accepts it and until when. To follow it up oneself makes a task of it.
    Raises NotPermittedError for who does not decide, NotPossibleError with what is missing, OutdatedError
    where the finding is closed, its report does not count any more, or somebody else was first.
    """
    if not by.may(P.OWN_DECIDE):
        raise NotPermittedError("Kun en beslutningstager kan tage stilling til et forhold.")
    if fault := _fault(response, reason, owner, until):
        raise NotPossibleError(fault)
    if not finding.is_open:
        raise OutdatedError("Forholdet er lukket, så der er ikke noget at tage stilling til.")
    if not finding.system.report.counts:
        raise OutdatedError("Rapporten gælder ikke længere, så der er ikke noget at tage stilling til.")
    for former in FindingStand.objects.filter(finding_id=finding.finding_id, state=StandState.IN_FORCE):
        move(former, "supersede", by=by, reason=reason)
    risk = response == Response.ACCEPT
    system, report = finding.system, finding.system.report
    stand = FindingStand(
        finding_id=finding.finding_id,
        report_id=report.report_id,
        system_id=system.system_id,
        system_name=system.name,
        supplier_name=report.supplier_name,
        case_number=report.case_number,
        title=finding.title,
        kind=finding.kind,
        response=response,
        reason=reason,
        owner=owner if risk else "",
        until=until if risk else None,
        journal_number=journal_number,
        decided_at=timezone.now(),
        decided_by_id=by.id,
        decided_by_name=by.signature,
    )
    try:
        with transaction.atomic():
            stand.save(force_insert=True)
    except IntegrityError as error:  # a first one from two at once: there was no row to lock
        raise OutdatedError(
            "En anden har taget stilling til forholdet imens. Hent siden igen, og se hvad der er besluttet."
        ) from error
    data = {"until": until.isoformat() if risk and until else "", "owner": stand.owner}
    record(stand, response, by=by, reason=reason, data=data, after=stand.state)
    if response == Response.OWN:
        text = f"Forhold {finding.number}: {finding.title}. {reason}"[:500]
        add_task(by=by, report=report, text=text, finding_id=finding.finding_id)
    _up(stand.id)
    return stand


def _fault(response: str, reason: str, owner: str, until: date | None) -> str:
    if response not in Response.values:
        return "Vælg, hvad I gør ved forholdet."
    if not reason.strip():
        return "Skriv en begrundelse."
    if response != Response.ACCEPT:
        return ""
    if not owner.strip() or until is None:
        return "Skriv, hvem der accepterer risikoen, og til hvornår."
    return "" if until > timezone.localdate() else "Risikoen accepteres til en dag, der ligger efter i dag."


@transaction.atomic
def end_stand(*, by: Actor, stand: FindingStand, reason: str) -> FindingStand:
    """Take a stand back, with a reason; what was put to the municipality calls for another one."""
    if not reason.strip():
        raise NotPossibleError("Skriv, hvorfor I trækker det tilbage.")
    ended = move(stand, "end", by=by, reason=reason)
    _up(ended.id)
    return ended


def _up(subject: UUID) -> None:
    """Tell upwards where the stand is now."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT audits_municipal_finding_up_v1(%s)", [subject])
