"""The acts that Mass runs inside an installation on audits: what a walk does not prove is done here."""

from datetime import timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from accounts.models import Colleague
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
)
from audits.joint.actions.sharing import decide_sharing
from audits.joint.concepts import recommended
from audits.joint.models import Answer, Audit, AuditSystem, Evidence, Finding, LowerConcept
from audits.joint.questions.shipped import lineage_of
from audits.municipal.actions import Decision, decide
from audits.municipal.models import FindingStand, ReceivedFinding, ReceivedSystem, Remark
from audits.municipal.states import OPEN, Level
from documents.uploadhandlers import as_received
from register.models import SupplierContact, System, SystemUse
from secretariat.demo.actors import staff, supplier_actors
from secretariat.demo.people import LISE, SARA
from tenants.models import Standing
from tests.audits.delivering import Sender
from tests.browser.masswork import _members
from tests.browser.walking import PDF
from walls.callers import Caller, acting_as
from workflows import reminding
from workflows.actors import Actor
from workflows.calendar import add_working_days, deadline_after, is_quiet
from workflows.danish import slug
from workflows.log import history

Way = dict[str, Any]
_DATES = {
    "audit": ("deadline", "announced_at", "state_since", "created_at"),
    "extensionrequest": ("wanted", "granted_until", "created_at"),
}
_STAND = ("response", "owner", "until", "reason", "decided_by_name", "state")


def in_hearing(*, audit: str, found: list[Way]) -> None:
    """Accept every answer, note the findings (system, kind, title, text), and send the draft to hearing."""
    with acting_as(Caller.secretariat()):
        sara, case = staff(SARA), Audit.objects.get(pk=audit)
        reviewing.accept_rest(by=sara, audit=case)
        for each in found:
            system = AuditSystem.objects.get(audit=case, name=each.pop("system"))
            findings.add_finding(by=sara, system=system, objective="B", **each)
        hearings.send_to_hearing(by=sara, audit=Audit.objects.get(pk=audit))


def read(*, audit: str) -> str:
    """Let the leader pass the report where a rule asks for a second reader; return the case's state."""
    with acting_as(Caller.secretariat()):
        case = Audit.objects.get(pk=audit)
        if case.state == "second_reading":
            case = reporting.pass_reading(by=staff(LISE), audit=case)
        return str(case.state)


def finding_states(*, audit: str) -> dict[str, str]:
    """Return by number where each finding of the case stands."""
    with acting_as(Caller.secretariat()):
        return {str(each.number): str(each.state) for each in Finding.objects.filter(audit=audit)}


def finding_steps(*, audit: str, number: int) -> list[str]:
    """Return the steps of a finding's log, the first one first."""
    with acting_as(Caller.secretariat()):
        rows = history(Finding.objects.get(audit=audit, number=number))
        return [each.action for each in rows.order_by("at")]


def own_record(*, code: str, title: str) -> Way:
    """Return what a municipality's own schema holds about a finding, and what was told upwards of it."""
    member = _members()[code]
    with acting_as(Caller.municipality(member)):
        stand = FindingStand.objects.filter(title=title).order_by("-decided_at").first()
        remarks = Remark.objects.filter(finding_id=stand.finding_id) if stand else []
        copy = ReceivedFinding.objects.filter(title=title).order_by("-told_at").first()
        found: Way = {
            "copy": copy.state if copy else "",
            "remarks": [each.text for each in remarks],
            "stand": {name: str(getattr(stand, name)) for name in _STAND} if stand else None,
        }
    with acting_as(Caller.secretariat()):
        told = Standing.objects.filter(
            kind="audit_finding", municipality_id=member.id, joint_id=stand and stand.finding_id
        )
        return {**found, "told": list(told.values_list("state", flat=True))}


def closed(*, audit: str, numbers: list[int]) -> None:
    """Bring these findings, which await a plan, through plan and proof to closed."""
    for number in numbers:
        with acting_as(Caller.secretariat()):
            finding = Finding.objects.get(audit=audit, number=number)
            actor = supplier_actors()[finding.supplier_id]
        with acting_as(Caller.supplier(finding.supplier_id)):
            mine, day = Finding.objects.get(pk=finding.pk), timezone.localdate() + timedelta(days=7)
            findings.hand_in_plan(by=actor, finding=mine, plan="Vi retter op.", done_by=day)
        _step(finding, "accept_plan")
        with acting_as(Caller.supplier(finding.supplier_id)):
            mine = Finding.objects.get(pk=finding.pk)
            findings.hand_in_documentation(by=actor, finding=mine, text="Rettet op, se referatet.")
        _step(finding, "confirm")
        _step(finding, "close")


def _step(finding: Finding, name: str) -> None:
    with acting_as(Caller.secretariat()):
        fresh = Finding.objects.get(pk=finding.pk)
        findings.take_step(by=staff(SARA), finding=fresh, name=name)


def manager(*, supplier: str, name: str, email: str) -> None:
    """Let somebody be known as the supplier's management."""
    with acting_as(Caller.secretariat()):
        role = SupplierContact.Role.MANAGEMENT
        SupplierContact.objects.create(supplier_id=supplier, name=name, email=email, role=role)


def deadline_at(*, audit: str, working_days: int) -> str:
    """Let the deadline be so many working days from now (negative: passed), and write the reminders due.

    Only those about supervisions without an answer, since the demo has thousands of other matters.
    """
    with acting_as(Caller.secretariat()):
        day = timezone.localdate()
        while is_quiet(day):
            day += timedelta(days=1)
        deadline = add_working_days(day, working_days)
        Audit.objects.filter(pk=audit).update(deadline=deadline)
        [source] = [each for each in reminding.sources() if each.key == "audits.supplier_answers"]
        for letter in reminding.letters_of(source, day):
            reminding._write(letter, day)
        return deadline.isoformat()


def days_go(*, audit: str, days: int) -> None:
    """Let so many days have gone since everything in the case that has a date."""
    with acting_as(Caller.owner()), connection.cursor() as cursor:
        for table, columns in _DATES.items():
            moved = ", ".join(f"{each} = {each} - make_interval(days => %(days)s)" for each in columns)
            key = "id" if table == "audit" else "audit_id"
            cursor.execute(
                f"UPDATE public.audits_joint_{table} SET {moved} WHERE {key} = %(audit)s",
                {"days": days, "audit": audit},
            )


def sent(*, audit: str, again: str = "") -> None:
    """Accept every answer, make the report and send it; with `again`, a new version for that reason."""
    with acting_as(Caller.secretariat()):
        sara, case = staff(SARA), Audit.objects.get(pk=audit)
        if again:
            reporting.revise(by=sara, audit=case, kind="new", reason=again)
        else:
            reviewing.accept_rest(by=sara, audit=case)
        reporting.finish(by=sara, audit=Audit.objects.get(pk=audit))
    read(audit=audit)
    with acting_as(Caller.secretariat()):
        audits = [Audit.objects.get(pk=audit)]
        publishing.prepare(by=sara, audits=audits)
        publishing.publish(by=sara, audits=audits)


def begins_to_use(*, system: str, code: str) -> None:
    """A member begins to use a system."""
    with acting_as(Caller.secretariat()):
        SystemUse.objects.create(municipality=_members()[code], system=System.objects.get(name=system))


def decisions(*, audit: str) -> dict[str, str]:
    """Return by the code of each member that has the report where its decision stands, as told upwards."""
    codes = {each.id: code for code, each in _members().items()}
    with acting_as(Caller.secretariat()):
        report = Audit.objects.get(pk=audit).report.id
        rows = Standing.objects.filter(kind="audit_report", joint_id=report)
        return {codes[each.municipality_id]: str(each.state) for each in rows}


def received(*, code: str, number: str) -> list[Way]:
    """Return what a municipality's own schema holds of a case: version by version, each system's decision."""
    with acting_as(Caller.municipality(_members()[code])):
        rows = ReceivedSystem.objects.filter(report__case_number=number).order_by("report__version")
        names = ("state", "what_now", "what_now_note")
        return [
            {"version": each.report.version, **{n: str(getattr(each, n)) for n in names}} for each in rows
        ]


def working_day(*, ahead: int) -> str:
    """Return the day so many working days from now."""
    with acting_as(Caller.secretariat()):
        return deadline_after(timezone.localdate(), ahead).isoformat()


def of_concept(*, supplier: str, system: str, concept: int) -> Way:
    """Plan an audit of one system at a concept, approved where it is a low one, and send its letter."""
    today = timezone.localdate()
    with acting_as(Caller.secretariat()):
        sara = staff(SARA)
        [made] = planning.plan(
            by=sara,
            systems=System.objects.filter(supplier=supplier, name=system),
            year=today.year,
            quarter=(today.month - 1) // 3 + 1,
            worker=planning.Worker.of(Colleague.objects.get(person_id=sara.id, site="secretariat")),
            concept=concept,
        )
        if concept < recommended(made):
            concepts.set_concept(by=sara, audit=made, concept=concept, reason="Systemet er lille.")
            wish = LowerConcept.objects.get(audit=made, state="asked")
            concepts.decide(by=staff(LISE), wish=wish, approve=True)
        announced = announcing.announce(by=sara, audit=Audit.objects.get(pk=made.pk))
    return {"id": announced.id, "number": announced.case_number}


def table(*, audit: str, question: str, rows: list[list[str]]) -> None:
    """Let the supplier's answer to a question be this table."""
    with acting_as(Caller.owner()):
        asked = Answer.objects.filter(questionnaire__audit=audit, question__lineage=lineage_of(question))
        asked.update(choice="given", value=rows, comment="")


def document(*, audit: str, kind: str, title: str, content: str) -> None:
    """Upload a document of a kind that covers everything and may be downloaded by all."""
    with acting_as(Caller.secretariat()):
        case = Audit.objects.get(pk=audit)
        actor, covers = supplier_actors()[case.supplier_id], [each.id for each in case.systems.all()]
    described = answering.Described(kind, title, covers, wish="download")
    with (
        as_received(f"{title}.pdf", PDF + content.encode()) as received,
        acting_as(Caller.supplier(case.supplier_id)),
    ):
        answering.add_evidence(by=actor, audit=case, received=received, described=described)


def submitted(*, audit: str) -> None:
    """Hand in what has been answered."""
    with acting_as(Caller.secretariat()):
        case = Audit.objects.get(pk=audit)
        actor = supplier_actors()[case.supplier_id]
    with acting_as(Caller.supplier(case.supplier_id)):
        answering.submit(by=actor, audit=Audit.objects.get(pk=audit))


def judged(*, audit: str) -> None:
    """Find every document sufficient that nobody has judged, and share it as wished."""
    with acting_as(Caller.secretariat()):
        for each in Evidence.objects.filter(audit=audit, state="ready"):
            found = reviewing.judge_evidence(by=staff(SARA), evidence=each, sufficient=True)
            decide_sharing(by=staff(SARA), evidence=found, level=found.wish)


def reports_come(*, code: str, clean: int, remarks: int, serious: int, run: str) -> Way:
    """Let a member decide on what is open, then send it so many reports on one system each."""
    member = _members()[code]
    with acting_as(Caller.municipality(member)):
        by = Actor.system("Tidligere sager")
        if rest := list(ReceivedSystem.objects.filter(state__in=OPEN, report__is_current=True)):
            decide(by=by, systems=rest, decision=Decision(state="approved"))
    sender = Sender({"member": member}, prefix=run)
    levels = [Level.RED] * serious + [Level.YELLOW] * remarks + [Level.GREEN] * clean
    for number, level in enumerate(levels, 1):
        sender.send(level, to=("member",), name=f"System {run} {number}")
    with acting_as(Caller.secretariat()):
        people = Colleague.objects.filter(municipality_id=member.id, roles__contains=["decision_maker"])
        return {"site": slug(member.short_name), "email": people.earliest("email").email}


def open_systems(*, code: str) -> int:
    """Return on how many systems a member has not decided."""
    with acting_as(Caller.municipality(_members()[code])):
        return ReceivedSystem.objects.filter(state__in=OPEN, report__is_current=True).count()
