"""Giving a supervision on to the right person at the supplier, or taking a colleague in on it."""

from dataclasses import dataclass

from django.db import transaction

from audits.joint.actions.announcing import invite_to
from audits.joint.actions.answering import tell_worker
from audits.joint.models import Audit
from audits.joint.states import ANSWERABLE
from register.languages import known
from register.models import SupplierContact
from workflows.actors import Actor
from workflows.languages import language_of
from workflows.log import record
from workflows.mail import queue_mail


@dataclass(frozen=True)
class Handover:
    """Who is meant, why, whether that person answers alone from now on, and how it was asked for."""

    name: str
    email: str
    remark: str = ""
    takes_over: bool = True
    from_email: str = ""
    signed_in: bool = True

    @property
    def goes_at_once(self) -> bool:
        """Return whether no case worker has to look: one signed in asked, or it stays in the house."""
        return self.signed_in or _domain(self.email) == _domain(self.from_email)


@transaction.atomic
def hand_over(*, by: Actor, audit: Audit, given: Handover) -> bool:
    """Invite the person to the case and tell everybody concerned; return whether the invitation was sent.

    Who takes over becomes the case's contact person. One of another house, named by a link alone, is only
    put to the case worker. Nothing happens where the supplier is not answering any more.
    """
    locked = Audit.objects.select_for_update(of=("self",)).select_related("supplier").get(pk=audit.pk)
    if locked.state not in ANSWERABLE:
        return False
    data = {"name": given.name, "email": given.email}
    if not given.goes_at_once:
        record(locked, "hand_over_wished", by=by, reason=given.remark, data=data)
        tell_worker(
            locked,
            f"{by.name} er ikke den rette og peger på {given.name}, {given.email}. Adressen hører til et "
            "andet sted end den, vi skrev til, så du må selv sende varslet videre.",
        )
        return False
    before = locked.contact_email
    had = SupplierContact.objects.filter(supplier=locked.supplier, email__iexact=given.email).first()
    contact = had or SupplierContact.objects.create(
        supplier=locked.supplier,
        name=given.name,
        email=given.email,
        role=SupplierContact.Role.DEPUTY,
        language=language_of([before], known([before.lower()])),  # a colleague is taken to read the same
    )
    link = invite_to(by, locked, contact)
    if given.takes_over:
        locked.contact_name, locked.contact_email = contact.name, contact.email
        locked.save(update_fields=["contact_name", "contact_email"])
    record(locked, "hand_over" if given.takes_over else "take_in", by=by, reason=given.remark, data=data)
    _tell(by, locked, given, link, before)
    return True


def _tell(by: Actor, audit: Audit, given: Handover, link: str, before: str) -> None:
    facts = {
        "name": given.name,
        "by": by.name,
        "supplier": audit.supplier.name,
        "case_number": audit.case_number,
        "worker": audit.case_worker_name,
        "phone": audit.case_worker_phone,
    }
    queue_mail(
        to=[given.email],
        template="audits/handed_over",
        context={
            **facts,
            "systems": [system.name for system in audit.systems.all()],
            "deadline": audit.deadline,
            "remark": given.remark,
            "takes_over": given.takes_over,
            "link": link,
        },
        joint_id=audit.id,
        reply_to=audit.case_worker_email,
    )
    if given.takes_over:
        context = {**facts, "email": given.email}
        queue_mail(to=[before], template="audits/handed_on", context=context, joint_id=audit.id)
        tell_worker(audit, f"{by.name} har givet sagen videre til {given.name}, {given.email}.")


def _domain(email: str) -> str:
    return email.rpartition("@")[2].lower()
