"""What a municipality does with an agreement. Each act is told upwards in the same transaction."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from agreements.municipal.following import supersede_former
from agreements.municipal.models import Agreement, AgreementQuestion, SignatureCheck, SignedCopy
from agreements.municipal.months import months_before
from agreements.municipal.reporting import report_up as _report_up
from agreements.municipal.states import AgreementState, SigningOrder
from documents.actions import keep_municipal_upload
from documents.municipal.models import MunicipalFile
from documents.signatures.checking import Approval, check_file, why_not
from documents.signatures.facts import Facts
from documents.uploadhandlers import ReceivedFile
from workflows.actors import Actor
from workflows.engine import NotPossibleError, OutdatedError, available, move
from workflows.log import record
from workflows.mail import queue_mail

CHANGED_SINCE = "Aftalen er ændret, siden kopien blev kontrolleret. Læg kopien op igen."
ONE_SIGNATURE = (
    "Filen bærer kun den underskrift, som den anden parts kopi allerede har. Skriv under i den, og læg den "
    "op igen."
)


@dataclass(frozen=True)
class Signatory:
    """Who is to sign for the municipality."""

    name: str
    email: str


@transaction.atomic
def want(*, agreement: Agreement, signatory: Signatory | None, url: str, by: Actor) -> Agreement:
    """Say that the municipality will conclude the agreement; with a signatory it goes on to be signed."""
    move(agreement, "want", by=by)
    _report_up(agreement)
    if signatory is not None:
        send_to_signing(agreement=agreement, signatory=signatory, url=url, by=by)
    return agreement


@transaction.atomic
def want_many(
    *, agreements: list[Agreement], signatory: Signatory | None, url: str, by: Actor
) -> list[Agreement]:
    """Say that the municipality will conclude them all; the signatory gets one mail about them together.

    Of those that the supplier signs first, the signatory is told when it has.
    """
    for agreement in agreements:
        move(agreement, "want", by=by)
        _report_up(agreement)
        if signatory is not None:
            _name_signatory(agreement, signatory, by)
    now = [each for each in agreements if each.signing_order != SigningOrder.SUPPLIER_FIRST]
    if signatory is not None and now:
        names = [f"{each.number} {each.title}, {each.supplier_name}" for each in now]
        facts = {"count": len(names), "agreements": names, "signatory": signatory.name}
        context = {**facts, "by": by.signature, "url": url}
        queue_mail(to=[signatory.email], template="agreements/to_sign_many", context=context)
    return agreements


def _name_signatory(agreement: Agreement, signatory: Signatory, by: Actor) -> None:
    move(
        agreement,
        "send_to_signing",
        by=by,
        data={"signatory": signatory.name},
        signatory_name=signatory.name,
        signatory_email=signatory.email,
    )
    _report_up(agreement)


@transaction.atomic
def send_to_signing(*, agreement: Agreement, signatory: Signatory, url: str, by: Actor) -> Agreement:
    """Name the signatory, who gets a mail with the address of the agreement's page."""
    _name_signatory(agreement, signatory, by)
    facts = {"number": agreement.number, "title": agreement.title, "supplier": agreement.supplier_name}
    context = {**facts, "signatory": signatory.name, "by": by.signature, "url": url}
    if agreement.signing_order == SigningOrder.SUPPLIER_FIRST:
        return agreement  # the signatory is told when the supplier has signed
    queue_mail(
        to=[signatory.email],
        template="agreements/to_sign",
        context=context,
        joint_id=agreement.common_text_id,
    )
    return agreement


@transaction.atomic
def decline(*, agreement: Agreement, reason: str, applies_instead: str, by: Actor) -> Agreement:
    """Say no; the secretariat gets the reason and which agreement applies instead."""
    move(agreement, "decline", by=by, reason=reason, decline_reason=reason, applies_instead=applies_instead)
    _report_up(agreement, "reason")
    return agreement


@transaction.atomic
def cover_by_own(
    *, agreement: Agreement, applies_instead: str, own_agreement_on: date | None, by: Actor
) -> Agreement:
    """Tell that the municipality's own agreement covers the systems."""
    move(agreement, "cover_by_own", by=by, applies_instead=applies_instead, own_agreement_on=own_agreement_on)
    _report_up(agreement)
    return agreement


@transaction.atomic
def cover_by_known(*, agreement: Agreement, own: Agreement, by: Actor) -> Agreement:
    """Tell that one of the municipality's own agreements on record covers the systems.

    Upwards goes the state alone: which agreement it is stays with the municipality.
    """
    cover_by_own(agreement=agreement, applies_instead=str(own)[:300], own_agreement_on=own.agreed_on, by=by)
    agreement.covered_by = own
    agreement.save(update_fields=["covered_by"])
    return agreement


@transaction.atomic
def reconsider(*, agreement: Agreement, reason: str, by: Actor) -> Agreement:
    """Take the decision up again."""
    move(agreement, "reconsider", by=by, reason=reason)
    _report_up(agreement)
    return agreement


@transaction.atomic
def ask(*, agreement: Agreement, text: str, by: Actor) -> AgreementQuestion:
    """Ask the secretariat about the agreement."""
    move(agreement, "ask", by=by)
    question = AgreementQuestion(
        agreement=agreement, text=text, asked_by_id=by.id, asked_by_name=by.signature
    )
    question.save(force_insert=True)
    _report_up(agreement, "question", question.id)
    return question


def check_copy(*, agreement: Agreement, received: ReceivedFile, by: Actor) -> SignatureCheck:
    """Keep an uploaded copy and what was found in it; nothing is signed by that alone.

    Raises RefusedFileError for a file that cannot be kept, NotPossibleError for one that the virus
    scanner stopped.
    """
    _refuse_out_of_turn(agreement, by)
    sent = sent_document(agreement)
    facts = check_file(received.content, sent, agreement.number)
    with transaction.atomic():
        file = keep_municipal_upload(received, by=by, title=f"{agreement.number}, underskrevet af kommunen")
        if not file.may_be_handed_out:
            raise NotPossibleError(file.state_reason)
        row = SignatureCheck(
            agreement=agreement,
            file_id=file.pk,
            sha256=file.sha256,
            sent_sha256=sent.sha256,
            version=facts.version,
            facts=facts.as_data(),
            checked_by_id=by.id,
            checked_by_name=by.signature,
        )
        row.save(force_insert=True)
        record(agreement, "check_copy", by=by, data={"result": row.verdict.label, "sha256": row.sha256})
    return row


def sent_document(agreement: Agreement) -> MunicipalFile:
    """Return the document that was sent to be signed: the PDF, or the Word file where there is none.

    Raises NotPossibleError for an agreement that the municipality has brought along itself.
    """
    sent = agreement.pdf or agreement.word
    if sent is None:
        raise NotPossibleError("Aftalens dokument mangler.")
    return sent


def _refuse_out_of_turn(agreement: Agreement, by: Actor) -> None:
    """Nothing is taken in while the agreement is not the municipality's to sign."""
    step = next(
        (each for each in available(agreement, by=by) if each.name in ("sign_first", "sign_second")), None
    )
    if step is None or step.reason:
        raise NotPossibleError(step.reason if step and step.reason else "Aftalen er ikke til underskrift nu.")


@transaction.atomic
def sign_checked(
    *,
    agreement: Agreement,
    checked: SignatureCheck,
    approval: Approval,
    signed_on: date,
    signed_by: str,
    by: Actor,
) -> SignedCopy:
    """Take a checked copy as the municipality's; the supplier gets it to sign, or has signed already.

    Raises NotPossibleError where the copy cannot be used, or a doubt is not accepted with a reason, or
    nobody vouches for a scanned one; OutdatedError for a check of another document than the one that stands.
    """
    verdict = checked.verdict
    if problem := why_not(verdict, approval):
        raise NotPossibleError(problem)
    second = agreement.state == AgreementState.SIGNED_BY_ONE
    said = {key: words for key, words in _said(checked, approval).items() if words}
    move(agreement, "sign_second" if second else "sign_first", by=by, signed_on=signed_on, data=said)
    # From here on the row is locked: the document that stands now is the one that is signed.
    if checked.agreement_id != agreement.id or checked.sent_sha256 != sent_document(agreement).sha256:
        raise OutdatedError(CHANGED_SINCE)
    theirs = agreement.copies.filter(party=SignedCopy.Party.SUPPLIER)
    for other in theirs.select_related("examination"):
        if other.examination is not None:
            refuse_one_signature(checked.found, other.examination.found)
    copy = SignedCopy(
        agreement=agreement,
        party=SignedCopy.Party.MUNICIPALITY,
        file_id=checked.file_id,
        examination=checked,
        kind=SignedCopy.Kind.SCANNED if verdict.is_scanned else SignedCopy.Kind.SIGNED,
        accepted_reason=approval.reason if verdict.doubts else "",
        vouched_name=approval.vouched_name if verdict.is_scanned else "",
        vouched_function=approval.vouched_function if verdict.is_scanned else "",
        signed_on=signed_on,
        signed_by=signed_by,
        added_by_id=by.id,
        added_by_name=by.signature,
    )
    copy.save(force_insert=True)
    _report_up(agreement, "signed_copy", copy.id)
    return copy


def refuse_one_signature(facts: Facts, theirs: Facts) -> None:
    """Refuse a copy where it and the other party's bear one signature between them.

    Raises NotPossibleError. A scanned copy has none that could be counted: somebody vouches for it.
    """
    if not (facts.by_people and theirs.by_people):
        return
    known = {
        (each.name, each.identifier, each.signed_at) for one in (facts, theirs) for each in one.by_people
    }
    if len(known) < len(SignedCopy.Party):
        raise NotPossibleError(ONE_SIGNATURE)


def _said(checked: SignatureCheck, approval: Approval) -> dict[str, str]:
    """Return what the log keeps of the person's words."""
    verdict = checked.verdict
    return {
        "result": verdict.label,
        "accepted": approval.reason if verdict.doubts else "",
        "vouched": f"{approval.vouched_name}, {approval.vouched_function}" if verdict.is_scanned else "",
    }


def sign(
    *,
    agreement: Agreement,
    received: ReceivedFile,
    signed_on: date,
    signed_by: str,
    by: Actor,
    approval: Approval | None = None,
) -> SignedCopy:
    """Check an uploaded copy and take it as the municipality's in one act; raises like the two."""
    checked = check_copy(agreement=agreement, received=received, by=by)
    return sign_checked(
        agreement=agreement,
        checked=checked,
        approval=approval or Approval(),
        signed_on=signed_on,
        signed_by=signed_by,
        by=by,
    )


@transaction.atomic
def take_effect(
    *,
    agreement: Agreement,
    in_force_from: date,
    valid_until: date | None,
    notice_by: date | None,
    journal_number: str,
    notice_months: int | None = None,
    by: Actor,
) -> Agreement:
    """Note from when the agreement applies between the municipality and the supplier.

    The last day of notice follows from the end and the period of notice unless it is given; the period is
    the text's own where none is given. What the
    agreement replaces is superseded by it.
    """
    notice_months = agreement.notice_months if notice_months is None else notice_months
    if notice_by is None and valid_until and notice_months:
        notice_by = months_before(valid_until, notice_months)
    move(
        agreement,
        "take_effect",
        by=by,
        in_force_from=in_force_from,
        valid_until=valid_until,
        notice_by=notice_by,
        journal_number=journal_number,
        notice_months=notice_months,
    )
    _report_up(agreement)
    supersede_former(agreement=agreement, by=by)
    return agreement
