"""Reports delivered to members through the real door, as the pages of a municipality find them."""

from dataclasses import dataclass, field
from datetime import date
from itertools import count
from uuid import uuid4

from django.utils import timezone

from audits.joint.actions.publishing import deliver
from audits.joint.models import (
    Audit,
    AuditSystem,
    Finding,
    MunicipalDuty,
    Report,
    ReportVersion,
    SystemAssessment,
)
from audits.municipal.states import Level
from documents.actions import Made, keep_made
from register.models import Supplier, System, SystemUse
from tenants.models import Municipality
from tests.personae import PERSONAE, SUPPLIER_X
from walls.callers import Caller, acting_as
from workflows.actors import Actor

SARA = Actor(PERSONAE["sara"].id, "Sara Sagsbehandler", "Sekretariatet")
WORD = b"PK\x03\x04 rapporten som Word"
TEXT = {
    Level.GREEN: "Tilsynet giver ikke anledning til bemærkninger.",
    Level.YELLOW: "Databehandleren skal bringe adgangsstyringen i orden.",
    Level.RED: "Databehandleren lever ikke op til aftalen.",
}
_numbers = count(1)


@dataclass
class Sender:
    """The secretariat, as far as a municipality's pages need it."""

    members: dict[str, Municipality]
    systems: dict[str, System] = field(default_factory=dict)
    audits: dict[str, Audit] = field(default_factory=dict)
    prefix: str = "2026"

    def send(self, *levels: Level, to: tuple[str, ...] = ("aalborg",), name: str = "System") -> Audit:
        """Send those members a report over one system per level, with a duty, and findings if not green."""
        with acting_as(Caller.secretariat()):
            supplier, _ = Supplier.objects.get_or_create(id=SUPPLIER_X, defaults={"name": "Nordlys Data A/S"})
            audit = Audit(
                case_number=f"{self.prefix}-{next(_numbers):03}",
                supplier=supplier,
                year=2026,
                quarter=1,
                case_worker_id=SARA.id,
                case_worker_name=SARA.name,
                case_worker_phone="12 34 56 78",
                state="published",
            )
            audit.save(force_insert=True)
            for number, level in enumerate(levels, 1):
                self._system(audit, f"{name} {number}", level, number, to)
            MunicipalDuty(audit=audit, number=1, text="Gennemgå brugernes rettigheder hvert halve år").save()
            Report(
                audit=audit,
                supplier_id=supplier.id,
                summary="Tilsynet er gennemført.",
                next_audit="1. kvartal 2027",
            ).save(force_insert=True)
        self.version(audit)
        return audit

    def version(self, audit: Audit, kind: str = "new", reason: str = "") -> None:
        """Send another version of the report."""
        with acting_as(Caller.secretariat()):
            report = Report.objects.get(audit=audit)
            number = report.versions.count() + 1
            made = Made(WORD, f"Tilsynsrapport {audit.case_number} version {number}.docx", "Tilsynsrapport")
            version = ReportVersion(
                report=report,
                audit=audit,
                supplier_id=audit.supplier_id,
                number=number,
                kind=kind,
                reason=reason,
                file=keep_made(made, by=SARA),
                sent_at=timezone.now(),
                sent_by_id=SARA.id,
                sent_by_name=SARA.signature,
            )
            version.save(force_insert=True)
            waiting = deliver([version]).waiting
            assert not waiting, waiting

    def _system(self, audit: Audit, name: str, level: Level, number: int, to: tuple[str, ...]) -> None:
        system, _ = System.objects.get_or_create(name=name, supplier_id=audit.supplier_id)
        for member in to:
            SystemUse.objects.get_or_create(municipality=self.members[member], system=system)
        row = AuditSystem(audit=audit, supplier_id=audit.supplier_id, system=system, name=name)
        row.save(force_insert=True)
        SystemAssessment(audit_system=row, level=level, text=TEXT[level]).save(force_insert=True)
        if level != Level.GREEN:
            Finding(
                id=uuid4(),
                audit=audit,
                audit_system=row,
                supplier_id=audit.supplier_id,
                number=number,
                objective="A",
                kind="major" if level == Level.RED else "minor",
                title=f"Adgang til {name}",
                text="Fratrådte medarbejdere havde adgang.",
                deadline=date(2027, 1, 15),
                state="awaiting_plan",
            ).save(force_insert=True)
