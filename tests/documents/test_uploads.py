"""An uploaded file is told by its content; what may not come in is refused with a reason and a way out."""

import io

import pytest

from documents.checks.names import clean_name, ending_of
from documents.checks.refusal import RefusedFileError
from documents.uploads import MAX_BYTES, check
from tests.documents import samples

GOOD = {
    "rapport.pdf": (samples.pdf(), "application/pdf"),
    "RAPPORT.PDF": (samples.pdf(), "application/pdf"),
    "svar.docx": (samples.docx(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "liste.xlsx": (samples.xlsx(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "skærm.png": (samples.png(), "image/png"),
    "foto.jpeg": (samples.jpeg(), "image/jpeg"),
    "scan.tif": (samples.tiff(), "image/tiff"),
}


def looked_at(content: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    checked = check(io.BytesIO(content), name, len(content))
    return checked.content_type, checked.warnings


@pytest.mark.parametrize("name", GOOD)
def test_the_accepted_kinds_come_in_without_warnings(name: str) -> None:
    content, content_type = GOOD[name]
    assert looked_at(content, name) == (content_type, ())


OUTSIDE = b"<!DOCTYPE a SYSTEM 'http://x'><a/>"
IN_UTF16 = "<?xml version='1.0' encoding='utf-16'?><!DOCTYPE a><a/>".encode("utf-16")
BAD = [
    ("tom.pdf", b"", "Filen er tom"),
    ("side.pdf", b"<!doctype html><script>alert(1)</script>", "webside"),
    ("tegning.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', "kan ikke modtages"),
    ("program.pdf", b"MZ\x90\x00" + bytes(200), "kan ikke modtages"),
    ("rapport.pdf.exe", samples.pdf(), "hedder .exe"),
    ("rapport.pdf%00.svg", samples.pdf(), "hedder .svg"),
    ("rapport.pdf.", samples.pdf(), "ingen endelse"),
    ("rapport", samples.pdf(), "ingen endelse"),
    ("svar.pdf", samples.docx(), "indholdet er et Word-dokument"),
    ("svar.docx", samples.pdf(), "indholdet er en PDF"),
    ("halv.pdf", samples.pdf(end=b""), "ikke hel"),
    ("to.pdf", samples.pdf() + samples.docx() + b"%%EOF", "både en PDF og en pakket mappe"),
    ("skjult.pdf", b"PK" + samples.pdf(), "kan ikke modtages"),
    ("låst.pdf", samples.pdf(b"trailer<</Encrypt 5 0 R>>"), "bestemte personer"),
    ("certifikat.pdf", samples.pdf(b"trailer<</Encrypt<</Filter/Adobe.PubSec/V 4>>>>"), "bestemte personer"),
    ("lang.pdf", samples.pdf(b"<</Type/Pages/Count 100000>>"), "100000 sider"),
    ("gammel.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "ældre Office-format"),
    (
        "kode.docx",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        "adgangskode",
    ),
    ("mappe.docx", samples.many_parts(3), "pakket mappe"),
    ("makro.docx", samples.with_part(samples.docx(), "word/vbaProject.bin", b"x"), "makroer"),
    (
        "omdøbt.docx",
        samples.with_part(
            samples.docx(),
            "[Content_Types].xml",
            b"",
            b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
            b"application/vnd.ms-word.document.macroEnabled.main+xml",
        ),
        "makroer",
    ),
    ("udefra.docx", samples.with_part(samples.docx(), "word/a.xml", OUTSIDE), "XML"),
    (
        "utf16.docx",
        samples.with_part(samples.docx(), "word/a.xml", IN_UTF16),
        "XML",
    ),
    ("ud.docx", samples.with_part(samples.docx(), "../../etc/cron.d/x", b"x"), "peger ud af filen"),
    ("tv.docx", samples.with_part(samples.docx(), "WORD/Document.xml", b"x"), "to dele med samme navn"),
    ("oven.docx", samples.overlapping(), "oven i hinanden"),
    ("kort.docx", samples.docx()[:-30], "beskadiget"),
    ("kort.png", samples.png()[:12], "beskadiget"),
    ("stor.png", samples.png(60_000, 60_000), "60000 × 60000"),
    ("stor.jpg", samples.jpeg(60_000, 60_000), "60000 × 60000"),
    ("stor.tif", samples.tiff(60_000, 60_000), "60000 × 60000"),
]


@pytest.mark.parametrize(("name", "content", "problem"), BAD, ids=[name for name, _, _ in BAD])
def test_a_bad_file_is_refused_with_what_to_do(name: str, content: bytes, problem: str) -> None:
    with pytest.raises(RefusedFileError) as refused:
        looked_at(content, name)
    assert problem in refused.value.problem
    assert refused.value.advice.endswith(".")


def test_a_file_above_the_limit_is_refused() -> None:
    with pytest.raises(RefusedFileError, match="200 MB"):
        check(io.BytesIO(b"x"), "a.pdf", MAX_BYTES + 1)


ACTIVE = [
    ("a.pdf", samples.pdf(b"<</S/JavaScript/JS(app.alert(1))>>"), "JavaScript"),
    ("hex.pdf", samples.pdf(b"<</S/J#61vaScript>>"), "JavaScript"),
    ("start.pdf", samples.pdf(b"<</S/Launch/F(cmd.exe)>>"), "starte et andet program"),
    ("fil.pdf", samples.pdf(b"<</Type/EmbeddedFile>>"), "lagt ind"),
    ("cpr.docx", samples.docx("Borgeren har 010190-1234"), "CPR-nummer"),
    ("cpr.xlsx", samples.xlsx("010190-1234"), "CPR-nummer"),
    ("sag 010190-1234.pdf", samples.pdf(), "navn ser ud til"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "content", "warning"), ACTIVE, ids=[name for name, _, _ in ACTIVE])
def test_active_content_and_cpr_numbers_come_in_with_a_warning(
    name: str, content: bytes, warning: str
) -> None:
    _, warnings = looked_at(content, name)
    assert any(warning in each for each in warnings)


def test_text_that_only_mentions_a_command_gives_no_warning() -> None:
    assert looked_at(samples.docx("Vi bruger ikke DDE eller INCLUDETEXT. Sag 2026-0147."), "a.docx")[1] == ()


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("../../etc/cron.d/x.pdf", "x.pdf"),
        ("..\\..\\x.pdf", "x.pdf"),
        ("C:\\Users\\a\\x.pdf", "x.pdf"),
        ("/etc/passwd.pdf", "passwd.pdf"),
        ("a\x00b\nc.pdf", "abc.pdf"),
        ("faktura\u202efdp.exe.pdf", "fakturafdp.exe.pdf"),
        ("-rf.pdf", "rf.pdf"),
        ("con.pdf", "_con.pdf"),
        ('"; drop <b>.pdf', "_; drop _b_.pdf"),
        ("", "fil"),
        ("Årsrapport  2025 (endelig).pdf", "Årsrapport 2025 (endelig).pdf"),
    ],
)
def test_a_name_is_shown_without_what_could_mislead(given: str, shown: str) -> None:
    assert clean_name(given) == shown


def test_a_long_name_keeps_its_ending() -> None:
    name = clean_name("x" * 300 + ".pdf")
    assert len(name) == 200
    assert ending_of(name) == "pdf"
