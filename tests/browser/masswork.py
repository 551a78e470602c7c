"""The acts that Mass runs inside an installation: a supplier, a text, and what many members do with it."""

from datetime import timedelta
from typing import Any
from uuid import UUID
from zlib import crc32

from django.contrib.auth.hashers import make_password
from django.db import connection
from django.utils import timezone

from accounts.models import Colleague
from agreements.joint import actions as joint
from agreements.joint.actions.texts import CaseWorker
from agreements.joint.defaults import complete_values
from agreements.joint.delivering import agreement_url
from agreements.joint.models import CommonText, IssuedAgreement, Wish
from agreements.joint.parts import PARTS
from agreements.joint.tasks import follow_dates, look_for_late
from agreements.joint.tasks import notices as run_notices
from agreements.municipal import actions as own
from agreements.municipal.actions import Signatory
from agreements.municipal.incidents import actions as incidents
from agreements.municipal.models import Agreement, AgreementNotice
from agreements.municipal.models import Incident as OwnIncident
from agreements.municipal.notices import actions as notices
from audits.joint.actions import announcing, answering, planning, reporting
from audits.joint.models import Answer, Audit
from audits.joint.planning.statements import expect_statement
from documents.signatures.checking import Approval
from documents.storage import read_bytes
from documents.uploadhandlers import as_received
from register.models import Supplier, SupplierContact, System, SystemUse
from secretariat.demo.actors import municipality_actors, staff, supplier_actors
from secretariat.demo.people import LISE, PASSWORD, SARA, DemoPerson, store
from secretariat.demo.redlining import Redline
from tenants.models import Municipality
from tests.agreements.noticing import put_in_force
from tests.papers import Issuer, signed
from walls.callers import Caller, acting_as
from workflows.actors import Actor
from workflows.calendar import past_quiet
from workflows.danish import slug

Way = dict[str, Any]
ANSWER_DAYS = 28


def supplier(*, name: str, email: str, person: str, systems: dict[str, list[str]]) -> Way:
    """Store a supplier whose person can sign in, with systems and the members (codes) that use each."""
    with acting_as(Caller.secretariat()):
        made = Supplier.objects.create(name=name, number=str(90_000_000 + crc32(email.encode()) % 9_999_999))
        SupplierContact.objects.create(supplier=made, name=person, email=email)
        members = {each.kommunekode: each for each in Municipality.objects.all()}
        for title, codes in systems.items():
            system = System.objects.create(name=title, supplier=made)
            SystemUse.objects.bulk_create(
                SystemUse(municipality=members[code], system=system) for code in (codes or sorted(members))
            )
    with acting_as(Caller.owner()):
        who = DemoPerson(person, email, "supplier", "", ("supplier_contact",))
        store(who, make_password(PASSWORD), supplier=(made.id, name))
        with connection.cursor() as cursor:  # as an invitation does
            cursor.execute("SELECT walls_ensure_supplier_role_v1(%s)", [made.id])
    return {"id": made.id, "codes": sorted(members)}


def contacts() -> dict[str, dict[str, str]]:
    """Return of each member, by code, its name, its site and the address of its contact person."""
    with acting_as(Caller.secretariat()):
        people = Colleague.objects.filter(site="municipality", roles__contains=["contact"])
        found = {each.municipality_id: each.email for each in people.order_by("-email")}
    return {
        code: {"name": each.name, "site": slug(each.short_name), "email": found[each.id]}
        for code, each in _members().items()
    }


def signatories(*, codes: list[str]) -> dict[str, str]:
    """Give each of these members somebody who signs; return their addresses by code."""
    hashed, found = make_password(PASSWORD), {}
    with acting_as(Caller.owner()):
        for member in Municipality.objects.filter(kommunekode__in=codes):
            email = f"direktoer@{slug(member.short_name)}.example"
            who = DemoPerson("Dagny Direktør", email, "municipality", "", ("signatory",))
            store(who, hashed, municipality=member)
            found[member.kommunekode] = email
    return found


def text(
    *,
    supplier: str,
    title: str,
    until: str,
    systems: list[str] | None = None,
    changes: dict[str, Way] | None = None,
) -> Way:
    """Begin a text on the supplier's systems (all, if none is named) and bring it to a state.

    `changes` are fields by part.
    """
    with acting_as(Caller.secretariat()):
        sara, owner = staff(SARA), Supplier.objects.get(pk=supplier)
        made = joint.create_text(
            supplier=owner,
            title=title,
            systems=[each for each in owner.systems.all() if each.name in (systems or [each.name])],
            case_worker=CaseWorker(sara.id, sara.name, SARA.email, SARA.phone),
            by=sara,
        )
        values = complete_values(mailbox="aftaler@leverandoer.example")
        for revision, part in enumerate(PARTS):
            stored = {**values[part.key], **(changes or {}).get(part.key, {})}
            rows = stored.pop(part.rows.key, []) if part.rows else []
            joint.save_part(text=made, part=part, values=stored, rows=rows, revision=revision, by=sara)
        if until != "draft":
            due = past_quiet(timezone.localdate() + timedelta(days=21))
            joint.send_to_supplier(text=made, message="", due=due, by=sara)
        by = supplier_actors()[owner.id]
    if until in ("agreed", "released"):
        with acting_as(Caller.supplier(owner.id)):
            joint.accept(text=CommonText.objects.get(pk=made.pk), note="", by=by)
    with acting_as(Caller.secretariat()):
        found = CommonText.objects.get(pk=made.pk)
        if until == "released":
            joint.release(text=found, by=staff(LISE))
        return {"id": found.id, "number": found.number}


def agree(*, text: str) -> None:
    """Send a text to the supplier, which accepts it as it is, and release it."""
    due = timezone.localdate() + timedelta(days=21)
    with acting_as(Caller.secretariat()):
        found = CommonText.objects.get(pk=text)
        joint.send_to_supplier(text=found, message="", due=due, by=staff(SARA))
        by = supplier_actors()[found.supplier_id]
    with acting_as(Caller.supplier(found.supplier_id)):
        joint.accept(text=CommonText.objects.get(pk=text), note="", by=by)
    with acting_as(Caller.secretariat()):
        joint.release(text=CommonText.objects.get(pk=text), by=staff(LISE))


def wishes(*, text: str, changes: list[list[str]]) -> None:
    """The supplier answers in the Word file it was sent: each change is old words, new words, a comment."""
    with acting_as(Caller.secretariat()):
        owner = CommonText.objects.get(pk=text).supplier_id
        by = supplier_actors()[owner]
    with acting_as(Caller.supplier(owner)):
        mine = CommonText.objects.get(pk=text)
        redline = Redline(read_bytes(mine.rounds.latest("number").document.sha256), author=by.name)
        for old, new, comment in changes:
            redline.replace(old, new, comment=comment)
        with as_received("rettet.docx", redline.saved()) as received:
            joint.take_in_file(text=mine, received=received, source="supplier", by=by)
        joint.return_wishes(text=mine, note="", by=by)


def answer_rest(*, text: str, outcome: str, words: str, agreed: str = "") -> int:
    """Answer every wish of the text that has no answer yet in the same way; return how many."""
    with acting_as(Caller.secretariat()):
        rest = list(Wish.objects.filter(round__common_text_id=UUID(text), dropped=False, answer=None))
        for each in rest:
            joint.answer_wish(wish=each, outcome=outcome, text=words, agreed=agreed, by=staff(SARA))
        return len(rest)


def send(*, text: str, codes: list[str]) -> None:
    """Send a released text to these members; the documents are made and delivered at once."""
    with acting_as(Caller.secretariat()):
        members = Municipality.objects.filter(kommunekode__in=codes)
        joint.send_to_members(
            text=CommonText.objects.get(pk=text),
            municipality_ids=[each.id for each in members],
            answer_by=past_quiet(timezone.localdate() + timedelta(days=ANSWER_DAYS)),
            by=staff(SARA),
        )


def choose(*, text: str, ways: dict[str, Way]) -> None:
    """Let members choose: by code `want` (a signatory's address), `decline` or `ask` (words)."""
    contacts, members = _people("contact"), _members()
    for code, way in ways.items():
        member, by = members[code], contacts[code]
        with acting_as(Caller.secretariat()):
            agreement_id = IssuedAgreement.objects.get(common_text_id=UUID(text), municipality=member).id
            url = agreement_url(member.id, agreement_id)
        with acting_as(Caller.municipality(member)):
            agreement = Agreement.objects.get(pk=agreement_id)
            if address := way.get("want"):
                signatory = Signatory("Dagny Direktør", address)
                own.want(agreement=agreement, signatory=signatory, url=url, by=by)
            elif words := way.get("decline"):
                instead = "Vores egen aftale af 3. maj 2024"
                own.decline(agreement=agreement, reason=words, applies_instead=instead, by=by)
            else:
                own.ask(agreement=agreement, text=way["ask"], by=by)


def sign(*, text: str, codes: list[str], parties: list[str]) -> dict[str, list[str]]:
    """Sign the sent PDFs with real signatures and hand them in; return each copy's verdict."""
    issuer, verdicts = Issuer(), {}
    pens = {
        "supplier": issuer.signer("Susanne Salg"),
        "municipality": issuer.signer("Dagny Direktør", cvr="29189420"),
    }
    signers, members = _people("signatory"), _members()
    with acting_as(Caller.secretariat()):
        suppliers = supplier_actors()
    for code in codes:
        content, said = b"", []
        with acting_as(Caller.secretariat()):
            issued = IssuedAgreement.objects.select_related("pdf").get(
                common_text_id=UUID(text), municipality=members[code]
            )
            assert issued.pdf is not None, "the worker makes no PDF without LibreOffice"
            content = read_bytes(issued.pdf.sha256)
        for party in parties:
            content = signed(content, pens[party], field=party)
            with as_received(f"{issued.number}-underskrevet.pdf", content) as received:
                given: Way = {"received": received, "signed_on": timezone.localdate(), "signed_by": "Dagny"}
                given["approval"] = Approval(reason="Modtaget direkte fra underskriveren.")
                if party == "supplier":
                    with acting_as(Caller.supplier(issued.supplier_id)):
                        mine = IssuedAgreement.objects.get(pk=issued.pk)
                        kept: Any = joint.sign(agreement=mine, by=suppliers[issued.supplier_id], **given)
                        said.append(kept.examination.verdict.label)
                else:
                    with acting_as(Caller.municipality(members[code])):
                        theirs = Agreement.objects.get(pk=issued.pk)
                        kept = own.sign(agreement=theirs, by=signers[code], **given)
                        said.append(kept.examination.verdict.label)
        verdicts[code] = said
    return verdicts


def in_force(*, text: str, codes: list[str]) -> None:
    """Let the agreements of these members be in force, however they came to be signed."""
    found, members = _text(text), _members()
    with acting_as(Caller.owner()), connection.cursor() as cursor:
        for code in codes:
            put_in_force(members[code], found, cursor)


def let_pass(*, text: str, codes: list[str]) -> None:
    """Let these members say that they do not object to the notice about a text."""
    deciders, members = _people("decision_maker"), _members()
    for code in codes:
        with acting_as(Caller.municipality(members[code])):
            for line in AgreementNotice.objects.filter(state="running", agreement__common_text_id=UUID(text)):
                notices.let_pass(line=line, by=deciders[code])


def open_incident(*, incident: str, codes: list[str]) -> None:
    """Let somebody at each of these members open what it got about an incident."""
    people, members = _people("contact"), _members()
    for code in codes:
        with acting_as(Caller.municipality(members[code])):
            incidents.open_it(incident=OwnIncident.objects.get(pk=incident), by=people[code])


def days_pass(*, text: str, codes: list[str]) -> None:
    """Let the day have come on which the sub-processors noticed for a text are used."""
    members, found = _members(), _text(text)
    with acting_as(Caller.owner()), connection.cursor() as cursor:
        for code in codes:
            cursor.execute(
                f"UPDATE {members[code].schema_name}.agreements_municipal_notice"
                " SET used_from = current_date - 1 WHERE supplier_id = %s",
                [found.supplier_id],
            )
        cursor.execute(
            "UPDATE public.agreements_joint_subprocessornotice SET used_from = current_date - 1"
            " WHERE supplier_id = %s",
            [found.supplier_id],
        )
    run_notices()


def end_comes(*, text: str, code: str) -> None:
    """Let the end of a member's agreement have come five days ago, and do what the calendar brings."""
    member, found = _members()[code], _text(text)
    with acting_as(Caller.owner()), connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {member.schema_name}.agreements_municipal_agreement SET ends_on = current_date - 5"
            " WHERE common_text_id = %s",
            [found.id],
        )
        cursor.execute(
            "UPDATE public.tenants_standing SET due = current_date - 5"
            " WHERE kind = 'agreement' AND municipality_id = %s AND joint_id = %s",
            [member.id, found.id],
        )
    follow_dates()


def starts_to_use(*, system: str, code: str) -> None:
    """A member begins to use a system, and the calendar looks for late joiners."""
    with acting_as(Caller.secretariat()):
        found = System.objects.get(name=system)
        SystemUse.objects.create(municipality=_members()[code], system=found)
    look_for_late()


def _text(text: str) -> CommonText:
    with acting_as(Caller.secretariat()):
        return CommonText.objects.get(pk=text)


def _members() -> dict[str, Municipality]:
    with acting_as(Caller.secretariat()):
        return {each.kommunekode: each for each in Municipality.objects.all()}


def _people(role: str) -> dict[str, Actor]:
    codes = {each.id: code for code, each in _members().items()}
    with acting_as(Caller.secretariat()):
        found: dict[UUID, Actor] = municipality_actors(role)
    return {codes[key]: each for key, each in found.items()}


def audit(*, supplier: str, systems: list[str]) -> Way:
    """Plan an audit over these of the supplier's systems, and send its letter."""
    today = timezone.localdate()
    with acting_as(Caller.secretariat()):
        sara = staff(SARA)
        worker = planning.Worker.of(Colleague.objects.get(person_id=sara.id, site="secretariat"))
        chosen = System.objects.filter(supplier=supplier, name__in=systems)
        quarter = (today.month - 1) // 3 + 1
        [made] = planning.plan(
            by=sara, systems=chosen, year=today.year, quarter=quarter, worker=worker, concept=5
        )
        announced = announcing.announce(by=sara, audit=made)
    return {"id": announced.id, "number": announced.case_number}


def answer_all(*, audit: str) -> None:
    """Answer every question with yes, and hand nothing in."""
    with acting_as(Caller.secretariat()):
        case = Audit.objects.get(pk=audit)
        actor = supplier_actors()[case.supplier_id]
    with acting_as(Caller.supplier(case.supplier_id)):
        answers = Answer.objects.filter(questionnaire__audit=audit)
        answering.save_answer(by=actor, answer=answers[0], choice="yes", comment="Ja.")
        answers.update(choice="yes", comment="Ja.")


def hand_in(*, audit: str) -> None:
    """Answer every question with yes, and hand in."""
    answer_all(audit=audit)
    with acting_as(Caller.secretariat()):
        found = Audit.objects.get(pk=audit)
        actor = supplier_actors()[found.supplier_id]
    with acting_as(Caller.supplier(found.supplier_id)):
        answering.submit(by=actor, audit=Audit.objects.get(pk=audit))


def planned(*, run: str, number: int) -> list[str]:
    """Plan a supervision of so many suppliers, and of three more that a round stops; return the contacts.

    One has no contact, one has another case under way, and one expects its statement later.
    """
    today = timezone.localdate()
    names = [f"{run} {place:03} A/S" for place in range(number)]
    stopped = [f"{run} {word} A/S" for word in ("Kontaktløs", "Igang", "Afventer")]
    with acting_as(Caller.secretariat()):
        worker = planning.Worker.of(Colleague.objects.get(email=SARA.email, site="secretariat"))
        sara, emails, systems = staff(SARA), [], []
        for name in [*names, *stopped]:
            made = Supplier.objects.create(name=name)
            systems += [System.objects.create(name=f"{name} {part}", supplier=made) for part in ("Et", "To")]
            if "Kontaktløs" not in name:
                emails.append(f"{slug(name)}@leverandoer.example")
                SupplierContact.objects.create(supplier=made, name=f"Kontakt {name}", email=emails[-1])
            if "Afventer" in name:
                expect_statement(by=sara, supplier=made, expected_on=today + timedelta(days=120))
        first = [each for each in systems if each.name.endswith("Et") or "Igang" not in each.name]
        planning.plan(by=sara, systems=first, year=today.year, quarter=4, worker=worker)
        [running] = Audit.objects.filter(supplier__name=stopped[1])
        announcing.announce(by=sara, audit=running)
        planning.plan(
            by=sara,
            systems=[each for each in systems if each not in first],
            year=today.year,
            quarter=4,
            worker=worker,
        )
    return emails


def case_worker(*, name: str, email: str) -> None:
    """Store one more case worker, with a desk of her own."""
    with acting_as(Caller.owner()):
        store(DemoPerson(name, email, "secretariat", "", ("case_worker",)), make_password(PASSWORD))


def planned_for(*, worker: str, suppliers: list[str]) -> list[str]:
    """Plan an audit of each of these suppliers for a case worker, in this quarter; return the ids."""
    today = timezone.localdate()
    with acting_as(Caller.secretariat()):
        colleague = Colleague.objects.get(email=worker)
        made = planning.plan(
            by=staff(SARA),
            systems=System.objects.filter(supplier__in=suppliers),
            year=today.year,
            quarter=(today.month - 1) // 3 + 1,
            worker=planning.Worker.of(colleague),
        )
        return [str(each.id) for each in made]


def read_drawn(*, audits: list[str]) -> None:
    """Let the leader read and pass those of the reports that a lot has drawn for a second reader."""
    with acting_as(Caller.secretariat()):
        for each in Audit.objects.filter(pk__in=audits, state="second_reading"):
            reporting.pass_reading(by=staff(LISE), audit=each)


def states(*, audits: list[str]) -> dict[str, int]:
    """Return how many of the audits are in each state."""
    with acting_as(Caller.secretariat()):
        found = Audit.objects.filter(pk__in=audits).values_list("state", flat=True)
        return {state: list(found).count(state) for state in set(found)}
