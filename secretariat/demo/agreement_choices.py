"""What the municipalities do with their agreements: choose, ask, decline, sign and put in force."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from agreements.joint.actions import answer_question
from agreements.joint.actions import sign as supplier_signs
from agreements.joint.delivering import agreement_url
from agreements.joint.models import CommonText, IssuedAgreement
from agreements.municipal import actions
from agreements.municipal.actions import Signatory
from agreements.municipal.models import Agreement
from agreements.municipal.states import AgreementState
from documents.signatures.checking import Approval
from documents.uploadhandlers import as_received as uploaded
from secretariat.demo.actors import municipality_actors, staff, supplier_actors
from secretariat.demo.agreement_ends import ENDINGS, end
from secretariat.demo.agreement_routes import CHOSEN, ENDED, OTHERS, SIGNED, Way
from secretariat.demo.files import scan_of
from secretariat.demo.people import BENTE, HANNE, SARA, DemoPerson
from tenants.models import Letter, Municipality
from walls.callers import Caller, acting_as
from workflows.actors import Actor
from workflows.calendar import add_working_days

SIGNATORIES = {each.kommunekode: each for each in (BENTE, HANNE)}
QUESTION = "Kan aftalen gælde fra den dag, vi flytter driften, selv om den underskrives før?"
ANSWER = "Ja. Skriv datoen, når I registrerer aftalen som gældende."
OWN = "Kommunens egen databehandleraftale om samme system."
REASON = "Vi er ved at udfase systemet og fortsætter på den nuværende aftale, til det er lukket."
BY_SUPPLIER = ("signed_by_supplier", "signed", "in_force", *ENDINGS)
BY_MUNICIPALITY = ("signed_by_municipality", "signed", "in_force", *ENDINGS)
TO_SIGN = ("to_sign", *BY_SUPPLIER, *BY_MUNICIPALITY)


@dataclass(frozen=True)
class Choice:
    """One municipality's agreement on one text, and where it ends."""

    member: Municipality
    agreement_id: UUID
    supplier_id: UUID
    end: str


def choose(ago: int, sent: list[tuple[UUID, Way]]) -> None:
    """Do what the municipalities, and those who answer them, do on one day."""
    if ago not in (CHOSEN, SIGNED, ENDED):
        return
    with acting_as(Caller.secretariat()):
        found = [choice for text_id, way in sent for choice in _choices(text_id, way)]
        contacts, signers = municipality_actors("contact"), municipality_actors("signatory")
        suppliers = supplier_actors()
    for choice in found:
        if ago == CHOSEN:
            _decide(choice, contacts[choice.member.id])
        elif ago == SIGNED:
            if choice.end in BY_SUPPLIER:
                _supplier_signs(choice, suppliers[choice.supplier_id])
            if choice.end in BY_MUNICIPALITY:
                _municipality_signs(choice, signers[choice.member.id])
        elif choice.end in ("in_force", *ENDINGS):
            _take_effect(choice, contacts[choice.member.id])
            end(choice.end, choice.member, choice.agreement_id, suppliers[choice.supplier_id])
    if ago == SIGNED:
        _answer([choice.agreement_id for choice in found if choice.end == "answered"])


def _choices(text_id: UUID, way: Way) -> list[Choice]:
    text = CommonText.objects.get(pk=text_id)
    issued = text.issued.select_related("municipality").order_by("municipality__kommunekode")
    rest = iter(("for_decision",) * len(issued) if way.end == "withdrawn" else OTHERS * len(issued))
    return [
        Choice(
            each.municipality,
            each.id,
            text.supplier_id,
            way.ends.get(each.municipality.kommunekode) or next(rest),
        )
        for each in issued
    ]


def _decide(choice: Choice, by: Actor) -> None:
    with acting_as(Caller.secretariat()):
        url = agreement_url(choice.member.id, choice.agreement_id)
    with acting_as(Caller.municipality(choice.member)), transaction.atomic():
        agreement = Agreement.objects.get(pk=choice.agreement_id)
        if choice.end in ("wanted", *TO_SIGN):
            signatory = SIGNATORIES[choice.member.kommunekode] if choice.end in TO_SIGN else None
            actions.want(agreement=agreement, signatory=_named(signatory), url=url, by=by)
        elif choice.end in ("question", "answered"):
            actions.ask(agreement=agreement, text=QUESTION, by=by)
        elif choice.end == "declined":
            actions.decline(agreement=agreement, reason=REASON, applies_instead=OWN, by=by)
        elif choice.end == "own":
            day = timezone.localdate() - timedelta(days=400)
            actions.cover_by_own(agreement=agreement, applies_instead=OWN, own_agreement_on=day, by=by)


def _named(each: DemoPerson | None) -> Signatory | None:
    return Signatory(each.name, each.email) if each else None


def _supplier_signs(choice: Choice, by: Actor) -> None:
    with acting_as(Caller.supplier(choice.supplier_id)):
        issued = IssuedAgreement.objects.get(pk=choice.agreement_id)
        with uploaded(f"{issued.number}-underskrevet.png", scan_of(issued.number)) as received:
            supplier_signs(
                agreement=issued,
                received=received,
                signed_on=timezone.localdate(),
                signed_by=by.name,
                by=by,
                approval=Approval(vouched_name=by.name, vouched_function="kontraktansvarlig"),
            )


def _municipality_signs(choice: Choice, by: Actor) -> None:
    with acting_as(Caller.municipality(choice.member)):
        agreement = Agreement.objects.get(pk=choice.agreement_id)
        with uploaded(f"{agreement.number}-underskrevet.png", scan_of(agreement.number)) as received:
            actions.sign(
                agreement=agreement,
                received=received,
                signed_on=timezone.localdate(),
                signed_by=by.name,
                by=by,
                approval=Approval(vouched_name=by.name, vouched_function="direktør"),
            )


def _take_effect(choice: Choice, by: Actor) -> None:
    with acting_as(Caller.municipality(choice.member)):
        agreement = Agreement.objects.get(pk=choice.agreement_id, state=AgreementState.SIGNED)
        today = timezone.localdate()
        actions.take_effect(
            agreement=agreement,
            in_force_from=today,
            valid_until=today + timedelta(days=4 * 365),
            notice_by=add_working_days(today + timedelta(days=3 * 365), 0),
            notice_months=3,
            journal_number=f"{today.year}-{agreement.number[-4:]}",
            by=by,
        )


def _answer(agreement_ids: list[UUID]) -> None:
    with acting_as(Caller.secretariat()):
        for letter in Letter.objects.filter(kind="agreement_question", subject_id__in=agreement_ids):
            answer_question(letter=letter, answer=ANSWER, by=staff(SARA))
