"""Agreements at an outside signing service: handing over, asking, and taking the signed document in.

Each act can be done again after a crash: the order is a row, its id is the service's key, and what is
fetched is taken in within one transaction.
"""

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any, BinaryIO
from uuid import UUID

from django.db import connection, transaction
from django.db.utils import IntegrityError, OperationalError
from django.utils import timezone

from accounts.actions import Organisation
from agreements.joint import services
from agreements.joint.addresses import supplier_contacts
from agreements.joint.models import (
    IssuedAgreement,
    ServiceOrder,
    ServiceState,
    SupplierCopy,
    SupplierSignatureCheck,
)
from agreements.joint.services import Order, OrderRefusedError, Party, ServiceError, SigningService
from agreements.municipal.states import SigningOrder
from documents.actions import keep_upload
from documents.checks.refusal import RefusedFileError
from documents.signatures.checking import check_file
from documents.signatures.facts import Facts, SignatureFacts
from documents.storage import read_bytes
from documents.uploadhandlers import as_received
from workflows.actors import Actor
from workflows.engine import NotPossibleError, OutdatedError, move
from workflows.jobs import enqueue
from workflows.log import record
from workflows.models import Job

ASK_EVERY = timedelta(hours=1)
LONGEST_PAUSE = timedelta(hours=1)
HAND_OVER, ASK = "agreements.service_hand_over", "agreements.service_ask"
RETURN_PATH = "/underskriftstjeneste/"  # where the adapter is called; integrations/signing
ENDED = {"declined": "En underskriver har afvist at skrive under.", "expired": "Fristen er udløbet."}
FROM_SERVICE = "Hentet direkte hos {service}, som selv har bedt parterne om at underskrive."
NOT_TO_SIGN = "Aftalen er ikke længere til underskrift hos begge parter."


@transaction.atomic
def order_signatures(
    *, agreement: IssuedAgreement, signatory: str, email: str, by: Actor
) -> ServiceOrder | None:
    """Order the parties' signatures at the installation's service; None where that cannot be done.

    It takes a service, a PDF, a contact person of the supplier and the municipality's signatory. An order
    under way is left as it is.
    """
    service = services.current()
    contact = next(iter(supplier_contacts(agreement.supplier_id)), None)
    under_way = agreement.service_orders.filter(state__in=[ServiceState.WAITING, ServiceState.AT_SERVICE])
    if service is None or agreement.pdf is None or contact is None or not email or under_way.exists():
        return None
    parties = [
        Party("supplier", contact.name, contact.email),
        Party("municipality", signatory, email),
    ]
    order = agreement.sending.signing_order
    if order == SigningOrder.MUNICIPALITY_FIRST:
        parties.reverse()
    row = ServiceOrder(
        agreement=agreement,
        supplier_id=agreement.supplier_id,
        service=service.name,
        parties=[asdict(each) for each in parties],
        in_order=order != SigningOrder.ANY,
        document_sha256=agreement.pdf.sha256,
    )
    row.save(force_insert=True)
    record(agreement, "order_signatures", by=by, data={"service": service.name})
    _soon(HAND_OVER, row, by)
    return row


def hand_over(*, order: ServiceOrder, by: Actor) -> None:
    """Give the order to the service, unless it has it; where it does not answer, later again."""
    if order.state != ServiceState.WAITING:
        return
    try:
        reference = _service().hand_over(_as_order(order))
        with transaction.atomic():
            move(order, "hand_over", by=by, data={"service": order.service}, reference=reference)
            _at(timezone.now() + ASK_EVERY, ASK, order, by)
    except ServiceError as error:
        _later(HAND_OVER, order, str(error), by)
    except OrderRefusedError as error:
        move(order, "stop", by=by, reason=str(error), why=str(error))
    except OutdatedError:
        return  # handed over by another process in the meantime; the service knows the order by its key


def _service() -> SigningService:
    service = services.current()
    if service is None:
        raise ServiceError("Installationen har ingen underskriftstjeneste.")
    return service


def _as_order(order: ServiceOrder) -> Order:
    agreement = order.agreement
    return Order(
        key=str(order.id),
        title=f"{agreement.number}, {agreement.common_text.title}",
        name=f"{agreement.number}.pdf",
        document=read_bytes(order.document_sha256),
        parties=tuple(Party(**each) for each in order.parties),
        in_order=order.in_order,
        return_address=Organisation("secretariat", "").url(RETURN_PATH),
    )


def ask(*, order: ServiceOrder, by: Actor) -> None:
    """Ask how far the service is, and take in what is signed; where it does not answer, later again."""
    if order.state != ServiceState.AT_SERVICE:
        return
    try:
        progress = _service().progress(order.reference)
        if progress.state == "completed":
            with tempfile.TemporaryFile() as content:
                _service().signed_document(order.reference, content)
                take_in(order=order, content=content, by=by)
        elif progress.state == "pending":
            _at(timezone.now() + ASK_EVERY, ASK, order, by)
        else:
            why = " ".join(filter(None, (ENDED.get(progress.state, ""), progress.reason)))
            move(order, "be_declined", by=by, reason=why, why=why)
    except ServiceError as error:
        _later(ASK, order, str(error), by)
    except OutdatedError:
        return  # taken in by another process in the meantime


def take_in(*, order: ServiceOrder, content: BinaryIO, by: Actor) -> None:
    """Check what the service gave back like any upload, and deliver it to both parties where it is in order.

    What is not in order is kept with its check, and the order says why; the parties may then sign and upload
    themselves.
    """
    agreement = order.agreement
    sent = agreement.pdf or agreement.word
    try:
        facts = check_file(content, sent, agreement.number)
        with transaction.atomic():
            checked = _kept(order, content, facts, by)
            if why := _why_not(facts, checked, order):
                move(order, "refuse_copy", by=by, reason=why, examination=checked, why=why)
                return
            signed = _signed(facts, order)
            move(order, "take_signed", by=by, examination=checked, signed=signed)
            _deliver(order, checked, signed, by)
    except RefusedFileError as error:
        why = str(error)
        move(order_of(order.id), "refuse_copy", by=by, reason=why, examination=None, why=why)
    except IntegrityError:
        move(order_of(order.id), "stop", by=by, reason=NOT_TO_SIGN, why=NOT_TO_SIGN)
    except OperationalError as error:
        raise ServiceError("Kommunens arkiv var optaget.") from error


def _kept(order: ServiceOrder, content: BinaryIO, facts: Facts, by: Actor) -> SupplierSignatureCheck:
    agreement = order.agreement
    with as_received(f"{agreement.number}-underskrevet.pdf", content) as received:
        file = keep_upload(
            received,
            by=by,
            title=f"{agreement.number}, underskrevet af begge parter",
            supplier_id=agreement.supplier_id,
        )
    if not file.may_be_handed_out:
        raise RefusedFileError(file.state_reason, "")
    row = SupplierSignatureCheck(
        agreement=agreement,
        supplier_id=agreement.supplier_id,
        file=file,
        sha256=file.sha256,
        sent_sha256=order.document_sha256,
        version=facts.version,
        facts=facts.as_data(),
        checked_by_id=by.id,
        checked_by_name=order.service,
    )
    row.save(force_insert=True)
    return row


def _why_not(facts: Facts, checked: SupplierSignatureCheck, order: ServiceOrder) -> str:
    verdict = checked.verdict
    if problems := [*verdict.obstacles, *verdict.about_text, *verdict.about_signers]:
        return " ".join(problems)
    if verdict.about_identity and not _vouched_for(facts):
        return " ".join(verdict.about_identity)
    if verdict.is_scanned:
        return "Dokumentet kom tilbage uden digital underskrift."
    if len(facts.by_people) < len(order.parties):
        return f"Dokumentet kom tilbage med {len(facts.by_people)} af {len(order.parties)} underskrifter."
    return ""


def _vouched_for(facts: Facts) -> bool:
    """Without trusted issuers the service itself, which has asked these parties, says who signed.

    An issuer that stands on no list, where there is one, or a certificate of the signer's own is refused.
    """
    return all(each.trust in ("trusted", "not_checked") for each in facts.by_people)


def _signed(facts: Facts, order: ServiceOrder) -> dict[str, Any]:
    """Return who signed for each party and when."""
    found = {}
    for party, each in _matched(facts.by_people, order):
        moment = datetime.fromisoformat(each.signed_at) if each.signed_at else timezone.now()
        found[party["role"]] = {
            "name": (each.name or party["name"])[:150],
            "on": timezone.localdate(moment).isoformat(),
        }
    return found


def _matched(
    people: list[SignatureFacts], order: ServiceOrder
) -> Iterator[tuple[dict[str, str], SignatureFacts]]:
    """Yield each party with its own signature: by name, else by CVR number, else in the order of asking.

    Where the order is free, the one who was named last may have signed first.
    """
    agreement = order.agreement
    numbers = {"supplier": agreement.common_text.supplier.number, "municipality": agreement.municipality.cvr}
    left, mine = list(people), {}

    def take(fits: Callable[[dict[str, str], SignatureFacts], bool]) -> None:
        for party in order.parties:
            found = next((each for each in left if fits(party, each)), None)
            if party["role"] not in mine and found is not None:
                mine[party["role"]] = found
                left.remove(found)

    take(lambda party, each: each.name.casefold() == party["name"].casefold())
    take(lambda party, each: bool(each.cvr) and each.cvr == numbers[party["role"]])
    take(lambda *_: True)
    yield from ((party, mine[party["role"]]) for party in order.parties if party["role"] in mine)


def _deliver(order: ServiceOrder, checked: SupplierSignatureCheck, signed: dict[str, Any], by: Actor) -> None:
    copy = SupplierCopy(
        agreement=order.agreement,
        supplier_id=order.supplier_id,
        file_id=checked.file_id,
        examination=checked,
        kind=SupplierCopy.Kind.SIGNED,
        accepted_reason=FROM_SERVICE.format(service=order.service) if checked.verdict.doubts else "",
        signed_on=signed["supplier"]["on"],
        signed_by=signed["supplier"]["name"],
        added_by_id=by.id,
        added_by_name=order.service,
    )
    copy.save(force_insert=True)
    with connection.cursor() as cursor:
        own = signed["municipality"]
        cursor.execute(
            "SELECT agreements_joint_deliver_both_v1(%s, %s, %s)", [copy.id, own["name"], own["on"]]
        )
    enqueue("agreements.service_signed", by=by, payload={"order": str(order.id)})


def try_now(*, order: ServiceOrder, by: Actor) -> None:
    """Hand over or ask at once, also where the worker has given up."""
    if order.state not in (ServiceState.WAITING, ServiceState.AT_SERVICE):
        raise NotPossibleError("Bestillingen er afsluttet.")
    _soon(HAND_OVER if order.state == ServiceState.WAITING else ASK, order, by)


def _soon(kind: str, order: ServiceOrder, by: Actor) -> None:
    enqueue(kind, by=by, payload={"order": str(order.id)})


@transaction.atomic
def _later(kind: str, order: ServiceOrder, trouble: str, by: Actor) -> None:
    """Note what went wrong and try again, after twice as long each time, an hour at most."""
    order.trouble, order.tries = trouble[:2000], order.tries + 1
    order.save(update_fields=["trouble", "tries"])
    pause = min(timedelta(minutes=2 ** min(order.tries, 6)), LONGEST_PAUSE)
    _at(timezone.now() + pause, kind, order, by)


def _at(moment: datetime, kind: str, order: ServiceOrder, by: Actor) -> None:
    """One job waits for a later hour, however often the service has called in the meantime."""
    waits = Job.objects.filter(kind=kind, state=Job.State.QUEUED, payload__order=str(order.id))
    if not waits.filter(not_before__gt=timezone.now()).exists():
        enqueue(kind, by=by, payload={"order": str(order.id)}, not_before=moment)


def order_of(order_id: UUID) -> ServiceOrder:
    """Return an order with all that its acts read."""
    return ServiceOrder.objects.select_related(
        "agreement__common_text", "agreement__sending", "agreement__pdf", "agreement__word"
    ).get(pk=order_id)
