"""What whoever answers with others may rely on: last time's answers, parts for colleagues, a workbook."""

import io
from collections.abc import Callable
from html import unescape
from typing import Any
from uuid import uuid4

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from audits.joint.actions import answering
from audits.joint.models import Answer, AnswerReview, Audit, PartAssignment, RivalAnswer
from audits.joint.questions.content import Deviation, Given
from audits.joint.questions.left import left
from audits.joint.questions.shipped import lineage_of
from secretariat.pagekit.workbook import XLSX
from tests.audits.walking import SECRETARIAT, SUPPLIER, Walk
from tests.personae import PERSONAE
from walls.callers import acting_as
from workflows.models import OutboxMail


@pytest.fixture
def leo(client_of: Callable[[str], Client]) -> Client:
    return client_of("leo")


def of(audit: Audit, key: str) -> Answer:
    rows = Answer.objects.select_related("question", "questionnaire")
    return rows.get(questionnaire__audit=audit, question__lineage=lineage_of(key))


def text(response: Any) -> str:
    return unescape(response.content.decode())


def test_last_years_answers_are_confirmed_at_once_and_only_the_rest_is_reviewed(
    walk: Walk, leo: Client, client_of: Callable[[str], Client]
) -> None:
    first = walk.announced()
    with acting_as(SUPPLIER):
        system = first.systems.all()[1]
        given = Given("yes", "Årligt.", None, {system.id: Deviation("no", "Fra maj.")})
        answering.write_answer(by=walk.actor("leo"), answer=of(first, "subprocessors_audited"), given=given)
        answering.save_answer(
            by=walk.actor("leo"), answer=of(first, "transfers"), choice="yes", comment="Norge."
        )
    walk.published(walk.ready(walk.concluded(walk.reviewed(walk.submitted(walk.answered(first, files=0))))))
    audit = walk.announced(walk.planned())
    path = f"/tilsyn/{audit.id}/svar/"
    with acting_as(SUPPLIER):
        assert of(audit, "breaches").previous is None, "what is about the period is answered anew"
        Answer.objects.filter(
            questionnaire__audit=first, question__lineage=lineage_of("subprocessors_audited")
        )
        audited, transfers = of(audit, "subprocessors_audited"), of(audit, "transfers")
    page = text(leo.get(f"{path}uaendret/"))
    assert "Årligt." in page or "Ja." in page
    assert f"Undtagelse for {system.name}" in page
    told = leo.post(f"{path}uaendret/", {"seen": [str(audited.id), str(uuid4()), "x"]}, follow=True)
    assert "1 svar er bekræftet" in text(told)
    with acting_as(SUPPLIER):
        assert of(audit, "transfers").change == "", "what was not on the page is not confirmed"
        now = of(audit, "subprocessors_audited")
        assert (now.change, now.choice, now.exceptions.get().comment) == ("unchanged", "yes", "Fra maj.")
        assert now.exceptions.get().audit_system.audit_id == audit.id
    saved = leo.post(
        f"{path}{transfers.id}/gem/",
        {
            f"{transfers.number}-choice": "no",
            f"{transfers.number}-comment": "Ikke længere.",
            f"{transfers.number}-change": "changed",
        },
    )
    assert saved.status_code == 200
    leo.post(f"{path}uaendret/", {"seen": [str(each) for each in _unconfirmed(audit)]})
    walk.submitted(walk_rest(walk, audit))
    sara = client_of("sara")
    review = text(sara.get(f"/tilsyn/{audit.id}/svar/"))
    assert review.index("G. Tredjelande") < review.index("Uændret siden sidste tilsyn")
    assert "mærket som i orden" in text(sara.post(f"/tilsyn/{audit.id}/svar/godtag-uaendrede/", follow=True))
    with acting_as(SECRETARIAT):
        read = AnswerReview.objects.filter(answer__questionnaire__audit=audit)
        assert set(read.values_list("answer__change", flat=True)) == {"unchanged"}
        assert not read.filter(answer__pk=transfers.id).exists()


def _unconfirmed(audit: Audit) -> list[Any]:
    with acting_as(SUPPLIER):
        return [each.id for each in answering.unconfirmed(audit)]


def walk_rest(walk: Walk, audit: Audit) -> Audit:
    """Answer what is left."""
    with acting_as(SUPPLIER):
        while missing := [each.pk for each in left(audit.questionnaire).missing]:
            Answer.objects.filter(pk__in=missing).update(choice="yes", comment="Ja.")
    return audit


def test_a_part_is_given_to_a_colleague_who_gets_a_mail_and_sees_its_questions(
    walk: Walk, leo: Client, client_of: Callable[[str], Client]
) -> None:
    audit = walk.announced(walk.planned(concept=3))
    path, own = f"/tilsyn/{audit.id}/svar/", PERSONAE["leo"].id
    stranger = {"part-access": str(PERSONAE["lis"].id)}
    assert "Vælg en kollega" in text(leo.post(f"{path}fordeling/", stranger, follow=True))
    told = text(leo.post(f"{path}fordeling/", {"part-access": str(own), "part-ai": "x"}, follow=True))
    assert "Fordelingen er gemt" in told
    assert "Mangler svar: " in told
    with acting_as(SUPPLIER):
        assert [each.part for each in PartAssignment.objects.all()] == ["access"]
    mine = text(leo.get(f"{path}?mine=1"))
    assert "mere end én faktor" in mine
    assert "kunstig intelligens" not in mine
    assert client_of("lis").get(f"{path}fordeling/").status_code == 404
    with acting_as(SECRETARIAT):
        assert not OutboxMail.objects.filter(kind="audits/part_assigned").exists(), "none to oneself"


def test_a_workbook_comes_in_again_with_faults_by_line_and_overwrites_nothing(
    walk: Walk, leo: Client
) -> None:
    audit = walk.announced(walk.planned(concept=3))
    path = f"/tilsyn/{audit.id}/svar/regneark/"
    with acting_as(SUPPLIER):
        keys = ("access", "factors", "patch_days", "encryption", "subprocessors_list")
        row = {key: of(audit, key).number + 1 for key in keys}
        hostile = Given("yes", '=HYPERLINK("http://ond.example")')
        answering.write_answer(by=walk.actor("leo"), answer=of(audit, "encryption"), given=hostile)
    book = openpyxl.load_workbook(io.BytesIO(leo.get(path).content))
    sheet: Any = book.active
    assert sheet.cell(row["encryption"], 7).data_type == "s", "text, never a formula"
    sheet.cell(row["access"], 6).value = "Delvist"
    sheet.cell(row["access"], 7).value = "Hvert halve år."
    sheet.cell(row["factors"], 6).value = "ja"
    sheet.cell(row["factors"], 9).value = "Nej: kommer i maj"
    sheet.cell(row["patch_days"], 6).value = "mange"
    sheet.cell(row["subprocessors_list"], 6).value = "Havbakke | Danmark | Drift | i år\nBrevdue | Danmark"
    key_column = sheet.max_column
    sheet.cell(3, key_column).value = f"{uuid4()}:0:abc"
    with acting_as(SUPPLIER):
        answering.save_answer(by=walk.actor("leo"), answer=of(audit, "access"), choice="no", comment="Nej.")
    made = io.BytesIO()
    book.save(made)
    told = text(leo.post(f"{path}ind/", {"file": SimpleUploadedFile("svar.xlsx", made.getvalue(), XLSX)}))
    assert "2 svar er gemt" in told
    assert f"Linje {row['patch_days']}: Skriv et tal" in told
    assert "Linje 3: Linjen hører ikke til spørgsmålene" in told
    assert f"Linje {row['access']}: Spørgsmål {row['access'] - 1} er ændret af Leo Leverandør" in told
    with acting_as(SUPPLIER):
        assert of(audit, "access").comment == "Nej."
        assert RivalAnswer.objects.get().content["comment"] == "Hvert halve år."
        assert of(audit, "factors").exceptions.get().comment == "kommer i maj"
        assert of(audit, "subprocessors_list").value[1] == ["Brevdue", "Danmark", "", ""]
        assert of(audit, "encryption").version == 1, "an untouched line is left alone"
    broken = {"file": SimpleUploadedFile("svar.xlsx", b"PK\x03\x04nej", XLSX)}
    assert "ikke et Excel-regneark" in text(leo.post(f"{path}ind/", broken))
