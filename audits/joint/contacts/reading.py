"""Who is to be asked, and what the answers stop."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet

from audits.joint.models import Audit, ContactAsk, ContactRound
from audits.joint.states import AuditState
from register.models import Supplier, SupplierContact
from workflows.values import value_on

CONFIRMED_FOR = "audit.contact_confirmed_days"


def to_ask(today: date) -> QuerySet[Supplier]:
    """Suppliers with planned audits and a contact that has not been confirmed for the configured time."""
    since = date.fromordinal(today.toordinal() - int(value_on(CONFIRMED_FOR, today)))
    planned = Audit.objects.filter(supplier=OuterRef("pk"), state=AuditState.PLANNED)
    contacts = SupplierContact.objects.filter(supplier=OuterRef("pk"))
    asked = ContactAsk.objects.filter(supplier=OuterRef("pk"), answer="", round__answer_by__gte=today)
    return (
        Supplier.objects.filter(Exists(planned), Exists(contacts))
        .exclude(Exists(contacts.filter(last_confirmed__gte=since)))
        .exclude(Exists(asked))
        .annotate(planned=Count("audits", filter=Q(audits__state=AuditState.PLANNED)))
        .annotate(confirmed=Max("contacts__last_confirmed"))
        .order_by("name_sort")
    )


def rounds() -> QuerySet[ContactRound]:
    """The rounds with how they stand, the newest first."""
    answer = ContactAsk.Answer
    counted = ContactRound.objects.annotate(
        total=Count("asks"),
        same=Count("asks", filter=Q(asks__answer=answer.SAME)),
        other=Count("asks", filter=Q(asks__answer=answer.OTHER)),
    )
    return counted.order_by("-created_at")


def unconfirmed(suppliers: Iterable[UUID]) -> dict[UUID, ContactAsk]:
    """The last question to each supplier's contact, where it is unanswered or names somebody else."""
    rows = ContactAsk.objects.filter(supplier__in=set(suppliers)).order_by("round__created_at")
    last = {row.supplier_id: row for row in rows}
    return {
        key: row
        for key, row in last.items()
        if not row.answer or (row.answer == ContactAsk.Answer.OTHER and not row.settled)
    }
