"""A supervision walked step by step by the real actions under the real roles."""

import hashlib
import tempfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import timedelta

from django.utils import timezone

from audits.joint.actions import (
    announcing,
    answering,
    concepts,
    findings,
    hearings,
    planning,
    publishing,
    reporting,
    reviewing,
    sharing,
)
from audits.joint.concepts import recommended
from audits.joint.models import Answer, Audit, Evidence, Finding, Hearing, LowerConcept
from documents.storage import incoming_folder
from documents.uploadhandlers import ReceivedFile
from register.models import Supplier, System
from tenants.models import Municipality
from tests.personae import PERSONAE, SUPPLIER_X
from walls.callers import Caller, acting_as
from workflows.actors import Actor

PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)
SUPPLIER, SECRETARIAT = Caller.supplier(SUPPLIER_X), Caller.secretariat()


def received(content: bytes = PDF, name: str = "erklæring.pdf") -> ReceivedFile:
    """An uploaded file as the upload handler hands it over."""
    file = tempfile.NamedTemporaryFile(dir=incoming_folder(), delete=False)  # noqa: SIM115 - closed by ReceivedFile
    file.write(content)
    file.flush()
    file.seek(0)
    digest = hashlib.sha256(content).hexdigest()
    return ReceivedFile(file, name, "application/pdf", len(content), digest)


@dataclass
class Walk:
    """One supervision by Sara of Leo's company; each method goes one part of the way and returns the case."""

    members: dict[str, Municipality]
    actor: Callable[[str], Actor]
    supplier: Supplier
    systems: list[System]
    other_suppliers_system: System
    audits: list[Audit] = field(default_factory=list)

    def again(self, audit: Audit) -> Audit:
        """Return the case as it is stored now."""
        return Audit.objects.select_related("supplier").get(pk=audit.pk)

    def municipality(self, host: str) -> Caller:
        """Return a member's role by its host name."""
        return Caller.municipality(self.members[host])

    def planned(self, systems: list[System] | None = None, concept: int = 5) -> Audit:
        """Plan an audit over both systems."""
        sara = PERSONAE["sara"]
        with acting_as(SECRETARIAT):
            [audit] = planning.plan(
                by=self.actor("sara"),
                systems=systems or self.systems,
                year=2026,
                quarter=2,
                worker=planning.Worker(sara.id, sara.name, "70 10 10 01", sara.email),
                concept=concept,
            )
            if concept < recommended(audit):
                self.lowered(audit)
        return audit

    def lowered(self, audit: Audit) -> LowerConcept:
        """Have the leader approve that the case's concept is below the recommended one. Act as us."""
        reason = "Leverandøren er lille, og systemet udgår til sommer."
        concepts.set_concept(by=self.actor("sara"), audit=audit, concept=audit.concept, reason=reason)
        wish = LowerConcept.objects.get(audit=audit, state="asked")
        return concepts.decide(by=self.actor("lise"), wish=wish, approve=True)

    def announced(self, audit: Audit | None = None) -> Audit:
        """Send the letter."""
        audit = audit or self.planned()
        with acting_as(SECRETARIAT):
            return announcing.announce(by=self.actor("sara"), audit=audit)

    def answered(self, audit: Audit | None = None, *, files: int = 1) -> Audit:
        """Answer everything with yes and upload files that may follow."""
        audit = audit or self.announced()
        leo = self.actor("leo")
        with acting_as(SUPPLIER):
            answers = Answer.objects.filter(questionnaire__audit=audit)
            answering.save_answer(by=leo, answer=answers[0], choice="yes", comment="Ja.")
            answers.update(choice="yes", comment="Ja.")
            for number in range(files):
                self.upload(audit, title=f"Erklæring {number + 1}", content=PDF + b"%" + str(number).encode())
            return self.again(audit)

    def upload(
        self,
        audit: Audit,
        *,
        title: str = "Erklæring",
        content: bytes = PDF,
        wish: str = "download",
        name: str = "erklæring.pdf",
    ) -> Evidence:
        """Upload one file. Act as the supplier."""
        covers = [each.id for each in audit.systems.all()]
        reason = "" if wish == "download" else "Indeholder tegninger af netværket"
        described = answering.Described("isae3000", title, covers, wish=wish, wish_reason=reason)
        with closing(received(content, name)) as file:
            return answering.add_evidence(
                by=self.actor("leo"), audit=audit, received=file, described=described
            )

    def submitted(self, audit: Audit | None = None) -> Audit:
        """Hand in."""
        audit = audit or self.answered()
        with acting_as(SUPPLIER):
            return answering.submit(by=self.actor("leo"), audit=self.again(audit))

    def reviewed(self, audit: Audit | None = None, *, follows: bool = True) -> Audit:
        """Accept all answers and files."""
        audit = audit or self.submitted()
        sara = self.actor("sara")
        with acting_as(SECRETARIAT):
            reviewing.accept_rest(by=sara, audit=self.again(audit))
            for each in Evidence.objects.filter(audit=audit, state="ready"):
                found = reviewing.judge_evidence(by=sara, evidence=each, sufficient=True)
                if follows:
                    sharing.decide_sharing(by=sara, evidence=found, level=found.wish)
            return self.again(audit)

    def found(self, audit: Audit, kind: str = "minor", system: int = 0) -> Finding:
        """Record a finding."""
        with acting_as(SECRETARIAT):
            return findings.add_finding(
                by=self.actor("sara"),
                system=audit.systems.order_by("name")[system],
                objective="B",
                kind=kind,
                title="Adgange er ikke gennemgået",
                text="Den seneste gennemgang er for gammel.",
            )

    def concluded(self, audit: Audit, level: str = "green") -> Audit:
        """Write the same conclusion for every system."""
        with acting_as(SECRETARIAT):
            for system in audit.systems.all():
                reporting.conclude(by=self.actor("sara"), system=system, level=level)
            return self.again(audit)

    def in_hearing(self, audit: Audit | None = None) -> Hearing:
        """Send the draft with one minor finding."""
        if audit is None:
            audit = self.reviewed()
            self.found(audit)
            self.concluded(audit, "yellow")
        with acting_as(SECRETARIAT):
            return hearings.send_to_hearing(by=self.actor("sara"), audit=self.again(audit))

    def heard(self, hearing: Hearing | None = None) -> Audit:
        """The supplier has no comments; every finding is upheld."""
        hearing = hearing or self.in_hearing()
        with acting_as(SUPPLIER):
            mine = Hearing.objects.get(pk=hearing.pk)
            hearings.finish_hearing(by=self.actor("leo"), hearing=mine, no_comments=True)
        with acting_as(SECRETARIAT):
            for finding in Finding.objects.filter(audit=hearing.audit_id, state="hearing"):
                findings.settle_after_hearing(by=self.actor("sara"), finding=finding, uphold=True)
            return Audit.objects.get(pk=hearing.audit_id)

    def ready(self, audit: Audit | None = None) -> Audit:
        """Make the report, and let Lise read it where a rule asks for that."""
        audit = audit or self.reviewed()
        with acting_as(SECRETARIAT):
            done = reporting.finish(by=self.actor("sara"), audit=self.again(audit))
            if done.state == "second_reading":
                done = reporting.pass_reading(by=self.actor("lise"), audit=done)
            return done

    def published(self, *audits: Audit) -> publishing.Sent:
        """Send the reports in one act."""
        chosen = audits or (self.ready(),)
        self.audits = [*chosen]
        with acting_as(SECRETARIAT):
            audits = [self.again(each) for each in chosen]
            publishing.prepare(by=self.actor("sara"), audits=audits)
            return publishing.publish(by=self.actor("sara"), audits=audits)

    def with_finding_sent(self) -> Finding:
        """Send a report with one finding, which then awaits a plan."""
        audit = self.ready(self.heard())
        self.published(audit)
        with acting_as(SECRETARIAT):
            return Finding.objects.get(audit=audit)

    def make_late(self, audit: Audit) -> Audit:
        """Let the deadline have passed."""
        with acting_as(SECRETARIAT):
            Audit.objects.filter(pk=audit.pk).update(deadline=timezone.localdate() - timedelta(days=1))
            return self.again(audit)
