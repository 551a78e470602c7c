"""A report finished in Word: out, edited, in again, and what is made of it."""

import io
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx import Document

from audits.joint import editions
from audits.joint.actions import editing, reporting
from audits.joint.models import Audit, ReportEdit, ReportVersion
from documents.actions import WORD
from documents.storage import read_bytes
from tests.audits.test_documents import words_of
from tests.audits.test_own_files import OTHERS, received, with_findings
from tests.audits.walking import SECRETARIAT, Walk
from tests.audits.walking import received as upload
from walls.callers import acting_as
from workflows.engine import NotPermittedError, NotPossibleError, OutdatedError

OURS = "Tilsynet har vist, at databehandleren er godt på vej."


def edited(content: bytes, *, was: str = "Tilsynet omfatter", becomes: str = OURS) -> bytes:
    """The file as somebody saved it after changing the paragraph that begins with some words."""
    document = Document(io.BytesIO(content))
    changed = next(each for each in document.paragraphs if each.text.startswith(was))
    changed.text = becomes
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@contextmanager
def sent_in(
    walk: Walk, audit: Audit, content: bytes, who: str = "sara", **given: object
) -> Iterator[ReportEdit]:
    with acting_as(SECRETARIAT), closing(upload(content, "rapport.docx")) as file:
        yield editing.check_in(by=walk.actor(who), audit=audit, received=file, **given)  # type: ignore[arg-type]


def test_what_is_laid_in_is_what_each_municipality_gets_its_part_of(walk: Walk) -> None:
    audit = with_findings(walk)
    with acting_as(SECRETARIAT):
        audit = reporting.fail_reading(by=walk.actor("lise"), audit=_back(walk, audit), remark="Skriv om")
        out = editing.check_out(by=walk.actor("sara"), audit=audit)
        with pytest.raises(OutdatedError, match="hentet til redigering af Sara Sagsbehandler"):
            editing.check_out(by=walk.actor("lise"), audit=audit)
        with pytest.raises(NotPossibleError, match="Læg den ind"):
            reporting.finish(by=walk.actor("sara"), audit=walk.again(audit))
        given = read_bytes(out.given.sha256)
    with pytest.raises(NotPossibleError, match="hentet til redigering"), sent_in(walk, audit, given, "lise"):
        pass
    with sent_in(walk, audit, edited(given), note="Sammenfatning") as laid_in:
        changed = editions.difference(laid_in).changed
        after = ["".join(text for kind, text in one if kind != "del") for one in changed]
        assert [text for text in after if text] == [OURS], "nothing else differs"
        assert not editions.is_outdated(laid_in, walk.again(audit))
    walk.published(walk.ready(audit))
    [aalborg], [viborg] = received(walk, "aalborg"), received(walk, "viborg")
    assert OURS in aalborg
    assert OURS in viborg
    assert OTHERS in aalborg
    assert "Vagtplan" not in viborg
    with acting_as(SECRETARIAT):
        again = reporting.revise(
            by=walk.actor("sara"), audit=walk.again(audit), kind="correction", reason="Fejl"
        )
        out = editing.check_out(by=walk.actor("sara"), audit=again)
        words = words_of(out.given)
        assert OURS in words, "a correction begins with what was sent"
        assert "version 2.0" in words
        editing.give_up_editing(by=walk.actor("lise"), audit=again)
        assert editions.out_of(again) is None


def _back(walk: Walk, audit: Audit) -> Audit:
    """Let the report be at the second reader again."""
    Audit.objects.filter(pk=audit.pk).update(state="second_reading")
    return walk.again(audit)


def test_a_file_that_lost_its_marks_or_has_open_changes_is_refused_and_nothing_is_kept(walk: Walk) -> None:
    audit = walk.reviewed()
    with acting_as(SECRETARIAT):
        given = read_bytes(editing.check_out(by=walk.actor("sara"), audit=audit).given.sha256)
        with pytest.raises(NotPermittedError):
            editing.check_out(by=walk.actor("leo"), audit=audit)
    bare = Document()
    bare.add_paragraph("Min egen rapport")
    plain = io.BytesIO()
    bare.save(plain)
    commented = Document(io.BytesIO(given))
    run = next(each for each in commented.paragraphs if each.runs).runs[0]
    commented.add_comment(run, text="Hvad med dette?", author="Sara")
    with_comment = io.BytesIO()
    commented.save(with_comment)
    for content, why in (
        (plain.getvalue(), "mistet de usynlige mærker"),
        (with_comment.getvalue(), "kommentarer"),
    ):
        with pytest.raises(NotPossibleError, match=why), sent_in(walk, audit, content):
            pass
    with acting_as(SECRETARIAT):
        assert ReportEdit.objects.get().file is None
    with sent_in(walk, audit, edited(given)):
        assert ReportEdit.objects.get().file is not None


def test_data_that_change_afterwards_are_warned_of_and_the_edition_can_be_discarded(
    walk: Walk, client_of: Callable[[str], Client]
) -> None:
    audit, sara = walk.reviewed(), client_of("sara")
    path = f"/tilsyn/{audit.id}/rapport/"
    assert sara.post(f"{path}word/hent/").status_code == 302
    assert "Download filen" in sara.get(path).content.decode()
    with acting_as(SECRETARIAT):
        edit = ReportEdit.objects.get()
        given = read_bytes(edit.given.sha256)
    wrong = SimpleUploadedFile("rapport.pdf", b"%PDF-1.4 ikke word", "application/pdf")
    assert "error" in sara.post(f"{path}word/laeg-ind/", {"file": wrong}).content.decode()
    good = SimpleUploadedFile("rapport.docx", edited(given), WORD)
    assert sara.post(f"{path}word/laeg-ind/", {"file": good, "note": "Sprog"}).status_code == 302
    told = unescape(sara.get(f"{path}word/{edit.id}/").content.decode())
    assert "Sprog" in told
    assert "godt på vej" in told
    assert "ændret, siden rapporten blev redigeret" not in unescape(sara.get(path).content.decode())
    walk.concluded(audit, "red")
    assert "ændret, siden rapporten blev redigeret" in unescape(sara.get(path).content.decode())
    with acting_as(SECRETARIAT):
        reporting.finish(by=walk.actor("sara"), audit=walk.again(audit))
    lise = client_of("lise")
    assert "gjort færdig i Word af Sara Sagsbehandler" in unescape(lise.get(path).content.decode())
    with acting_as(SECRETARIAT):
        reporting.fail_reading(by=walk.actor("lise"), audit=walk.again(audit), remark="Brug de nye tal")
    assert sara.post(f"{path}word/kasser/").status_code == 302
    walk.ready(audit)
    with acting_as(SECRETARIAT):
        assert OURS not in words_of(ReportVersion.objects.get().file)
        assert ReportEdit.objects.get().ended_by_name.startswith("Sara Sagsbehandler")


def test_a_text_for_all_that_names_a_member_or_a_system_some_lack_is_confirmed_by_name(
    walk: Walk, client_of: Callable[[str], Client]
) -> None:
    audit, sara = walk.reviewed(), client_of("sara")
    path = f"/tilsyn/{audit.id}/rapport/"
    sara.post(f"{path}word/hent/")
    assert "sammenfatningen, hvad kommunerne selv skal gøre" in unescape(sara.get(path).content.decode())
    with acting_as(SECRETARIAT):
        given = read_bytes(ReportEdit.objects.get().given.sha256)

    def lay_in(words: str, **more: str) -> tuple[int, str]:
        file = SimpleUploadedFile("rapport.docx", edited(given, becomes=words), WORD)
        told = sara.post(f"{path}word/laeg-ind/", {"file": file, **more})
        return told.status_code, unescape(told.content.decode())

    telling = "Aalborgs brug af nordlys vagtplan er gennemgået; alle bruger Nordlys Omsorg."
    status, told = lay_in(telling)
    assert status == 200
    assert "<strong>Aalborg Kommune</strong> (en kommune)" in told
    assert "<strong>Nordlys Vagtplan</strong> (et system, som ikke alle modtagere bruger)" in told
    assert "<strong>Nordlys Omsorg</strong>" not in told
    assert lay_in(telling, named='["Nordlys Vagtplan"]', confirmed="on")[0] == 200, "another was not shown"
    with acting_as(SECRETARIAT):
        assert ReportEdit.objects.get().file is None
    assert lay_in(telling, named='["Aalborg Kommune", "Nordlys Vagtplan"]', confirmed="on")[0] == 302
    with acting_as(SECRETARIAT):
        assert ReportEdit.objects.get().file is not None
    assert "Bekræftede, at alle modtagere må læse om Aalborg Kommune, Nordlys Vagtplan" in unescape(
        sara.get(f"/tilsyn/{audit.id}/historik/").content.decode()
    )
    sara.post(f"{path}tekst/", {"summary": "Viborg har spurgt.", "summary_en": "", "next_audit": ""})
    assert "nævner en kommune" in unescape(sara.get(path).content.decode())
