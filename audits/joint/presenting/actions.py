"""Putting a year's plan before the members, and before those again whom it has not reached."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from accounts.permissions import P
from accounts.sites import hosts_of
from audits.joint.models import PlanPresentation
from register.thresholds import COUNTED_MEMBERS
from tenants.models import Municipality
from walls.callers import Caller
from workflows.actors import Actor
from workflows.engine import NotPermittedError, NotPossibleError
from workflows.jobs import enqueue
from workflows.log import record

KIND = "audits.present_plan"


@transaction.atomic
def present_to_all(
    *, by: Actor, year: int, due: date, note: str = "", members: Iterable[Municipality] | None = None
) -> PlanPresentation:
    """Put a year's plan before all members, or before some; a job for each, in the member's own role.

    Points come from a municipality's own facts, which nobody else may see together: so each plan is drafted
    in the municipality's own schema (docs/adr). One that is adopted already is left alone there.
    """
    if not by.may(P.AUDITS_PLAN):
        raise NotPermittedError("Du har ikke adgang til planen.")
    chosen = list(members) if members is not None else list(all_members())
    if not chosen:
        raise NotPossibleError("Der er ingen kommuner at forelægge planen for.")
    row = PlanPresentation(
        year=year, due=due, note=note, members=len(chosen), by_id=by.id, by_name=by.signature
    )
    row.save(force_insert=True)
    record(row, "present_plan", by=by, data={"year": year, "members": len(chosen)})
    payload = {"year": year, "due": due.isoformat(), "note": note, "presentation": str(row.id)}
    hosts = hosts_of([each.pk for each in chosen])  # a municipality's role knows no host names
    for each in chosen:
        told = {**payload, "host": hosts.get(each.pk, "")}
        enqueue(KIND, by=by, caller=Caller.municipality(each), payload=told)
    return row


def all_members() -> Iterable[Municipality]:
    """Return the members whose systems count, by name."""
    return Municipality.objects.filter(state__in=COUNTED_MEMBERS).order_by("name_sort")
