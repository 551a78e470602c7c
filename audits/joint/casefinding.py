"""Supervisions as cases that mail is about."""

from collections.abc import Collection, Iterable
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from audits.joint.models import Audit, Finding, Hearing, ReportVersion
from register.models import SupplierContact
from workflows import cases
from workflows.cases import Case

_INSIDE = (
    (Finding, "audit_id"),
    (Hearing, "audit_id"),
    (ReportVersion, "audit_id"),
)


def of(ids: Collection[UUID]) -> dict[UUID, Case]:
    """Return the supervision that each id is of or lies in."""
    owner = {each: each for each in ids}
    owner |= dict(Audit.objects.filter(report__in=ids).values_list("report__id", "id"))
    for model, field in _INSIDE:
        owner |= dict(model._default_manager.filter(pk__in=ids).values_list("pk", field))
    rows = Audit.objects.select_related("supplier").filter(pk__in=set(owner.values()))
    found = {case.id: case for case in _cases(rows)}
    return {key: found[audit] for key, audit in owner.items() if audit in found}


def numbered(numbers: Collection[str]) -> list[Case]:
    """Return the supervisions with these numbers."""
    return list(_cases(Audit.objects.select_related("supplier").filter(case_number__in=numbers)))


def within(case_id: UUID) -> list[UUID]:
    """Return the ids of what in a supervision mails are about."""
    inside = [
        each
        for model, _ in _INSIDE
        for each in model._default_manager.filter(audit=case_id).values_list("pk", flat=True)
    ]
    return [
        *inside,
        *Audit.objects.filter(pk=case_id, report__isnull=False).values_list("report__id", flat=True),
    ]


def _cases(audits: Iterable[Audit]) -> Iterable[Case]:
    rows = list(audits)
    contacts: dict[UUID, list[str]] = {}
    suppliers = {each.supplier_id for each in rows}
    wanted = SupplierContact.objects.filter(supplier__in=suppliers).exclude(email="")
    for supplier_id, email in wanted.values_list("supplier_id", "email"):
        contacts.setdefault(supplier_id, []).append(email)
    for audit in rows:
        known = [audit.contact_email, audit.supplier.shared_mailbox, *contacts.get(audit.supplier_id, [])]
        yield Case(
            row=audit,
            number=audit.case_number,
            name=audit.supplier.name,
            path=reverse("audits:case", settings.SITE_URLCONFS["secretariat"], kwargs={"audit_id": audit.id}),
            worker_id=audit.case_worker_id,
            addresses=tuple(each for each in known if each),
        )


cases.register(cases.CaseKind(of, numbered, within))
