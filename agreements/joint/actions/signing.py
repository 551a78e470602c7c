"""The supplier's signed copies: checked, then delivered to the municipality."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection, transaction
from django.db.utils import IntegrityError, OperationalError
from django.utils.translation import gettext as _

from agreements.joint.models import IssuedAgreement, SupplierCopy, SupplierSignatureCheck
from agreements.joint.signing import signings
from agreements.municipal.actions import CHANGED_SINCE, refuse_one_signature
from documents.actions import keep_upload
from documents.signatures.checking import Approval, check_file, why_not
from documents.signatures.facts import Facts, facts_from
from documents.uploadhandlers import ReceivedFile
from workflows import jobs
from workflows.actors import Actor
from workflows.engine import NotPossibleError, OutdatedError
from workflows.log import record

NOT_YOURS_TO_ACCEPT = (
    "Teksten er ikke den, der blev sendt, og det er kommunen, der kan godkende en forskel. Læg den rigtige "
    "fil op, eller aftal med kommunen, at den lægger sin underskrevne kopi med forskellen op først."
)


def check_copy(*, agreement: IssuedAgreement, received: ReceivedFile, by: Actor) -> SupplierSignatureCheck:
    """Keep an uploaded copy and what was found in it; nothing is signed by that alone.

    Raises RefusedFileError for a file that cannot be kept, NotPossibleError for one that the virus
    scanner stopped.
    """
    sent = agreement.pdf or agreement.word
    facts = check_file(received.content, sent, agreement.number)
    with transaction.atomic():
        file = keep_upload(
            received,
            by=by,
            title=f"{agreement.number}, underskrevet af leverandøren",
            supplier_id=agreement.supplier_id,
            case_id=agreement.common_text_id,
        )
        if not file.may_be_handed_out:
            raise NotPossibleError(file.state_reason)
        row = SupplierSignatureCheck(
            agreement=agreement,
            supplier_id=agreement.supplier_id,
            file=file,
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


def may_use(checked: SupplierSignatureCheck, approval: Approval, accepted: Facts | None) -> str:
    """Return why the supplier cannot use a checked copy; nothing where it can.

    A difference of text is the municipality's to accept: `accepted` is what it has accepted already.
    """
    verdict, facts = checked.verdict, checked.found
    if verdict.about_text and not verdict.obstacles and not _is_accepted(facts, accepted):
        return " ".join([*verdict.about_text, NOT_YOURS_TO_ACCEPT])
    return why_not(verdict, approval)


def _is_accepted(facts: Facts, accepted: Facts | None) -> bool:
    """The very same deviations, which stand in the copy that the municipality has signed with its reason."""
    return accepted is not None and accepted.text == facts.text


def sign_checked(
    *,
    agreement: IssuedAgreement,
    checked: SupplierSignatureCheck,
    approval: Approval,
    accepted: Facts | None,
    signed_on: date,
    signed_by: str,
    by: Actor,
) -> SupplierCopy:
    """Take a checked copy as the supplier's and deliver it to the municipality, all or nothing.

    Act as the supplier. Raises OutdatedError where the agreement is not to be signed by the supplier now, or
    another document stands than the copy was compared with; NotPossibleError where the copy cannot be used,
    or the municipality's schema is locked just now.
    """
    sent = agreement.pdf or agreement.word
    if checked.agreement_id != agreement.id or checked.sent_sha256 != sent.sha256:
        raise OutdatedError(CHANGED_SINCE)
    if theirs := next((each.copy_facts.get("facts") for each in signings(agreement.id)), None):
        refuse_one_signature(checked.found, facts_from(theirs))
    if problem := may_use(checked, approval, accepted):
        raise NotPossibleError(problem)
    try:
        return _sign(agreement, checked, approval, _Signed(signed_on, signed_by), by)
    except IntegrityError as error:
        raise OutdatedError(
            _("Aftalen kan ikke underskrives nu. Hent siden igen, og se hvad der er sket.")
        ) from error
    except OperationalError as error:
        raise NotPossibleError(_("Kommunens arkiv er optaget lige nu. Prøv igen om lidt.")) from error


@dataclass(frozen=True)
class _Signed:
    """When and by whom the copy was signed."""

    on: date
    by: str


@transaction.atomic
def _sign(
    agreement: IssuedAgreement,
    checked: SupplierSignatureCheck,
    approval: Approval,
    signed: _Signed,
    by: Actor,
) -> SupplierCopy:
    verdict = checked.verdict
    copy = SupplierCopy(
        agreement=agreement,
        supplier_id=agreement.supplier_id,
        file_id=checked.file_id,
        examination=checked,
        kind=SupplierCopy.Kind.SCANNED if verdict.is_scanned else SupplierCopy.Kind.SIGNED,
        accepted_reason=approval.reason if verdict.doubts else "",
        vouched_name=approval.vouched_name if verdict.is_scanned else "",
        vouched_function=approval.vouched_function if verdict.is_scanned else "",
        signed_on=signed.on,
        signed_by=signed.by,
        added_by_id=by.id,
        added_by_name=by.signature,
    )
    copy.save(force_insert=True)
    told = {"signed_on": signed.on.isoformat(), "result": verdict.label}
    if copy.accepted_reason:
        told["accepted"] = copy.accepted_reason
    if copy.vouched_name:
        told["vouched"] = f"{copy.vouched_name}, {copy.vouched_function}"
    record(agreement, "supplier_signs", by=by, data=told)
    with connection.cursor() as cursor:
        cursor.execute("SELECT agreements_joint_deliver_signature_v1(%s)", [copy.id])
        row = cursor.fetchone()
    job_id: UUID = row[0]
    transaction.on_commit(lambda: jobs.send(job_id), robust=True)
    return copy


def sign(
    *,
    agreement: IssuedAgreement,
    received: ReceivedFile,
    signed_on: date,
    signed_by: str,
    by: Actor,
    approval: Approval | None = None,
) -> SupplierCopy:
    """Check an uploaded copy and take it as the supplier's in one act; raises like the two."""
    checked = check_copy(agreement=agreement, received=received, by=by)
    return sign_checked(
        agreement=agreement,
        checked=checked,
        approval=approval or Approval(),
        accepted=None,
        signed_on=signed_on,
        signed_by=signed_by,
        by=by,
    )
