"""The documentation package: what it says, what is in it, what is missing, who may make and fetch it."""

import csv
import hashlib
import io
import zipfile
from collections.abc import Callable
from datetime import date, timedelta
from html import unescape
from pathlib import Path
from typing import Any
from uuid import uuid4

import openpyxl
import pytest
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.db.utils import DatabaseError
from django.test import Client
from django.utils import timezone
from docx import Document

from agreements.municipal.keeping.models import KeptFile
from agreements.municipal.models import Agreement
from audits.municipal.actions import Decision
from audits.municipal.models import FollowUpTask, ReceivedFile, ReceivedReport, ReceivedSystem
from audits.municipal.own import actions as own
from audits.municipal.own.models import OwnAudit, OwnAuditFile
from audits.municipal.plan import actions as plans
from audits.municipal.plan.models import Plan
from audits.municipal.states import Level
from documents.actions import Made, keep_municipal_made
from documents.municipal.models import MunicipalFile, Package
from documents.shipped import install_shipped_templates
from documents.storage import blob_name
from register.models import SystemUse
from secretariat.package import actions
from secretariat.package.scope import Scope, last_year
from tenants.models import Municipality
from tests.audits.delivering import Sender
from tests.personae import SUPPLIER_X
from walls.callers import Caller, acting_as
from workflows import jobs
from workflows.actors import Actor
from workflows.engine import NotPermittedError, NotPossibleError
from workflows.models import Job
from workflows.municipal.models import MunicipalLogEntry

GREEN, RED = Level.GREEN, Level.RED
Clients = Callable[[str], Client]
Actors = Callable[[str], Actor]
Callers = Callable[[str], Caller]
pytestmark = pytest.mark.usefixtures("store")


@pytest.fixture
def sender(members: dict[str, Municipality]) -> Sender:
    with acting_as(Caller.secretariat()):
        install_shipped_templates()
    return Sender(members)


@pytest.fixture
def aalborg(caller_of: Callers) -> Caller:
    return caller_of("mette")


def holds_personal_data(**more: Any) -> None:
    """Every system in use holds sensitive data, and the municipality has said so."""
    with acting_as(Caller.secretariat()):
        answers = {"personal_data": "ja", "special_categories": "ja", "cpr": "nej", "other_protected": "nej"}
        SystemUse.objects.update(**{**answers, "subjects": 1200, **more})


def own_agreement(by: Actor, *, title: str = "System 1", content: bytes = b"%PDF-1.4 aftale") -> Agreement:
    """Take in an agreement with its signed file; act as the municipality."""
    agreement = Agreement(
        number=f"E-{uuid4().hex[:6]}",
        title=title,
        supplier_id=SUPPLIER_X,
        supplier_name="Nordlys Data A/S",
        systems=[{"id": "", "name": title}],
        state="in_force",
        agreed_on=date(2023, 5, 1),
    )
    agreement.save(force_insert=True)
    made = Made(content, "aftale.pdf", "Aftalen", "application/pdf")
    file = keep_municipal_made(made, by=by)
    KeptFile(
        agreement=agreement, file=file, kind="agreement", added_by_id=by.id, added_by_name=by.signature
    ).save(force_insert=True)
    return agreement


def work() -> None:
    """Do what the worker does with the package's job."""
    with acting_as(Caller.jobs()):
        ids = list(Job.objects.filter(kind="package.make", state="queued").values_list("id", flat=True))
    for job_id in ids:
        jobs.run(job_id)


def text_of(response: Any) -> str:
    assert response.status_code == 200, response.status_code
    return unescape(response.content.decode())


def opened(client: Client, package: Package) -> zipfile.ZipFile:
    response = client.get(f"/dokumentation/{package.pk}/fil/")
    assert response.status_code == 200
    return zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))  # type: ignore[attr-defined]


def letter_of(package: zipfile.ZipFile) -> str:
    word = Document(io.BytesIO(package.read("00 Brev.docx")))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(each.text for each in word.paragraphs), *cells])


def index_of(package: zipfile.ZipFile, sheet: str = "Bilag") -> list[tuple[Any, ...]]:
    book = openpyxl.load_workbook(io.BytesIO(package.read("01 Bilagsfortegnelse.xlsx")))
    return list(book[sheet].iter_rows(min_row=2, values_only=True))


def made_by(client: Client, caller: Caller, query: str = "", **answers: str) -> Package:
    """Order a package on its page with the answers as they are proposed, and let the worker make it."""
    page = client.get(f"/dokumentation/ny/{query}")
    proposed = page.context["form"].initial
    ordered = client.post(f"/dokumentation/ny/{query}", {**proposed, **answers})
    assert ordered.status_code == 302, ordered.content.decode()[:2000]
    work()
    with acting_as(caller):
        return Package.objects.select_related("file").first()  # type: ignore[return-value]


def test_the_package_answers_the_four_questions_and_says_what_is_missing(
    sender: Sender, client_of: Clients, aalborg: Caller, actor: Actors
) -> None:
    sender.send(RED, GREEN)
    holds_personal_data()
    with acting_as(aalborg):
        own_agreement(actor("mette"))
        report = ReceivedReport.objects.get()
        FollowUpTask(
            report=report, text="Ret instruksen", due=timezone.localdate() - timedelta(days=3)
        ).save()
    mette = client_of("mette")
    page = text_of(mette.get("/dokumentation/ny/"))
    assert "Nordlys Data A/S" in page
    assert "System 2 (Nordlys Data A/S): Der er ingen gældende databehandleraftale i arkivet." in page
    assert "System 1 (Nordlys Data A/S): Der er ingen gældende" not in page
    package = made_by(mette, aalborg, followed_up="Vi har talt med leverandøren.\nDe retter det i juni.")
    with opened(mette, package) as made:
        letter, names = letter_of(made), made.namelist()
        assert "System 1: følsomme oplysninger, 1.200 registrerede. Aftale E-" in letter
        assert "Kommunen har ikke tiltrådt en plan for tilsynet i perioden." in letter
        assert "Kommunen har ikke taget stilling til Tilsynsrapport" in letter
        assert "De retter det i juni." in letter
        assert "Opgaven »Ret instruksen« (Nordlys Data A/S) skulle være udført" in letter
        assert index_of(made, "Mangler")[0][0] in letter
        for number, title, _, day, name, size, sha256, _ in index_of(made):
            assert title
            assert day
            assert name in names
            content = made.read(name)
            assert (len(content), hashlib.sha256(content).hexdigest()) == (size, sha256)
            assert not number or title in letter
        assert {row[4] for row in index_of(made)} | {"01 Bilagsfortegnelse.xlsx"} == set(names)
        log = made.read("Log/log.csv").decode("utf-8-sig")
        told = list(csv.reader(io.StringIO(log), delimiter=";"))
        assert any("sendte rapporten til kommunen" in cell for row in told for cell in row)
        assert "sendte rapporten til kommunen" in made.read("Log/log.txt").decode()
    shown = text_of(mette.get(f"/dokumentation/{package.pk}/"))
    assert package.file.sha256 in shown
    assert "De retter det i juni." in shown


def test_a_decision_is_an_annex_and_no_longer_missing(
    sender: Sender, client_of: Clients, aalborg: Caller
) -> None:
    sender.send(GREEN)
    holds_personal_data()
    mette = client_of("mette")
    assert "Kommunen har ikke taget stilling" in text_of(mette.get("/dokumentation/ny/"))
    with acting_as(aalborg):
        system = ReceivedSystem.objects.get()
    mette.post(
        f"/tilsyn/{system.report_id}/stillingtagen/",
        {"systems": [str(system.id)], "state": "approved", "conclusion": "Vi er trygge ved det."},
    )
    assert "Kommunen har ikke taget stilling" not in text_of(mette.get("/dokumentation/ny/"))
    package = made_by(mette, aalborg)
    with opened(mette, package) as made:
        [name] = [each for each in made.namelist() if "Stillingtagen" in each]
        word = Document(io.BytesIO(made.read(name)))
        said = [each.text for each in word.paragraphs]
        assert "Vi er trygge ved det." in said
        cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
        assert any(each.startswith("Mette Aalborg, Aalborg Kommune, ") for each in cells)


def test_the_adopted_plan_and_own_supervision_answer_and_are_annexes(
    sender: Sender, client_of: Clients, aalborg: Caller, actor: Actors
) -> None:
    sender.send(GREEN, GREEN)
    holds_personal_data()
    by, today = actor("mette"), timezone.localdate()
    mette, query = client_of("mette"), f"?fra=1.1.{today.year}"
    assert f"Kommunen har ikke tiltrådt en tilsynsplan for {today.year}." in text_of(
        mette.get(f"/dokumentation/ny/{query}")
    )
    with acting_as(aalborg):
        system = ReceivedSystem.objects.get(name="System 2")
        plan = plans.present(by=by, year=today.year, joint=[])
        line = plan.lines.get(system_id=system.system_id)
        change = plans.Change("own", 3, 12, today, "Følsomme oplysninger om børn")
        plans.change_line(by=by, line=line, change=change)
        other = plan.lines.exclude(pk=line.pk).get()
        plans.change_line(by=by, line=other, change=plans.Change("own", 1, None, None, "Udfases"))
        plan = Plan.objects.get(pk=plan.pk)
        plans.adopt(by=by, plan=plan, seen=plans.mark_of(plan))
        audit = OwnAudit.objects.get()  # planned with the plan that asks for it
        own.note(by=by, audit=own.start(by=by, audit=audit), looked_at="Logs for adgang")
        decision = Decision(state="approved", rating="green", conclusion="Vi så ingen fejl.")
        late = own.Task("Bed om ny instruks", "Ida Juhl", today - timedelta(days=1))
        own.finish(by=by, audit=OwnAudit.objects.get(), outcome=own.Outcome(decision, [late]))
    package = made_by(mette, aalborg, query)
    with opened(mette, package) as made:
        letter, names = letter_of(made), made.namelist()
        assert "er tiltrådt med ændringer" in letter
        assert "Begrundelse: Følsomme oplysninger om børn." in letter
        assert "Kommunen har ikke tiltrådt" not in letter
        assert "kommunens eget tilsyn, skriftlig status (koncept 3). Set på: Logs for adgang" in letter
        assert "Opgaven »Bed om ny instruks« (System 2) skulle være udført" in letter
        assert any(f"Tilsynsplan {today.year}" in name and name.endswith(".docx") for name in names)
        [document] = [name for name in names if "eget tilsyn" in name]
        said = [each.text for each in Document(io.BytesIO(made.read(document))).paragraphs]
        assert any("Vi så ingen fejl." in each for each in said)
        assert "tilsynsplan" in made.read("Log/log.csv").decode()


def test_an_own_supervision_that_was_called_off_is_told_with_its_reason_and_its_files(
    sender: Sender, client_of: Clients, aalborg: Caller, actor: Actors
) -> None:
    sender.send(GREEN)
    holds_personal_data()
    by, today, mette = actor("mette"), timezone.localdate(), client_of("mette")
    with acting_as(Caller.owner(sender.members["aalborg"].schema_name)):
        ReceivedReport.objects.update(published_at=timezone.now() - timedelta(days=900))
    with acting_as(aalborg):
        received = ReceivedSystem.objects.get()
        subject = own.Subject(received.system_id, received.name, SUPPLIER_X, "Nordlys Data A/S")
        audit = own.start(by=by, audit=own.plan_one(by=by, subject=subject, concept=3, planned_on=today))
        kept = [
            keep_municipal_made(Made(content, name, title, "application/pdf"), by=by)
            for content, name, title in (
                (b"%PDF-1.4 log", "log.pdf", "Adgangslog"),
                (b"%PDF-1.4 mistanke", "mistanke.pdf", "Mistænkelig fil"),
            )
        ]
        OwnAuditFile.objects.bulk_create(
            OwnAuditFile(audit=audit, file=file, added_by_name=by.signature) for file in kept
        )
        MunicipalFile.objects.filter(pk=kept[1].pk).update(state="quarantined")
        audit = own.note(by=by, audit=OwnAudit.objects.get(), looked_at="Adgangsloggen")
        own.cancel(by=by, audit=audit, reason="Systemet er udfaset.")
    with opened(mette, made_by(mette, aalborg)) as made:
        letter = letter_of(made)
        assert "blev aflyst" in letter
        assert "Begrundelse: Systemet er udfaset. Set på forinden: Adgangsloggen." in letter
        assert "kommunen har selv ført 0 tilsyn" in letter
        assert "Der er ikke ført tilsyn i perioden. Kommunens eget tilsyn blev aflyst" in letter
        [log] = [name for name in made.namelist() if "Adgangslog" in name]
        assert made.read(log) == b"%PDF-1.4 log"
        assert not any("Mistænkelig" in name for name in made.namelist())
        [told] = [row for row in index_of(made) if "Mistænkelig fil" in str(row[1])]
        assert told[4] == "Ikke vedlagt"
        assert "ikke frigivet efter kontrol" in told[7]
        assert "Systemet er udfaset." in made.read("Log/log.csv").decode()


def test_only_what_is_named_is_in_it(
    sender: Sender, client_of: Clients, aalborg: Caller, actor: Actors
) -> None:
    sender.send(GREEN, name="Omsorg")
    sender.send(GREEN, name="Vagtplan")
    holds_personal_data()
    with acting_as(aalborg):
        own_agreement(actor("mette"), title="Omsorg 1", content=b"%PDF-1.4 omsorg")
        own_agreement(actor("mette"), title="Vagtplan 1", content=b"%PDF-1.4 vagtplan")
        key = ReceivedSystem.objects.get(name="Omsorg 1").system_id
    mette = client_of("mette")
    package = made_by(mette, aalborg, f"?s={key}")
    assert package.scope_words == "Omsorg 1"
    with opened(mette, package) as made:
        letter = letter_of(made)
        assert "Omsorg 1" in letter
        assert "Vagtplan" not in letter
        contents = [made.read(name) for name in made.namelist()]
        assert b"%PDF-1.4 omsorg" in contents
        assert b"%PDF-1.4 vagtplan" not in contents
        assert not any("Vagtplan" in str(cell) for row in index_of(made) for cell in row)
        assert "Vagtplan" not in made.read("Log/log.csv").decode()
    both = text_of(mette.get(f"/dokumentation/ny/?omfang=udvalgte&p={SUPPLIER_X}"))
    assert "Vagtplan 1: følsomme" in both


def test_what_may_only_be_read_on_the_site_is_named_but_not_handed_out(
    sender: Sender, client_of: Clients, aalborg: Caller
) -> None:
    sender.send(GREEN)
    with acting_as(Caller.owner()), connection.cursor() as cursor:
        schema = sender.members["aalborg"].schema_name
        cursor.execute(f'UPDATE "{schema}".audits_municipal_receivedfile SET read_only = true')
    mette = client_of("mette")
    package = made_by(mette, aalborg)
    with acting_as(aalborg):
        hidden = ReceivedFile.objects.get().file.sha256
    with opened(mette, package) as made:
        assert hidden not in [hashlib.sha256(made.read(name)).hexdigest() for name in made.namelist()]
        [row] = [each for each in index_of(made) if each[0] == "1"]
        assert row[4] == "Ikke vedlagt"
        assert "Kan kun læses på kommunens side" in row[7]
        assert "Kan kun læses på kommunens side" in letter_of(made)


def test_files_that_are_gone_or_changed_are_told(
    sender: Sender, client_of: Clients, aalborg: Caller, actor: Actors
) -> None:
    with acting_as(aalborg):
        own_agreement(actor("mette"), title="Borte", content=b"%PDF-1.4 borte")
        own_agreement(actor("mette"), title="Rettet", content=b"%PDF-1.4 rettet")
        gone, changed = (
            MunicipalFile.objects.get(sha256=hashlib.sha256(content).hexdigest())
            for content in (b"%PDF-1.4 borte", b"%PDF-1.4 rettet")
        )
    Path(default_storage.path(blob_name(gone.sha256))).unlink()
    Path(default_storage.path(blob_name(changed.sha256))).write_bytes(b"%PDF-1.4 noget andet")
    mette = client_of("mette")
    package = made_by(mette, aalborg)
    with opened(mette, package) as made:
        missing = "\n".join(str(row[0]) for row in index_of(made, "Mangler"))
        assert "Filen kan ikke findes i arkivet." in missing
        assert "dens SHA-256 er en anden" in missing


def test_names_from_outside_stay_within_the_package(
    sender: Sender, client_of: Clients, aalborg: Caller, actor: Actors
) -> None:
    evil = "../../æøå\\..\\C:/Windows\u202egpj.exe " + "lang " * 60
    with acting_as(aalborg):
        agreement = own_agreement(actor("mette"), title=evil[:200])
        Agreement.objects.filter(pk=agreement.pk).update(
            number="../..//1", supplier_name=f"={evil}"[:200], supplier_id=None
        )
    mette = client_of("mette")
    package = made_by(mette, aalborg)
    with opened(mette, package) as made:
        for name in made.namelist():
            parts = name.split("/")
            assert len(parts) <= 2
            assert len(name) < 150
            assert not {"", ".", ".."} & set(parts)
            assert not set('\\:*?"<>|\u202e') & set(name)
        assert made.testzip() is None
        assert any("æøå" in name for name in made.namelist())


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("?fra=2.1.2026&til=1.1.2026", "Perioden skal slutte samme dag"),
        ("?fra=31.2.2026", "Skriv en dato, der findes"),
        ("?fra=1.1.0001&til=2.1.0001", "Skriv en dag fra 2000"),
        ("?fra=1.1.2026&til=31.12.9999", "Skriv en dag, der ligger senest i"),
        ("?omfang=udvalgte", "Sæt kryds ved mindst én"),
        ("?s=%00%27;--&p=" + "x" * 600, "Sæt kryds ved mindst én"),
    ],
)
def test_a_scope_that_makes_no_sense_is_told_and_nothing_is_ordered(
    sender: Sender, client_of: Clients, aalborg: Caller, query: str, words: str
) -> None:
    mette = client_of("mette")
    assert words in text_of(mette.get(f"/dokumentation/ny/{query}"))
    assert mette.post(f"/dokumentation/ny/{query}", {"plan": "x"}).status_code == 200
    with acting_as(aalborg):
        assert not Package.objects.exists()


def test_an_empty_record_makes_an_honest_package(sender: Sender, client_of: Clients, aalborg: Caller) -> None:
    mette = client_of("mette")
    refused = mette.post("/dokumentation/ny/", {"plan": " "})
    assert "Skriv et svar, eller at I ikke kan svare." in text_of(refused)
    package = made_by(mette, aalborg, "?fra=12.3.2026&til=12.3.2026", plan="-")
    with opened(mette, package) as made:
        assert "Der er ingen bilag." in letter_of(made)
        assert "Loggen har ingen rækker" in made.read("Log/log.txt").decode()


def test_another_municipality_sees_nothing_of_it(
    sender: Sender, client_of: Clients, aalborg: Caller, caller_of: Callers
) -> None:
    sender.send(GREEN, name="Kun i Aalborg")
    holds_personal_data()
    mette, bo = client_of("mette"), client_of("bo")
    package = made_by(mette, aalborg)
    for rest in ("", "fil/", "hvor-langt/"):
        assert bo.get(f"/dokumentation/{package.pk}/{rest}").status_code == 404
    for rest in ("", "hvor-langt/"):
        assert mette.get(f"/dokumentation/{package.pk}/{rest}").status_code == 200
    assert opened(mette, package).testzip() is None
    assert bo.post(f"/dokumentation/{package.pk}/igen/").status_code == 404
    assert "Kun i Aalborg" not in text_of(bo.get("/dokumentation/ny/"))
    with opened(bo, made_by(bo, caller_of("bo"))) as made:
        assert not [name for name in made.namelist() if name.startswith("Bilag/")]
        assert "Kun i Aalborg" not in letter_of(made)


def test_contact_decision_maker_and_dpo_make_packages_and_others_do_not(
    sender: Sender, client_of: Clients, aalborg: Caller, actor: Actors
) -> None:
    package = made_by(client_of("dorte"), aalborg)
    assert package.ordered_by_name == "Dorte Aalborg, Aalborg Kommune"
    for key in ("ib", "bente"):
        assert client_of(key).get(f"/dokumentation/{package.pk}/fil/").status_code == 403
        scope = Scope(*last_year(timezone.localdate()))
        with acting_as(aalborg), pytest.raises(NotPermittedError):
            actions.order(scope=scope, scope_words="Alle", answers={}, by=actor(key))


def test_who_made_and_who_fetched_it_stands_in_the_log(
    sender: Sender, client_of: Clients, aalborg: Caller
) -> None:
    mette = client_of("mette")
    package = made_by(mette, aalborg)
    opened(mette, package)
    with acting_as(aalborg):
        rows = MunicipalLogEntry.objects.filter(subject_id=package.pk).order_by("number")
        assert [(each.action, each.by_name) for each in rows] == [
            (action, "Mette Aalborg, Aalborg Kommune") for action in ("order", "make", "read")
        ]
        assert rows[1].data["sha256"] == package.file.sha256


def test_a_worker_that_was_cut_off_begins_anew_and_leaves_nothing_behind(
    sender: Sender, client_of: Clients, aalborg: Caller, actor: Actors, store: Path
) -> None:
    sender.send(GREEN)
    with acting_as(Caller.owner()), connection.cursor() as cursor:
        cursor.execute("UPDATE documents_wordtemplate SET state = 'retired' WHERE kind = 'package'")
    mette = client_of("mette")
    package = made_by(mette, aalborg)
    assert not package.is_made
    page = text_of(mette.get(f"/dokumentation/{package.pk}/"))
    assert "Der er ingen Word-skabelon i brug til »Dokumentationspakke, brev«." in page
    assert not list((store / "incoming").iterdir())
    assert mette.get(f"/dokumentation/{package.pk}/fil/").status_code == 404
    with acting_as(Caller.owner()), connection.cursor() as cursor:
        cursor.execute("UPDATE documents_wordtemplate SET state = 'in_force' WHERE kind = 'package'")
    mette.post(f"/dokumentation/{package.pk}/igen/")
    work()
    with acting_as(aalborg):
        package = Package.objects.get()
        assert package.is_made
        assert actions.make_package(package_id=package.pk, by=actor("mette")) == package.annexes
        with pytest.raises(NotPossibleError):
            actions.again(package=package, by=actor("mette"))
        assert MunicipalFile.objects.filter(content_type="application/zip").count() == 1


def test_only_ones_own_waiting_package_starts_a_job(
    sender: Sender, client_of: Clients, aalborg: Caller, caller_of: Callers
) -> None:
    package = made_by(client_of("mette"), aalborg)
    for who in ("mette", "bo"):  # made already, and not theirs
        call = "SELECT secretariat_start_package_v1(%s)"
        with acting_as(caller_of(who)), pytest.raises(DatabaseError), transaction.atomic():
            connection.cursor().execute(call, [package.pk])
