"""Answering a municipality that misses a system in its list. Act as the secretariat."""

from django.db import transaction

from register.actions.systems import add_system
from register.models import MissingSystemReport, Source, Supplier, System, SystemUse
from register.portfolio.spelling import supplier_key
from workflows.actors import Actor
from workflows.engine import move

_TOLD = [
    "is_active",
    "subjects",
    "subjects_is_estimate",
    "subjects_source",
    "reported_at",
    "reported_by_name",
    "updated_at",
]


@transaction.atomic
def add(*, report: MissingSystemReport, system: System, by: Actor, answer: str = "") -> SystemUse:
    """Put the system on the municipality's list. Raises MoveError when the report is answered already.

    What else the municipality has told of a use that stands there stays as it is.
    """
    move(report, "add", by=by, system=system, answer=answer)
    use, _ = SystemUse.objects.select_for_update(of=("self",)).get_or_create(
        municipality_id=report.municipality_id,
        system=system,
        defaults={"source": Source.MUNICIPALITY, "reported_by_name": report.reported_by_name},
    )
    use.is_active = True
    if report.subjects is not None:
        use.subjects, use.subjects_is_estimate = report.subjects, report.subjects_is_estimate
        use.subjects_source = Source.MUNICIPALITY
    use.reported_at, use.reported_by_name = report.reported_at, report.reported_by_name
    use.save(update_fields=_TOLD)
    return use


@transaction.atomic
def add_as_new(*, report: MissingSystemReport, by: Actor, answer: str = "") -> SystemUse:
    """Make a system of what is reported, and put it on the list: both, or neither where `add` raises."""
    key = supplier_key(report.supplier_name)
    supplier = Supplier.objects.filter(name_key=key).first() if key else None
    system = add_system(name=report.name, supplier=supplier, by=by)
    return add(report=report, system=system, answer=answer, by=by)


@transaction.atomic
def decline(*, report: MissingSystemReport, answer: str, by: Actor) -> None:
    """Say why the system does not come on the list. Raises MoveError when the report is answered already."""
    move(report, "decline", by=by, reason=answer, answer=answer)
