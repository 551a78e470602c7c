"""Documentation that waits for the virus scanner comes out of quarantine when it has been scanned."""

from typing import Any

import pytest

from audits.joint.models import Evidence
from audits.joint.tasks import settle_files
from documents.models import StoredFile
from documents.tasks import scan_again
from secretariat.celery import app
from tests.audits.walking import SECRETARIAT, SUPPLIER, Walk
from walls.callers import acting_as
from workflows.actors import Actor
from workflows.engine import NotPossibleError, move
from workflows.models import LogEntry


@pytest.fixture
def waiting(walk: Walk, settings: Any) -> Evidence:
    """A file that was handed over while the scanner was away."""
    audit = walk.announced()
    settings.CLAMD = "127.0.0.1:1"  # nothing listens there
    with acting_as(SUPPLIER):
        evidence = walk.upload(audit)
    assert evidence.state == "quarantined"
    return evidence


def stored(evidence: Evidence) -> tuple[str, str]:
    with acting_as(SECRETARIAT):
        found = Evidence.objects.get(pk=evidence.pk)
        return found.state, found.reason


def test_it_may_be_read_once_the_scanner_has_answered(waiting: Evidence, settings: Any) -> None:
    assert "audits.settle_scanned" in {each["task"] for each in app.conf.beat_schedule.values()}
    scan_again()
    settle_files()
    assert stored(waiting)[0] == "quarantined"
    settings.CLAMD = ""
    scan_again()
    settle_files()
    assert stored(waiting) == ("ready", "")
    with acting_as(SECRETARIAT):
        last = LogEntry.objects.filter(subject_id=waiting.pk).latest("number")
        assert (last.action, last.before, last.after) == ("release", "quarantined", "ready")


def test_what_is_found_harmful_stays_and_says_so(waiting: Evidence) -> None:
    found = "Virusscanneren har fundet skadelig kode i filen."
    with acting_as(SECRETARIAT):
        StoredFile.objects.filter(state="quarantined").update(state_reason=found)
    settle_files()
    assert stored(waiting) == ("quarantined", found)


def test_nothing_leaves_quarantine_unscanned(waiting: Evidence) -> None:
    with acting_as(SECRETARIAT), pytest.raises(NotPossibleError, match="ikke scannet"):
        move(Evidence.objects.get(pk=waiting.pk), "release", by=Actor.system())
    assert stored(waiting)[0] == "quarantined"
