"""publish: one report with three files to 98 municipalities, with log, standing and mail rows.

Ours is the action of the product, from "klar til udsendelse" to committed. `orm_loop` is the same
in Django's ORM as somebody would write it with care: one transaction, one SET per schema, one
bulk_create per table and schema, the shared tables in one statement each, the same mails by the
same code. `flat_insert` writes the same kinds and numbers of rows by one INSERT … SELECT per
table into tables that all municipalities share, with the same keys and indexes, in one transaction.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from accounts.models import Engagement, Person
from audits.joint.actions import copies, planning, publishing, reporting
from audits.joint.mailing import mail_municipalities
from audits.joint.models import Audit, Evidence, Finding, MunicipalDuty, ReportVersion
from audits.municipal.models import (
    FollowUpTask,
    ReceivedFile,
    ReceivedFinding,
    ReceivedReport,
    ReceivedSystem,
)
from benchmarks import publish_flat
from benchmarks.publish_outcome import outcome
from benchmarks.timing import Result, Side, measure
from documents.actions import Made, keep_all_made
from documents.models import BlobHolder, StoredFile
from documents.municipal.models import MunicipalFile
from documents.shipped import install_shipped_templates
from register.models import Supplier, System, SystemUse
from tenants.actions import onboard
from tenants.kommuner import KOMMUNER
from tenants.models import Municipality, Recipient, Standing
from walls.callers import Caller, acting_as
from workflows.actors import Actor
from workflows.municipal.models import MunicipalLogEntry

SARA = Actor.system("Sara Holm")
SYSTEMS = 3
_numbers = count(1)


@dataclass(frozen=True)
class Case:
    """An audit whose report is ready to be sent."""

    audit: Audit
    version: ReportVersion


def run(rounds: int = 5) -> Result:
    """Send other reports in turn, ours and the baselines; see benchmarks.timing.measure."""
    make_members()
    publish_flat.create()
    ours = Side("ours", _ours, prepare=_ready, outcome=outcome, clean=_close)
    baselines = [
        Side("orm_loop", _orm_loop, prepare=_ready, outcome=outcome, clean=_close),
        Side("flat_insert", _flat, prepare=_ready, outcome=publish_flat.outcome, clean=_close),
    ]
    return measure("publish", ours, baselines, rounds=rounds)


def _ours(case: Case) -> None:
    with acting_as(Caller.secretariat()):
        publishing.publish(by=SARA, audits=[case.audit])


def _flat(case: Case) -> None:
    with acting_as(Caller.owner()), transaction.atomic():
        publishing.send_out(by=SARA, audit=case.audit)
        publish_flat.insert(case.version.id)


def _orm_loop(case: Case) -> None:
    """The ORM, written well."""
    with acting_as(Caller.owner()), transaction.atomic():
        version = publishing.send_out(by=SARA, audit=case.audit)
        audit = version.report.audit
        systems = list(audit.systems.select_related("assessment"))
        findings = list(audit.findings.all())
        duties = list(audit.duties.all())
        evidence = [each.file for each in audit.evidence.filter(level="download").select_related("file")]
        own_files = {each.municipality_id: each.file for each in version.copies.select_related("file")}
        used: dict[Any, set[Any]] = {}
        uses = SystemUse.objects.filter(system__in=[each.system_id for each in systems], is_active=True)
        for municipality_id, system_id in uses.values_list("municipality_id", "system_id"):
            used.setdefault(municipality_id, set()).add(system_id)
        members = list(Municipality.objects.filter(pk__in=used, state__in=["member", "leaving"]))
        standings: list[Standing] = []
        for member in members:
            with acting_as(Caller.owner(member.schema_name)):
                own = [each for each in systems if each.system_id in used[member.id]]
                files = [own_files[member.id], *evidence]
                standings += _deliver_one(member, version, own, (findings, duties, files))
        Standing.objects.bulk_create(standings)
        BlobHolder.objects.bulk_create(
            [
                BlobHolder(sha256=each.sha256, holder=member.schema_name)
                for member in members
                for each in [own_files[member.id], *evidence]
                if each
            ],
            ignore_conflicts=True,
        )
        now = timezone.now()
        Recipient.objects.bulk_create(
            Recipient(
                delivery_id=version.id,
                kind="audit_report",
                joint_id=version.report_id,
                municipality=member,
                state="delivered",
                delivered_at=now,
            )
            for member in members
        )
        mail_municipalities({member.id: [version] for member in members}, by=SARA)


def _deliver_one(
    member: Municipality,
    version: ReportVersion,
    own: list[Any],
    carried: tuple[list[Any], list[Any], list[Any]],
) -> list[Standing]:
    findings, duties, files = carried
    audit, now = version.report.audit, timezone.now()
    last = ReceivedReport.objects.order_by("-published_at").values_list("published_at", flat=True).first()
    due = timezone.localdate(version.sent_at) + timedelta(days=30)
    report = ReceivedReport(
        report_id=version.report_id,
        audit_id=audit.id,
        version_id=version.id,
        version=version.number,
        kind=version.kind,
        reason=version.reason,
        case_number=audit.case_number,
        supplier_id=audit.supplier_id,
        supplier_name=audit.supplier.name,
        supplier_number=audit.supplier.number,
        concept=audit.concept,
        summary=version.report.summary,
        next_audit=version.report.next_audit,
        sent_by_name=version.sent_by_name,
        contact_name=audit.case_worker_name,
        contact_phone=audit.case_worker_phone,
        due=due,
        published_at=max(now, last + timedelta(microseconds=1)) if last else now,
    )
    report.save(force_insert=True)
    systems = {each.id: _system(report, each, now) for each in own}
    ReceivedSystem.objects.bulk_create(systems.values())
    ReceivedFinding.objects.bulk_create(
        ReceivedFinding(
            system=systems[each.audit_system_id],
            finding_id=each.id,
            number=each.number,
            kind=each.kind,
            title=each.title,
            text=each.text,
            deadline=each.deadline,
            state=each.state,
            told_at=now,
        )
        for each in findings
        if each.audit_system_id in systems
    )
    FollowUpTask.objects.bulk_create(
        FollowUpTask(report=report, text=each.text, from_report=True) for each in duties
    )
    stored = [_file(each) for each in files]
    MunicipalFile.objects.bulk_create(stored)
    ReceivedFile.objects.bulk_create(
        ReceivedFile(report=report, file=each, is_report=number == 0) for number, each in enumerate(stored)
    )
    MunicipalLogEntry.objects.bulk_create(
        [_log(report, "deliver", ""), *(_log(each, "receive", "received") for each in systems.values())]
    )
    return [
        Standing(
            municipality=member,
            kind="audit_report",
            subject_id=each.id,
            joint_id=version.report_id,
            system_id=each.system_id,
            state="received",
            since=now,
            version=version.number,
            due=due,
        )
        for each in systems.values()
    ]


def _system(report: ReceivedReport, each: Any, now: Any) -> ReceivedSystem:
    return ReceivedSystem(
        report=report,
        system_id=each.system_id,
        name=each.name,
        level=each.assessment.level,
        text=each.assessment.text,
        state="received",
        state_since=now,
        rating=each.assessment.level,
        conclusion=each.assessment.text,
    )


def _file(each: StoredFile) -> MunicipalFile:
    return MunicipalFile(
        sha256=each.sha256,
        size=each.size,
        content_type=each.content_type,
        title=each.title,
        name=each.name,
        state="ready",
        warnings=each.warnings,
        uploaded_by_id=each.uploaded_by_id,
        uploaded_by_name=each.uploaded_by_name,
    )


def _log(subject: Any, action: str, after: str) -> MunicipalLogEntry:
    return MunicipalLogEntry(
        subject_kind=subject._meta.label_lower,
        subject_id=subject.pk,
        action=action,
        after=after,
        by_id=SARA.id,
        by_name=SARA.signature,
    )


def make_members() -> None:
    """All 98, each with a contact person and a shared mailbox, and each using the systems."""
    with acting_as(Caller.owner()):
        for kommune in KOMMUNER:
            onboard(
                kommunekode=kommune.kommunekode,
                by=SARA,
                since=date(2022, 3, 1),
                shared_mailbox=f"post@{kommune.kommunekode}.example",
            )
        members = list(Municipality.objects.all())
        people = [
            Person(email=f"kontakt@{each.kommunekode}.example", name=f"Kontakt {each.short_name}")
            for each in members
        ]
        Person.objects.bulk_create(people)
        Engagement.objects.bulk_create(
            Engagement(
                person=person,
                site="municipality",
                municipality_id=member.id,
                organisation=member.name,
                name=person.name,
                email=person.email,
                roles=["contact"],
            )
            for person, member in zip(people, members, strict=True)
        )
        supplier = Supplier.objects.create(name="Nordlys Data A/S", number="10150817")
        for number in range(SYSTEMS):
            system = System.objects.create(name=f"Nordlys {number + 1}", supplier=supplier)
            SystemUse.objects.bulk_create(
                SystemUse(municipality=each, system=system, agreement="ja", subjects=5000) for each in members
            )
    with acting_as(Caller.secretariat()):
        install_shipped_templates()


def send_one() -> None:
    """Make a case, and send its report to all."""
    case = _ready()
    _ours(case)
    _close(case, None)


def _ready() -> Case:
    """Another case, ready to be sent: three systems, a recommendation, a duty, and three files."""
    number = next(_numbers)
    with acting_as(Caller.secretariat()), transaction.atomic():
        worker = planning.Worker(SARA.id, SARA.name, "70 10 10 01", "sara@sekretariat.example")
        [audit] = planning.plan(
            by=SARA, systems=System.objects.all(), year=2026, quarter=1, worker=worker, concept=6
        )
        Audit.objects.filter(pk=audit.pk).update(state="not_possible")
        audit = Audit.objects.select_related("supplier").get(pk=audit.pk)
        for system in audit.systems.all():
            reporting.conclude(by=SARA, system=system, level="green")
        reporting.set_summary(by=SARA, audit=audit, summary="Tilsynet gav anledning til en anbefaling.")
        MunicipalDuty(audit=audit, number=1, text="Gennemgå administratorer").save(force_insert=True)
        Finding(
            audit=audit,
            audit_system=audit.systems.all()[0],
            supplier_id=audit.supplier_id,
            number=1,
            objective="B",
            kind="recommendation",
            title="Udpeg en ansvarlig",
            text="Listen over adgange mangler en ansvarlig.",
            state="upheld",
        ).save(force_insert=True)
        made = [Made(f"{number} {name}".encode(), f"{name}.docx", name) for name in ("Erklæring", "Politik")]
        for stored in keep_all_made(made, by=SARA, supplier_id=audit.supplier_id):
            Evidence(
                audit=audit,
                supplier_id=audit.supplier_id,
                file=stored,
                title=stored.title,
                wish="download",
                level="download",
                state="sufficient",
                by_name="Leo",
            ).save(force_insert=True)
        version = reporting.write_version(by=SARA, audit=audit)
        # Each municipality's own file is made by the worker before anybody sends.
        copies.make_missing([version.id], by=SARA)
        Audit.objects.filter(pk=audit.pk).update(state="ready")
        return Case(Audit.objects.select_related("supplier").get(pk=audit.pk), version)


def _close(case: Case, made: None) -> None:
    """The next case may be begun. What was sent stays where it is, as it does in use."""
    with acting_as(Caller.owner()), connection.cursor() as cursor:
        cursor.execute("UPDATE audits_joint_audit SET state = 'cancelled' WHERE id = %s", [case.audit.id])
