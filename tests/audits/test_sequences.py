"""What holds after unusual sequences of steps: versions, withdrawals, schemas that had to wait."""

from collections.abc import Callable
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from audits.joint.actions import findings, planning, publishing, reporting, reviewing
from audits.joint.desk import late_elsewhere
from audits.joint.models import Finding
from audits.joint.tasks import deliver_waiting
from audits.municipal import stand_actions
from audits.municipal.models import ReceivedFinding
from tests.audits.test_delivery import again, caught_up, lagging
from tests.audits.walking import SECRETARIAT, SUPPLIER, Walk
from walls.callers import acting_as
from workflows.engine import NotPossibleError, OutdatedError


def overdue() -> None:
    """Let the time for every finding have passed. Act as the secretariat."""
    Finding.objects.update(deadline=timezone.localdate() - timedelta(days=1))


def test_who_had_to_wait_for_a_report_sees_findings_as_they_stand_now(walk: Walk) -> None:
    steps = lagging("m_viborg")
    finding = walk.with_finding_sent()
    with acting_as(SUPPLIER):
        findings.hand_in_plan(
            by=walk.actor("leo"),
            finding=Finding.objects.get(),
            plan="Vi gennemgår alle adgange.",
            done_by=timezone.localdate(),
        )
    with acting_as(SECRETARIAT):
        findings.take_step(by=walk.actor("sara"), finding=Finding.objects.get(), name="accept_plan")
    caught_up("m_viborg", steps)
    deliver_waiting()
    for host in ("aalborg", "viborg"):
        with acting_as(walk.municipality(host)):
            assert ReceivedFinding.objects.get(finding_id=finding.id).state == "remedying"


def test_why_a_finding_was_put_to_the_municipalities_outlives_a_correction_and_a_new_version(
    walk: Walk,
) -> None:
    walk.with_finding_sent()
    with acting_as(SECRETARIAT):
        overdue()
        presented = findings.take_step(
            by=walk.actor("sara"), finding=Finding.objects.get(), name="present", reason="De svarer ikke."
        )
    for kind in ("correction", "new"):
        again(walk, presented.audit, kind)
        with acting_as(walk.municipality("aalborg")):
            shown = ReceivedFinding.objects.get(system__report__is_current=True)
            assert (shown.state, shown.note) == ("presented", "De svarer ikke.")


def test_a_supervision_whose_report_is_sent_is_withdrawn_and_never_cancelled(walk: Walk) -> None:
    audit, sara = walk.ready(), walk.actor("sara")
    walk.published(audit)
    with acting_as(SECRETARIAT):
        opened = reporting.revise(by=sara, audit=walk.again(audit), kind="new", reason="Ny viden")
        first = opened.questionnaire.answers.first()
        reviewing.review_answer(by=sara, answer=first, verdict="returned", question="Hvornår?")
        returned = reviewing.send_back(by=sara, audit=opened)
        with pytest.raises(NotPossibleError, match="har fået en rapport"):
            planning.cancel(by=sara, audit=returned, reason="Vi opgiver")
        assert walk.again(audit).state == "awaiting_more"
        unsent = walk.planned([walk.other_suppliers_system], concept=6)
        assert planning.cancel(by=sara, audit=unsent, reason="Vi opgiver").state == "cancelled"


def test_nobody_waits_for_anything_about_the_findings_of_a_withdrawn_report(
    walk: Walk, client_of: Callable[[str], Client]
) -> None:
    finding, sara, leo = walk.with_finding_sent(), walk.actor("sara"), walk.actor("leo")
    with acting_as(SECRETARIAT):
        overdue()
        assert "Forhold 1" in next(each.detail for each in late_elsewhere(sara))
        publishing.withdraw(by=sara, audit=walk.again(finding.audit), reason="Forkert erklæring")
        assert late_elsewhere(sara) == []
    with acting_as(SUPPLIER):
        facts = {"finding": Finding.objects.get(), "plan": "Ret", "done_by": timezone.localdate()}
        with pytest.raises(OutdatedError, match="trukket tilbage"):
            findings.hand_in_plan(by=leo, **facts)
    shown = unescape(
        client_of("leo").get(f"/tilsyn/{finding.audit_id}/forhold/{finding.id}/").content.decode()
    )
    assert "Send en handlingsplan" not in shown
    with acting_as(walk.municipality("aalborg")), pytest.raises(OutdatedError, match="gælder ikke længere"):
        stand_actions.take_stand(
            by=walk.actor("mette"), finding=ReceivedFinding.objects.get(), response="noted", reason="Set."
        )
