"""What the worker does with agreements at an outside signing service."""

from uuid import UUID

from django.db import transaction

from agreements.joint.actions import services as acts
from agreements.joint.addresses import municipality_addresses, supplier_addresses
from agreements.joint.delivering import agreement_url
from workflows.jobs import RunningJob, job
from workflows.mail import queue_mail


@job(acts.HAND_OVER)
def service_hand_over(running: RunningJob) -> None:
    """Hand an order over."""
    acts.hand_over(order=acts.order_of(UUID(running.payload["order"])), by=running.by)


@job(acts.ASK)
def service_ask(running: RunningJob) -> None:
    """Ask how far an order is, by the clock or because the service has called."""
    acts.ask(order=acts.order_of(UUID(running.payload["order"])), by=running.by)


@job("agreements.service_signed")
@transaction.atomic
def service_signed(running: RunningJob) -> None:
    """Tell both parties that the agreement has come back with both signatures."""
    order = acts.order_of(UUID(running.payload["order"]))
    agreement = order.agreement
    context = {
        "number": agreement.number,
        "title": agreement.common_text.title,
        "municipality": agreement.municipality_name,
        "service": order.service,
    }
    own = {**context, "url": agreement_url(agreement.municipality_id, agreement.id)}
    to_municipality = municipality_addresses([agreement.municipality_id])[agreement.municipality_id]
    for addresses, told in ((to_municipality, own), (supplier_addresses(order.supplier_id), context)):
        if addresses:
            queue_mail(
                to=addresses,
                template="agreements/service_signed",
                context=told,
                joint_id=agreement.common_text_id,
            )
