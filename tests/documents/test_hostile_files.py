"""What is made to do harm is refused before it unfolds, in under a second, with a reason and what to do."""

import io
import time
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from documents.checks.refusal import RefusedFileError
from documents.uploads import check
from tests.documents import hostile, samples

DDE = b"<w:instrText>DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe</w:instrText>"
IN_PIECES = b"</w:r><w:r>".join(
    b"<w:instrText>" + part + b"</w:instrText>" for part in (b"DD", b"EAU", b"TO x")
)
SPELT = b"<w:instrText>QUOTE 68 68 69 65 85 84 79</w:instrText>"
ATTRIBUTE = b"<w:fldSimple w:instr='&#68;DE x'/>"
HIDDEN = b"<w:instrText>DD<!-- x -->E<![CDATA[AUTO x]]></w:instrText>"
PICTURE = b'<w:fldSimple w:instr="INCLUDEPICTURE http://evil.example/p.png"/>'
TEXT = b"<w:instrText> LINK Excel.Sheet c:\\\\tal.xlsx</w:instrText>"
ZIP = hostile.zip_of({"a.txt": b"x"})
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
HOSTILE = {
    "42.zip": (hostile.forty_two(), "pakket mappe"),
    "42.docx": (hostile.forty_two(), "pakket mappe"),
    "million.docx": (hostile.million_parts(), "for mange dele"),
    "nuller.docx": (
        samples.with_part(samples.docx(), "word/n.xml", bytes(300_000_000)),
        "lægge systemer ned",
    ),
    "fire-gigabyte.docx": (hostile.promising(4), "for meget"),
    "løgn.docx": (hostile.lying(), "mere, end de siger"),
    "oven.docx": (samples.overlapping(), "oven i hinanden"),
    "omdøbt-inde.docx": (hostile.renamed_inside(), "ikke er, hvad de giver sig ud for"),
    "genvej.docx": (hostile.symlink(), "genvej til en anden fil"),
    "op.docx": (samples.with_part(samples.docx(), "../../etc/cron.d/x", b"x"), "peger ud af filen"),
    "op2.docx": (samples.with_part(samples.docx(), "..\\..\\x", b"x"), "peger ud af filen"),
    "rod.docx": (samples.with_part(samples.docx(), "/etc/cron.d/x", b"x"), "peger ud af filen"),
    "drev.docx": (samples.with_part(samples.docx(), "C:\\x", b"x"), "peger ud af filen"),
    "linje.docx": (samples.with_part(samples.docx(), "word/a\n.xml", b"x"), "peger ud af filen"),
    "zip-i.docx": (hostile.embedded("word/media/image1.png", ZIP), "pakket fil (zip) lagt ind"),
    "zip-i2.docx": (hostile.embedded("word/embeddings/x.docx", samples.docx()), "pakket fil (zip) lagt ind"),
    "rar-i.docx": (
        hostile.embedded("word/media/a.bin", b"Rar!\x1a\x07\x01\x00"),
        "pakket fil (zip) lagt ind",
    ),
    "gz-i.docx": (hostile.embedded("word/media/a.bin", b"\x1f\x8b\x08\x00"), "pakket fil (zip) lagt ind"),
    "zip-i-ark.docx": (
        hostile.embedded("word/embeddings/a.xlsx", samples.with_part(samples.xlsx(), "xl/media/a.bin", ZIP)),
        "i flere lag",
    ),
    "makro-i-ark.docx": (
        hostile.embedded(
            "word/embeddings/a.xlsx", samples.with_part(samples.xlsx(), "xl/vbaProject.bin", b"x")
        ),
        "makroer",
    ),
    "ole.docx": (hostile.embedded("word/embeddings/oleObject1.bin", OLE), "programmer lagt ind"),
    "exe.docx": (hostile.embedded("word/media/a.bin", b"MZ" + bytes(90)), "programmer lagt ind"),
    "activex.docx": (hostile.embedded("word/activeX/activeX1.xml", b"<a/>"), "ActiveX"),
    "skabelon.docx": (
        hostile.with_relation("attachedTemplate", "http://evil.example/x.dotm"),
        "sin skabelon",
    ),
    "skabelon2.docx": (
        hostile.with_relation("attachedTemplate", "\\\\evil\\x.dotm", outside=False),
        "skabelon",
    ),
    "billede.docx": (hostile.with_relation("image", "http://evil.example/p.png"), "viser et billede"),
    "ole-ude.docx": (hostile.with_relation("oleObject", "http://evil.example/x"), "uden for filen"),
    "flettet.docx": (hostile.with_relation("aFChunk", "afchunk.mht", outside=False), "flettet ind"),
    "script.docx": (hostile.with_relation("hyperlink", "javascript:alert(1)"), "starter et program"),
    "kæde.xlsx": (
        samples.with_part(samples.xlsx(), "xl/externalLinks/externalLink1.xml", b"<a/>"),
        "andre regneark",
    ),
    "database.xlsx": (samples.with_part(samples.xlsx(), "xl/connections.xml", b"<a/>"), "database"),
    "dde.docx": (hostile.with_field(DDE), "DDE"),
    "dde-bidder.docx": (hostile.with_field(IN_PIECES), "DDE"),
    "dde-tal.docx": (hostile.with_field(SPELT), "DDE"),
    "dde-navn.docx": (hostile.with_field(ATTRIBUTE), "DDE"),
    "dde-skjult.docx": (hostile.with_field(HIDDEN), "DDE"),
    "hent.docx": (hostile.with_field(PICTURE), "fra en anden fil"),
    "kæde.docx": (hostile.with_field(TEXT), "fra en anden fil"),
    "to.docx": (hostile.polyglot_word(), "to slags filer"),
    "to.png": (samples.png() + hostile.zip_of({"a.class": b"x"}), "to slags filer"),
    "to.jpg": (samples.jpeg() + b"<html><script>alert(1)</script>", "to slags filer"),
    "to.tif": (samples.tiff() + b"%PDF-1.7", "to slags filer"),
    "web.pdf": (b"%PDF-1.7\n<html><script>1</script>" + samples.pdf(), "webside"),
    "bombe.pdf": (hostile.pdf_bomb(), "lægge systemer ned"),
    "dobbelt.pdf": (hostile.pdf_folded_twice(), "lægge systemer ned"),
    "lang.pdf": (samples.pdf(b"<</Type/Pages/Count 100000>>"), "100000 sider"),
    "lang2.pdf": (hostile.pdf_of_pages(100_000), "sider"),
    "lang3.pdf": (hostile.pdf_of_packed_pages(100_000), "sider"),
    "skjult.pdf": (samples.pdf(b"/J#61 " * 30_000), "skjuler"),
    "stor.png": (samples.png(60_000, 60_000), "60000 × 60000"),
    "stor.jpg": (samples.jpeg(60_000, 60_000), "60000 × 60000"),
    "stor.tif": (samples.tiff(60_000, 60_000), "60000 × 60000"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_it_is_refused_fast_with_a_reason_and_what_to_do(name: str, tmp_path: Path) -> None:
    content, problem = HOSTILE[name]
    path = tmp_path / "fil"
    path.write_bytes(content)
    with path.open("rb") as file:
        tracemalloc.start()
        began = time.process_time()
        with pytest.raises(RefusedFileError) as refused:
            check(file, name, len(content))
        seconds, peak = time.process_time() - began, tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert problem in refused.value.problem
    assert refused.value.advice.endswith(".")
    assert seconds < 1
    assert peak < 100_000_000


def test_the_bombs_are_real() -> None:
    """A program without care unfolds them."""
    folded = HOSTILE["nuller.docx"][0]
    assert len(folded) < 1_000_000
    with zipfile.ZipFile(io.BytesIO(folded)) as package:
        assert sum(len(package.read(name)) for name in package.namelist()) > 300_000_000
    with zipfile.ZipFile(io.BytesIO(hostile.forty_two())) as package:
        inner = package.read("lib 0.zip")
        assert zipfile.is_zipfile(io.BytesIO(inner))
    assert len(hostile.forty_two()) < 200_000


@pytest.mark.parametrize("name", sorted(each.name for each in Path(__file__).parent.glob("locked/*.pdf")))
def test_a_pdf_comes_in_when_it_opens_without_a_password(name: str) -> None:
    """Made with qpdf and pypdf, in every revision of the lock that they write."""
    content = (Path(__file__).parent / "locked" / name).read_bytes()
    if name.startswith("owner"):
        found = check(io.BytesIO(content), name, len(content))
        assert any("beskyttet mod redigering" in each for each in found.warnings)
    else:
        with pytest.raises(RefusedFileError, match="kan ikke åbnes uden en adgangskode") as refused:
            check(io.BytesIO(content), name, len(content))
        assert "Beskyttelse mod redigering er i orden" in refused.value.advice


GOOD = {
    "diagram.docx": hostile.chart_workbook(),
    "link.docx": hostile.with_relation("hyperlink", "https://datatilsynet.dk"),
    "indhold.docx": hostile.with_field(b'<w:instrText>TOC \\o "1-3" \\h</w:instrText>'),
    "500.pdf": hostile.pdf_of_pages(500),
    "pakket.pdf": hostile.pdf_of_packed_pages(500),
    "nævner.pdf": samples.pdf(b"(Vi skriver ikke /Encrypt i teksten)"),
    "x" * 300 + ".pdf": samples.pdf(),
    "con.pdf": samples.pdf(),
}


@pytest.mark.parametrize("name", GOOD)
def test_what_an_honest_sender_has_comes_in(name: str) -> None:
    content = GOOD[name]
    assert check(io.BytesIO(content), name, len(content)).warnings == ()


@pytest.mark.parametrize(
    "name",
    ["a.pdf.exe", "a.pdf.", "a.pdf\x00.exe", "rapport\u202efdp.exe", "a.pdf ", "a.pdf:x.exe", "a.pdf\n.js"],
)
def test_a_name_that_says_something_else_is_refused(name: str) -> None:
    content = samples.pdf()
    if name.strip() == "a.pdf":
        assert check(io.BytesIO(content), name, len(content)).name == "a.pdf"
        return
    with pytest.raises(RefusedFileError, match="men indholdet er en PDF"):
        check(io.BytesIO(content), name, len(content))


def test_a_link_to_something_else_than_a_page_is_told_to_the_reader() -> None:
    content = hostile.with_relation("hyperlink", "file:///c:/rapport.xlsx")
    assert "noget andet end en webside" in check(io.BytesIO(content), "a.docx", len(content)).warnings[0]
