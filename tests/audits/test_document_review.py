"""A document is read beside its form, once for all audits; its exceptions become findings by a click."""

from collections.abc import Callable
from html import unescape
from typing import Any

from django.test import Client

from audits.joint.actions import statements
from audits.joint.models import Audit, Evidence, Finding, PlanEvent, StatementReview, StatementVersion
from register.models import Supplier
from tests.audits.test_statements import keep
from tests.audits.walking import PDF, SECRETARIAT, SUPPLIER, Walk
from tests.personae import SUPPLIER_X, SUPPLIER_Y
from walls.callers import acting_as
from workflows.models import LogEntry

Clients = Callable[[str], Client]


def fields(audit: Audit, *exceptions: dict[str, str], **more: Any) -> dict[str, Any]:
    """Return what the form sends for a type 2 report that covers all systems."""
    rows: dict[str, Any] = {"undtagelse-TOTAL_FORMS": len(exceptions), "undtagelse-INITIAL_FORMS": 0}
    for place, row in enumerate(exceptions):
        rows |= {f"undtagelse-{place}-{key}": value for key, value in row.items()}
    with acting_as(SECRETARIAT):
        covers = [str(each.id) for each in audit.systems.all()]
    return {
        "covers": covers,
        "report_type": "type2",
        "assurance": "reasonable",
        "period_to": "31.12.2025",
        "objectives": ["A", "B"],
        "conclusion": "clean",
        "method": "carve_out",
        "subprocessors": "Skyhost A/S",
        "controls": "Gennemgå adgange hvert halve år\nSlet brugere, der fratræder",
        "level": "download",
        "act": "finish",
        **rows,
        **more,
    }


def submitted_with_statement(walk: Walk, *systems: Any) -> Audit:
    """Return a case in review that uses the kept statement, which is kept once for all."""
    audit = walk.announced(walk.planned([*systems] or None))
    with acting_as(SUPPLIER):
        version = StatementVersion.objects.first() or keep(walk)
        statements.use_statement(by=walk.actor("leo"), audit=audit, version=version)
    return walk.submitted(walk.answered(audit, files=0))


def post(client: Client, path: str, said: dict[str, Any]) -> str:
    return unescape(client.post(path, said, follow=True).content.decode())


def test_an_exception_becomes_a_finding_and_one_button_ends_the_reading(
    walk: Walk, client_of: Clients
) -> None:
    sara, audit = client_of("sara"), submitted_with_statement(walk)
    with acting_as(SECRETARIAT):
        found = Evidence.objects.get(audit=audit)
        statements.rest_on(
            by=walk.actor("sara"),
            statement=StatementVersion.objects.get().statement,
            supplier=Supplier.objects.get(pk=SUPPLIER_Y),
        )
    path = f"/tilsyn/{audit.id}/dokumentation/{found.id}/gennemgang/"
    told = post(sara, path, fields(audit, report_type="", subprocessors="", conclusion=""))
    assert "Udfyld type, revisors konklusion" in told
    assert "hvilke underdatabehandlere der er holdt ude" in told
    assert "gør undtagelsen til et forhold" in post(sara, path, fields(audit, conclusion="qualified"))
    row = {"control": "B.13", "objective": "B", "text": "2 af 25 brugere var ikke lukket", "answer": "Rettet"}
    told = post(sara, path, fields(audit, {**row, "kind": "major"}, conclusion="qualified", act="finding-0"))
    noted = {**row, "control": "B.13, side 31"}
    shown = post(sara, path, fields(audit, noted, conclusion="qualified", act="save"))
    assert '#page=31" target="dokument"' in shown, "the document opens where the exception was noted"
    assert 'vis/#page=14"' in sara.get(f"{path}?side=14").content.decode()
    assert "gjort til et forhold for Nordlys Omsorg, Nordlys Vagtplan" in told
    assert "Gennemgået, 2 forhold" in told
    with acting_as(SECRETARIAT):
        made = Finding.objects.filter(audit=audit).order_by("number")
        assert {(each.kind, each.objective) for each in made} == {("major", "B")}
        assert made[0].title == "B.13: 2 af 25 brugere var ikke lukket"
        assert "Ledelsens svar: Rettet" in made[0].text
    again = {**row, "number": "1"}
    assert "allerede gjort til et forhold" in post(sara, path, fields(audit, again, act="finding-0"))
    assert "kan ikke fjernes" in post(sara, path, fields(audit, {**again, "text": ""}))
    told = post(sara, path, fields(audit, again, conclusion="qualified", transfer="Support fra Indien"))
    assert "er gennemgået" in told
    with acting_as(SECRETARIAT):
        found = Evidence.objects.get(pk=found.pk)
        assert (found.state, found.level) == ("sufficient", "download")
        assert [each.text for each in audit.duties.all()] == [
            "Gennemgå adgange hvert halve år",
            "Slet brugere, der fratræder",
        ]
        last = LogEntry.objects.filter(subject_id=found.pk, action="review").get()
        assert last.data == {"conclusion": "qualified", "findings": 2}
        events = {(each.supplier_id, each.kind): each.text for each in PlanEvent.objects.all()}
        assert set(events) == {
            (who, kind) for who in (SUPPLIER_X, SUPPLIER_Y) for kind in ("qualified", "transfer")
        }, "the supplier's other systems are looked at too, and all who rest on it"
        named = "»ISAE 3000« for perioden til 31. december 2025"
        assert events[SUPPLIER_X, "qualified"] == f"{named} er med forbehold."
        assert events[SUPPLIER_Y, "transfer"] == (
            f"{named}, som leverandøren hviler på, fortæller om en ny overførsel: Support fra Indien"
        )


def test_what_was_read_once_is_there_in_the_other_audit_and_next_year(walk: Walk, client_of: Clients) -> None:
    sara = client_of("sara")
    first = submitted_with_statement(walk, walk.systems[0])
    second = submitted_with_statement(walk, walk.systems[1])
    with acting_as(SECRETARIAT):
        one, two = Evidence.objects.get(audit=first), Evidence.objects.get(audit=second)
        assert one.file_id == two.file_id
    row = {"control": "C.7", "objective": "C", "text": "Ingen undervisning", "answer": ""}
    here = f"/tilsyn/{first.id}/dokumentation/{one.id}/gennemgang/"
    post(sara, here, fields(first, row, act="finding-0"))
    post(sara, here, fields(first, {**row, "number": "1"}))
    there = f"/tilsyn/{second.id}/dokumentation/{two.id}/gennemgang/"
    page = unescape(sara.get(there).content.decode())
    assert "Læst før" in page
    assert "Skyhost A/S" in page
    assert "Ingen undervisning" in page
    assert "Gennemgået, ingen bemærkninger" in page, "whether it is a finding here is decided here"
    assert "er gennemgået" in post(sara, there, fields(second, {**row, "number": "1"}))
    with acting_as(SECRETARIAT):
        assert StatementReview.objects.count() == 1
        assert Finding.objects.filter(audit=second).count() == 0
        assert second.duties.count() == 2
    with acting_as(SECRETARIAT):
        Audit.objects.filter(pk=first.pk).update(state="closed")
    third = walk.announced(walk.planned([walk.systems[0]]))
    with acting_as(SUPPLIER):
        newer = keep(walk, content=PDF + b"%ny", statement=StatementVersion.objects.get().statement)
        next_year = statements.use_statement(by=walk.actor("leo"), audit=third, version=newer)
    page = unescape(sara.get(f"/tilsyn/{third.id}/dokumentation/{next_year.id}/gennemgang/").content.decode())
    assert "efter sidste års dokument" in page
    assert "Skyhost A/S" in page
    assert "Ingen undervisning" not in page, "this year's exceptions are this year's"
    walk.submitted(walk.answered(third, files=0))
    said = fields(third, subprocessors="SKYHOST A/S\nCloud Nord ApS")
    assert "er gennemgået" in post(sara, f"/tilsyn/{third.id}/dokumentation/{next_year.id}/gennemgang/", said)
    with acting_as(SECRETARIAT):
        event = PlanEvent.objects.get()
        assert event.kind == "subproc"
        assert event.text.endswith("nævner nye underdatabehandlere: Cloud Nord ApS.")


def test_a_certificate_asks_for_less_and_a_policy_for_almost_nothing(walk: Walk, client_of: Clients) -> None:
    audit, sara = walk.announced(), client_of("sara")
    with acting_as(SUPPLIER):
        for kind in ("iso27001", "policy"):
            version = keep(walk, kind=kind, title=kind, content=PDF + kind.encode())
            statements.use_statement(by=walk.actor("leo"), audit=audit, version=version)
    walk.submitted(walk.answered(audit, files=0))
    with acting_as(SECRETARIAT):
        found = {each.kind: each for each in Evidence.objects.filter(audit=audit)}
        covers = [str(each) for each in found["policy"].covers]
    said = {"covers": covers, "level": "download", "act": "finish"}
    base = f"/tilsyn/{audit.id}/dokumentation"
    path = f"{base}/{found['iso27001'].id}/gennemgang/"
    assert "Udfyld udløbsdato" in post(sara, path, said)
    assert "er gennemgået" in post(sara, path, {**said, "expires_on": "1.1.2030"})
    assert "er gennemgået" in post(sara, f"{base}/{found['policy'].id}/gennemgang/", said)


def test_the_document_is_shown_in_the_page_of_who_may_read_it_and_nowhere_else(
    walk: Walk, client_of: Clients
) -> None:
    audit = submitted_with_statement(walk)
    with acting_as(SECRETARIAT):
        found = Evidence.objects.get(audit=audit)
    path = f"/tilsyn/{audit.id}/dokumentation/{found.id}/vis/"
    answer: Any = client_of("sara").get(path)
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    assert answer["Content-Disposition"].startswith("inline")
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in answer["Content-Security-Policy"]
    assert "script-src" not in answer["Content-Security-Policy"]
    with acting_as(SECRETARIAT):
        assert LogEntry.objects.filter(subject_id=audit.pk, action="read").count() == 1
    for key in ("leo", "lis", "mette"):
        assert client_of(key).get(path).status_code == 404
    with acting_as(SECRETARIAT):
        type(found.file).objects.filter(pk=found.file_id).update(state="quarantined")
    assert client_of("sara").get(path).status_code == 404
    karl = client_of("karl").get(f"/tilsyn/{audit.id}/dokumentation/{found.id}/gennemgang/")
    assert karl.status_code == 403
