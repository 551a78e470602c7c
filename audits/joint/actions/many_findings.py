"""One act on many findings: each by itself, the suppliers written to once per case."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from audits.joint.actions.announcing import tell_supplier
from audits.joint.actions.findings import take_step
from audits.joint.models import Audit, Finding
from audits.joint.open_findings import ACTS
from audits.joint.states import SETTLED
from workflows.actors import Actor
from workflows.engine import MoveError, NotPossibleError


def act_on_many(
    *, by: Actor, act: str, findings: Iterable[Finding]
) -> tuple[list[Finding], list[tuple[Finding, str]]]:
    """Take the steps of an act (open_findings.ACTS) with each finding; return what went, and what did not.

    One that cannot go does not hold back the others. Raises NotPossibleError for an act there is not.
    """
    if act not in ACTS:
        raise NotPossibleError("Vælg, hvad der skal ske med de markerede forhold.")
    done: list[Finding] = []
    failed: list[tuple[Finding, str]] = []
    for finding in findings:
        try:
            with transaction.atomic():
                moved = finding
                for step in ACTS[act][1]:
                    moved = take_step(by=by, finding=moved, name=step, mails=False)
        except MoveError as error:
            failed.append((finding, error.reason))
        else:
            done.append(moved)
    _write(done)
    return done, failed


def _write(done: list[Finding]) -> None:
    """Write one mail per case about all its findings."""
    by_case: dict[UUID, list[Finding]] = defaultdict(list)
    for finding in done:
        by_case[finding.audit_id].append(finding)
    for audit in Audit.objects.select_related("supplier").filter(pk__in=by_case):
        rows = by_case[audit.id]
        context: dict[str, object] = {
            "findings": [
                {
                    "number": each.number,
                    "title": each.title,
                    "state": each.get_state_display(),
                    "deadline": None if each.state in SETTLED else each.due,
                }
                for each in sorted(rows, key=lambda each: each.number)
            ]
        }
        tell_supplier(audit, "audits/findings_moved", context)
