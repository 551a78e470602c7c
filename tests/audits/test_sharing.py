"""Who may open a document: the supplier wishes, the secretariat decides, the report says the rest."""

from collections.abc import Callable
from html import unescape
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from docx import Document

from audits.joint.actions import publishing
from audits.joint.actions.sharing import decide_sharing
from audits.joint.models import Evidence
from audits.municipal.models import ReceivedFile
from documents import pdf
from documents.models import StoredFile
from secretariat.demo.files import pdf_of
from secretariat.pagekit.workbook import workbook
from tests.audits.test_documents import words_of
from tests.audits.walking import SECRETARIAT, SUPPLIER, Walk
from walls.callers import acting_as
from workflows.engine import NotPossibleError
from workflows.models import OutboxMail
from workflows.municipal.models import MunicipalLogEntry

Clients = Callable[[str], Client]


def test_each_level_reaches_the_municipality_as_far_as_it_was_decided(walk: Walk, client_of: Clients) -> None:
    audit = walk.announced()
    with acting_as(SUPPLIER):
        for title, wish in (("Fri", "download"), ("Læses", "read"), ("Lukket", "closed")):
            walk.upload(audit, title=title, wish=wish, content=pdf_of(title, "Netværkstegning"))
    with acting_as(SECRETARIAT):
        Evidence.objects.filter(title="Læses").update(
            confidential=[{"where": "Side 1", "why": "tegning af netværket"}]
        )
    audit = walk.ready(walk.reviewed(walk.submitted(walk.answered(audit, files=0))))
    with acting_as(SECRETARIAT):
        told = words_of(audit.report_versions.get().file)
    assert "Kan læses på kommunens side, men ikke hentes: »Læses«" in told
    assert "kan ikke åbnes af kommunerne: »Lukket« (Indeholder tegninger af netværket)" in told
    walk.published(audit)
    with acting_as(walk.municipality("aalborg")):
        rows = {each.file.title: each for each in ReceivedFile.objects.select_related("file")}
    assert {title for title, row in rows.items() if not row.is_report} == {"Fri", "Læses"}
    mette, bo, free, read = client_of("mette"), client_of("bo"), rows["Fri"], rows["Læses"]
    page = f"/tilsyn/filer/{read.id}/laes/"
    whole: Any = mette.get(f"/tilsyn/filer/{free.id}/")
    assert b"".join(whole.streaming_content).startswith(b"%PDF")
    assert mette.get(f"/tilsyn/filer/{read.id}/").status_code == 404, "it may be read, not had"
    assert mette.get(f"/tilsyn/filer/{free.id}/laes/").status_code == 404
    assert mette.get(f"{page}1/").status_code == 404, "a page without having opened the document"
    shown = mette.get(page).content.decode()
    assert "tegning af netværket" in shown
    picture = (
        shown.partition("read-page")[2].partition('<img src="')[2].partition('"')[0].replace("&amp;", "&")
    )
    answer = mette.get(picture)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
    assert answer.content.startswith(b"\x89PNG")
    assert answer["Cache-Control"] == "private, no-store"
    assert "Netværkstegning" in mette.get(picture.replace("?", "tekst/?")).content.decode()
    assert mette.get(picture.replace("/1/", "/7/")).status_code == 404
    for somebody_else in (bo, client_of("ib")):
        assert somebody_else.get(picture).status_code == 404, "the code is one reader's"
    assert bo.get(page).status_code == 404, "another municipality has a row of its own"
    with acting_as(walk.municipality("aalborg")):
        readings = MunicipalLogEntry.objects.filter(action="read", data__sha256=read.file.sha256)
        assert [each.by_name.partition(",")[0] for each in readings] == ["Mette Aalborg"]
    with acting_as(SECRETARIAT):
        publishing.withdraw(by=walk.actor("sara"), audit=walk.again(audit), reason="Fejl i konklusionen")
    assert mette.get(page).status_code == 200, "a withdrawn report is marked, and stays readable as it was"
    whole = mette.get(f"/tilsyn/filer/{free.id}/")
    assert b"".join(whole.streaming_content).startswith(b"%PDF")


def test_the_secretariat_may_decide_otherwise_with_a_reason_that_the_supplier_reads(
    walk: Walk, client_of: Clients
) -> None:
    audit = walk.announced()
    with acting_as(SUPPLIER):
        found = walk.upload(audit, wish="read")
    sara = walk.actor("sara")
    walk.reviewed(walk.submitted(walk.answered(audit, files=0)), follows=False)
    with acting_as(SECRETARIAT):
        with pytest.raises(NotPossibleError, match="Skriv, hvorfor"):
            decide_sharing(by=sara, evidence=found, level="download")
        with pytest.raises(NotPossibleError, match="Vælg"):
            decide_sharing(by=sara, evidence=found, level="public", reason="Sådan")
        before = OutboxMail.objects.count()
        decide_sharing(by=sara, evidence=found, level="read")
        decide_sharing(by=sara, evidence=found, level="closed", reason="Kun til os")
        assert OutboxMail.objects.count() == before
        decide_sharing(by=sara, evidence=found, level="download", reason="Kommunerne skal have den")
        mail = OutboxMail.objects.latest("created_at")
        assert "Kommunerne skal have den" in mail.body
        assert "leo@nordlys.example" in mail.to
        StoredFile.objects.filter(pk=found.file_id).update(content_type="image/tiff")
        with pytest.raises(NotPossibleError, match="Kun PDF, Word, Excel og billeder"):
            decide_sharing(by=sara, evidence=found, level="read")
    page = client_of("leo").get(f"/tilsyn/{audit.id}/dokumentation/").content.decode()
    assert "Besluttet: kommunerne må hente den (Kommunerne skal have den)" in page


def test_a_supplier_that_keeps_a_file_to_itself_says_why_and_points_at_passages(
    walk: Walk, client_of: Clients
) -> None:
    audit, leo = walk.announced(), client_of("leo")
    with acting_as(SECRETARIAT):
        covers = [str(each.id) for each in audit.systems.all()]

    def send(**fields: object) -> str:
        file = BytesIO(pdf_of("Erklæring", "Ord"))
        file.name = "erklæring.pdf"
        facts = {"kind": "isae3000", "title": "Erklæring", "covers": covers, "file": file, **fields}
        return leo.post(f"/tilsyn/{audit.id}/dokumentation/", facts, follow=True).content.decode()

    assert "hvorfor kommunerne ikke må hente" in send(wish="closed")
    assert "Skriv både sted og begrundelse" in send(wish="download", confidential="side 3")
    reason = "<script>alert(1)</script>"
    told = send(wish="read", wish_reason="Drift", confidential=f"Side 3: {reason}\n\nafsnit 4: mere")
    assert "er modtaget" in told
    with acting_as(SECRETARIAT):
        kept = Evidence.objects.get()
        assert (kept.wish, kept.level, kept.wish_reason) == ("read", "", "Drift")
        assert kept.confidential == [
            {"where": "Side 3", "why": reason},
            {"where": "afsnit 4", "why": "mere"},
        ]
    page = client_of("sara").get(f"/tilsyn/{audit.id}/dokumentation/").content.decode()
    assert "fortrolige steder" in page
    assert reason not in page


def test_word_and_excel_are_read_as_drawn_pages_and_the_files_stay_at_the_secretariat(
    walk: Walk, client_of: Clients, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "available", lambda: False)
    word, out = Document(), BytesIO()
    word.add_paragraph("Adgange gennemgås af driftschefen")
    word.save(out)
    sheet = workbook("Logning", ["System", "Dage"], [["Omsorg", 90]])
    audit = walk.announced()
    with acting_as(SUPPLIER):
        walk.upload(audit, title="Procedure", wish="read", content=out.getvalue(), name="procedure.docx")
        walk.upload(audit, title="Logliste", wish="read", content=sheet, name="logliste.xlsx")
    with acting_as(SECRETARIAT):
        Evidence.objects.filter(title="Procedure").update(
            confidential=[{"where": "Afsnit 1", "why": "navne"}]
        )
        originals = set(Evidence.objects.values_list("file__sha256", flat=True))
    walk.published(walk.ready(walk.reviewed(walk.submitted(walk.answered(audit, files=0)))))
    with acting_as(walk.municipality("aalborg")):
        rows = list(
            ReceivedFile.objects.filter(is_report=False).select_related("file").order_by("file__title")
        )
        assert [(each.file.title, each.file.name) for each in rows] == [
            ("Logliste", "logliste.pdf"),
            ("Procedure", "procedure.pdf"),
        ]
        assert not originals & {each.file.sha256 for each in rows}, "only what is drawn has left"
    mette = client_of("mette")
    for row, words in zip(rows, ("Omsorg | 90", "Adgange gennemgås af driftschefen"), strict=True):
        shown = unescape(mette.get(f"/tilsyn/filer/{row.id}/laes/").content.decode())
        picture = shown.partition("read-page")[2].partition('<img src="')[2].partition('"')[0]
        assert mette.get(picture).content.startswith(b"\x89PNG")
        assert words in unescape(mette.get(picture.replace("?", "tekst/?")).content.decode())
        assert ("Afsnit 1" in shown) == (row.file.title == "Procedure")
        assert mette.get(f"/tilsyn/filer/{row.id}/").status_code == 404
