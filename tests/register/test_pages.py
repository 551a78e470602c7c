"""The register's pages for each kind of user, and what they do."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from register.actions.imports import import_file
from register.models import ImportRun, MissingSystemReport, Supplier, SupplierContact, System, SystemUse
from register.portfolio.columns import Field
from walls.callers import Caller, acting_as
from workflows.actors import Actor
from workflows.jobs import run as run_job
from workflows.models import LogEntry, OutboxMail

ClientOf = Callable[[str], Client]
Cells = Callable[..., list[Any]]


def first(model: Any, **facts: Any) -> Any:
    with acting_as(Caller.secretariat()):
        return model.objects.get(**facts)


def test_a_system_is_added_by_hand_and_known_from_then_on(client_of: ClientOf, register: None) -> None:
    sara = client_of("sara")
    supplier = first(System, name="VejPilot").supplier_id
    facts = {"name": "VejPilot", "supplier": str(supplier)}
    refused = sara.post("/register/systemer/nyt/", facts).content.decode()
    assert "har allerede et system med det navn: VejPilot" in refused
    added = sara.post("/register/systemer/nyt/", {**facts, "name": "Vej  Pilot Mobil"}, follow=True)
    assert "Kommunerne kan nu oplyse, at de bruger det" in added.content.decode()
    assert first(System, name="Vej Pilot Mobil").supplier_id == supplier
    twice = sara.post("/register/systemer/nyt/", {**facts, "name": "vej pilot mobil"}).content.decode()
    assert "har allerede et system med det navn" in twice


SECRETARIAT_PAGES = [
    "/register/systemer/",
    "/register/systemer/?vis=over&orden=-kommuner",
    "/register/systemer/?q=planhub",
    "/register/systemer/?q=findes+ikke",
    "/register/systemer/?orden=ukendt&vis=ukendt&side=99",
    "/register/systemer/uden-aftale/",
    "/register/systemer/nyt/",
    "/register/leverandoerer/",
    "/register/leverandoerer/?q=pilekerne&orden=-systemer",
    "/register/leverandoerer/ny/",
    "/register/indlaesning/",
    "/register/manglende/",
]


@pytest.mark.parametrize("path", SECRETARIAT_PAGES)
def test_the_secretariat_sees_its_pages(client_of: ClientOf, register: None, path: str) -> None:
    assert client_of("sara").get(path).status_code == 200


@pytest.mark.parametrize("path", SECRETARIAT_PAGES)
def test_who_only_reads_totals_sees_none_of_them(client_of: ClientOf, register: None, path: str) -> None:
    assert client_of("karl").get(path).status_code == 403


def test_a_system_shows_who_uses_it_and_who_drives_the_concept(client_of: ClientOf, register: None) -> None:
    system = first(System, name="PlanHub")
    page = client_of("sara").get(f"/register/systemer/{system.pk}/").content.decode()
    assert "Viborg" in page
    assert "4.321" in page
    assert "Anbefalet mindste koncept" in page


def test_a_screening_answer_needs_a_reason_and_is_kept(client_of: ClientOf, register: None) -> None:
    system = first(System, name="PlanHub")
    sara, where = client_of("sara"), f"/register/systemer/{system.pk}/vurder/"
    refused = sara.post(where, {"screening": "processor", "screening_reason": " "})
    assert "Skriv, hvad svaret bygger på" in refused.content.decode()
    facts = {"screening": "processor", "screening_reason": "Leverandøren driver det", "cpr": "nej"}
    kept = sara.post(where, facts)
    assert kept.status_code == 302
    page = sara.get(f"/register/systemer/{system.pk}/").content.decode()
    assert "Leverandøren driver det" in page
    assert "Ja 2, Nej 0, uoplyst 0" in page, "what the municipalities say stays beside the own answer"


def test_personal_data_without_agreement_is_listed_until_screened_away(
    client_of: ClientOf, register: None
) -> None:
    sara, system = client_of("sara"), first(System, name="VejPilot")
    page = sara.get("/register/systemer/uden-aftale/").content.decode()
    assert "VejPilot" in page
    assert "PlanHub" not in page
    sara.post(
        f"/register/systemer/{system.pk}/vurder/",
        {"screening": "own_operation", "screening_reason": "Kører i kommunens eget hus"},
    )
    assert "VejPilot" not in sara.get("/register/systemer/uden-aftale/").content.decode()


def test_a_contact_is_added_invited_and_removed(client_of: ClientOf, register: None) -> None:
    sara, supplier = client_of("sara"), first(Supplier)
    add = f"/register/leverandoerer/{supplier.pk}/ny-kontakt/"
    facts = {"name": "Nina Holm", "email": "Nina@Pilekerne.example", "role": "contact", "language": "en"}
    assert "e-mail" in sara.post(add, {**facts, "email": "ingen adresse"}).content.decode()
    assert sara.post(add, facts).status_code == 302
    contact = first(SupplierContact, email="nina@pilekerne.example")
    assert "Adressen står her allerede" in sara.post(add, facts).content.decode()
    assert sara.post(f"/register/kontakter/{contact.pk}/inviter/").status_code == 302
    with acting_as(Caller.jobs()):
        mail = OutboxMail.objects.get(kind="register/invitation")
    assert mail.to == ["nina@pilekerne.example"]
    assert "has given you access" in mail.body
    assert "Skrives til på engelsk" in sara.get(f"/register/leverandoerer/{supplier.pk}/").content.decode()
    assert "/konto/invitation/" in mail.body
    assert sara.post(f"/register/kontakter/{contact.pk}/bekraeft/").status_code == 302
    assert sara.post(f"/register/kontakter/{contact.pk}/fjern/").status_code == 302
    with acting_as(Caller.secretariat()):
        assert not SupplierContact.objects.exists()


@pytest.mark.parametrize(
    ("number", "message"), [("12345678", "Det er ikke et CVR-nummer"), ("98915001", "findes i forvejen")]
)
def test_a_supplier_needs_a_true_number_of_its_own(
    client_of: ClientOf, register: None, number: str, message: str
) -> None:
    facts = {"name": "Ny A/S", "country": "DK", "number": number, "group_name": "", "shared_mailbox": ""}
    sara = client_of("sara")
    answer = sara.post("/register/leverandoerer/ny/", facts)
    assert message in answer.content.decode()
    assert "Ny A/S" in answer.content.decode(), "what was typed stays"
    assert sara.post("/register/leverandoerer/ny/", {**facts, "number": ""}).status_code == 302


def upload_of(book: io.BytesIO, name: str = "portefølje.xlsx") -> dict[str, SimpleUploadedFile]:
    return {"file": SimpleUploadedFile(name, book.getvalue())}


@pytest.fixture
def uploaded(
    client_of: ClientOf, workbook: Callable[..., io.BytesIO], cells: Cells, headers: list[str], register: None
) -> Callable[..., tuple[Client, ImportRun]]:
    """Uploads lines as Sara and lets the worker read them."""

    def upload(*lines: dict[str, Any]) -> tuple[Client, ImportRun]:
        sara = client_of("sara")
        answer = sara.post("/register/indlaesning/", upload_of(workbook([headers, *map(cells, lines)])))
        assert answer.status_code == 302, answer.content.decode()
        run = first(ImportRun, state="uploaded")
        assert sara.get(answer["Location"]).status_code == 200
        run_job(run.job_id)
        return sara, first(ImportRun, pk=run.pk)

    return upload


def test_an_upload_is_previewed_confirmed_and_written(
    uploaded: Callable[..., tuple[Client, ImportRun]],
) -> None:
    changed = {"Antal registrerede": "ca. 900", "It-system": "VejPilot", "KITOS UUID": ""}
    sara, run = uploaded({}, changed, {"It-system": ""})
    where = f"/register/indlaesning/{run.pk}/"
    preview = sara.get(where + "?udfald=changed").content.decode()
    assert "Antal registrerede: 768 → ca. 900" in preview
    assert "Databehandleraftale: Nej → Ja" in preview
    assert first(SystemUse, system__name="VejPilot").subjects == 768, "nothing is written yet"
    assert sara.post(where + "indlaes/").status_code == 302
    run_job(first(ImportRun, pk=run.pk).job_id)
    assert "Registret er ajour med filen" in sara.get(where).content.decode()
    use = first(SystemUse, system__name="VejPilot")
    assert (use.subjects, use.subjects_is_estimate, use.agreement) == (900, True, "ja")


def test_refused_lines_can_be_corrected_and_sent_again(
    uploaded: Callable[..., tuple[Client, ImportRun]],
) -> None:
    sara, run = uploaded({"It-system": "", "Aftaledato": "31-02-2024"})
    where = f"/register/indlaesning/{run.pk}/"
    assert "Systemnavn mangler" in sara.get(where).content.decode()
    content = b"".join(sara.get(where + "afviste.xlsx"))
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    header, refused = [list(row) for row in sheet.iter_rows(values_only=True)]
    assert refused[header.index("Note: årsag")] == "systemnavn mangler"
    sheet.cell(2, header.index("It-system") + 1, "SkoleNet")
    sheet.cell(2, header.index("Aftaledato") + 1, "28-02-2024")
    sheet.cell(2, header.index("KITOS UUID") + 1).value = None
    corrected = io.BytesIO()
    sheet.parent.save(corrected)
    answer = sara.post("/register/indlaesning/", upload_of(corrected))
    second = first(ImportRun, state="uploaded")
    run_job(second.job_id)
    assert answer.status_code == 302
    assert first(ImportRun, pk=second.pk).counters == {"new": 1}


def test_a_preview_that_is_out_of_date_must_be_read_again(
    uploaded: Callable[..., tuple[Client, ImportRun]],
) -> None:
    sara, older = uploaded({"Antal registrerede": 1})
    _, newer = uploaded({"Antal registrerede": 2})
    sara.post(f"/register/indlaesning/{newer.pk}/indlaes/")
    run_job(first(ImportRun, pk=newer.pk).job_id)
    sara.post(f"/register/indlaesning/{older.pk}/indlaes/")
    assert first(ImportRun, pk=older.pk).state == "previewed"
    assert "Læs filen igen" in sara.get(f"/register/indlaesning/{older.pk}/").content.decode()
    sara.post(f"/register/indlaesning/{older.pk}/laes-igen/")
    run_job(first(ImportRun, pk=older.pk).job_id)
    sara.post(f"/register/indlaesning/{older.pk}/indlaes/")
    assert first(ImportRun, pk=older.pk).state == "running"


def test_of_two_imports_confirmed_at_once_the_second_is_not_written(
    uploaded: Callable[..., tuple[Client, ImportRun]],
) -> None:
    sara, one = uploaded({"Antal registrerede": 1})
    _, other = uploaded({"Antal registrerede": 2})
    for run in (one, other):
        sara.post(f"/register/indlaesning/{run.pk}/indlaes/")
    for run in (one, other):
        run_job(first(ImportRun, pk=run.pk).job_id)
    assert [first(ImportRun, pk=run.pk).state for run in (one, other)] == ["done", "failed"]
    assert "ændret af en anden indlæsning" in sara.get(f"/register/indlaesning/{other.pk}/").content.decode()
    use = first(SystemUse, municipality__short_name="Aalborg", system__name="PlanHub")
    assert use.subjects == 1


def test_a_file_without_the_columns_is_told_so(
    client_of: ClientOf, register: None, workbook: Callable[..., io.BytesIO]
) -> None:
    sara = client_of("sara")
    book = workbook([["Kommune", "Leverandør", "Antal"], ["Aalborg", "X", 1]])
    sara.post("/register/indlaesning/", upload_of(book))
    run = first(ImportRun, state="uploaded")
    run_job(run.job_id)
    assert "Kolonnen »It-system« mangler" in sara.get(f"/register/indlaesning/{run.pk}/").content.decode()


def test_what_is_no_workbook_is_refused_at_once(client_of: ClientOf, db: None) -> None:
    sara = client_of("sara")
    text = SimpleUploadedFile("liste.xlsx", b"Kommune;System\n")
    answer = sara.post("/register/indlaesning/", {"file": text})
    assert "ikke et Excel-regneark" in answer.content.decode()
    assert "form-error" in sara.post("/register/indlaesning/", {}).content.decode()


OWN_PAGES = ["/systemer/", "/systemer/?vis=uden", "/systemer/?q=plan&orden=-antal", "/systemer/?vis=ude"]


@pytest.mark.parametrize("path", OWN_PAGES)
@pytest.mark.parametrize("who", ["mette", "dorte", "ib"])
def test_a_municipality_sees_its_systems(client_of: ClientOf, register: None, path: str, who: str) -> None:
    assert client_of(who).get(path).status_code == 200


def test_a_municipality_sees_no_other_municipalitys_use(client_of: ClientOf, register: None) -> None:
    viborgs = first(SystemUse, municipality__short_name="Viborg")
    mette = client_of("mette")
    assert "4.321" not in mette.get("/systemer/").content.decode()
    assert mette.get(f"/systemer/{viborgs.pk}/").status_code == 404
    assert client_of("bo").get(f"/systemer/{viborgs.pk}/").status_code == 200


def test_the_contact_reports_a_number_that_no_file_changes(
    client_of: ClientOf,
    register: None,
    workbook: Callable[..., io.BytesIO],
    cells: Cells,
    headers: list[str],
) -> None:
    use = first(SystemUse, system__name="VejPilot")
    mette, where = client_of("mette"), f"/systemer/{use.pk}/"
    refused = mette.post(where, {"count": "-4"})
    assert "under nul" in refused.content.decode()
    assert "-4" in refused.content.decode()
    assert "hvad skønnet bygger på" in mette.post(where, {"count": "ca. 1.200"}).content.decode()
    assert mette.post(where, {"count": "ca. 1.200", "basis": "Brugere i 2025"}).status_code == 302
    with acting_as(Caller.secretariat()):
        book = workbook([headers, cells({"It-system": "VejPilot", "KITOS UUID": ""})])
        import_file(source=book, name="x.xlsx", by=Actor.system())
        use.refresh_from_db()
        assert (use.subjects, use.subjects_is_estimate, use.agreement) == (1200, True, "ja")
        assert LogEntry.objects.get(subject_id=use.pk).by_name.startswith("Mette")


def test_a_system_no_longer_used_stays_so_through_the_next_file(
    client_of: ClientOf, register: None, workbook: Callable[..., io.BytesIO], cells: Cells, headers: list[str]
) -> None:
    use, mette = first(SystemUse, system__name="VejPilot"), client_of("mette")
    assert mette.get(f"/systemer/{use.pk}/bruges-ikke/").status_code == 200
    assert mette.post(f"/systemer/{use.pk}/bruges-ikke/", {"reason": "Afløst"}).status_code == 302
    assert "VejPilot" not in mette.get("/systemer/").content.decode().replace("VejPilot står nu", "")
    with acting_as(Caller.secretariat()):
        book = workbook([headers, cells({"It-system": "VejPilot", "KITOS UUID": ""})])
        import_file(source=book, name="x.xlsx", by=Actor.system())
    assert not first(SystemUse, pk=use.pk).is_active
    assert mette.post(f"/systemer/{use.pk}/bruges-igen/").status_code == 302
    assert first(SystemUse, pk=use.pk).is_active


def test_a_reader_reports_nothing(client_of: ClientOf, register: None) -> None:
    use, ib = first(SystemUse, system__name="VejPilot"), client_of("ib")
    assert ib.post(f"/systemer/{use.pk}/", {"count": "7"}).status_code == 200
    assert first(SystemUse, pk=use.pk).subjects == 768
    assert ib.get("/systemer/mangler/").status_code == 403
    assert ib.post(f"/systemer/{use.pk}/bruges-ikke/").status_code == 403


def test_a_missing_system_is_reported_found_and_comes_on_the_list(
    client_of: ClientOf, register: None
) -> None:
    bo, sara = client_of("bo"), client_of("sara")
    assert bo.post("/systemer/mangler/", {"name": ""}).status_code == 200
    assert bo.post("/systemer/mangler/", {"name": "vejpilot", "count": "ca. 50"}).status_code == 302
    report = first(MissingSystemReport)
    page = sara.get(f"/register/manglende/{report.pk}/").content.decode()
    assert "VejPilot" in page
    system = first(System, name="VejPilot")
    sara.post(f"/register/manglende/{report.pk}/tilfoej/", {"system": str(system.pk)})
    listed = bo.get("/systemer/").content.decode()
    assert "VejPilot" in listed
    use = first(SystemUse, system=system, municipality__kommunekode="0791")
    assert "ca. 50" in bo.get(f"/systemer/{use.pk}/").content.decode()


def test_a_missing_system_may_be_new_or_declined_with_a_reason(client_of: ClientOf, register: None) -> None:
    bo, sara = client_of("bo"), client_of("sara")
    for name in ("HaveNet", "Papirarkivet"):
        bo.post("/systemer/mangler/", {"name": name})
    new = first(MissingSystemReport, name="HaveNet")
    declined = first(MissingSystemReport, name="Papirarkivet")
    sara.post(f"/register/manglende/{new.pk}/tilfoej/", {"system": "vrøvl"})
    assert first(MissingSystemReport, pk=new.pk).state == "received"
    sara.post(f"/register/manglende/{new.pk}/tilfoej/", {"system": "ny"})
    sara.post(f"/register/manglende/{declined.pk}/afvis/", {"answer": ""})
    assert first(MissingSystemReport, pk=declined.pk).state == "received"
    sara.post(f"/register/manglende/{declined.pk}/afvis/", {"answer": "Det er ikke et it-system."})
    page = bo.get("/systemer/").content.decode()
    assert "HaveNet" in page
    assert "Det er ikke et it-system." in page


def test_the_list_can_be_taken_away_as_a_workbook(client_of: ClientOf, register: None) -> None:
    content = b"".join(client_of("ib").get("/systemer/vores-systemer.xlsx?orden=-system"))
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    assert [row[0] for row in rows] == ["It-system", "VejPilot", "PlanHub"]
    shown = dict(zip(rows[0], rows[2], strict=True))
    assert shown["Aftaledato"].date() == date(2024, 3, 12)
    assert shown["Andre beskyttelsesværdige oplysninger"] == shown["Særlig behandling"] == "Uoplyst"
    facts = {each.value for each in Field} & set(rows[0])
    assert {"Personoplysninger", "Følsomme oplysninger", "CPR-nummer", "Antal registrerede"} <= facts
    assert {"Aftale", "Seneste tilsyn", "Vores beslutning", "Næste tilsyn"} <= set(rows[0])
