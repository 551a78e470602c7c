"""»Vores dokumentation«: a supplier keeps a document once, and every audit that may use it is offered it."""

from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from audits.joint.actions import statements
from audits.joint.kept import offered, offered_from_chain, open_audits, wanted
from audits.joint.models import Evidence, Reliance, Statement, StatementVersion
from audits.joint.models.statements import next_wanted
from audits.joint.reminding_statements import next_statements
from documents.models import StoredFile
from register.models import Supplier
from tests.audits.test_merger import merge
from tests.audits.walking import PDF, SECRETARIAT, SUPPLIER, Walk, received
from tests.personae import SUPPLIER_X, SUPPLIER_Y
from walls.callers import Caller, acting_as
from workflows.engine import NotPossibleError, OutdatedError

Clients = Callable[[str], Client]
OTHER = Caller.supplier(SUPPLIER_Y)


def keep(walk: Walk, who: str = "leo", content: bytes = PDF, **facts: Any) -> StatementVersion:
    """Keep an edition. Act as who keeps it."""
    statement = facts.pop("statement", None)
    owner = facts.pop("owner", SUPPLIER_X)
    said = {"kind": "isae3000", "title": "ISAE 3000", "wish": "download", **facts}
    with closing(received(content)) as file:
        return statements.keep_statement(
            by=walk.actor(who),
            supplier_id=owner,
            received=file,
            edition=statements.Edition(**said),
            statement=statement,
        )


def two_audits(walk: Walk) -> list[Any]:
    return [walk.announced(walk.planned([system])) for system in walk.systems]


def test_one_file_serves_all_audits_and_a_newer_edition_takes_its_place(walk: Walk) -> None:
    first, second = two_audits(walk)
    leo = walk.actor("leo")
    with acting_as(SUPPLIER):
        kept = keep(walk, period_to=date(2025, 12, 31))
        assert [each.version for each in offered(first)] == [kept]
        for audit in (first, second):
            found = statements.use_statement(by=leo, audit=audit, version=kept)
            assert (found.state, found.file_id, found.wish) == ("ready", kept.file_id, "download")
        with pytest.raises(NotPossibleError, match="allerede brugt"):
            statements.use_statement(by=leo, audit=first, version=kept)
        assert StoredFile.objects.filter(sha256=kept.file.sha256).count() == 1
        newer = keep(walk, content=PDF + b"%2", statement=kept.statement, title="ISAE 3000, rettet")
        assert (newer.number, newer.statement.title) == (2, "ISAE 3000, rettet")
        assert [(audit.pk, bool(used)) for audit, used in open_audits(newer)] == [
            (first.pk, True),
            (second.pk, True),
        ]
        assert offered(first)[0].is_newer
        statements.use_statement(by=leo, audit=first, version=newer)
        states = dict(Evidence.objects.filter(audit=first).values_list("version__number", "state"))
        assert states == {1: "replaced", 2: "ready"}
    walk.submitted(walk.answered(second, files=0))
    with acting_as(SUPPLIER), pytest.raises(OutdatedError):
        statements.use_statement(by=leo, audit=second, version=newer)


def test_a_sub_processors_statement_is_used_where_somebody_rests_on_it_but_its_file_stays_closed(
    walk: Walk, client_of: Clients
) -> None:
    audit, sara, leo = walk.announced(), walk.actor("sara"), client_of("leo")
    with acting_as(SECRETARIAT):
        kept = keep(walk, "sara", owner=SUPPLIER_Y, kind="soc2", title="Hosting SOC 2", wish="closed")
        with pytest.raises(NotPossibleError, match="hviler ikke"):
            statements.use_from_chain(by=sara, audit=audit, version=kept)
        us = Supplier.objects.get(pk=SUPPLIER_X)
        statements.rest_on(by=sara, statement=kept.statement, supplier=us, delivers="drift")
        with pytest.raises(NotPossibleError, match="allerede"):
            statements.rest_on(by=sara, statement=kept.statement, supplier=us)
        assert [each.version for each in offered_from_chain(audit)] == [kept]
    client_of("sara").post(f"/tilsyn/{audit.id}/dokumentation/kaeden/{kept.id}/")
    with acting_as(SECRETARIAT):
        found = Evidence.objects.get(audit=audit)
        assert (found.state, found.supplier_id) == ("ready", SUPPLIER_X)
        assert offered_from_chain(audit) == []
    page = leo.get(f"/tilsyn/{audit.id}/dokumentation/")
    assert "Hosting SOC 2" in page.content.decode()
    assert leo.get(f"/tilsyn/{audit.id}/fil/{kept.file_id}/").status_code == 404
    assert leo.get(f"/dokumentation/{kept.statement_id}/").status_code == 404
    with acting_as(SUPPLIER):
        assert not Statement.objects.exists()
        assert not StoredFile.objects.filter(pk=kept.file_id).exists()
    with acting_as(OTHER):
        assert Statement.objects.count() == 1
        assert not Evidence.objects.exists()
    with acting_as(SECRETARIAT):
        statements.rest_no_more(by=sara, reliance=Reliance.objects.get())
        assert Evidence.objects.filter(audit=audit).exists(), "what was used stands"


def test_the_pages_keep_renew_use_and_retire(walk: Walk, client_of: Clients) -> None:
    audit, leo, lis = walk.announced(), client_of("leo"), client_of("lis")

    def send(path: str, **fields: Any) -> str:
        file = BytesIO(PDF + str(len(fields)).encode())
        file.name = fields.pop("name", "erklæring.pdf")
        facts = {"title": "ISO 27001", "kind": "iso27001", "wish": "download", "file": file, **fields}
        return leo.post(path, facts, follow=True).content.decode()

    assert "Skriv, hvorfor" in send("/dokumentation/", wish="closed")
    assert "men indholdet er en PDF" in send("/dokumentation/", name="x.docx")
    soon = timezone.localdate() + timedelta(days=20)
    assert "er gemt" in send("/dokumentation/", expires_on=f"{soon:%d.%m.%Y}", confidential="Side 2: navne")
    with acting_as(SUPPLIER):
        version = StatementVersion.objects.get()
        assert wanted() == [version]
    base = f"/dokumentation/{version.statement_id}/"
    assert "Ny udgave af »ISO 27001«" in leo.get("/").content.decode()
    file: Any = leo.get(f"{base}fil/{version.file_id}/")
    assert b"".join(file.streaming_content).startswith(b"%PDF")
    for path in (base, f"{base}fil/{version.file_id}/"):
        assert lis.get(path).status_code == 404
    assert lis.post(f"{base}brug/{audit.id}/").status_code == 404
    assert "Brug i tilsynet" in leo.get(f"/tilsyn/{audit.id}/dokumentation/").content.decode()
    assert "er brugt i tilsyn" in leo.post(f"{base}brug/{audit.id}/", follow=True).content.decode()
    assert "er gemt" in send(base, title="ISO 27001:2022", expires_on="1.1.2030")
    assert "Brug den nye udgave" in leo.get(base).content.decode()
    with acting_as(SUPPLIER):
        assert wanted() == []
        newest = str(StatementVersion.objects.latest("number").id)
        covers = [str(each.id) for each in audit.systems.all()][:1]
    told = leo.post(
        f"/tilsyn/{audit.id}/dokumentation/brug/", {"version": newest, "covers": covers}, follow=True
    )
    assert "er modtaget" in told.content.decode()
    assert "taget ud af brug" in leo.post(f"{base}udgaar/", follow=True).content.decode()
    with acting_as(SUPPLIER):
        assert offered(audit) == []
        assert [str(each) for each in Evidence.objects.get(state="ready").covers] == covers


def test_whoever_keeps_a_document_is_asked_for_the_next_edition_until_it_comes(walk: Walk) -> None:
    soon = timezone.localdate() + timedelta(days=30)
    with acting_as(SUPPLIER):
        kept = keep(walk, kind="iso27001", title="ISO 27001", expires_on=soon)
        keep(walk, title="Senere", content=PDF + b"%", expires_on=soon + timedelta(days=400))
        keep(walk, title="Uden dato", content=PDF + b"%%", kind="policy")
    with acting_as(SECRETARIAT):
        [matter] = next_statements()
        assert (matter.due, matter.title) == (soon, "ISO 27001 (ISO 27001- eller 27701-certifikat)")
        assert matter.to == {"supplier": ("leo@nordlys.example", "post@nordlys.example")}
        assert str(kept.statement_id) in matter.link
    with acting_as(SUPPLIER):
        keep(walk, content=PDF + b"%3", statement=kept.statement, expires_on=soon + timedelta(days=365))
    with acting_as(SECRETARIAT):
        assert list(next_statements()) == []


def test_what_is_kept_goes_along_in_a_merger_but_a_closed_case_keeps_its_own(walk: Walk) -> None:
    first, second = two_audits(walk)
    with acting_as(SUPPLIER):
        kept = keep(walk)
        for audit in (first, second):
            statements.use_statement(by=walk.actor("leo"), audit=audit, version=kept)
    with acting_as(SECRETARIAT):
        first.__class__.objects.filter(pk=second.pk).update(state="closed")
    merge(walk)
    with acting_as(OTHER):
        assert [each.version for each in offered(first)] == [], "it is used there already"
        assert StatementVersion.objects.get().file == kept.file
        assert Evidence.objects.get().audit_id == first.pk
    with acting_as(SUPPLIER):
        assert not Statement.objects.exists()
        assert Evidence.objects.get().audit_id == second.pk


def test_the_next_edition_is_due_when_the_last_one_expires_or_a_year_and_a_season_after_its_period() -> None:
    assert next_wanted(date(2025, 12, 31), None) == date(2027, 4, 2)
    assert next_wanted(date(2024, 2, 29), None) == date(2025, 5, 31)
    assert next_wanted(date(2025, 12, 31), date(2026, 6, 1)) == date(2026, 6, 1)
    assert next_wanted(None, None) is None
