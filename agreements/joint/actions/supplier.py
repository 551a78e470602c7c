"""The supplier's side: wishes, accepting the wording, and signing."""

from datetime import date
from uuid import UUID

from django.db import connection, transaction
from django.db.utils import IntegrityError, OperationalError
from django.utils import timezone

from agreements.joint.models import CommonText, IssuedAgreement, Round, SupplierCopy, Wish
from agreements.joint.states import TextState
from documents.actions import keep_upload
from documents.uploadhandlers import ReceivedFile
from workflows import jobs
from workflows.actors import Actor
from workflows.engine import NotPossibleError, OutdatedError, move
from workflows.log import record
from workflows.mail import queue_mail

NOT_YOURS = "Teksten ligger ikke længere hos jer. Hent siden igen, og se hvad der er sket."


@transaction.atomic
def write_wish(*, text: CommonText, clause: str, heading: str, wish: str, proposal: str, by: Actor) -> Wish:
    """Write what the supplier would like otherwise in one clause, while it holds the pen."""
    turn = _open_round(text)
    row = Wish(
        round=turn,
        supplier_id=text.supplier_id,
        clause=clause,
        heading=heading,
        text=wish,
        proposal=proposal,
        written_by_name=by.signature,
    )
    row.save(force_insert=True)
    return row


@transaction.atomic
def drop_wish(*, text: CommonText, wish: Wish, by: Actor) -> None:
    """Take a wish back before it has been sent."""
    if wish.round_id != _open_round(text).id:
        raise OutdatedError(NOT_YOURS)
    wish.dropped = True
    wish.save(update_fields=["dropped"])


def _open_round(text: CommonText) -> Round:
    fresh = CommonText.objects.select_for_update(of=("self",)).get(pk=text.pk)
    turn = fresh.current_round
    if fresh.state != TextState.AT_SUPPLIER or turn is None or turn.returned_at:
        raise OutdatedError(NOT_YOURS)
    return turn


@transaction.atomic
def return_wishes(*, text: CommonText, note: str, by: Actor) -> CommonText:
    """Hand the pen back with the wishes; the case worker gets a mail."""
    move(text, "return_wishes", by=by)
    turn = _close_round(text, Round.Outcome.WISHES, note, by)
    _tell_case_worker(
        text, "agreements/wishes_received", by, wishes=turn.wishes.filter(dropped=False).count()
    )
    return text


@transaction.atomic
def accept(*, text: CommonText, note: str, by: Actor) -> CommonText:
    """Agree on the wording as it was sent."""
    move(text, "accept", by=by, by_name=by.signature)
    _close_round(text, Round.Outcome.ACCEPTED, note, by)
    _tell_case_worker(text, "agreements/text_accepted", by)
    return text


def _close_round(text: CommonText, outcome: str, note: str, by: Actor) -> Round:
    turn: Round = text.rounds.order_by("-number")[0]
    turn.outcome, turn.returned_at = outcome, timezone.now()
    turn.returned_by_name, turn.closing_note = by.signature, note
    turn.save(update_fields=["outcome", "returned_at", "returned_by_name", "closing_note"])
    return turn


def _tell_case_worker(text: CommonText, template: str, by: Actor, **more: object) -> None:
    if not text.case_worker_email:
        return
    context = {
        "number": text.number,
        "title": text.title,
        "by": by.signature,
        "name": text.case_worker_name,
        **more,
    }
    queue_mail(to=[text.case_worker_email], template=template, context=context, joint_id=text.id)


def sign(
    *, agreement: IssuedAgreement, received: ReceivedFile, signed_on: date, signed_by: str, by: Actor
) -> SupplierCopy:
    """Keep the supplier's signed copy and deliver it to the municipality, all or nothing.

    Raises RefusedFileError for a file that cannot be kept, OutdatedError where the agreement is not to be
    signed by the supplier now, NotPossibleError where the municipality's schema is locked just now.
    """
    try:
        return _sign(agreement, received, signed_on, signed_by, by)
    except IntegrityError as error:
        raise OutdatedError(
            "Aftalen kan ikke underskrives nu. Hent siden igen, og se hvad der er sket."
        ) from error
    except OperationalError as error:
        raise NotPossibleError("Kommunens arkiv er optaget lige nu. Prøv igen om lidt.") from error


@transaction.atomic
def _sign(
    agreement: IssuedAgreement, received: ReceivedFile, signed_on: date, signed_by: str, by: Actor
) -> SupplierCopy:
    title = f"{agreement.number}, underskrevet af leverandøren"
    case_id = agreement.common_text_id
    file = keep_upload(received, by=by, title=title, supplier_id=agreement.supplier_id, case_id=case_id)
    if not file.may_be_handed_out:
        raise NotPossibleError(file.state_reason)
    copy = SupplierCopy(
        agreement=agreement,
        supplier_id=agreement.supplier_id,
        file=file,
        signed_on=signed_on,
        signed_by=signed_by,
        added_by_id=by.id,
        added_by_name=by.signature,
    )
    copy.save(force_insert=True)
    record(agreement, "supplier_signs", by=by, data={"signed_on": signed_on.isoformat()})
    with connection.cursor() as cursor:
        cursor.execute("SELECT agreements_joint_deliver_signature_v1(%s)", [copy.id])
        row = cursor.fetchone()
    job_id: UUID = row[0]
    transaction.on_commit(lambda: jobs.send(job_id), robust=True)
    return copy
