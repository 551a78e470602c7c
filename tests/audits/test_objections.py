"""An objection to a sent report: raised by supplier or municipality, decided by the leader, told to all."""

from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client

from audits.joint import objections
from audits.joint.actions import objecting
from audits.joint.models import Audit, ReportObjection
from audits.municipal.models import ReceivedReport, ReceivedSystem, Remark
from tests.audits.walking import SECRETARIAT, SUPPLIER, Walk
from walls.callers import Caller, acting_as
from workflows.engine import NotPermittedError, NotPossibleError, OutdatedError
from workflows.jobs import run
from workflows.models import Job, OutboxMail


def told() -> list[str]:
    """Let the worker tell, and return to whom it told of a decision."""
    with acting_as(Caller.jobs()):
        waiting = list(Job.objects.filter(kind=objecting.TELL, state="queued").values_list("id", flat=True))
    for job_id in waiting:
        run(job_id)
    with acting_as(SECRETARIAT):
        mails = OutboxMail.objects.filter(kind="audits/objection_decided")
        return sorted(address for mail in mails for address in mail.to if address.startswith("post@"))


def test_a_municipality_objects_the_leader_agrees_and_version_2_comes(
    walk: Walk, client_of: Callable[[str], Client]
) -> None:
    audit = walk.ready()
    walk.published(audit)
    mette, lise, sara = client_of("mette"), client_of("lise"), client_of("sara")
    with acting_as(walk.municipality("aalborg")):
        own = ReceivedReport.objects.get().id
    page = f"/tilsyn/{own}/"
    sent = mette.post(f"{page}indsigelse/", {"indsigelse-text": "Vi bruger ikke version 3"}, follow=True)
    assert "Afventer afgørelse" in unescape(sent.content.decode())
    case = f"/tilsyn/{audit.id}/rapport/"
    shown = unescape(sara.get(case).content.decode())
    assert "Indsigelse fra Aalborg Kommune" in shown
    assert "Afgør indsigelsen" not in shown, "the case worker decides not"
    assert "Afgør indsigelsen" in unescape(lise.get("/").content.decode())
    with acting_as(SECRETARIAT):
        [row] = objections.of_case(audit)
    given = {f"{row.id.hex}-outcome": "new_version", f"{row.id.hex}-reason": "Det er rigtigt"}
    address = f"/tilsyn/{audit.id}/indsigelse/{row.id}/"
    assert sara.post(address, given).status_code == 403
    assert lise.post(address, given).status_code == 302
    assert lise.post(address, given).status_code == 409, "decided once"
    with acting_as(SECRETARIAT):
        assert walk.again(audit).state == "review"
        assert objections.open_of_others(walk.actor("lise").id) == []
    assert told() == ["post@m_aalborg.example", "post@m_viborg.example", "post@nordlys.example"]
    with acting_as(SECRETARIAT):
        bodies = OutboxMail.objects.filter(kind="audits/objection_decided").values_list("body", flat=True)
        assert not [
            body for body in bodies if "Vi bruger ikke" in body or "Aalborg" in body.split("\n\n", 1)[1]
        ]
    assert "Det er rigtigt" in unescape(mette.get(page).content.decode())
    walk.published(walk.ready(audit))
    for who in ("aalborg", "viborg"):
        with acting_as(walk.municipality(who)):
            assert [each.version for each in ReceivedReport.objects.order_by("version")] == [1, 2]


def test_the_suppliers_objection_is_refused_or_leads_to_withdrawal_and_leaves_its_trace(walk: Walk) -> None:
    audit = walk.ready()
    leo, lise = walk.actor("leo"), walk.actor("lise")
    with acting_as(SUPPLIER), pytest.raises(OutdatedError):
        objecting.raise_objection(by=leo, audit=audit, text="For tidligt")
    walk.published(audit)
    with acting_as(SUPPLIER):
        objecting.raise_objection(by=leo, audit=Audit.objects.get(pk=audit.pk), text="Forkert dato")
        with pytest.raises(NotPossibleError):
            objecting.raise_objection(by=leo, audit=Audit.objects.get(pk=audit.pk), text="  ")
        with pytest.raises(NotPermittedError):
            objecting.raise_objection(by=walk.actor("sara"), audit=audit, text="Ikke min")
    with acting_as(walk_other()):
        assert not ReportObjection.objects.exists(), "another supplier sees nothing"
    with acting_as(SECRETARIAT):
        [row] = objections.of_case(walk.again(audit))
        for who, error in (("sara", NotPermittedError), ("karl", NotPermittedError)):
            with pytest.raises(error):
                decide(walk, audit, row, who, "refused")
        with pytest.raises(NotPossibleError, match="Begrund"):
            objecting.decide_objection(by=lise, audit=audit, objection=row, outcome="refused", reason=" ")
        Audit.objects.filter(pk=audit.pk).update(case_worker_id=lise.id)
        with pytest.raises(NotPossibleError, match="anden leder"):
            decide(walk, audit, row, "lise", "refused")
        Audit.objects.filter(pk=audit.pk).update(case_worker_id=walk.actor("sara").id)
        decide(walk, audit, row, "lise", "refused")
        assert walk.again(audit).state == "published", "the report stands"
    assert len(told()) == 3
    with acting_as(SUPPLIER):
        assert ReportObjection.objects.get().get_outcome_display() == "Ikke medhold"
        objecting.raise_objection(by=leo, audit=Audit.objects.get(pk=audit.pk), text="Forkert system")
    with acting_as(SECRETARIAT):
        row = objections.of_case(walk.again(audit))[1]
        decide(walk, audit, row, "lise", "withdrawal")
        assert walk.again(audit).state == "withdrawn"
    for who in ("aalborg", "viborg"):
        with acting_as(walk.municipality(who)):
            report = ReceivedReport.objects.get()
            assert report.withdrawn_at is not None, "it can still be read"
            assert {each.state for each in ReceivedSystem.objects.all()} == {"withdrawn"}
            assert not Remark.objects.exists()


def decide(walk: Walk, audit: Audit, row: ReportObjection, who: str, outcome: str) -> None:
    objecting.decide_objection(
        by=walk.actor(who), audit=walk.again(audit), objection=row, outcome=outcome, reason="Fordi"
    )


def walk_other() -> Caller:
    from tests.personae import SUPPLIER_Y

    return Caller.supplier(SUPPLIER_Y)
