"""When a supplier's next statement is expected: the audit waits for it instead of for a fixed quarter."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from audits.joint.models import Audit, ExpectedStatement
from register.models import Supplier, System
from workflows.actors import Actor
from workflows.engine import NotPossibleError
from workflows.log import record

Key = tuple[UUID, UUID | None]


@transaction.atomic
def expect_statement(
    *,
    by: Actor,
    supplier: Supplier,
    expected_on: date,
    system: System | None = None,
    period_end: date | None = None,
    remark: str = "",
) -> ExpectedStatement:
    """Note when the next statement is expected, for one of the supplier's systems or for all of them.

    Called for the supplier's own form too. Raises NotPossibleError for a day that has passed, a period that
    ends after the statement, or a system that is not the supplier's.
    """
    if expected_on <= timezone.localdate():
        raise NotPossibleError("Dagen, erklæringen ventes, skal ligge efter i dag.")
    if period_end and period_end > expected_on:
        raise NotPossibleError("Erklæringen kan ikke komme, før dens periode er slut.")
    if system is not None and system.supplier_id != supplier.pk:
        raise NotPossibleError("Systemet hører ikke til leverandøren.")
    row = ExpectedStatement(
        supplier=supplier,
        system=system,
        expected_on=expected_on,
        period_end=period_end,
        remark=remark,
        by_id=by.id,
        by_name=by.signature,
    )
    row.save(force_insert=True)
    record(row, "expect", by=by, data={"supplier": supplier.name, "expected_on": expected_on.isoformat()})
    return row


def latest(suppliers: Iterable[UUID]) -> dict[Key, ExpectedStatement]:
    """Return what was said last, by supplier and system; None as system: all of the supplier's."""
    rows = ExpectedStatement.objects.filter(supplier__in=set(suppliers)).order_by("at")
    return {(row.supplier_id, row.system_id): row for row in rows}


def expected_on(said: dict[Key, ExpectedStatement], supplier: UUID, system: UUID) -> date | None:
    """Return the day that counts for a system: what was said last, of it or of all."""
    found = [row for key in (system, None) if (row := said.get((supplier, key)))]
    return max(found, key=lambda row: row.at).expected_on if found else None


def expected_for(audits: Sequence[Audit], today: date) -> dict[UUID, date]:
    """Return, by the case's id, the last day after `today` on which a statement of its is expected."""
    said = latest(audit.supplier_id for audit in audits)
    found: dict[UUID, date] = {}
    for audit in audits:
        days = [expected_on(said, audit.supplier_id, each.system_id) for each in audit.systems.all()]
        later = [day for day in days if day and day > today]
        if later:
            found[audit.id] = max(later)
    return found
