"""The supplier's one page for all its audits: more time, expected statements, the right person, receipts."""

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape

import pypdfium2
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Invitation
from audits.joint.models import Audit, ExpectedStatement, ExtensionRequest
from documents.plainpdf import plain_pdf
from tests.audits.walking import SECRETARIAT, Walk
from tests.personae import SUPPLIER_X
from walls.callers import Caller, acting_as
from workflows.calendar import deadline_after
from workflows.jobs import run
from workflows.models import Job, OutboxMail

HOST = "leverandoer.localhost"


@pytest.fixture
def leo(client_of: Callable[[str], Client]) -> Client:
    return client_of("leo")


def text(answer: object) -> str:
    return unescape(answer.content.decode())  # type: ignore[attr-defined]


def work() -> None:
    with acting_as(Caller.jobs()):
        waiting = list(Job.objects.filter(kind="audits.hand_over", state="queued"))
    for each in waiting:
        run(each.id)


def mails(to: str) -> list[OutboxMail]:
    with acting_as(SECRETARIAT):
        return list(OutboxMail.objects.filter(to__contains=[to]).order_by("created_at"))


def test_one_page_shows_all_that_is_wanted_and_asks_for_more_time_for_several(
    walk: Walk, client_of: Callable[[str], Client]
) -> None:
    first, second = (walk.announced(walk.planned([system])) for system in walk.systems)
    leo, lis = client_of("leo"), client_of("lis")
    page = text(leo.get("/tilsyn/"))
    assert "<b>2</b> tilsyn venter på jer" in page
    assert page.count("Upload erklæringer") == 2
    assert first.case_number not in text(lis.get("/tilsyn/"))
    wanted = deadline_after(max(first.deadline, second.deadline), 3)  # type: ignore[type-var]
    given = {"wanted": wanted.isoformat(), "reason": "Revisor er forsinket."}
    both = [str(first.pk), str(second.pk)]
    assert lis.post("/tilsyn/udsaettelser/", {**given, "audits": both}).status_code == 200, (
        "not hers to choose"
    )
    assert "2 ønsker er sendt" in text(
        leo.post("/tilsyn/udsaettelser/", {**given, "audits": both}, follow=True)
    )
    assert "I har allerede bedt om" in text(
        leo.post("/tilsyn/udsaettelser/", {**given, "audits": both}, follow=True)
    )
    with acting_as(SECRETARIAT):
        assert ExtensionRequest.objects.filter(wanted=wanted).count() == 2


def test_the_expected_statement_is_told_by_the_supplier_itself(walk: Walk, leo: Client) -> None:
    walk.announced()
    day = timezone.localdate() + timedelta(days=90)
    answer = leo.post("/tilsyn/ventet-erklaering/", {"expected_on": day.isoformat(), "remark": "ISAE 3000"})
    assert answer.status_code == 302
    assert "ISAE 3000" in text(leo.get("/tilsyn/"))
    past = leo.post("/tilsyn/ventet-erklaering/", {"expected_on": "1.1.2020", "system": str(SUPPLIER_X)})
    assert past.status_code == 200
    with acting_as(SECRETARIAT):
        assert [each.expected_on for each in ExpectedStatement.objects.all()] == [day]


def test_the_mails_link_gives_the_case_on_once_and_looking_spends_nothing(
    walk: Walk, client: Client, client_of: Callable[[str], Client]
) -> None:
    audit = walk.announced()
    token = re.search(r"/konto/invitation/([\w-]+)/", mails("leo@nordlys.example")[0].body)[1]  # type: ignore[index]
    with acting_as(Caller.door()):
        Invitation.objects.update(used_at=None)
    path = f"/tilsyn/giv-videre/{token}/"
    for _ in range(3):  # a scanner that opens every link
        assert "Giv den videre" in text(client.get(path, HTTP_HOST=HOST))
    assert client.get("/tilsyn/giv-videre/forkert/", HTTP_HOST=HOST).status_code == 404
    outside = {"name": "Ond", "email": "ond@andet.example", "remark": "<b>hej</b>"}
    own = client.post(path, {**outside, "email": "leo@nordlys.example"}, HTTP_HOST=HOST)
    assert "en anden end dig selv" in text(own)
    given = {"name": "Rikke Ret", "email": "rikke@nordlys.example", "remark": "Du kender det bedst."}
    assert "Tak for hjælpen" in text(client.post(path, given, HTTP_HOST=HOST))
    assert client.get(path, HTTP_HOST=HOST).status_code == 404, "spent"
    work()
    with acting_as(SECRETARIAT):
        assert Audit.objects.get(pk=audit.pk).contact_email == "rikke@nordlys.example"
    assert "/konto/invitation/" in mails("rikke@nordlys.example")[0].body
    assert "givet videre til Rikke Ret" in mails("leo@nordlys.example")[-1].body


def test_somebody_of_another_house_named_by_a_link_is_put_to_the_case_worker(
    walk: Walk, client: Client
) -> None:
    audit = walk.announced()
    token = re.search(r"/konto/invitation/([\w-]+)/", mails("leo@nordlys.example")[0].body)[1]  # type: ignore[index]
    given = {"name": "Ond", "email": "ond@andet.example", "remark": ""}
    client.post(f"/tilsyn/giv-videre/{token}/", given, HTTP_HOST=HOST)
    work()
    with acting_as(SECRETARIAT):
        assert Audit.objects.get(pk=audit.pk).contact_email == "leo@nordlys.example"
    assert not mails("ond@andet.example")
    assert "ond@andet.example" in mails("sara@sekretariat.example")[-1].body


def test_somebody_signed_in_takes_a_colleague_in_and_no_other_supplier_does(
    walk: Walk, client_of: Callable[[str], Client]
) -> None:
    audit, path = walk.announced(), "giv-videre/"
    given = {"name": "Kim", "email": "kim@andet.example", "takes_over": "with", "remark": ""}
    assert client_of("lis").post(f"/tilsyn/{audit.pk}/{path}", given).status_code == 404
    assert client_of("leo").post(f"/tilsyn/{audit.pk}/{path}", given).status_code == 302
    work()
    with acting_as(SECRETARIAT):
        assert Audit.objects.get(pk=audit.pk).contact_email == "leo@nordlys.example"
    assert "beder dig være med" in mails("kim@andet.example")[0].body


def test_the_receipt_is_a_pdf_by_mail_and_on_the_page(walk: Walk, client_of: Callable[[str], Client]) -> None:
    audit = walk.answered()
    leo = client_of("leo")
    assert leo.get(f"/tilsyn/{audit.pk}/kvittering/").status_code == 404, "nothing is handed in yet"
    walk.submitted(audit)
    answer = leo.get(f"/tilsyn/{audit.pk}/kvittering/")
    page = pypdfium2.PdfDocument(answer.content)[0].get_textpage().get_text_range()
    assert audit.case_number in page
    assert "SHA-256" in page
    assert client_of("lis").get(f"/tilsyn/{audit.pk}/kvittering/").status_code == 404
    assert mails("post@nordlys.example")[-1].attachments


def test_a_plain_pdf_holds_any_text_on_as_many_pages_as_it_takes() -> None:
    made = pypdfium2.PdfDocument(
        plain_pdf("Æ (ø) \\ å", [f"linje {n} é 漢 " + "ord " * 40 for n in range(60)])
    )
    assert len(made) > 1
    assert "Æ (ø) \\ å" in made[0].get_textpage().get_text_range()


def test_the_page_asks_no_more_of_the_database_for_more_audits(walk: Walk, leo: Client) -> None:
    walk.announced(walk.planned(walk.systems[:1]))
    leo.get("/tilsyn/")
    with CaptureQueriesContext(connection) as one:
        leo.get("/tilsyn/")
    walk.announced(walk.planned(walk.systems[1:]))
    with CaptureQueriesContext(connection) as two:
        assert "2 tilsyn venter på jer" in re.sub("</?b>", "", text(leo.get("/tilsyn/")))
    assert len(two) <= len(one)
