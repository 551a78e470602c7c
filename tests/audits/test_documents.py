"""The Word files, opened again and read."""

import io

from docx import Document

from audits.joint.models import ReportVersion
from audits.municipal.models import ReceivedFile
from documents.models import StoredFile
from documents.storage import is_intact, read_bytes
from secretariat.pagekit.dates import in_words
from tests.audits.walking import SECRETARIAT, SUPPLIER, Walk
from walls.callers import acting_as


def words_of(stored: StoredFile) -> str:
    """All words of a Word file: body, tables, headers and footers."""
    document = Document(io.BytesIO(read_bytes(stored.sha256)))
    parts = [document.element.body, *(each.header._element for each in document.sections)]
    return "\n".join("".join(node.itertext()) for part in parts for node in part.iter("{*}p"))


def test_the_letter_names_for_whom_what_by_when_and_whom_to_call(walk: Walk) -> None:
    audit = walk.announced()
    with acting_as(SUPPLIER):
        assert audit.notice is not None
        text = words_of(audit.notice)
    assert audit.deadline is not None
    for wanted in (
        "Aalborg Kommune",
        "Viborg Kommune",
        "Nordlys Omsorg",
        "Nordlys Vagtplan",
        "fuldmagt",
        in_words(audit.deadline),
        "Sara Sagsbehandler",
        "70 10 10 01",
        audit.case_number,
        "tekniske foranstaltninger",
    ):
        assert wanted in text, wanted
    assert "København" not in text
    assert "671" not in text, "no municipality's figures"


def test_the_draft_is_marked_and_its_letter_tells_the_finding(walk: Walk) -> None:
    hearing = walk.in_hearing()
    with acting_as(SUPPLIER):
        draft, letter = words_of(hearing.draft), words_of(hearing.letter)
    assert "udkast" in draft.lower()
    assert "Adgange er ikke gennemgået" in draft
    assert "Adgange er ikke gennemgået" in letter
    assert in_words(hearing.deadline) in letter


def test_the_joint_report_holds_no_municipalitys_name_or_figures(walk: Walk) -> None:
    walk.with_finding_sent()
    with acting_as(SECRETARIAT):
        version = ReportVersion.objects.get()
        assert version.file is not None
        text = words_of(version.file)
    for wanted in (
        "Nordlys Omsorg",
        "Nordlys Vagtplan",
        "Gul",
        "Adgange er ikke gennemgået",
        "ISAE 3000",
        "1.0",
    ):
        assert wanted in text, wanted
    for unwanted in ("Aalborg", "Viborg", "671"):
        assert unwanted not in text, unwanted
    hashes = set()
    for host in ("aalborg", "viborg"):
        with acting_as(walk.municipality(host)):
            hashes.add(ReceivedFile.objects.get(is_report=True).file.sha256)
    assert len(hashes | {version.file.sha256}) == 3, "each municipality has a file of its own"
    assert is_intact(version.file.sha256)


def test_what_people_write_stands_in_the_report_as_they_wrote_it(walk: Walk) -> None:
    from audits.joint.actions import reporting

    odd = "A & B <tag> {{ 7 * 7 }} {% raw %} »æøå« 😀"
    audit = walk.reviewed()
    with acting_as(SECRETARIAT):
        reporting.set_summary(by=walk.actor("sara"), audit=audit, summary=odd)
    walk.ready(audit)
    with acting_as(SECRETARIAT):
        version = ReportVersion.objects.get()
        assert version.file is not None
        assert odd in words_of(version.file)
