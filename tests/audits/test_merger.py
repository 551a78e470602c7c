"""A merger while a supervision is under way: the supplier that remains goes on where the other was."""

from collections.abc import Callable

from django.test import Client
from django.utils import timezone

from audits.joint.actions import answering, hearings
from audits.joint.models import Answer, Audit, AuditSystem, Evidence, Hearing, Questionnaire, ReportVersion
from audits.municipal.models import ReceivedReport
from documents.models import StoredFile
from register.changing import actions as changing
from register.changing.reading import affected_by
from register.models import Supplier, SupplierChange
from tests.audits.walking import SECRETARIAT, SUPPLIER, Walk
from tests.personae import SUPPLIER_X, SUPPLIER_Y
from walls.callers import Caller, acting_as

REMAINS = Caller.supplier(SUPPLIER_Y)


def merge(walk: Walk) -> SupplierChange:
    """Let Nordlys go into Kystsoft today, and return the change with its preview looked at."""
    with acting_as(SECRETARIAT):
        change = changing.propose(
            kind="merger",
            supplier=Supplier.objects.get(pk=SUPPLIER_X),
            other=Supplier.objects.get(pk=SUPPLIER_Y),
            effective_on=timezone.localdate(),
            reason="CVR-registret",
            by=walk.actor("sara"),
        )
        assert any("tilsyn under arbejde" in said for said in affected_by(change))
        return changing.confirm(change=change, by=walk.actor("sara"))


def test_a_half_answered_case_goes_along_with_its_files_and_is_handed_in_by_the_other(
    walk: Walk, client_of: Callable[[str], Client]
) -> None:
    audit = walk.answered()
    lis, leo = client_of("lis"), client_of("leo")
    assert lis.get(f"/tilsyn/{audit.id}/").status_code == 404
    merge(walk)
    assert lis.get(f"/tilsyn/{audit.id}/").status_code == 200
    assert leo.get(f"/tilsyn/{audit.id}/").status_code == 404
    with acting_as(SUPPLIER):
        for model in (Audit, AuditSystem, Questionnaire, Answer, Evidence):
            assert not model._default_manager.exists(), model
    with acting_as(REMAINS):
        evidence = Evidence.objects.get()
        assert StoredFile.objects.filter(pk=evidence.file_id).exists()
        answer = Answer.objects.filter(questionnaire__audit=audit).first()
        assert answer is not None
        answering.save_answer(by=walk.actor("lis"), answer=answer, choice="yes", comment="Fortsat ja.")
        answering.submit(by=walk.actor("lis"), audit=walk.again(audit))
    done = walk.ready(walk.reviewed(audit))
    walk.published(done)
    with acting_as(walk.municipality("aalborg")):
        assert ReceivedReport.objects.get().supplier_name == "Kystsoft ApS"
    with acting_as(REMAINS):
        assert ReportVersion.objects.get(audit=audit).file_id
    with acting_as(SUPPLIER):
        assert not ReportVersion.objects.exists()


def test_a_hearing_under_way_is_answered_by_the_supplier_that_remains(
    walk: Walk, client_of: Callable[[str], Client]
) -> None:
    hearing = walk.in_hearing()
    merge(walk)
    with acting_as(SUPPLIER):
        assert not Hearing.objects.exists()
    with acting_as(REMAINS):
        mine = Hearing.objects.get(pk=hearing.pk)
        assert StoredFile.objects.filter(pk=mine.draft_id).exists()
        hearings.finish_hearing(by=walk.actor("lis"), hearing=mine, no_comments=True)
    with acting_as(SECRETARIAT):
        assert Hearing.objects.get().answered_at is not None
    assert client_of("sara").get(f"/tilsyn/{hearing.audit_id}/").status_code == 200


def test_a_closed_case_stays_readable_where_it_was(walk: Walk) -> None:
    audit = walk.ready()
    walk.published(audit)
    with acting_as(SECRETARIAT):
        Audit.objects.filter(pk=audit.pk).update(state="closed")
    merge(walk)
    with acting_as(SUPPLIER):
        assert Audit.objects.filter(pk=audit.pk).exists()
        assert StoredFile.objects.filter(pk=ReportVersion.objects.get().file_id).exists()
    with acting_as(REMAINS):
        assert not Audit.objects.exists()
