"""Answering a municipality that misses a system in its list. Act as the secretariat."""

from django.db import transaction

from register.models import MissingSystemReport, Source, System, SystemUse
from workflows.actors import Actor
from workflows.engine import move


@transaction.atomic
def add(*, report: MissingSystemReport, system: System, by: Actor, answer: str = "") -> SystemUse:
    """Put the system on the municipality's list. Raises MoveError when the report is answered already."""
    move(report, "add", by=by, system=system, answer=answer)
    use, _ = SystemUse.objects.get_or_create(
        municipality_id=report.municipality_id,
        system=system,
        defaults={"source": Source.MUNICIPALITY, "reported_by_name": report.reported_by_name},
    )
    use.is_active = True
    if report.subjects is not None:
        use.subjects, use.subjects_is_estimate = report.subjects, report.subjects_is_estimate
        use.subjects_source = Source.MUNICIPALITY
    use.reported_at, use.reported_by_name = report.reported_at, report.reported_by_name
    use.save()
    return use


@transaction.atomic
def decline(*, report: MissingSystemReport, answer: str, by: Actor) -> None:
    """Say why the system does not come on the list. Raises MoveError when the report is answered already."""
    move(report, "decline", by=by, reason=answer, answer=answer)
