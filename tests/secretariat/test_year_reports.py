"""A municipality's year report: its own numbers as they were counted by hand, and nobody else's."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from audits.joint.models import Audit
from audits.municipal.models import FollowUpTask, ReceivedReport
from audits.municipal.states import Level
from audits.municipal.yearreports.models import YearReport
from documents.shipped import install_shipped_templates
from documents.storage import read_bytes
from register.models import Supplier
from secretariat.overviews.municipality import actions
from secretariat.overviews.municipality.reading import year_of
from tenants.models import Municipality
from tests.audits.conftest import files_apart  # noqa: F401 - files of the test lie in a folder of its own
from tests.audits.delivering import Sender
from tests.personae import SUPPLIER_X
from tests.secretariat.test_overviews import decide, text_of, words_of
from walls.callers import Caller, acting_as
from workflows.actors import Actor
from workflows.engine import NotPermittedError, NotPossibleError
from workflows.municipal.models import MunicipalLogEntry

Clients = Callable[[str], Client]
GREEN, YELLOW, RED = Level.GREEN, Level.YELLOW, Level.RED
HOSTILE = "Æblerød & <b>Søn</b> {{ 7*7 }} ]]>"
NOW = timezone.now().year


@pytest.fixture
def year(members: dict[str, Municipality], actor: Callable[[str], Actor]) -> Sender:
    """Aalborg got two reports on three systems and decided on two of them; Viborg got one on a system."""
    sender = Sender(members)
    with acting_as(Caller.secretariat()):
        install_shipped_templates()
        Supplier.objects.create(id=SUPPLIER_X, name=HOSTILE)
    sender.send(GREEN, YELLOW, name="Omsorg")
    sender.send(RED, name="Vagt")
    sender.send(RED, to=("viborg",), name="Kun i Viborg")
    mette = actor("mette")
    decide(sender, "aalborg", "Omsorg 1", "approved", mette)
    decide(sender, "aalborg", "Vagt 1", "not_approved", mette)
    return sender


def here(sender: Sender, member: str) -> Caller:
    return Caller.municipality(sender.members[member])


def test_the_year_is_counted_in_the_own_schema(year: Sender) -> None:
    with acting_as(here(year, "aalborg")):
        found = year_of(NOW)
        before = year_of(NOW - 1)
    got = dict(found.got)
    assert got["Fælles tilsyn ført for os"] == found.reports == 2
    assert got["Leverandører, der er ført tilsyn med"] == 1
    assert got["Af vores systemer omfattet"] == 3
    assert got["Af vores systemer i brug uden tilsyn i året"] == 0
    assert [number for _, number in found.levels] == [1, 1, 1]
    assert [(each.label, each.number, each.closed) for each in found.findings] == [
        ("Mindre afvigelse", 1, 0),
        ("Væsentlig afvigelse", 1, 0),
    ]
    assert [number for _, number in found.decisions] == [1, 0, 1, 1]
    assert found.what_now == [("Vi fører selv tilsyn", 1)]
    assert [each.what for each in found.open_matters].count("Rapporten mangler stillingtagen") == 1
    assert "ført 2 tilsyn hos 1 leverandør." in found.work[0]
    assert not before.reports
    assert before.work == before.levels == before.decisions == []


def test_a_done_task_and_a_withdrawn_report_do_not_count(year: Sender) -> None:
    with acting_as(here(year, "aalborg")):
        task = FollowUpTask.objects.filter(done_at=None).first()
        assert task is not None
        before = len(year_of(NOW).open_matters)
        FollowUpTask.objects.filter(pk=task.pk).update(done_at=timezone.now(), done_by_name="Mette")
        assert len(year_of(NOW).open_matters) == before - 1
    with acting_as(Caller.secretariat()):
        audit = Audit.objects.get(systems__name="Vagt 1")
        Audit.objects.filter(pk=audit.pk).update(state="withdrawn")
    year.version(audit, kind="withdrawal", reason="Fejl")
    with acting_as(here(year, "aalborg")):
        assert ReceivedReport.objects.filter(withdrawn_at=None).count() == year_of(NOW).reports == 1


def test_the_report_is_made_by_the_municipality_and_holds_nothing_of_another(
    year: Sender, client_of: Clients, actor: Callable[[str], Actor]
) -> None:
    mette, bo = client_of("mette"), client_of("bo")
    page = text_of(mette.get("/aarsrapport/"))
    assert "Omsorg" in page
    assert "Kun i Viborg" not in page
    assert mette.post("/aarsrapport/dan/", {"aar": str(NOW)}).status_code == 302
    assert mette.post("/aarsrapport/dan/", {"aar": str(NOW)}).status_code == 302
    with acting_as(here(year, "aalborg")):
        made = list(YearReport.objects.select_related("file").order_by("number"))
        assert [each.number for each in made] == [1, 2]
        assert made[0].made_by_name == actor("mette").signature
        assert made[0].figures["faaet"][0] == ["Fælles tilsyn ført for os", 2]
        log = MunicipalLogEntry.objects.filter(subject_kind="audits_municipal.yearreport", action="make")
        assert log.count() == 2
        words = words_of(read_bytes(made[0].file.sha256))
    for told in ("Aalborg Kommune", HOSTILE, "Fælles tilsyn ført for os|2", "Mindre afvigelse|1|0|1"):
        assert told in words
    assert "Kun i Viborg" not in words
    given = mette.get(f"/aarsrapport/{made[0].id}/")
    assert b"".join(given.streaming_content)[:2] == b"PK"  # type: ignore[attr-defined]
    assert bo.get(f"/aarsrapport/{made[0].id}/").status_code == 404
    assert mette.get(f"/aarsrapport/{uuid4()}/").status_code == 404
    other = text_of(bo.get("/aarsrapport/"))
    assert "Kun i Viborg" in other
    assert "Omsorg" not in other
    assert "ikke dannet nogen årsrapport" in other


def test_who_only_reads_sees_the_year_and_makes_no_report(
    year: Sender, client_of: Clients, actor: Callable[[str], Actor]
) -> None:
    ib = client_of("ib")
    assert "Dan årsrapporten" not in text_of(ib.get("/aarsrapport/"))
    assert ib.post("/aarsrapport/dan/").status_code == 403
    assert client_of("dorte").post("/aarsrapport/dan/").status_code == 302
    with acting_as(here(year, "aalborg")):
        with pytest.raises(NotPermittedError):
            actions.make(by=actor("ib"), municipality="Aalborg Kommune", year=NOW)
        with pytest.raises(NotPossibleError, match="ikke begyndt"):
            actions.make(by=actor("mette"), municipality="Aalborg Kommune", year=NOW + 1)


def test_a_year_without_anything_is_a_report_too(year: Sender, client_of: Clients) -> None:
    bo = client_of("bo")
    page = text_of(bo.get(f"/aarsrapport/?aar={NOW - 3}"))
    assert "ikke modtaget rapporter" in page
    assert bo.post("/aarsrapport/dan/", {"aar": str(NOW - 3)}).status_code == 302
    with acting_as(here(year, "viborg")):
        words = words_of(read_bytes(YearReport.objects.get().file.sha256))
    assert "Fælles tilsyn ført for os|0" in words
    assert "Der har ikke været noget at tage stilling til." in words
