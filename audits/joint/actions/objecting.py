"""An objection to a report that has been sent: raised by the supplier, decided by a leader, told to all."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.permissions import P
from audits.joint.actions.publishing import withdraw
from audits.joint.actions.reporting import revise
from audits.joint.models import Audit, ReportObjection, ReportVersion
from audits.joint.states import SENT_OUT, AuditState
from tenants.models import Letter
from workflows.actors import Actor
from workflows.engine import NotPermittedError, NotPossibleError, OutdatedError, move
from workflows.jobs import enqueue
from workflows.log import record

TELL = "audits.tell_objection"
O = ReportObjection.Outcome  # noqa: E741 - the outcomes, named often below


@transaction.atomic
def raise_objection(*, by: Actor, audit: Audit, text: str) -> ReportObjection:
    """The supplier says that a sent report is wrong. Act as the supplier.

    Raises NotPossibleError without words, OutdatedError where no report is sent.
    """
    if not by.may(P.SUPPLIER_ANSWER):
        raise NotPermittedError(_("Du har ikke adgang til at gøre indsigelse."))
    if not text.strip():
        raise NotPossibleError(_("Skriv, hvad der er forkert i rapporten."))
    version = ReportVersion.objects.filter(audit=audit, sent_at__isnull=False).order_by("number").last()
    if version is None or audit.state not in SENT_OUT:
        raise OutdatedError(_("Der er ingen sendt rapport at gøre indsigelse mod."))
    row = ReportObjection(
        audit=audit,
        supplier_id=audit.supplier_id,
        version=version,
        from_name=by.organisation or by.name,
        text=text.strip()[:4000],
        by_name=by.signature,
    )
    row.save(force_insert=True)
    record(row, "raise", by=by)
    return row


@transaction.atomic
def decide_objection(
    *, by: Actor, audit: Audit, objection: ReportObjection, outcome: str, reason: str
) -> ReportObjection:
    """Decide an objection: a new version is begun, the report withdrawn, or the objection turned down.

    A leader who is not the case worker decides, with a reason; every recipient of the report and the supplier
    are told. Raises what `move` raises, and NotPossibleError with what is lacking.
    """
    if not by.may(P.AUDITS_DECIDE_OBJECTION):
        raise NotPermittedError("Kun lederen afgør indsigelser.")
    audit = Audit.objects.select_for_update(of=("self",)).get(pk=audit.pk)
    if by.id == audit.case_worker_id:
        raise NotPossibleError("Du er selv sagsbehandler på sagen. En anden leder skal afgøre indsigelsen.")
    if outcome not in O.values:
        raise NotPossibleError("Vælg, hvad indsigelsen fører til.")
    if not reason.strip():
        raise NotPossibleError("Begrund afgørelsen.")
    if objection._state.adding:
        _keep(objection)
    now, step = timezone.now(), "dismiss_objection" if outcome == O.REFUSED else "allow_objection"
    decided: dict[str, Any] = {"decided_at": now, "decided_by_id": by.id, "decided_by_name": by.signature}
    move(objection, step, by=by, reason=reason, outcome=outcome, because=reason.strip(), **decided)
    _follow(by, audit, objection, reason.strip())
    _answer(objection, by, now)
    enqueue(TELL, by=by, payload={"objection": str(objection.id)})
    return objection


def _keep(objection: ReportObjection) -> None:
    """Store an objection that came as a letter; of two who decide at once one is first."""
    if ReportObjection.objects.filter(letter_id=objection.letter_id).exists():
        raise OutdatedError("Indsigelsen er afgjort i mellemtiden.")
    objection.save(force_insert=True)


def _follow(by: Actor, audit: Audit, objection: ReportObjection, reason: str) -> None:
    if objection.outcome != O.REFUSED and audit.state == AuditState.WITHDRAWN:
        raise NotPossibleError("Rapporten er allerede trukket tilbage, så indsigelsen fører ikke til mere.")
    if objection.outcome == O.NEW_VERSION and audit.is_sent:
        revise(by=by, audit=audit, kind=ReportVersion.Kind.NEW, reason=reason)
    elif objection.outcome == O.WITHDRAWAL:
        withdraw(by=by, audit=audit, reason=reason)


def _answer(objection: ReportObjection, by: Actor, now: datetime) -> None:
    """A municipality reads the decision on the report's page, where it raised its objection."""
    if objection.letter_id:
        answer = f"{objection.get_outcome_display()}. {objection.reason}"
        Letter.objects.filter(pk=objection.letter_id).update(
            answer=answer, answered_at=now, answered_by_name=by.signature[:200]
        )
