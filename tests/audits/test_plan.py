"""The plan: what is proposed and why, accepting and refusing, handing over, and the board's document."""

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from docx import Document

from audits.joint.actions import planning, statements
from audits.joint.models import Audit, BoardPlan, Handover, RefusedProposal
from audits.joint.planning import board, deciding, handing_over
from audits.joint.planning.moving import quarter_of
from audits.joint.planning.proposals import proposals
from audits.joint.planning.statements import expect_statement
from documents.models import WordTemplate
from documents.shipped import install_missing_templates
from documents.storage import read_bytes
from register.models import SupplierChange, SystemUse
from register.results import keep
from tests.audits.test_statements import keep as kept
from tests.audits.test_walls import refused
from tests.audits.walking import PDF, SECRETARIAT, SUPPLIER, Walk
from tests.personae import PERSONAE
from walls.callers import Caller, acting_as
from workflows.engine import NotPermittedError, NotPossibleError
from workflows.models import LegalValue, LogEntry

TODAY = timezone.localdate


def worker(key: str) -> planning.Worker:
    return planning.Worker(PERSONAE[key].id, PERSONAE[key].name, "", PERSONAE[key].email)


def threshold(number: int) -> None:
    LegalValue.objects.create(
        key="register.threshold", value=number, valid_from=TODAY() - timedelta(days=1), source="Prøve"
    )


def found(kind: str) -> dict[str, Any]:
    """The proposals of a kind by the system's name."""
    return {each.system: each for each in proposals(TODAY()) if each.kind == kind}


def test_use_counts_itself_and_is_proposed_gathered_by_supplier(walk: Walk) -> None:
    sara = walk.actor("sara")
    with acting_as(SECRETARIAT):
        threshold(1)
        new = found("new")
        assert set(new) == {"Nordlys Omsorg", "Nordlys Vagtplan"}
        assert new["Nordlys Omsorg"].reason == "2 kommuner bruger systemet med en indgået aftale."
        with pytest.raises(NotPermittedError):
            deciding.accept(by=walk.actor("karl"), keys=[new["Nordlys Omsorg"].key], worker=worker("sara"))
        with pytest.raises(NotPossibleError, match="Markér"):
            deciding.accept(by=sara, keys=["new:ukendt"], worker=worker("sara"))
        assert deciding.accept(by=sara, keys=[each.key for each in new.values()], worker=worker("sara")) == (
            2,
            1,
        )
        audit = Audit.objects.get()
        assert audit.systems.count() == 2, "one contact a year: all of a supplier in one audit"
        assert (audit.year, audit.quarter) == planning.default_quarter(TODAY())
        assert not found("new")
        threshold_row = LegalValue.objects.filter(key="register.threshold").order_by("-valid_from").first()
        assert threshold_row is not None
        LegalValue.objects.filter(pk=threshold_row.pk).update(value=2)
        below = found("below")["Nordlys Vagtplan"]
        deciding.accept(by=sara, keys=[below.key], worker=worker("sara"))
        assert [each.name for each in audit.systems.all()] == ["Nordlys Omsorg"]
        SystemUse.objects.filter(system=walk.systems[0]).update(subjects=500, special_categories="nej")
        keep([walk.systems[0].id], cause="Prøve")
        changed = found("changed")
        assert "Nordlys Omsorg" in changed
        deciding.accept(by=sara, keys=[changed["Nordlys Omsorg"].key], worker=worker("sara"))
        assert not found("changed")
        LegalValue.objects.filter(pk=threshold_row.pk).update(value=3)
        deciding.accept(by=sara, keys=[found("below")["Nordlys Omsorg"].key], worker=worker("sara"))
        assert walk.again(audit).state == "cancelled"


def test_the_next_audit_follows_the_expected_statement_else_the_concept(walk: Walk) -> None:
    sara, today = walk.actor("sara"), TODAY()
    audit = walk.ready(walk.reviewed(walk.submitted(walk.answered(walk.announced(walk.planned(concept=6))))))
    walk.published(audit)
    with acting_as(SECRETARIAT):
        threshold(1)
        assert not found("due"), "24 months are left"
        LegalValue.objects.create(
            key="audit.recurrence_months",
            value={"6": 3},
            valid_from=today - timedelta(days=1),
            source="Prøve",
        )
        due = found("due")["Nordlys Omsorg"]
        assert due.due is not None
        assert due.reason.startswith("Seneste tilsyn")
        later = today + timedelta(days=100)
        expect_statement(by=sara, supplier=walk.supplier, expected_on=later)
        assert found("due")["Nordlys Omsorg"].due == later
        far = today + timedelta(days=700)
        expect_statement(by=sara, supplier=walk.supplier, system=walk.systems[0], expected_on=far)
        assert set(found("due")) == {"Nordlys Vagtplan"}, (
            "the system's own statement comes before the supplier's"
        )
        vagtplan = found("due")["Nordlys Vagtplan"]
        with pytest.raises(NotPossibleError, match="hvorfor"):
            deciding.refuse(by=sara, keys=[vagtplan.key], reason=" ")
        assert deciding.refuse(by=sara, keys=[vagtplan.key], reason="Udfases i år") == 1
        assert not found("due"), "what was refused stays away"
        assert RefusedProposal.objects.get().reason == "Udfases i år"
        expect_statement(by=sara, supplier=walk.supplier, expected_on=later + timedelta(days=1))
        again = found("due")["Nordlys Vagtplan"]
        deciding.note_event(
            by=sara, supplier=walk.supplier, kind="breach", happened_on=today, text="Brud på en server"
        )
        assert "Brud på en server" in found("event")["Nordlys Omsorg"].reason
        with pytest.raises(NotPossibleError, match="efter i dag"):
            deciding.note_event(by=sara, supplier=walk.supplier, kind="breach", happened_on=far, text="?")
        deciding.accept(by=sara, keys=[again.key], worker=worker("lise"))
        made = Audit.objects.exclude(pk=audit.pk).get()
        assert (made.year, made.quarter) == quarter_of(later + timedelta(days=1))
        assert set(found("event")) == {"Nordlys Omsorg"}, "what is planned is not proposed again"
        SupplierChange.objects.create(
            kind="sale",
            supplier=walk.supplier,
            supplier_name="Nordlys",
            other=walk.supplier,
            other_name="Sydlys",
            system=walk.systems[0],
            effective_on=today,
            reason="Brev",
            state="done",
            by_id=sara.id,
            by_name="Sara",
            done_at=timezone.now(),
        )
        assert "Sydlys" in found("event")["Nordlys Omsorg"].reason


def test_what_the_supplier_keeps_counts_before_what_the_last_case_was_given(walk: Walk) -> None:
    today, leo = TODAY(), walk.actor("leo")
    ended, soon = today - timedelta(days=400), today + timedelta(days=20)
    audit = walk.announced(walk.planned())
    with acting_as(SUPPLIER):
        report = kept(walk, period_to=ended)
        certificate = kept(walk, kind="iso27001", title="ISO 27001", content=PDF + b"%", expires_on=soon)
        for version in (report, certificate):
            statements.use_statement(by=leo, audit=audit, version=version)
    walk.published(walk.ready(walk.reviewed(walk.submitted(walk.answered(audit, files=0)))))
    with acting_as(SECRETARIAT):
        threshold(1)
        LegalValue.objects.create(
            key="audit.recurrence_months",
            value={"5": 36},
            valid_from=today - timedelta(days=1),
            source="Prøve",
        )
        assert set(found("expiring")) == {"Nordlys Omsorg", "Nordlys Vagtplan"}
        assert not found("due")
        expect_statement(by=walk.actor("sara"), supplier=walk.supplier, expected_on=today + timedelta(days=5))
        assert "ventes" in found("due")["Nordlys Omsorg"].reason
    with acting_as(SUPPLIER):
        kept(walk, statement=report.statement, content=PDF + b"%2", period_to=today - timedelta(days=30))
        kept(
            walk,
            statement=certificate.statement,
            content=PDF + b"%3",
            expires_on=today + timedelta(days=900),
        )
    with acting_as(SECRETARIAT):
        due = found("due")["Nordlys Omsorg"]
        assert due.due == today, "the next statement has come before the day that was said"
        assert "En nyere udgave af erklæringen kom" in due.reason
        assert not found("expiring"), "the certificate has been renewed"


def test_cases_are_a_colleagues_for_a_time_and_come_back_by_themselves(walk: Walk) -> None:
    lise, today = walk.actor("lise"), TODAY()
    audit = walk.planned()
    with acting_as(SECRETARIAT):
        given = {"giver": worker("sara"), "taker": worker("lise")}
        with pytest.raises(NotPermittedError):
            handing_over.hand_over(by=walk.actor("karl"), first_day=today, last_day=today, **given)
        with pytest.raises(NotPossibleError, match="Sidste dag"):
            handing_over.hand_over(by=lise, first_day=today, last_day=today - timedelta(days=1), **given)
        row = handing_over.hand_over(
            by=lise, first_day=today + timedelta(days=2), last_day=today + timedelta(days=9), **given
        )
        with pytest.raises(NotPossibleError, match="allerede overdraget"):
            handing_over.hand_over(by=lise, first_day=today, last_day=today + timedelta(days=3), **given)
        handing_over.follow_days(today + timedelta(days=1))
        assert walk.again(audit).case_worker_id == PERSONAE["sara"].id
        for _ in range(2):
            handing_over.follow_days(today + timedelta(days=2))
        assert walk.again(audit).case_worker_id == PERSONAE["lise"].id
        Audit.objects.filter(pk=audit.pk).update(state="closed")
    later = walk.planned([walk.systems[0]])
    with acting_as(SECRETARIAT):
        assert walk.again(later).case_worker_id == PERSONAE["lise"].id, "so is what comes in the period"
        back = {"by": lise, "audit": later, "year": 2026, "quarter": 3}
        planning.move_in_plan(**back, worker=worker("sara"))
        assert walk.again(later).case_worker_id == PERSONAE["sara"].id, "unless she is meant"
        planning.move_in_plan(**back, worker=worker("lise"))
        Audit.objects.filter(pk=audit.pk).update(state="planned")
        handing_over.follow_days(today + timedelta(days=9))
        assert walk.again(audit).case_worker_id == PERSONAE["lise"].id
        handing_over.follow_days(today + timedelta(days=10))
        assert {each.case_worker_id for each in Audit.objects.all()} == {PERSONAE["sara"].id}
        assert Handover.objects.get(pk=row.pk).progress == "ended"
        with pytest.raises(NotPossibleError, match="allerede afsluttet"):
            handing_over.end(by=lise, handover=row)


def test_the_board_gets_a_document_and_its_approval_is_noted(walk: Walk) -> None:
    sara, today = walk.actor("sara"), TODAY()
    walk.planned()
    with acting_as(SECRETARIAT):
        with pytest.raises(NotPossibleError, match="ikke planlagt"):
            board.make(by=sara, year=2031)
        made = board.make(by=sara, year=2026)
        words = Document(io.BytesIO(read_bytes(made.file.sha256)))
        assert "Nordlys Omsorg og Nordlys Vagtplan" in [
            cell.text for table in words.tables for row in table.rows for cell in row.cells
        ]
        with pytest.raises(NotPossibleError, match="i dag"):
            board.adopt(by=sara, plan=made, adopted_on=today + timedelta(days=1))
        board.adopt(by=sara, plan=made, adopted_on=today, note="Uden bemærkninger")
        with pytest.raises(NotPossibleError, match="allerede"):
            board.adopt(by=sara, plan=made, adopted_on=today)
        with acting_as(Caller.owner()):
            WordTemplate.objects.filter(kind="board_plan").delete()
        with pytest.raises(NotPossibleError, match="ingen Word-skabelon"):
            board.make(by=sara, year=2026)
        assert [each.kind for each in install_missing_templates()] == ["board_plan"]
        assert board.make(by=sara, year=2026).number == 2
        assert LogEntry.objects.filter(subject_kind="audits_joint.boardplan", action="adopt").exists()
    for caller in (SUPPLIER, walk.municipality("aalborg"), Caller.door()):
        with acting_as(caller):
            assert refused(BoardPlan.objects.exists)
            assert refused(RefusedProposal.objects.exists)


def test_the_pages_of_the_plan(walk: Walk, client_of: Callable[[str], Client]) -> None:
    audit = walk.planned([walk.systems[0]])
    with acting_as(SECRETARIAT):
        threshold(1)
        key = found("new")["Nordlys Vagtplan"].key
    sara = client_of("sara")
    assert "Kommet over grænsen: 1" in sara.get("/tilsyn/plan/").content.decode()
    page = sara.get("/tilsyn/plan/forslag/?slags=ukendt")
    assert "Nordlys Vagtplan" in page.content.decode()
    hostile = {"forslag": [key, "due:'; DROP"], "worker": "x", "quarter": "9", "year": "a"}
    assert sara.post("/tilsyn/plan/forslag/", hostile).status_code == 200
    me = str(PERSONAE["sara"].id)
    assert sara.post("/tilsyn/plan/forslag/", {"forslag": key, "worker": me}).status_code == 302
    listed = f"/tilsyn/plan/liste/?kvartal=2026-2&sagsbehandler={me}"
    assert audit.case_number in sara.get(listed).content.decode()
    assert sara.get("/tilsyn/plan/liste/?kvartal=x-y&sagsbehandler=z").status_code == 200
    lise = str(PERSONAE["lise"].id)
    moved = {"sag": str(audit.id), "worker": lise, "year": "2027", "quarter": "1"}
    assert sara.post(listed, moved).status_code == 302
    with acting_as(SECRETARIAT):
        again = walk.again(audit)
        assert (again.year, again.quarter, str(again.case_worker_id)) == (2027, 1, lise)
    day = f"{TODAY() + timedelta(days=90):%d.%m.%Y}"
    url = f"/tilsyn/plan/leverandoer/{walk.supplier.id}/"
    assert sara.post(url, {"gerning": "erklaering", "expected_on": day}).status_code == 302
    event = {"gerning": "haendelse", "h-kind": "breach", "h-happened_on": "1.1.2026", "h-text": "<b>Brud</b>"}
    assert sara.post(url, event).status_code == 302
    assert "&lt;b&gt;Brud" in sara.get(url).content.decode()
    assert sara.get(f"/tilsyn/plan/leverandoer/{uuid4()}/").status_code == 404
    span = {"giver": lise, "taker": me, "first_day": f"{TODAY():%d.%m.%Y}", "last_day": day}
    assert sara.post("/tilsyn/plan/overdragelser/", span).status_code == 302
    with acting_as(SECRETARIAT):
        assert str(walk.again(audit).case_worker_id) == me
        row = Handover.objects.get()
    sara.post(f"/tilsyn/plan/overdragelser/{row.id}/")
    with acting_as(SECRETARIAT):
        assert str(walk.again(audit).case_worker_id) == lise
    assert sara.post("/tilsyn/plan/bestyrelse/", {"year": "2027"}).status_code == 302
    with acting_as(SECRETARIAT):
        plan = BoardPlan.objects.get()
    file: Any = sara.get(f"/tilsyn/plan/bestyrelse/{plan.id}/fil/")
    assert b"".join(file.streaming_content).startswith(b"PK")
    sara.post(f"/tilsyn/plan/bestyrelse/{plan.id}/godkendt/", {"adopted_on": f"{TODAY():%d.%m.%Y}"})
    boards = sara.get("/tilsyn/plan/bestyrelse/").content.decode()
    assert "Godkendt" in boards
    assert "2027, udgave 1" in boards
