"""What the municipality does with a report: decides, remarks, asks, follows up.

Each write tells upwards in the same transaction (audits_municipal_report_up_v1).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from accounts.permissions import P
from audits.municipal.models import ReceivedReport, ReceivedSystem, Remark
from audits.municipal.states import DecisionState, WhatNow
from workflows.actors import Actor
from workflows.engine import Given, NotPermittedError, NotPossibleError, OutdatedError, move, move_many
from workflows.log import record

STEP_OF = {
    DecisionState.APPROVED: "approve",
    DecisionState.APPROVED_REMARKS: "approve_with_remarks",
    DecisionState.NOT_APPROVED: "reject",
}


@dataclass(frozen=True)
class Decision:
    """What a municipality decides on one system, or alike on many.

    `rating` and `conclusion` empty: those of the report are taken. `next_audit_on` None: the joint
    plan is followed.
    """

    state: str
    rating: str = ""
    conclusion: str = ""
    remark: str = ""
    what_now: str = ""
    what_now_note: str = ""
    risk_owner: str = ""
    risk_until: date | None = None
    next_audit_on: date | None = None
    journal_number: str = ""

    def faults(self) -> list[str]:
        """Return in Danish what is missing before it can be stored."""
        found = []
        if self.state not in STEP_OF:
            found.append("Vælg, hvad I beslutter.")
        if self.state == DecisionState.APPROVED_REMARKS and not self.remark.strip():
            found.append("Skriv jeres bemærkninger.")
        if self.state == DecisionState.NOT_APPROVED:
            found += self._faults_of_refusal()
        return found

    def _faults_of_refusal(self) -> list[str]:
        if self.what_now not in WhatNow.values:
            return ["Vælg, hvad der skal ske nu, når tilsynet ikke kan godkendes."]
        if self.what_now == WhatNow.ACCEPT_RISK and not (self.risk_owner.strip() and self.risk_until):
            return ["Skriv, hvem der accepterer risikoen, og til hvornår."]
        return []


@transaction.atomic
def decide(*, by: Actor, systems: Iterable[ReceivedSystem], decision: Decision) -> list[ReceivedSystem]:
    """Decide on one or many systems alike; all or nothing.

    Raises NotPossibleError with what is missing, and what `move` raises for the first that cannot be
    decided on (somebody else was first).
    """
    if faults := decision.faults():
        raise NotPossibleError(" ".join(faults))
    chosen = list(systems)
    if not chosen:
        raise NotPossibleError("Vælg mindst ét system.")
    _refuse_outdated(chosen)
    now = timezone.now()

    def given(able: list[ReceivedSystem]) -> dict[UUID, Given]:
        return {each.pk: _given(by, each, decision, now) for each in able}

    step = STEP_OF[DecisionState(decision.state)]
    if refused := move_many(chosen, step, by=by, reason=decision.remark, prepare=given):
        raise OutdatedError(next(iter(refused.values())))
    with connection.cursor() as cursor:
        cursor.execute("SELECT audits_municipal_decisions_up_v1(%s)", [[each.id for each in chosen]])
    return chosen


def _given(by: Actor, system: ReceivedSystem, decision: Decision, now: datetime) -> Given:
    """Return what is stored for one system, and what its log row tells."""
    refused = decision.state == DecisionState.NOT_APPROVED
    rating = decision.rating or system.level
    facts = {
        "rating": rating,
        "conclusion": decision.conclusion or system.text,
        "remark": decision.remark,
        "what_now": decision.what_now if refused else "",
        "what_now_note": decision.what_now_note if refused else "",
        "risk_owner": decision.risk_owner if refused else "",
        "risk_until": decision.risk_until if refused else None,
        "next_audit_on": decision.next_audit_on,
        "journal_number": decision.journal_number,
        "decided_at": now,
        "decided_by_id": by.id,
        "decided_by_name": by.signature,
        "state_since": now,
    }
    return Given(facts, {"rating": rating, "what_now": decision.what_now})


def _refuse_outdated(systems: Iterable[ReceivedSystem]) -> None:
    """Raise OutdatedError where a newer version has come since the page was drawn.

    One that comes while a decision is stored is seen by the report upwards, which waits for it.
    """
    reports = {each.report_id for each in systems}
    if ReceivedReport.objects.filter(pk__in=reports, is_current=True).count() != len(reports):
        raise OutdatedError("Der er kommet en ny udgave af rapporten. Tag stilling til den i stedet.")


@transaction.atomic
def consider(*, by: Actor, system: ReceivedSystem) -> ReceivedSystem:
    """Show that somebody has begun."""
    _refuse_outdated([system])
    moved = move(system, "consider", by=by, state_since=timezone.now())
    report_up(moved.id)
    return moved


@transaction.atomic
def reconsider(*, by: Actor, system: ReceivedSystem, reason: str) -> ReceivedSystem:
    """Take a decision up again; why must be said, and what was decided stays in the log."""
    if not reason.strip():
        raise NotPossibleError("Skriv, hvorfor I tager stilling igen.")
    _refuse_outdated([system])
    moved = move(system, "reconsider", by=by, reason=reason, state_since=timezone.now())
    report_up(moved.id)
    return moved


@transaction.atomic
def remark(
    *, by: Actor, report: ReceivedReport, text: str, goes_up: bool = False, finding_id: UUID | None = None
) -> Remark:
    """The DPO's remark on the report or one of its findings: advice beside the decision, never a decision."""
    if not by.may(P.OWN_REMARK):
        raise NotPermittedError("Du har ikke adgang til at skrive bemærkninger.")
    return _say(by, report, Remark.Kind.DPO, text, goes_up, finding_id=finding_id)


@transaction.atomic
def remark_many(
    *, by: Actor, reports: Sequence[ReceivedReport], text: str, goes_up: bool = False
) -> list[Remark]:
    """The DPO's same remark on several reports: all of them or none, one row and one log row each."""
    return [remark(by=by, report=each, text=text, goes_up=goes_up) for each in reports]


@transaction.atomic
def ask(*, by: Actor, report: ReceivedReport, text: str) -> Remark:
    """A question to the secretariat; the answer comes back on the report's page."""
    if not by.may(P.OWN_ASK):
        raise NotPermittedError("Du har ikke adgang til at stille spørgsmål.")
    return _say(by, report, Remark.Kind.QUESTION, text, True)


@transaction.atomic
def contest(*, by: Actor, report: ReceivedReport, text: str) -> Remark:
    """An objection to the report; the secretariat's leader decides it, and the answer comes back here."""
    if not by.may(P.OWN_ASK):
        raise NotPermittedError("Du har ikke adgang til at gøre indsigelse.")
    if not report.counts:
        raise NotPossibleError("Rapporten gælder ikke længere.")
    return _say(by, report, Remark.Kind.CONTEST, text, True)


def _say(
    by: Actor,
    report: ReceivedReport,
    kind: str,
    text: str,
    goes_up: bool,
    *,
    finding_id: UUID | None = None,
) -> Remark:
    if not text.strip():
        raise NotPossibleError("Skriv en tekst.")
    row = Remark(
        report=report,
        finding_id=finding_id,
        kind=kind,
        text=text,
        goes_up=goes_up,
        by_id=by.id,
        by_name=by.signature,
    )
    row.save(force_insert=True)
    record(report, kind, by=by)
    if goes_up:
        report_up(row.id)
    return row


def report_up(subject: UUID) -> None:
    """Tell upwards where an own record stands now."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT audits_municipal_report_up_v1(%s)", [subject])
