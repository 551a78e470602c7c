"""What a municipality reports about its own systems. Act as the municipality."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.permissions import P
from register.models import MissingSystemReport, Source, SystemUse
from register.permitted import must
from register.portfolio.counts import Count
from workflows.actors import Actor
from workflows.log import record

REPORTED = ["reported_at", "reported_by_name", "updated_at"]
ANSWERS = ("special_categories", "cpr", "other_protected", "special_processing")
FACTS = ("subjects", "subjects_is_estimate", "subjects_basis", "subjects_source", "told", *ANSWERS)


def _sign(use: SystemUse, by: Actor) -> None:
    use.reported_at, use.reported_by_name = timezone.now(), by.signature[:300]


@transaction.atomic
def report_facts(*, use: SystemUse, facts: dict[str, Any], by: Actor) -> SystemUse:
    """Store what the municipality knows of its own use; from now on no file changes it.

    ``facts`` holds those of ``count`` (with ``basis``, what an estimate builds on) and the answers of
    ``ANSWERS`` that are given now; the others stay. Raises NotPermittedError.
    """
    must(by, P.OWN_SYSTEMS_REPORT)
    before = _values(use)
    if "count" in facts:
        count: Count | None = facts["count"]
        use.subjects, use.subjects_is_estimate = (count.number, count.is_estimate) if count else (None, False)
        use.subjects_basis = facts.get("basis", "") if use.subjects_is_estimate else ""
        use.subjects_source = Source.MUNICIPALITY if count else Source.FILE
    given = {name for name in ANSWERS if name in facts and facts[name] != getattr(use, name)}
    for name in given:
        setattr(use, name, facts[name])
    use.told = ",".join(sorted(use.told_answers | given))
    after = _values(use)
    changed = {name: [before[name], after[name]] for name in before if before[name] != after[name]}
    if changed:
        _sign(use, by)
        use.save(update_fields=[*FACTS, *REPORTED])
        fields: list[Any] = [SystemUse._meta.get_field(name) for name in changed]
        labels = [str(field.verbose_name) for field in fields]
        record(use, "report_facts", by=by, data={"facts": labels, "changed": changed})
    return use


def _values(use: SystemUse) -> dict[str, Any]:
    names = ("subjects", "subjects_is_estimate", "subjects_basis", *ANSWERS)
    return {name: getattr(use, name) for name in names}


@transaction.atomic
def stop_using(*, use: SystemUse, by: Actor, reason: str = "") -> SystemUse:
    """Note that the municipality no longer uses the system; a file does not bring it back."""
    return _set_active(use, False, "stop_using", by, reason)


@transaction.atomic
def use_again(*, use: SystemUse, by: Actor) -> SystemUse:
    """Note that the municipality uses the system after all."""
    return _set_active(use, True, "use_again", by, "")


def _set_active(use: SystemUse, active: bool, action: str, by: Actor, reason: str) -> SystemUse:
    must(by, P.OWN_SYSTEMS_REPORT)
    if use.is_active != active:
        use.is_active = active
        _sign(use, by)
        use.save(update_fields=["is_active", *REPORTED])
        record(use, action, by=by, reason=reason)
    return use


@transaction.atomic
def report_missing(*, municipality_id: UUID, facts: dict[str, Any], by: Actor) -> MissingSystemReport:
    """Tell the secretariat of a system that the list lacks; ``facts`` has name, supplier_name, count and
    note. Raises NotPermittedError.
    """
    must(by, P.OWN_SYSTEMS_REPORT)
    count: Count | None = facts.get("count")
    report = MissingSystemReport(
        municipality_id=municipality_id,
        name=facts["name"],
        supplier_name=facts.get("supplier_name", ""),
        note=facts.get("note", ""),
        subjects=count.number if count else None,
        subjects_is_estimate=bool(count and count.is_estimate),
        reported_by_id=by.id,
        reported_by_name=by.signature[:300],
    )
    report.save(force_insert=True)
    record(report, "report", by=by, after=report.state)
    return report
