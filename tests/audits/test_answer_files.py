"""Files put on a question itself, by a plain form."""

import io
import zipfile
from collections.abc import Callable
from html import unescape

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from audits.joint.filenames import kind_of, title_of
from audits.joint.models import Answer, Evidence
from tests.audits.walking import PDF, SECRETARIAT, Walk
from walls.callers import acting_as

Clients = Callable[[str], Client]


def given(name: str, content: bytes = PDF) -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, content, "application/pdf")


def test_a_file_on_a_question_is_documentation_that_belongs_to_it(walk: Walk, client_of: Clients) -> None:
    audit = walk.announced()
    with acting_as(SECRETARIAT):
        answer = Answer.objects.filter(questionnaire__audit=audit).order_by("number")[2]
    leo, path = client_of("leo"), f"/tilsyn/{audit.id}/svar/{answer.id}/fil/"
    page = leo.get(f"/tilsyn/{audit.id}/svar/").content.decode()
    assert f'action="{path}"' in page
    assert f'form="file-{answer.id}"' in page, "a field and a button, without JavaScript too"
    two = [given("Politik_for_adgang.pdf"), given("note.pdf", PDF + b"%2")]
    told = leo.post(path, {"file": two}, follow=True)
    assert told.redirect_chain[-1][0].endswith(f"/svar/#q{answer.number}")
    assert "»Politik for adgang« er lagt til spørgsmål 3." in unescape(told.content.decode())
    bundle = io.BytesIO()
    with zipfile.ZipFile(bundle, "w") as package:
        package.writestr("2026/ISAE 3402 type 2.pdf", PDF + b"%3")
        package.writestr("virus.exe", b"MZ")
    told = leo.post(path, {"file": given("samlet.zip", bundle.getvalue()), "share": "1"}, follow=True)
    assert "Ikke modtaget: »virus.exe«" in unescape(told.content.decode())
    with acting_as(SECRETARIAT):
        rows = list(Evidence.objects.filter(audit=audit).order_by("created_at"))
        assert [(each.answer_id, each.title, each.kind, each.wish) for each in rows] == [
            (answer.id, "Politik for adgang", "policy", "closed"),
            (answer.id, "note", "other", "closed"),
            (answer.id, "ISAE 3402 type 2", "isae3402", "download"),
        ]
        assert all(each.wish_reason for each in rows[:2]), "the report can say why"
        assert set(rows[0].covers) == set(audit.systems.values_list("id", flat=True))
    assert "Vælg en fil først" in leo.post(path, follow=True).content.decode()
    assert client_of("lis").post(path, {"file": given("x.pdf")}).status_code == 404, "another supplier's"
    with acting_as(SECRETARIAT):
        assert Evidence.objects.count() == 3


def test_a_name_tells_title_and_kind() -> None:
    assert title_of("mappe\\Beredskab_2026.docx") == "Beredskab 2026"
    assert title_of(".pdf") == ".pdf"
    assert kind_of("ISO 27001 certifikat.pdf") == "iso27001"
    assert kind_of("billede.png", otherwise="policy") == "policy"
