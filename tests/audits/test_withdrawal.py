"""A report that is gravely wrong is taken back at once, also while a new version of it is being written."""

from collections.abc import Callable

import pytest
from django.test import Client

from audits.joint.actions import objecting, publishing, reporting
from audits.joint.models import Audit, ReportObjection
from audits.municipal.models import ReceivedReport
from tests.audits.walking import SECRETARIAT, SUPPLIER, Walk
from walls.callers import acting_as
from workflows.engine import NotPossibleError, OutdatedError


def revised(walk: Walk, audit: Audit) -> Audit:
    """Send a report, and begin a new version of it."""
    walk.published(audit)
    with acting_as(SUPPLIER):
        objecting.raise_objection(by=walk.actor("leo"), audit=walk.again(audit), text="Forkert system")
    with acting_as(SECRETARIAT):
        return reporting.revise(by=walk.actor("sara"), audit=walk.again(audit), kind="new", reason="Nyt")


def test_a_sent_report_is_withdrawn_while_a_new_version_is_written(
    walk: Walk, client_of: Callable[[str], Client]
) -> None:
    unsent, sara = walk.ready(), walk.actor("sara")
    with acting_as(SECRETARIAT), pytest.raises(NotPossibleError, match="ikke fået en rapport"):
        publishing.withdraw(by=sara, audit=unsent, reason="Fejl")
    words = "Træk rapporten tilbage"
    assert words not in client_of("sara").get(f"/tilsyn/{unsent.id}/").content.decode()
    audit = revised(walk, unsent)
    assert words in client_of("sara").get(f"/tilsyn/{audit.id}/rapport/").content.decode()
    walk.ready(audit)
    with acting_as(SECRETARIAT):
        publishing.withdraw(by=sara, audit=walk.again(audit), reason="Fejl")
        with pytest.raises(OutdatedError):
            publishing.publish(by=sara, audits=[walk.again(audit)])
    for who in ("aalborg", "viborg"):
        with acting_as(walk.municipality(who)):
            assert ReceivedReport.objects.get().withdrawn_at


def test_an_objection_leads_to_withdrawal_while_a_new_version_is_written(walk: Walk) -> None:
    audit, lise = revised(walk, walk.ready()), walk.actor("lise")
    with acting_as(SECRETARIAT):
        row = ReportObjection.objects.get()
        objecting.decide_objection(
            by=lise, audit=audit, objection=row, outcome="withdrawal", reason="Rapporten er forkert."
        )
        assert walk.again(audit).state == "withdrawn"
    with acting_as(walk.municipality("aalborg")):
        assert ReceivedReport.objects.get().withdrawn_at
