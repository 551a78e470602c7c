"""Files that had to wait for the virus scanner: what becomes of the documentation when it has answered."""

from django.db.models import F

from audits.joint.models import Evidence
from audits.joint.states import EvidenceState
from documents.models import StoredFile
from workflows.actors import Actor
from workflows.engine import OutdatedError, move


def settle_scanned(*, by: Actor) -> int:
    """Follow the scanner's later answers: out of quarantine, or there for another reason. Return how many.

    Act as the secretariat. Each is a transaction of its own; one that the supplier has just taken
    back is left alone.
    """
    waiting = Evidence.objects.filter(state=EvidenceState.QUARANTINED).exclude(reason=F("file__state_reason"))
    return sum(
        _settle(each, each.file, by) for each in waiting.select_related("file") if each.file is not None
    )


def _settle(evidence: Evidence, file: StoredFile, by: Actor) -> bool:
    try:
        if file.may_be_handed_out:
            move(evidence, "release", by=by)
        else:
            move(evidence, "quarantine", by=by, reason_given=file.state_reason)
    except OutdatedError:
        return False
    return True
