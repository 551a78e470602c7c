"""What waits for the supplier among the supervisions, for the reminders."""

from collections.abc import Iterator
from datetime import date
from typing import cast
from uuid import UUID

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.sites import supplier_url
from audits.joint import orienting
from audits.joint.contacts.links import link_of
from audits.joint.models import Audit, ContactAsk
from audits.joint.states import ANSWERABLE
from register.models import SupplierContact
from workflows.reminding import Matter, reminds

PARTIES = {
    "supplier": "leverandørens kontaktperson",
    "management": "leverandørens ledelse og kontaktperson",
    "worker": "sagsbehandleren",
}
NO_MANAGEMENT = "Leverandørens ledelse står ikke i registret, så kun kontaktpersonen får mailen."


@reminds(
    "audits.supplier_answers",
    label="Et tilsyn venter på leverandørens svar",
    parties={**PARTIES, "members": "kommunerne, der bruger systemerne (orientering om manglende svar)"},
    template="audits/supplier_reminder",
    templates={"management": "audits/supplier_escalation", "members": orienting.TEMPLATE},
    circulars={"members": orienting.to_members},
)
def supplier_answers() -> Iterator[Matter]:
    """Supervisions that the supplier has been notified of and has not answered."""
    waiting = Audit.objects.filter(state__in=ANSWERABLE, deadline__isnull=False).select_related("supplier")
    audits = list(waiting)
    management = management_of({each.supplier_id for each in audits})
    for audit in audits:
        yield Matter(
            subject=audit,
            due=cast(date, audit.deadline),
            title=title_of(audit),
            link=supplier_url("audits:case", audit_id=audit.id),
            to=recipients(audit, management),
            reply_to=audit.case_worker_email,
            lacks=lacks(audit, management),
        )


def lacks(audit: Audit, management: dict[UUID, list[str]]) -> dict[str, str]:
    """Return who of the parties cannot be reached, and so what is missing in the register."""
    return {} if management.get(audit.supplier_id) else {"management": NO_MANAGEMENT}


def lacking_management(audit: Audit) -> bool:
    """Return whether an answer is late and nobody in the supplier's management can be written to."""
    if audit.state not in ANSWERABLE or not audit.deadline or audit.deadline >= timezone.localdate():
        return False
    return bool(lacks(audit, management_of({audit.supplier_id})))


def title_of(audit: Audit) -> Promise:
    """Return "Sag T-2026-0001, KMD", in the language of the mail that it ends up in."""
    return format_lazy(_("Sag {number}, {supplier}"), number=audit.case_number, supplier=audit.supplier.name)


def management_of(suppliers: set[UUID]) -> dict[UUID, list[str]]:
    """Return the addresses of the management of each of the suppliers, in one query."""
    found: dict[UUID, list[str]] = {}
    contacts = SupplierContact.objects.filter(supplier_id__in=suppliers, role=SupplierContact.Role.MANAGEMENT)
    for contact in contacts.exclude(email=""):
        found.setdefault(contact.supplier_id, []).append(contact.email)
    return found


def recipients(audit: Audit, management: dict[UUID, list[str]]) -> dict[str, tuple[str, ...]]:
    """Return the addresses of each party to a case."""
    supplier = _unique([audit.contact_email, audit.supplier.shared_mailbox])
    return {
        "supplier": supplier,
        "management": _unique([*management.get(audit.supplier_id, []), *supplier]),
        "worker": _unique([audit.case_worker_email]),
    }


def _unique(addresses: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each for each in addresses if each))


@reminds(
    "audits.contact_round",
    label="En kontaktperson har ikke svaret i kontaktrunden",
    parties={"contact": "kontaktpersonen"},
    template="audits/contact_reminder",
)
def contact_questions() -> Iterator[Matter]:
    """Questions whether somebody is still the contact that nobody has answered, while the link works."""
    waiting = ContactAsk.objects.filter(answer="", expires_at__gt=timezone.now())
    for each in waiting.select_related("round", "supplier"):
        yield Matter(
            subject=each,
            due=each.round.answer_by,
            title=each.supplier.name,
            link=link_of(each.id),
            to={"contact": (each.email,)},
        )
