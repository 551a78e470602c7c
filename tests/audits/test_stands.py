"""What a municipality may rely on when a finding is put to it: it decides for itself, and tells no why."""

from collections.abc import Callable
from datetime import date, timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from audits.joint.actions import findings
from audits.joint.models import Finding
from audits.joint.stands import risks
from audits.municipal import stand_actions
from audits.municipal.findings import findings_to_act_on
from audits.municipal.models import FindingStand, FollowUpTask, ReceivedFinding
from tenants.models import Letter, Standing
from tests.audits.walking import SECRETARIAT, Walk
from walls.callers import acting_as
from workflows.engine import NotPermittedError, NotPossibleError, OutdatedError

WHY = "Systemet afvikles til sommer."


def presented(walk: Walk) -> Finding:
    """A finding that the supplier has not mended in time is put to the municipalities."""
    finding = walk.with_finding_sent()
    with acting_as(SECRETARIAT):
        Finding.objects.update(deadline=timezone.localdate() - timedelta(days=1))
        findings.take_step(
            by=walk.actor("sara"), finding=Finding.objects.get(), name="present", reason="De svarer ikke."
        )
    return finding


def in_danish(day: date) -> str:
    return f"{day.day}.{day.month}.{day.year}"


def test_a_municipality_accepts_a_risk_for_a_time_and_the_secretariat_is_told_no_more_than_that(
    walk: Walk, client_of: Callable[[str], Client]
) -> None:
    finding = presented(walk)
    mette, dorte, sara = client_of("mette"), client_of("dorte"), client_of("sara")
    path, until = f"/tilsyn/forhold/{finding.id}/", timezone.localdate() + timedelta(days=90)
    assert "De svarer ikke." in unescape(mette.get(path).content.decode())
    assert "Forhold forelagt" in unescape(mette.get("/").content.decode())
    dpo = dorte.post(path + "bemaerkning/", {"bemaerkning-text": "Jeg fraråder det."})
    assert dpo.status_code == 302
    risk = {"response": "risk_accepted", "reason": WHY}
    assert dorte.post(path, {**risk, "owner": "Dorte", "until": in_danish(until)}).status_code == 403
    missing = unescape(mette.post(path, risk).content.decode())
    assert "Skriv, hvem der accepterer risikoen" in missing
    given = {**risk, "owner": "Mette Mortensen, chef", "until": in_danish(until)}
    assert mette.post(path, given).status_code == 302
    shown = unescape(mette.get(path).content.decode())
    for words in (WHY, "Mette Mortensen, chef", "Jeg fraråder det.", "Vi accepterer risikoen"):
        assert words in shown
    with acting_as(walk.municipality("aalborg")):
        assert not findings_to_act_on()
        report = ReceivedFinding.objects.get().system.report_id
    assert "accepterede risikoen" in unescape(mette.get(f"/tilsyn/{report}/historik/").content.decode())
    with acting_as(SECRETARIAT):
        told = Standing.objects.get(kind="audit_finding")
        assert (told.state, told.valid_until, told.joint_id) == ("risk_accepted", until, finding.id)
        assert not Letter.objects.exists(), "neither the reason nor the DPO's remark goes up"
        assert [each.due for each in risks()] == [until]
    theirs = unescape(sara.get(f"/tilsyn/{finding.audit_id}/forhold/").content.decode())
    assert "Aalborg Kommune: accepterer risikoen" in theirs
    assert WHY not in theirs
    with acting_as(walk.municipality("viborg")):
        assert not FindingStand.objects.exists()
        assert len(findings_to_act_on()) == 1, "what Aalborg decides is Aalborg's"


def test_a_time_that_has_run_out_calls_for_a_new_stand_and_an_end_is_told(walk: Walk) -> None:
    finding, mette = presented(walk), walk.actor("mette")
    tomorrow = timezone.localdate() + timedelta(days=1)
    with acting_as(walk.municipality("aalborg")):
        mine = ReceivedFinding.objects.get()
        facts = {"finding": mine, "response": "risk_accepted", "reason": WHY, "owner": "Mette"}
        with pytest.raises(NotPossibleError, match="efter i dag"):
            stand_actions.take_stand(by=mette, **facts, until=timezone.localdate())
        with pytest.raises(NotPermittedError):
            stand_actions.take_stand(by=walk.actor("dorte"), **facts, until=tomorrow)
        stand = stand_actions.take_stand(by=mette, **facts, until=tomorrow)
        FindingStand.objects.filter(pk=stand.pk).update(until=timezone.localdate() - timedelta(days=1))
        [call] = findings_to_act_on()
        assert call.stand
        assert call.stand.status == "udløbet"
        own = stand_actions.take_stand(
            by=mette, finding=mine, response="own_follow_up", reason="Vi ringer til dem."
        )
        assert FollowUpTask.objects.filter(text__contains="Vi ringer til dem.").exists()
        assert list(FindingStand.objects.filter(state="replaced")) == [stand]
        with pytest.raises(NotPossibleError, match="hvorfor"):
            stand_actions.end_stand(by=mette, stand=own, reason=" ")
        stand_actions.end_stand(by=mette, stand=own, reason="Leverandøren er gået i gang.")
        assert len(findings_to_act_on()) == 1
    with acting_as(SECRETARIAT):
        assert Standing.objects.get(kind="audit_finding").state == "ended"
        assert not list(risks())
        Finding.objects.update(state="closed")
        findings.tell_municipalities(finding)
    with acting_as(walk.municipality("aalborg")), pytest.raises(OutdatedError):
        stand_actions.take_stand(
            by=mette, finding=ReceivedFinding.objects.get(), response="noted", reason="Set."
        )


def test_nobody_tells_of_a_stand_that_is_not_its_own(walk: Walk) -> None:
    from django.db import connection, transaction
    from django.db.utils import DatabaseError

    presented(walk)
    with acting_as(walk.municipality("aalborg")):
        stand = stand_actions.take_stand(
            by=walk.actor("mette"), finding=ReceivedFinding.objects.get(), response="noted", reason="Set."
        )
    with (
        acting_as(walk.municipality("viborg")),
        pytest.raises(DatabaseError, match="no such record"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT audits_municipal_finding_up_v1(%s)", [stand.id])
