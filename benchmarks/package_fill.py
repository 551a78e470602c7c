"""Municipalities with agreements, reports, decisions and findings, as a documentation package finds them."""

import random
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from agreements.municipal.models import Agreement, KeptFile
from audits.municipal.models import ReceivedFile, ReceivedFinding, ReceivedReport, ReceivedSystem
from documents.municipal.models import MunicipalFile
from documents.storage import keep_bytes
from register.models import Supplier, System, SystemUse
from tenants.actions import onboard
from tenants.models import Municipality
from walls.callers import Caller, acting_as
from workflows.actors import Actor
from workflows.municipal.models import MunicipalLogEntry

BY = Actor.system("Mette Holm")
A_SUPPLIER = 3  # systems
PDF, DOCX = "application/pdf", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# What such files usually weigh: a signed agreement, a report in Word, an auditor's statement.
AGREEMENT, REPORT, STATEMENT = 300_000, 80_000, 1_500_000
_random = random.Random(7)  # noqa: S311 - nothing is kept secret by it


def make_municipality(kommunekode: str, number: int) -> Municipality:
    """A member with so many systems at a third as many suppliers, everything signed, reported and decided."""
    with acting_as(Caller.owner()):
        member = onboard(kommunekode=kommunekode, by=BY, since=date(2022, 3, 1))
        suppliers = [
            Supplier.objects.create(
                name=f"Leverandør {kommunekode} {each:03} A/S", number=f"{kommunekode}{each:04}"
            )
            for each in range((number + A_SUPPLIER - 1) // A_SUPPLIER)
        ]
        systems = [
            System.objects.create(
                name=f"System {kommunekode} {each:03}", supplier=suppliers[each // A_SUPPLIER]
            )
            for each in range(number)
        ]
        known = {"personal_data": "ja", "special_categories": "ja", "cpr": "ja", "other_protected": "nej"}
        SystemUse.objects.bulk_create(
            SystemUse(municipality=member, system=each, subjects=1200, **known) for each in systems
        )
    with acting_as(Caller.owner(member.schema_name)):
        for at, supplier in enumerate(suppliers):
            own = systems[at * A_SUPPLIER : (at + 1) * A_SUPPLIER]
            for each in own:
                _agreement(supplier, each)
            _report(supplier, own, at)
    return member


def _agreement(supplier: Supplier, system: System) -> None:
    row = Agreement(
        number=f"E-{system.name[-8:]}",
        title=system.name,
        supplier_id=supplier.pk,
        supplier_name=supplier.name,
        supplier_cvr=supplier.number,
        systems=[{"id": str(system.pk), "name": system.name}],
        state="in_force",
        agreed_on=date(2023, 5, 1),
        in_force_from=date(2023, 5, 1),
    )
    row.save(force_insert=True)
    file = _file(f"Aftale {system.name}.pdf", AGREEMENT, PDF)
    who: dict[str, Any] = {"added_by_id": BY.id, "added_by_name": BY.signature}
    KeptFile(agreement=row, file=file, kind="agreement", **who).save(force_insert=True)
    _log(row, "take_in", "in_force")


def _report(supplier: Supplier, systems: list[System], at: int) -> None:
    moment = timezone.now() - timedelta(days=30, microseconds=at)
    report = ReceivedReport(
        report_id=uuid4(),
        audit_id=uuid4(),
        version_id=uuid4(),
        version=1,
        kind="new",
        case_number=f"T-2026-{at:05}",
        supplier_id=supplier.pk,
        supplier_name=supplier.name,
        supplier_number=supplier.number,
        concept=5,
        summary="Tilsynet er gennemført.",
        sent_by_name=BY.signature,
        contact_name="Sara Holm",
        published_at=moment,
    )
    report.save(force_insert=True)
    for name, size, kind, is_report in (
        (f"Tilsynsrapport {at}.docx", REPORT, DOCX, True),
        (f"ISAE 3000 {at}.pdf", STATEMENT, PDF, False),
    ):
        file = _file(name, size, kind)
        ReceivedFile(report=report, file=file, is_report=is_report).save(force_insert=True)
    _log(report, "deliver", "")
    for number, each in enumerate(systems, 1):
        _system(report, each, number)


def _system(report: ReceivedReport, system: System, number: int) -> None:
    moment = timezone.now()
    row = ReceivedSystem(
        report=report,
        system_id=system.pk,
        name=system.name,
        level="yellow",
        rating="yellow",
        text="Databehandleren skal bringe adgangsstyringen i orden.",
        conclusion="Databehandleren skal bringe adgangsstyringen i orden.",
        state="approved_remarks",
        state_since=moment,
        remark="Vi følger op i juni.",
        decided_at=moment,
        decided_by_id=BY.id,
        decided_by_name=BY.signature,
    )
    row.save(force_insert=True)
    ReceivedFinding(
        system=row,
        finding_id=uuid4(),
        number=number,
        kind="minor",
        title="Adgang efter fratræden",
        text="Fratrådte medarbejdere havde adgang.",
        state="remedying",
        deadline=timezone.localdate() + timedelta(days=60),
        told_at=moment,
    ).save(force_insert=True)
    for action, after in (("receive", "received"), ("approve_with_remarks", "approved_remarks")):
        _log(row, action, after)


def _file(name: str, size: int, kind: str) -> MunicipalFile:
    """A file as little compressible as PDF and Word files are."""
    content = b"%PDF-1.4\n" + _random.randbytes(size - 9)
    row = MunicipalFile(
        sha256=keep_bytes(content),
        size=size,
        content_type=kind,
        title=name.rpartition(".")[0],
        name=name,
        state="ready",
        uploaded_by_id=BY.id,
        uploaded_by_name=BY.signature,
    )
    row.save(force_insert=True)
    return row


def _log(subject: Any, action: str, after: str) -> None:
    MunicipalLogEntry(
        subject_kind=subject._meta.label_lower,
        subject_id=subject.pk,
        action=action,
        after=after,
        by_id=BY.id,
        by_name=BY.signature,
    ).save(force_insert=True)
