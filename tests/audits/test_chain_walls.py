"""A sub-processor's statement in another's audit: what its owner says of it stays between it and us."""

import pytest
from django.db import ProgrammingError, transaction

from audits.joint.actions import answering, statements
from audits.joint.actions.sharing import decide_sharing
from audits.joint.models import Audit, Evidence
from audits.municipal.models import ReceivedFile
from register.models import Supplier
from tests.audits.test_merger import merge
from tests.audits.test_statements import Clients, keep
from tests.audits.walking import SECRETARIAT, SUPPLIER, Walk
from tests.personae import SUPPLIER_X, SUPPLIER_Y
from walls.callers import acting_as
from workflows.engine import MoveError
from workflows.models import OutboxMail

WHY, WHERE = "Drift af andre kunder", "Side 4, hvor nøglerne ligger"


def taken_in(walk: Walk) -> Evidence:
    """Take Y's closed statement into X's case, which X has not handed in. Act as us."""
    audit, sara = walk.announced(), walk.actor("sara")
    with acting_as(SECRETARIAT):
        said = {"wish": "closed", "wish_reason": WHY, "confidential": [{"where": WHERE, "why": "Drift"}]}
        kept = keep(walk, "sara", owner=SUPPLIER_Y, title="Hosting SOC 2", **said)
        us = Supplier.objects.get(pk=SUPPLIER_X)
        statements.rest_on(by=sara, statement=kept.statement, supplier=us)
        return statements.use_from_chain(by=sara, audit=audit, version=kept)


def test_what_a_sub_processor_says_is_read_by_us_alone(walk: Walk, client_of: Clients) -> None:
    found = taken_in(walk)
    with acting_as(SUPPLIER):
        row = Evidence.objects.get(pk=found.pk)
        assert (row.title, row.wish_reason, row.confidential) == ("Hosting SOC 2", "", [])
    page = client_of("leo").get(f"/tilsyn/{found.audit_id}/dokumentation/").content.decode()
    assert "Fra en underdatabehandler" in page
    assert "Jeres ønske: " not in page
    ours = client_of("sara").get(f"/tilsyn/{found.audit_id}/dokumentation/").content.decode()
    assert WHY in ours
    assert WHERE in ours


def test_a_supplier_takes_back_its_own_documents_and_none_of_a_sub_processors(walk: Walk) -> None:
    found, leo = taken_in(walk), walk.actor("leo")
    with acting_as(SUPPLIER):
        own = walk.upload(walk.again(found.audit), title="Vores egen")
        assert answering.remove_evidence(by=leo, evidence=own).state == "replaced"
        with pytest.raises(MoveError, match="underdatabehandler"):
            answering.remove_evidence(by=leo, evidence=found)
        with pytest.raises(ProgrammingError), transaction.atomic():
            Evidence.objects.filter(pk=found.pk).update(state="replaced")
        assert Evidence.objects.get(pk=found.pk).state == "ready"


def test_who_owns_a_document_is_told_when_it_is_opened_wider(walk: Walk) -> None:
    found, sara = taken_in(walk), walk.actor("sara")
    with acting_as(SECRETARIAT):
        audit = walk.again(Audit(pk=found.audit_id))
    walk.reviewed(walk.submitted(walk.answered(audit, files=0)), follows=False)
    with acting_as(SECRETARIAT):
        decide_sharing(by=sara, evidence=found, level="closed")
        assert not OutboxMail.objects.filter(kind="audits/shared_wider").exists()
        decide_sharing(by=sara, evidence=found, level="download", reason="Kommunerne skal have den")
        mail = OutboxMail.objects.get(kind="audits/shared_wider")
        assert mail.to == ["lis@kystsoft.example"]
        assert f"/dokumentation/{found.version and found.version.statement_id}/" in mail.body
        Supplier.objects.get(pk=SUPPLIER_Y).contacts.all().delete()
        with pytest.raises(MoveError, match="kan ikke få besked"):
            decide_sharing(by=sara, evidence=found, level="read", reason="Kommunerne skal læse den")
    walk.published(walk.ready(audit))
    with acting_as(walk.municipality("aalborg")):
        [given] = ReceivedFile.objects.filter(is_report=False)
        assert given.confidential == [{"where": WHERE, "why": "Drift"}]


def test_after_a_merger_it_is_the_suppliers_own(walk: Walk) -> None:
    found = taken_in(walk)
    merge(walk)
    with acting_as(SECRETARIAT):
        row = Evidence.objects.get(pk=found.pk)
        assert (row.supplier_id, row.from_chain, row.wish_reason) == (SUPPLIER_Y, False, WHY)
