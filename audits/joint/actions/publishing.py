"""Sending reports to the municipalities, in one transaction for all that is sent in one act."""

from dataclasses import dataclass, field
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from accounts.permissions import P
from audits.joint.actions.announcing import tell_supplier
from audits.joint.actions.copies import Tell, make_missing
from audits.joint.actions.findings import begin_follow_up
from audits.joint.actions.reporting import draft_version
from audits.joint.deadlines import decision_due
from audits.joint.mailing import mail_municipalities
from audits.joint.models import Audit, ReportVersion
from audits.joint.states import REPORTED, SETTLED, AuditState
from documents.models import StoredFile
from tenants.models import Recipient
from workflows.actors import Actor
from workflows.engine import NotPermittedError, NotPossibleError, move
from workflows.jobs import enqueue
from workflows.models import Job

SEND = "audits.send_reports"


@dataclass
class Sent:
    """What one act of sending came to: who got which version, and who waits, with the reason."""

    delivered: dict[UUID, list[ReportVersion]] = field(default_factory=dict)
    waiting: dict[UUID, str] = field(default_factory=dict)

    @property
    def summary(self) -> str:
        """Return the result in a Danish sentence."""
        text = f"Sendt til {len(self.delivered)} {'kommune' if len(self.delivered) == 1 else 'kommuner'}."
        if self.waiting:
            text += f" {len(self.waiting)} venter: {next(iter(self.waiting.values()))}"
        return text


def prepare(*, by: Actor, audits: list[Audit], tell: Tell = lambda done, total: None) -> int:
    """Make the municipalities' own files of the reports that will be sent, and return how many were made.

    Outside the transaction that sends: a hundred files take longer than anybody should hold a lock.
    """
    drafts = ReportVersion.objects.filter(audit__in=audits, sent_at=None)
    return make_missing(list(drafts.values_list("id", flat=True)), by=by, tell=tell)


@transaction.atomic
def publish(*, by: Actor, audits: list[Audit]) -> Sent:
    """Send the reports of all the given audits, with one mail to each municipality.

    The municipalities' own files have been made by then (see `prepare`).
    All or nothing: raises what `move` raises for the first that cannot be sent. A municipality whose
    file is not there, or whose schema is locked or lags behind, waits as a named recipient, and is tried
    again later.
    """
    if not audits:
        raise NotPossibleError("Vælg mindst én rapport.")
    versions = [send_out(by=by, audit=audit) for audit in sorted(audits, key=lambda audit: audit.case_number)]
    sent = deliver(versions)
    mail_municipalities(sent.delivered, by=by)
    return sent


@transaction.atomic
def order_sending(*, by: Actor, audits: list[Audit]) -> Job:
    """Let the worker send the reports when the municipalities' own files are ready.

    Raises NotPossibleError where none is given, NotPermittedError for who may not send.
    """
    if not by.may(P.AUDITS_PUBLISH):
        raise NotPermittedError("Du har ikke adgang til at sende rapporter.")
    if not audits:
        raise NotPossibleError("Vælg mindst én rapport.")
    return enqueue(SEND, by=by, payload={"audits": [str(audit.id) for audit in audits]})


def send_out(*, by: Actor, audit: Audit) -> ReportVersion:
    """Do what happens once, whatever the number of municipalities: the case moves on, the version is dated.

    Returns the version, which `deliver` then puts into the schemas. Raises what `move` raises.
    """
    moved = move(audit, "publish", by=by)
    version = (
        ReportVersion.objects.select_for_update(of=("self",))
        .select_related("report")
        .get(report__audit=moved, sent_at=None)
    )
    version.sent_at, version.sent_by_id, version.sent_by_name = timezone.now(), by.id, by.signature
    version.due = decision_due(timezone.localdate())
    version.save(update_fields=["sent_at", "sent_by_id", "sent_by_name", "due"])
    if version.file_id is not None:
        StoredFile.objects.filter(pk=version.file_id).update(supplier_id=moved.supplier_id)
    version.report.audit = moved
    _begin_follow_up(by, moved)
    return version


def deliver(versions: list[ReportVersion]) -> Sent:
    """Put the versions into the recipients' schemas; who has one already is left alone."""
    sent = Sent()
    for version in versions:
        with connection.cursor() as cursor:
            cursor.execute("SELECT * FROM audits_joint_deliver_report_v1(%s)", [version.id])
            for municipality_id, delivered, why in cursor.fetchall():
                if delivered:
                    sent.delivered.setdefault(municipality_id, []).append(version)
                else:
                    sent.waiting[municipality_id] = why
    return sent


def _begin_follow_up(by: Actor, audit: Audit) -> None:
    """Follow-up begins at once where there is something to follow; the supplier gets the report."""
    begin_follow_up(by=by, audit=audit)
    if audit.findings.exclude(state__in=SETTLED).exists():
        move(audit, "follow_up", by=by)
    if audit.contact_email:
        reported = audit.findings.filter(state__in=REPORTED).count()
        tell_supplier(audit, "audits/report_to_supplier", {"findings": reported})


@transaction.atomic
def withdraw(*, by: Actor, audit: Audit, reason: str) -> Sent:
    """Take a report back from everybody who has it, and tell the supplier.

    A version that was being prepared is not sent any more; its number is the withdrawal's.
    """
    if not reason.strip():
        raise NotPossibleError("Skriv, hvorfor rapporten trækkes tilbage.")
    moved = move(audit, "withdraw", by=by, reason=reason)
    version = draft_version(moved)
    version.kind, version.reason = ReportVersion.Kind.WITHDRAWAL, reason
    version.file, version.body = None, None
    version.sent_at, version.sent_by_id, version.sent_by_name = timezone.now(), by.id, by.signature
    version.save()
    version.copies.all().delete()
    version.report.audit = moved
    sent = deliver([version])
    mail_municipalities(sent.delivered, by=by)
    if moved.contact_email:
        tell_supplier(moved, "audits/report_withdrawn", {"reason": reason})
    return sent


@transaction.atomic
def retry_waiting(*, by: Actor) -> Sent:
    """Try again for every recipient that waits; who gets something now also gets the mail about it."""
    if not by.may(P.AUDITS_PUBLISH):
        raise NotPermittedError("Du har ikke adgang til at sende rapporter.")
    waiting = Recipient.objects.filter(kind="audit_report", state=Recipient.State.WAITING)
    versions = (
        ReportVersion.objects.filter(pk__in=waiting.values("delivery_id"))
        .select_related("report__audit__supplier")
        .order_by("sent_at")
    )
    ready = [version for version in versions if _deliverable(version)]
    make_missing([version.id for version in ready], by=by)
    sent = deliver(ready)
    if sent.delivered:
        mail_municipalities(sent.delivered, by=by)
    _retry_findings()
    return sent


def _deliverable(version: ReportVersion) -> bool:
    if version.kind == ReportVersion.Kind.WITHDRAWAL:
        return version.report.audit.state == AuditState.WITHDRAWN
    return version.report.audit.is_sent


def _retry_findings() -> None:
    waiting = Recipient.objects.filter(kind="audit_finding", state=Recipient.State.WAITING)
    for finding_id in set(waiting.values_list("delivery_id", flat=True)):
        with connection.cursor() as cursor:
            cursor.execute("SELECT * FROM audits_joint_tell_finding_v1(%s)", [finding_id])
