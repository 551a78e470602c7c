"""What a supplier may rely on in a hearing: each section can be commented, in Word too, and is answered."""

import io
from collections.abc import Callable
from html import unescape

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from audits.joint.actions import hearings, reporting
from audits.joint.models import Finding, Hearing, HearingComment, HearingFile, ReportVersion
from audits.municipal.models import ReceivedComment, ReceivedReport
from documents.storage import read_bytes
from tests.audits.test_documents import words_of
from tests.audits.walking import SECRETARIAT, SUPPLIER, Walk
from tests.personae import SUPPLIER_Y
from walls.callers import Caller, acting_as
from workflows.engine import NotPossibleError, OutdatedError

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def draft_of(hearing: Hearing) -> bytes:
    """The draft as the supplier downloads it."""
    with acting_as(SUPPLIER):
        return read_bytes(Hearing.objects.select_related("draft").get(pk=hearing.pk).draft.sha256)


def paragraph(word: docx.document.Document, words: str) -> docx.text.paragraph.Paragraph:
    """The first paragraph of the body, tables included, that has the words."""
    every = (docx.text.paragraph.Paragraph(each, word) for each in word.element.body.iter(qn("w:p")))
    return next(each for each in every if words in each.text)


def commented(content: bytes) -> bytes:
    """The draft with a comment on the finding, a tracked addition in the summary, and one elsewhere."""
    word = docx.Document(io.BytesIO(content))
    found = paragraph(word, "Den seneste gennemgang er for gammel.")
    word.add_comment(found.runs, text="Gennemgangen er <b>sket</b> i maj.", author="Leo L", initials="LL")
    summary = paragraph(word, "Tilsynet omfatter")
    added = OxmlElement("w:ins")
    for name, value in (("w:id", "901"), ("w:author", "Jurist"), ("w:date", "2026-03-02T10:00:00Z")):
        added.set(qn(name), value)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = " Leverandøren har rettet op."
    run.append(text)
    added.append(run)
    summary._p.append(added)
    elsewhere = paragraph(word, "3. Omfang og dokumentation")
    word.add_comment(elsewhere.runs, text="Vi sendte også en politik.", author="Leo L", initials="LL")
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def sent(client: Client, hearing: Hearing, content: bytes, name: str = "udkast.docx") -> str:
    """Upload a file in the hearing and return the page that comes."""
    file = SimpleUploadedFile(name, content, content_type=WORD)
    path = f"/tilsyn/{hearing.audit_id}/hoering/word/"
    return unescape(client.post(path, {"file": file}, follow=True).content.decode())


def test_each_section_is_commented_answered_and_told_with_its_answer(
    walk: Walk, client_of: Callable[[str], Client]
) -> None:
    hearing, leo, sara = walk.in_hearing(), client_of("leo"), client_of("sara")
    path, case = f"/tilsyn/{hearing.audit_id}/hoering/", f"/tilsyn/{hearing.audit_id}/"
    page = unescape(leo.get(path).content.decode())
    for heading in (
        "Sammenfatning og konklusion",
        "Konklusion: Nordlys Omsorg",
        "Opfølgning og næste tilsyn",
    ):
        assert heading in page
    assert page.index("Svar senest") < page.index("Ingen bemærkninger") < page.index("Sammenfatning og")
    with acting_as(SUPPLIER):
        system = next(each for each in hearing.sections if each["heading"] == "Konklusion: Nordlys Vagtplan")
    for section, text in (
        ("summary", "For hårdt."),
        (system["key"], "Kun Vagtplan."),
        ("next", "Fortrydes."),
    ):
        assert leo.post(path, {"section": section, "text": text}).status_code == 302
    with acting_as(SECRETARIAT):
        regretted = HearingComment.objects.get(text="Fortrydes.")
    assert "For hårdt." not in sara.get(path).content.decode(), "it has not been sent yet"
    assert leo.post(f"{path}{regretted.id}/fjern/").status_code == 302
    assert leo.post(f"{path}svar/").status_code == 302
    with acting_as(SECRETARIAT):
        first, second = HearingComment.objects.filter(dropped=False).order_by("created_at")
        with pytest.raises(NotPossibleError, match="Ikke alle leverandørens bemærkninger"):
            reporting.finish(by=walk.actor("sara"), audit=walk.again(hearing.audit))
        with pytest.raises(NotPossibleError, match="imødekommet"):
            hearings.answer_comment(by=walk.actor("sara"), comment=first, outcome="", answer="Tak.")
    shown = unescape(sara.get(path).content.decode())
    assert "For hårdt." in shown
    assert "Fortrydes." not in shown
    kept = unescape(sara.post(f"{path}{second.id}/", {"answer": "Et langt svar."}).content.decode())
    at_second = kept.partition(f'id="bemaerkning-{second.id}"')[2].partition("</article>")[0]
    assert "imødekommet" in at_second
    assert "form-error-message" in at_second
    assert "Et langt svar.</textarea>" in at_second
    assert kept.count("Et langt svar.") == 1
    for comment, outcome in ((first, "met"), (second, "not")):
        answered = sara.post(f"{path}{comment.id}/", {"outcome": outcome, "answer": f"Svar {outcome}."})
        assert answered.status_code == 302
        assert answered["Location"] == f"{path}#bemaerkning-{comment.id}"
    sara.post(f"{case}forhold/{_finding()}/skridt/", {"step": "uphold"})
    walk.published(walk.ready(hearing.audit))
    with acting_as(SECRETARIAT):
        with pytest.raises(OutdatedError):
            hearings.answer_comment(by=walk.actor("sara"), comment=first, outcome="not", answer="Nej.")
        version = ReportVersion.objects.get()
        assert version.file
        words = words_of(version.file)
        for each in ("For hårdt.", "Imødekommet. Svar met.", "Kun Vagtplan.", "Ikke imødekommet. Svar not."):
            assert each in words
        assert "Fortrydes." not in words
    assert "Svar not." in unescape(leo.get(path).content.decode())
    with acting_as(walk.municipality("aalborg")):
        assert [each.outcome for each in ReceivedComment.objects.all()] == ["imødekommet", "ikke imødekommet"]
        report = ReceivedReport.objects.get().id
    with acting_as(walk.municipality("viborg")):
        assert [each.text for each in ReceivedComment.objects.all()] == ["For hårdt."], "it has no Vagtplan"
    own = unescape(client_of("mette").get(f"/tilsyn/{report}/").content.decode())
    assert "Leverandørens bemærkninger til udkastet (2)" in own
    assert "Svar met." in own


def _finding() -> str:
    with acting_as(SECRETARIAT):
        return str(Finding.objects.get().id)


def test_the_draft_comes_back_from_word_with_its_comments_in_their_sections(
    walk: Walk, client_of: Callable[[str], Client]
) -> None:
    hearing, leo = walk.in_hearing(), client_of("leo")
    page = sent(leo, hearing, commented(draft_of(hearing)))
    assert "Vi har læst 3 bemærkninger" in page
    assert "Én bemærkning står uden for de afsnit" in page
    assert "<b>sket</b>" in page
    assert "<b>sket</b>" not in leo.get(f"/tilsyn/{hearing.audit_id}/hoering/").content.decode()
    with acting_as(SECRETARIAT):
        finding = Finding.objects.get()
        about, summary, other = (
            HearingComment.objects.get(section=key) for key in (f"finding:{finding.id}", "summary", "general")
        )
        assert (about.finding, about.quote, about.author) == (
            finding,
            "Den seneste gennemgang er for gammel.",
            "Leo L",
        )
        assert summary.proposal.endswith("Leverandøren har rettet op.")
        assert other.heading == "Udkastet i det hele: 3. Omfang og dokumentation"
    assert "Vi har læst 3 bemærkninger" in sent(leo, hearing, commented(draft_of(hearing)))
    with acting_as(SECRETARIAT):
        assert HearingComment.objects.filter(dropped=False).count() == 3, "the newer file replaces the former"
    assert leo.post(f"/tilsyn/{hearing.audit_id}/hoering/svar/").status_code == 302
    with acting_as(SECRETARIAT):
        last = HearingFile.objects.last()
        assert last
        file_id = last.file_id
    given = client_of("sara").get(f"/tilsyn/{hearing.audit_id}/fil/{file_id}/")
    assert b"".join(given.streaming_content).startswith(b"PK")  # type: ignore[attr-defined]
    assert "afsluttet" in sent(leo, hearing, commented(draft_of(hearing))), "too late"
    lis = client_of("lis")
    assert lis.get(f"/tilsyn/{hearing.audit_id}/fil/{file_id}/").status_code == 404
    assert lis.post(f"/tilsyn/{hearing.audit_id}/hoering/word/").status_code == 404
    with acting_as(Caller.supplier(SUPPLIER_Y)):
        assert not HearingComment.objects.exists()
        assert not HearingFile.objects.exists()


def test_a_file_that_is_not_the_draft_or_says_nothing_or_does_harm_is_refused(
    walk: Walk, client_of: Callable[[str], Client]
) -> None:
    hearing, leo = walk.in_hearing(), client_of("leo")
    draft = draft_of(hearing)
    assert "hverken kommentarer eller ændringer" in sent(leo, hearing, draft)
    other = io.BytesIO()
    word = docx.Document()
    word.add_paragraph("Noget helt andet.")
    word.save(other)
    assert "ligner ikke det udkast" in sent(leo, hearing, other.getvalue())
    harmful = commented(draft).replace(b"word/document.xml", b"word/documant.xml")
    for content in (b"<html>ikke Word</html>", harmful, draft[:2000]):
        assert "error-summary" in sent(leo, hearing, content)
    with acting_as(SECRETARIAT):
        assert not HearingComment.objects.exists()
        assert not HearingFile.objects.exists()
    assert "Vi har læst 3" in sent(leo, hearing, commented(draft)), "and the draft itself is taken"
