"""What a municipality does when an agreement ends: notice, prolonging, and proof of deletion or return."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from agreements.municipal.following import deletion_due
from agreements.municipal.intake.facts import notice_day
from agreements.municipal.letters import Notice, write_letter
from agreements.municipal.models import Agreement, DeletionEvidence
from agreements.municipal.months import months_after, months_before
from agreements.municipal.reporting import report_up
from agreements.municipal.states import Party
from documents.actions import keep_municipal_upload
from documents.uploadhandlers import ReceivedFile
from secretariat.pagekit.tags.words import da_date
from workflows.actors import Actor
from workflows.deadlines import check_deadline
from workflows.engine import NotPossibleError, move


def earliest_end(agreement: Agreement, given_on: date) -> date:
    """Return the first day the agreement can end on when notice is given that day."""
    return months_after(given_on, agreement.notice_months or 0)


@transaction.atomic
def give_notice(
    *, agreement: Agreement, notice: Notice, party: Party, received: ReceivedFile | None, by: Actor
) -> Agreement:
    """Terminate the agreement for the municipality, or note the supplier's notice; the other party is told.

    The municipality's own notice is a Word letter, made here where it brings none.
    Raises NotPossibleError where the day lies before the period of notice has run, unless the parties have
    agreed on it, and RefusedFileError for a file that cannot be kept.
    """
    earliest = earliest_end(agreement, notice.given_on)
    if notice.ends_on < earliest and not notice.agreed_earlier:
        raise NotPossibleError(
            f"Med aftalens opsigelsesvarsel kan den tidligst ophøre den {da_date(earliest)}. "
            "Er parterne enige om en tidligere dato, så sæt kryds ved det."
        )
    name = "give_notice" if party == Party.MUNICIPALITY else "note_notice"
    data = {"ends_on": notice.ends_on.isoformat(), "agreed_earlier": notice.agreed_earlier}
    title = f"{agreement.number}, opsigelse"
    file = _kept(received, title, by)
    if file is None and party == Party.MUNICIPALITY:
        file = write_letter(agreement, notice, title=title, by=by)
    move(
        agreement,
        name,
        by=by,
        reason=notice.reason,
        data=data,
        given_on=notice.given_on,
        ends_on=notice.ends_on,
        why=notice.reason,
        file_id=file,
    )
    report_up(agreement, "notice")
    return agreement


def _kept(received: ReceivedFile | None, title: str, by: Actor) -> UUID | None:
    if received is None:
        return None
    file = keep_municipal_upload(received, by=by, title=title)
    if not file.may_be_handed_out:
        raise NotPossibleError(file.state_reason)
    return file.pk


@transaction.atomic
def take_back_notice(*, agreement: Agreement, reason: str, by: Actor) -> Agreement:
    """Let the agreement go on, where both parties agree; the supplier is told."""
    move(agreement, "take_back_notice", by=by, reason=reason)
    report_up(agreement, "notice_back")
    return agreement


@transaction.atomic
def prolong(*, agreement: Agreement, valid_until: date | None, reason: str, by: Actor) -> Agreement:
    """Let an expired agreement go on until another day, or until it is terminated."""
    months = agreement.notice_months
    # A period in days or weeks is counted as it stands; its months are rounded up.
    notice_by = notice_day(valid_until, agreement.termination_notice)
    if notice_by is None and valid_until and months:
        notice_by = months_before(valid_until, months)
    move(agreement, "prolong", by=by, reason=reason, valid_until=valid_until, notice_by=notice_by)
    report_up(agreement)
    return agreement


@transaction.atomic
def demand_deletion(*, agreement: Agreement, reason: str, by: Actor) -> Agreement:
    """Ask the supplier to prove deletion or return after an agreement that expired."""
    last = deletion_due(timezone.localdate())
    move(agreement, "demand_deletion", by=by, reason=reason, deletion_due=last)
    report_up(agreement, "deletion")
    return agreement


@transaction.atomic
def note_evidence(
    *, agreement: Agreement, kind: str, done_on: date, text: str, received: ReceivedFile | None, by: Actor
) -> DeletionEvidence:
    """Keep proof that reached the municipality by mail; it is still to be accepted."""
    file = _kept(received, f"{agreement.number}, dokumentation for sletning", by)
    move(agreement, "note_evidence", by=by, data={"kind": kind})
    row = DeletionEvidence(
        agreement=agreement,
        kind=kind,
        done_on=done_on,
        text=text,
        file_id=file,
        by_id=by.id,
        by_name=by.signature,
    )
    row.save(force_insert=True)
    report_up(agreement)
    return row


@transaction.atomic
def return_evidence(*, agreement: Agreement, reason: str, due: date, by: Actor) -> Agreement:
    """Send all open proof back with the reason and a new deadline; the supplier is told."""
    check_deadline(due)
    move(agreement, "return_evidence", by=by, reason=reason, deletion_due=due)
    _settle(agreement, DeletionEvidence.Outcome.SENT_BACK, reason, by)
    report_up(agreement, "evidence_back")
    return agreement


@transaction.atomic
def accept_evidence(*, agreement: Agreement, kept_by_law: str, by: Actor) -> Agreement:
    """Accept the proof; `kept_by_law` notes what stays with the supplier or goes to an archive, and why."""
    move(agreement, "accept_evidence", by=by, reason=kept_by_law, kept_by_law=kept_by_law)
    _settle(agreement, DeletionEvidence.Outcome.ACCEPTED, "", by)
    report_up(agreement, "evidence_accepted")
    return agreement


def _settle(agreement: Agreement, outcome: str, reason: str, by: Actor) -> None:
    agreement.evidence.filter(outcome="").update(
        outcome=outcome, outcome_reason=reason, decided_by_name=by.signature, decided_at=timezone.now()
    )
