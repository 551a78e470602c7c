"""The post: every mail in one list, what came back is acted on, and loose mail finds its case."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from audits.joint.models import Audit
from documents.actions import keep_upload
from documents.models import StoredFile
from documents.uploadhandlers import as_received
from tests.audits.conftest import prepared
from tests.audits.walking import PDF, SECRETARIAT, Walk
from walls.callers import acting_as
from workflows.bounces import note_refused
from workflows.log import history
from workflows.mail import queue_mail
from workflows.models import IncomingMail, MailBounce, OutboxMail

Clients = Callable[[str], Client]


@pytest.fixture
def walk(members: Any, actor: Any) -> Walk:
    return prepared(members, actor)


@pytest.fixture
def audit(walk: Walk) -> Audit:
    """A supervision of Sara's whose letter has been sent."""
    return walk.announced()


def written(
    audit: Audit, to: str = "gammel@nordlys.example", template: str = "audits/new_deadline"
) -> OutboxMail:
    with acting_as(SECRETARIAT):
        return queue_mail(
            to=[to], template=template, context={"link": "https://x.example/"}, joint_id=audit.id
        )


def came_back(audit: Audit, **given: Any) -> MailBounce:
    mail = written(audit, **given)
    with acting_as(SECRETARIAT):
        [bounce] = note_refused(mail, {mail.to[0]: "5.1.1 Ukendt modtager"})
        return bounce


def loose(**given: Any) -> IncomingMail:
    with acting_as(SECRETARIAT):
        row = IncomingMail(**{"fingerprint": "x" * 64, "subject": "Spørgsmål", "text": "Hej", **given})
        row.save(force_insert=True)
        return row


def page(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def test_the_mails_are_found_by_state_recipient_and_case(client_of: Clients, audit: Audit) -> None:
    sara, mail = client_of("sara"), written(audit, "anders@nordlys.example")
    assert f"/post/{mail.id}/" in page(sara, "/post/")
    assert f"/post/{mail.id}/" in page(sara, "/post/?q=anders@nordlys.example")
    assert f"/post/{mail.id}/" in page(sara, f"/post/?status=waiting&sag={audit.id}")
    for empty in ("?status=bounced", "?q=findes-ikke", "?status=sent"):
        assert f"/post/{mail.id}/" not in page(sara, f"/post/{empty}")
    for odd in ("?status=x", "?sag=x", "?sag=00000000-0000-0000-0000-000000000000"):
        assert sara.get(f"/post/{odd}").status_code == 404


def test_what_came_back_is_seen_on_the_case_on_the_desk_and_sent_again(
    client_of: Clients, audit: Audit
) -> None:
    sara, bounce = client_of("sara"), came_back(audit)
    assert "gammel@nordlys.example svarer ikke" in page(sara, f"/tilsyn/{audit.id}/breve/")
    assert "ret kontakten, og send igen" in page(sara, "/")
    assert "5.1.1 Ukendt modtager" in page(sara, f"/post/{bounce.mail_id}/")
    answer = sara.post(f"/post/retur/{bounce.id}/send-igen/", {"address": "ny@nordlys.example"})
    assert answer.status_code == 302
    with acting_as(SECRETARIAT):
        again = OutboxMail.objects.get(to=["ny@nordlys.example"])
        assert (again.body, again.joint_id) == (bounce.mail.body, audit.id)
        assert history(audit).filter(action="send_again").count() == 1
    assert "ret kontakten, og send igen" not in page(sara, "/")
    twice = sara.post(f"/post/retur/{bounce.id}/send-igen/", {"address": "ny@nordlys.example"})
    assert twice.status_code == 409
    assert "allerede behandlet" in twice.content.decode()
    with acting_as(SECRETARIAT):
        assert OutboxMail.objects.filter(to=["ny@nordlys.example"]).count() == 1


def test_what_came_back_is_put_aside_only_with_a_reason(client_of: Clients, audit: Audit) -> None:
    sara, bounce = client_of("sara"), came_back(audit)
    assert sara.post(f"/post/retur/{bounce.id}/laeg-vaek/", {"reason": " "}).status_code == 200
    assert sara.post(f"/post/retur/{bounce.id}/laeg-vaek/", {"reason": "Fratrådt"}).status_code == 302
    with acting_as(SECRETARIAT):
        assert MailBounce.objects.get().settled == "left"


def test_nobody_reads_or_passes_on_what_lets_another_in(client_of: Clients, audit: Audit) -> None:
    sara, mail = client_of("sara"), written(audit)
    secret = "https://leverandoer.localhost/konto/invitation/Zk3f9d8s7a6Q5w4e3r2t1y0u/"
    with acting_as(SECRETARIAT):
        mine = OutboxMail(to=["a@x.example"], subject="Adgang", body=f"Gå til {secret}", kind="audits/notice")
        mine.save(force_insert=True)
        code = OutboxMail(to=["a@x.example"], subject="Kode", body="123456", kind="accounts/code")
        code.save(force_insert=True)
        [bounce] = note_refused(mine, {"a@x.example": "5.1.1"})
    assert "Zk3f9d8s7a6Q" not in page(sara, f"/post/{mine.id}/")
    assert "123456" not in page(sara, f"/post/{code.id}/")
    refused = sara.post(f"/post/retur/{bounce.id}/send-igen/", {"address": "b@x.example"}).content.decode()
    assert "personligt link" in refused
    with acting_as(SECRETARIAT):
        assert not OutboxMail.objects.filter(to=["b@x.example"]).exists()
    assert "https://x.example/" in page(sara, f"/post/{mail.id}/") or mail.body


def test_loose_mail_is_put_on_its_case_with_its_files(client_of: Clients, walk: Walk, audit: Audit) -> None:
    sara = client_of("sara")
    with acting_as(SECRETARIAT), as_received("svar.pdf", PDF) as received:
        file = keep_upload(received, by=walk.actor("sara"))
    mail = loose(files=[{"name": "svar.pdf", "file": str(file.id), "problem": ""}])
    assert "Én mail hører ikke til nogen sag" in page(sara, "/")
    wrong = sara.post(f"/post/indgaaet/{mail.id}/laeg-paa-sag/", {"number": "T-1999-0001"})
    assert "ingen sag med det nummer" in wrong.content.decode()
    sara.post(f"/post/indgaaet/{mail.id}/laeg-paa-sag/", {"number": f" {audit.case_number.lower()} "})
    with acting_as(SECRETARIAT):
        assert StoredFile.objects.get(pk=file.id).case_id == audit.id
        assert history(audit).filter(action="place_mail").count() == 1
    assert "Spørgsmål" in page(sara, f"/tilsyn/{audit.id}/breve/")
    given = sara.get(f"/post/indgaaet/{mail.id}/fil/{file.id}/")
    assert b"".join(given.streaming_content) == PDF  # type: ignore[attr-defined]
    assert sara.get(f"/post/indgaaet/{mail.id}/fil/{audit.id}/").status_code == 404
    twice = sara.post(f"/post/indgaaet/{mail.id}/laeg-vaek/", {"reason": "Spam"})
    assert twice.status_code == 409
    assert "allerede behandlet" in twice.content.decode()


def test_loose_mail_is_put_aside_with_a_reason(client_of: Clients, audit: Audit) -> None:
    sara, mail = client_of("sara"), loose()
    assert sara.post(f"/post/indgaaet/{mail.id}/laeg-vaek/", {"reason": ""}).status_code == 200
    assert sara.post(f"/post/indgaaet/{mail.id}/laeg-vaek/", {"reason": "Reklame"}).status_code == 302
    assert "Spørgsmål" in page(sara, "/post/indgaaet/?status=dismissed")


def test_an_answer_waits_for_the_case_worker_until_it_is_read(client_of: Clients, audit: Audit) -> None:
    sara = client_of("sara")
    mail = loose(state="placed", case_id=audit.id, from_name="Leo", subject="<script>alert(1)</script>")
    assert "Læs mailen" in page(sara, "/")
    assert "Læs mailen" not in page(client_of("lise"), "/")
    shown = page(sara, f"/post/indgaaet/{mail.id}/")
    assert "Uventet afsender" in shown
    assert "<script>alert" not in shown
    sara.post(f"/post/indgaaet/{mail.id}/laest/")
    assert "Læs mailen" not in page(sara, "/")


def test_reminders_of_a_case_are_stopped_with_a_reason_and_go_on(client_of: Clients, audit: Audit) -> None:
    sara, where = client_of("sara"), f"/tilsyn/{audit.id}/"
    assert sara.post(f"{where}paamindelser/stop/", {"reason": ""}).status_code == 200
    sara.post(f"{where}paamindelser/stop/", {"reason": "Leverandøren flytter."})
    assert "Leverandøren flytter." in page(sara, where)
    assert "allerede stoppet" in sara.post(f"{where}paamindelser/stop/", {"reason": "Igen"}).content.decode()
    sara.post(f"{where}paamindelser/igen/")
    assert "Leverandøren flytter." not in page(sara, where).split("Historik")[-1]
    with acting_as(SECRETARIAT):
        done = history(audit).filter(action__endswith="reminders").order_by("number")
        assert [each.action for each in done] == ["stop_reminders", "resume_reminders"]
