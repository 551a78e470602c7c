"""Quarters, and moving many in the plan at once."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from audits.joint.actions import planning
from audits.joint.models import Audit
from workflows.actors import Actor
from workflows.engine import NotPossibleError

Quarter = tuple[int, int]


def quarter_of(day: date) -> Quarter:
    """Return year and number of the quarter a day lies in."""
    return day.year, (day.month - 1) // 3 + 1


@transaction.atomic
def move_all(
    *, by: Actor, audits: Sequence[Audit], when: Quarter | None = None, worker: planning.Worker | None = None
) -> int:
    """Give many cases another quarter, another case worker, or both; returns how many.

    Raises NotPossibleError where nothing is to be changed or nothing is marked.
    """
    if when is None and worker is None:
        raise NotPossibleError("Vælg et kvartal, en sagsbehandler eller begge dele.")
    if not audits:
        raise NotPossibleError("Markér mindst ét tilsyn.")
    for audit in audits:
        year, quarter = when or (audit.year, audit.quarter)
        whose = worker or planning.Worker(
            audit.case_worker_id, audit.case_worker_name, audit.case_worker_phone, audit.case_worker_email
        )
        planning.move_in_plan(by=by, audit=audit, year=year, quarter=quarter, worker=whose)
    return len(audits)
