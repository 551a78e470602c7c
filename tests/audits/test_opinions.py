"""A system owner's opinion by a link: who can ask, what the link opens, and what it does not."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError
from django.test import Client
from django.utils import timezone

from accounts.models import RowLink
from accounts.rowlinks import hash_of, link_of
from audits.municipal.models import ReceivedFinding, ReceivedReport, ReceivedSystem
from audits.municipal.opinions.actions import KIND
from audits.municipal.opinions.models import SystemOpinion
from audits.municipal.states import Level
from tests.audits.deciding import decide, one_report, stored, text_of
from tests.audits.delivering import TEXT, Sender
from walls.callers import Caller, acting_as
from workflows.models import OutboxMail
from workflows.municipal.models import MunicipalLogEntry

GREEN, YELLOW, RED = Level.GREEN, Level.YELLOW, Level.RED
HOST = "aalborg.localhost"


def asked(mette: Client, caller: Caller, system: str = "System 1", **given: str) -> str:
    """Ask an owner on the report's page and return the path of the link from the mail."""
    data = {
        "ejer-system": str(stored(caller)[system].id),
        "ejer-name": "Signe Systemejer",
        "ejer-email": "signe@aalborg.example",
        "ejer-answer_by": f"{timezone.localdate() + timedelta(days=5):%d.%m.%Y}",
        "ejer-question": "Kan I leve med fristen?",
        **given,
    }
    answer = mette.post(f"/tilsyn/{one_report(caller).id}/systemejer/", data)
    assert answer.status_code == 302, text_of(answer)
    return newest_link()


def newest_link() -> str:
    with acting_as(Caller.secretariat()):
        mail = OutboxMail.objects.filter(kind="audits/owner_opinion").latest("created_at")
        assert mail.to == ["signe@aalborg.example"]
        found = re.search(r"/tilsyn/udtalelse/[\w-]+/", mail.body)
    assert found
    return found.group()


def somebody(host: str = HOST) -> Client:
    return Client(HTTP_HOST=host)


def opened(path: str) -> Client:
    owner = somebody()
    assert owner.post(path, {"act": "open"}).status_code == 302
    return owner


def test_an_owner_writes_by_the_link_and_the_decision_maker_reads_it(
    sender: Sender, mette: Client, aalborg: Caller
) -> None:
    sender.send(YELLOW, RED)
    path = asked(mette, aalborg)
    scanner = text_of(somebody().get(path))
    assert "Åbn" in scanner
    assert TEXT[YELLOW] not in scanner, "one that only looks sees nothing"
    owner = opened(path)
    page = text_of(owner.get(path))
    assert "System 1" in page
    assert TEXT[YELLOW] in page
    assert "Kan I leve med fristen?" in page
    assert "System 2" not in page, "one row, no other"
    assert TEXT[RED] not in page
    assert "Adgang til System 1" in page
    assert "15. januar 2027" in page
    assert owner.post(path, {"text": "  ", "name": "Signe"}).status_code == 200
    assert owner.post(path, {"text": "Vi kan ikke vente.", "name": "Signe Ejer"}).status_code == 302
    assert owner.post(path, {"text": "Vi kan vente.", "name": "Signe Ejer"}).status_code == 302
    report = text_of(mette.get(f"/tilsyn/{one_report(aalborg).id}/"))
    assert "Vi kan vente." in report
    assert "Vi kan ikke vente." not in report
    assert "Signe Ejer" in report
    with acting_as(aalborg):
        log = MunicipalLogEntry.objects.filter(subject_id=one_report(aalborg).id)
        actions = list(log.order_by("number").values_list("action", "by_name"))
    assert actions[-4:] == [
        ("ask_owner", "Mette Aalborg, Aalborg Kommune"),
        ("open_owner", "Signe Systemejer, systemejer"),
        ("owner_opinion", "Signe Ejer, systemejer"),
        ("owner_opinion", "Signe Ejer, systemejer"),
    ]
    history = text_of(mette.get(f"/tilsyn/{one_report(aalborg).id}/historik/"))
    assert "skrev en udtalelse om System 1" in history


def test_a_decision_closes_the_opinion(sender: Sender, mette: Client, aalborg: Caller) -> None:
    sender.send(GREEN)
    path = asked(mette, aalborg)
    owner = opened(path)
    owner.post(path, {"text": "Ingen indvendinger.", "name": "Signe"})
    assert decide(mette, aalborg, "System 1", state="approved").status_code == 302
    owner.post(path, {"text": "Jo, alligevel.", "name": "Signe"})
    page = text_of(owner.get(path))
    assert "Udtalelsen er lukket" in page
    assert "Ingen indvendinger." in page
    assert "<textarea" not in page
    with acting_as(aalborg):
        assert SystemOpinion.objects.get().text == "Ingen indvendinger."


@pytest.mark.parametrize("act", ["withdrawn", "sent again", "expired", "forwarded", "guessed", "elsewhere"])
def test_a_link_that_does_not_count_says_so(act: str, sender: Sender, mette: Client, aalborg: Caller) -> None:
    sender.send(GREEN, to=("aalborg", "viborg"))
    path = asked(mette, aalborg)
    owner = opened(path)
    assert TEXT[GREEN] in text_of(owner.get(path)), "until then it does"
    with acting_as(aalborg):
        opinion = SystemOpinion.objects.get()
    visitor, words, status = owner, "gælder ikke længere", 410
    if act == "withdrawn":
        assert mette.post(f"/tilsyn/udtalelser/{opinion.id}/tilbage/").status_code == 302
    elif act == "sent again":
        assert mette.post(f"/tilsyn/udtalelser/{opinion.id}/igen/").status_code == 302
        assert newest_link() != path
        assert TEXT[GREEN] in text_of(opened(newest_link()).get(newest_link()))
    elif act == "expired":
        with acting_as(Caller.owner()):
            RowLink.objects.update(expires_at=timezone.now())
        words = "Linket er udløbet"
    elif act == "forwarded":
        visitor, words = somebody(), "åbnet i en anden browser"
    elif act == "guessed":
        path, words, status = f"/tilsyn/udtalelse/{'a' * 43}/", "Linket findes ikke", 404
    else:
        visitor, words, status = somebody("viborg.localhost"), "Linket findes ikke", 404
    for answer in (visitor.get(path), visitor.post(path, {"text": "Angreb", "name": "X", "act": "open"})):
        assert answer.status_code == status
        page = text_of(answer)
        assert words in page
        assert TEXT[GREEN] not in page
        assert "System 1" not in page
    with acting_as(aalborg):
        assert SystemOpinion.objects.get().text == ""


def ask_function(caller: Caller, name: str, *given: str) -> Any:
    places = ", ".join(["%s"] * len(given))
    with acting_as(caller), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SELECT {name}({places})", list(given))
        return cursor.fetchone()[0]


def test_the_functions_open_nothing_but_the_links_own_row(
    sender: Sender, mette: Client, aalborg: Caller, caller_of: Callable[[str], Caller]
) -> None:
    sender.send(GREEN, to=("aalborg", "viborg"))
    path = asked(mette, aalborg)
    owner = opened(path)
    token, visit = path.split("/")[3], owner.cookies[next(iter(owner.cookies))].value
    read, write = "audits_municipal_opinion_read_v1", "audits_municipal_opinion_write_v1"
    right = (hash_of(token), hash_of(visit))
    assert ask_function(aalborg, read, *right) is not None
    assert ask_function(caller_of("bo"), read, *right) is None, "another municipality"
    assert ask_function(aalborg, read, hash_of("other"), right[1]) is None
    assert ask_function(aalborg, read, right[0], hash_of("other")) is None
    assert ask_function(aalborg, read, right[0], "") is None
    assert ask_function(caller_of("bo"), write, *right, "Angreb", "Bo") is False
    assert ask_function(aalborg, write, right[0], "", "Angreb", "Bo") is False
    assert ask_function(aalborg, write, *right, " ", "Bo") is False
    assert ask_function(aalborg, write, *right, "x" * 4001, "Bo") is False
    assert ask_function(aalborg, write, *right, "'); DROP TABLE x; --", "Signe") is True
    for caller in (Caller.door(), caller_of("leo"), Caller.secretariat()):
        with pytest.raises(DatabaseError):
            ask_function(caller, read, *right)


def test_the_door_knows_the_link_and_no_case(sender: Sender, mette: Client, aalborg: Caller) -> None:
    sender.send(GREEN)
    token = asked(mette, aalborg).split("/")[3]
    assert aalborg.holder
    with acting_as(Caller.door()):
        found = link_of(token, municipality_id=aalborg.holder, kind=KIND)
        assert found
        assert found.state == RowLink.State.OPEN
        assert link_of(token, municipality_id=uuid4(), kind=KIND) is None
        assert link_of(token, municipality_id=aalborg.holder, kind="other") is None
        assert link_of(token * 9, municipality_id=aalborg.holder, kind=KIND) is None
        with pytest.raises(DatabaseError), transaction.atomic():
            SystemOpinion.objects.count()
    for wrong in (Caller.secretariat(),):
        with acting_as(wrong), pytest.raises(DatabaseError), transaction.atomic():
            RowLink.objects.count()


def test_links_of_one_municipality_are_not_anothers(
    sender: Sender, mette: Client, aalborg: Caller, caller_of: Callable[[str], Caller]
) -> None:
    sender.send(GREEN)
    asked(mette, aalborg)
    with acting_as(aalborg):
        assert RowLink.objects.count() == 1
        with pytest.raises(DatabaseError), transaction.atomic():
            RowLink.objects.update(expires_at=timezone.now() + timedelta(days=900))
    with acting_as(caller_of("bo")):
        assert RowLink.objects.count() == 0
        assert RowLink.objects.update(revoked_at=timezone.now()) == 0


def test_only_who_decides_or_asks_sends_links(
    sender: Sender, mette: Client, aalborg: Caller, client_of: Callable[[str], Client]
) -> None:
    sender.send(GREEN)
    report = one_report(aalborg)
    asked(mette, aalborg)
    with acting_as(aalborg):
        opinion = SystemOpinion.objects.get()
    ib, bo = client_of("ib"), client_of("bo")
    assert ib.post(f"/tilsyn/{report.id}/systemejer/").status_code == 403
    assert ib.post(f"/tilsyn/udtalelser/{opinion.id}/tilbage/").status_code == 403
    assert bo.post(f"/tilsyn/udtalelser/{opinion.id}/tilbage/").status_code == 404
    assert bo.post(f"/tilsyn/{report.id}/systemejer/").status_code == 404
    past = f"{timezone.localdate() - timedelta(days=1):%d.%m.%Y}"
    data = {"ejer-system": str(uuid4()), "ejer-name": "X", "ejer-email": "x", "ejer-answer_by": past}
    page = text_of(mette.post(f"/tilsyn/{report.id}/systemejer/", data))
    assert "ikke er passeret" in page
    with acting_as(aalborg):
        assert SystemOpinion.objects.count() == 1


# --- own tasks ---


def test_a_task_has_a_responsible_a_day_and_an_end(sender: Sender, mette: Client, aalborg: Caller) -> None:
    sender.send(GREEN)
    report = one_report(aalborg)
    with acting_as(aalborg):
        duty = ReceivedReport.objects.get().tasks.get()
    assert "Giv til en ansvarlig" in text_of(mette.get(f"/tilsyn/{report.id}/"))
    url = f"/tilsyn/opgaver/{duty.id}/"
    assert "Gennemgå brugernes" in text_of(mette.get(url))
    assert mette.post(url, {"responsible": ""}).status_code == 200
    given = {"responsible": "Ib Aalborg", "responsible_email": "ib@aalborg.example", "due": "1.3.2027"}
    assert mette.post(url, given).status_code == 302
    page = text_of(mette.get("/tilsyn/opgaver/"))
    assert "Ib Aalborg" in page
    assert "1. marts 2027" in page
    assert mette.post(f"{url}udfoert/", {"fra": "opgaver"})["Location"] == "/tilsyn/opgaver/"
    assert "Gennemgå" not in text_of(mette.get("/tilsyn/opgaver/"))
    assert "Udført" in text_of(mette.get("/tilsyn/opgaver/?vis=udfoert"))
    assert mette.post(url, given).status_code == 409, "done meanwhile"
    assert mette.post(f"{url}genaabn/").status_code == 302
    assert "Gennemgå" in text_of(mette.get("/tilsyn/opgaver/"))
    assert "Gennemgå" not in text_of(mette.get("/tilsyn/opgaver/?vis=uden"))
    with acting_as(aalborg):
        log = MunicipalLogEntry.objects.filter(subject_id=report.id).order_by("number")
        assert list(log.values_list("action", flat=True))[-3:] == [
            "assign_task",
            "finish_task",
            "reopen_task",
        ]


def test_a_reader_sees_the_tasks_and_changes_none(
    sender: Sender, aalborg: Caller, client_of: Callable[[str], Client]
) -> None:
    sender.send(GREEN)
    with acting_as(aalborg):
        task = ReceivedSystem.objects.get().report.tasks.get()
    ib, bo = client_of("ib"), client_of("bo")
    page = text_of(ib.get("/tilsyn/opgaver/"))
    assert "Gennemgå brugernes" in page
    assert "udfoert/" not in page
    assert ib.post(f"/tilsyn/opgaver/{task.id}/", {"responsible": "Ib"}).status_code == 403
    assert bo.post(f"/tilsyn/opgaver/{task.id}/", {"responsible": "Bo"}).status_code == 404
    assert "Gennemgå" not in text_of(bo.get("/tilsyn/opgaver/"))


def test_a_report_says_what_is_new_since_the_one_before(
    sender: Sender, mette: Client, aalborg: Caller
) -> None:
    sender.send(GREEN, GREEN)
    first = one_report(aalborg)
    assert "Nyt siden sidst" not in text_of(mette.get(f"/tilsyn/{first.id}/"))
    sender.send(YELLOW, GREEN, GREEN)
    with acting_as(aalborg):
        second = ReceivedReport.objects.order_by("-published_at").first()
    assert second
    page = text_of(mette.get(f"/tilsyn/{second.id}/"))
    assert "Konklusion: System 1 fra grøn til gul" in page
    assert "Nyt i tilsynet: System 3" in page
    assert "Forhold: 1 i denne rapport. Fra sidst er 0 afsluttet" in page
    assert "Det, I selv skal gøre, er det samme som sidst." in page


def test_a_finding_put_to_the_municipality_becomes_a_task_once(
    sender: Sender, mette: Client, aalborg: Caller, client_of: Callable[[str], Client]
) -> None:
    sender.send(YELLOW, GREEN)
    report = one_report(aalborg)
    with acting_as(Caller.owner(aalborg.schema)):
        finding = ReceivedFinding.objects.get()
        ReceivedFinding.objects.update(state="presented")
    assert "Gør til opgave" in text_of(mette.get(f"/tilsyn/{report.id}/"))
    url = f"/tilsyn/{report.id}/forhold/{finding.finding_id}/opgave/"
    assert client_of("ib").post(url).status_code == 403
    assert client_of("bo").post(url).status_code == 404
    first, second = mette.post(url), mette.post(url)
    assert first["Location"] == second["Location"]
    assert "Forhold 1: Adgang til System 1" in text_of(mette.get(first["Location"]))
    assert "Gør til opgave" not in text_of(mette.get(f"/tilsyn/{report.id}/"))
    assert mette.post(f"/tilsyn/{report.id}/forhold/{uuid4()}/opgave/").status_code == 404
