"""What is read out of a Word file that a supplier sends back: every change and comment, marked or not."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from docx import Document
from docx.shared import Pt

from documents.checks.refusal import RefusedFileError
from documents.word.reading import compare_texts, read_changes
from secretariat.demo.redlining import Redline
from tests.documents.samples import with_part

NS = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"'
)
BY = 'w:id="7" w:author="Leo" w:date="2026-03-02T09:30:00Z"'
TEXT = (
    "7.1\tDatabehandleren bruger kun underdatabehandlere, der er godkendt.",
    "7.3\tVarslet er 60 dage. Indsigelse sker skriftligt.",
    "7.4\tListen står i bilag B.",
)


@pytest.fixture
def sent() -> bytes:
    """A small text of one clause and a table."""
    word = Document()
    word.add_paragraph("Bestemmelser")
    word.add_heading("7. Anvendelse af underdatabehandlere", 1)
    for each in TEXT:
        word.add_paragraph(each)
    word.add_heading("Bilag B. Underdatabehandlere", 1)
    word.add_heading("B.1 Godkendte", 2)
    table = word.add_table(2, 2)
    for cell, words in zip(
        [cell for row in table.rows for cell in row.cells],
        ("Navn", "Land", "Nordhavn", "Danmark"),
        strict=True,
    ):
        cell.text = words
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def with_body(sent: bytes, xml: str) -> bytes:
    """The file with more in its body, written as it is."""
    return with_part(sent, "word/document.xml", b"", b"<w:sectPr", xml.encode() + b"<w:sectPr")


def paragraph(inside: str, mark: str = "") -> str:
    """A paragraph's XML with its namespaces."""
    properties = f"<w:pPr><w:rPr>{mark}</w:rPr></w:pPr>" if mark else ""
    return f"<w:p {NS}>{properties}{inside}</w:p>"


def run(text: str, tag: str = "t") -> str:
    """A run's XML."""
    return f'<w:r><w:{tag} xml:space="preserve">{text}</w:{tag}></w:r>'


def rows(content: bytes, sent: bytes) -> list[dict[str, Any]]:
    """The rows read out of a file."""
    found: list[dict[str, Any]] = read_changes(content, [sent])["rows"]
    return found


def test_the_file_as_it_was_sent_has_no_rows(sent: bytes) -> None:
    found = read_changes(sent, [sent])
    assert (found["rows"], found["base"], found["share"]) == ([], 0, 1.0)


def test_a_replacement_is_one_row_with_clause_author_and_the_text_before_and_after(sent: bytes) -> None:
    redline = Redline(sent)
    redline.replace("60 dage", "30 dage", comment="60 dage er for længe for os.")
    (row,) = rows(redline.saved(), sent)
    assert (row["clause"], row["place"], row["kind"], row["tracked"]) == ("7", "7.3", "replace", True)
    assert row["heading"] == "7. Anvendelse af underdatabehandlere"
    assert row["before"] == TEXT[1]
    assert row["after"] == TEXT[1].replace("60 dage", "30 dage")
    assert (row["author"], row["date"]) == ("Leo Leverandør", "2026-03-02T09:30:00Z")
    assert [each["text"] for each in row["comments"]] == ["60 dage er for længe for os."]
    assert [tuple(each) for each in row["pieces"]][1:3] == [("del", "60 dage"), ("ins", "30 dage")]


def test_two_changes_in_a_paragraph_are_two_rows_each_without_the_other(sent: bytes) -> None:
    redline = Redline(sent)
    redline.replace("60 dage", "30 dage")
    redline.replace("skriftligt", "pr. mail")
    first, second = rows(redline.saved(), sent)
    assert "30 dage" in first["after"]
    assert "skriftligt" in first["after"]
    assert "60 dage" in second["after"]
    assert "pr. mail" in second["after"]


def test_a_change_cut_into_many_runs_is_one_row(sent: bytes) -> None:
    inside = run("8.1\tFør ") + "".join(f"<w:ins {BY}>{run(part)}</w:ins>" for part in ("for", "mu", "lar"))
    changed = with_body(sent, paragraph(inside + run(" efter")))
    base = with_body(sent, paragraph(run("8.1\tFør  efter")))
    (row,) = rows(changed, base)
    assert (row["kind"], row["place"], row["after"]) == ("insert", "8.1", "8.1\tFør formular efter")


def test_new_and_deleted_paragraphs_are_rows(sent: bytes) -> None:
    redline = Redline(sent)
    redline.insert_paragraph("Varslet er 60 dage", "Varslet kan forkortes i akutte tilfælde.")
    redline.delete_paragraph("Listen står i bilag B")
    inserted, deleted = rows(redline.saved(), sent)
    assert (inserted["kind"], inserted["place"], inserted["before"]) == ("insert", "7.3", "")
    assert inserted["after"] == "Varslet kan forkortes i akutte tilfælde."
    assert (deleted["kind"], deleted["place"], deleted["after"]) == ("delete", "7.4", "")


def test_a_paragraph_mark_alone_that_was_deleted_is_a_row(sent: bytes) -> None:
    changed = with_body(sent, paragraph(run("Første."), f"<w:del {BY}/>") + paragraph(run("Andet.")))
    base = with_body(sent, paragraph(run("Første.")) + paragraph(run("Andet.")))
    (row,) = rows(changed, base)
    assert (row["kind"], row["before"], row["after"]) == ("delete", "Første.", "Første.")
    assert ["del", "¶"] in row["pieces"]


def test_what_one_inserted_and_another_deleted_again_is_told(sent: bytes) -> None:
    nested = f"<w:ins {BY}><w:del {BY}>{run('aldrig', 'delText')}</w:del></w:ins>"
    changed = with_body(sent, paragraph(run("Sådan.") + nested))
    (row,) = rows(changed, with_body(sent, paragraph(run("Sådan."))))
    assert (row["kind"], row["before"], row["after"]) == ("gone", "Sådan.", "Sådan.")


def test_moved_text_is_one_row_where_it_came_to(sent: bytes) -> None:
    away = f'<w:moveFromRangeStart w:id="1" w:name="move1"/><w:moveFrom {BY}>{run("Flyt mig.")}</w:moveFrom>'
    here = f'<w:moveToRangeStart w:id="3" w:name="move1"/><w:moveTo {BY}>{run("Flyt mig.")}</w:moveTo>'
    ends = ('<w:moveFromRangeEnd w:id="1"/>', '<w:moveToRangeEnd w:id="3"/>')
    changed = with_body(
        sent, paragraph(run("9.1 ") + away + ends[0]) + paragraph(run("9.2 ") + here + ends[1])
    )
    (row,) = rows(changed, with_body(sent, paragraph(run("9.1 Flyt mig.")) + paragraph(run("9.2 "))))
    assert (row["kind"], row["place"], row["from_place"], row["after"]) == (
        "move",
        "9.2",
        "9.1",
        "9.2 Flyt mig.",
    )


def test_formatting_is_no_row_but_is_counted(sent: bytes) -> None:
    formatted = f"<w:r><w:rPr><w:b/><w:rPrChange {BY}><w:rPr/></w:rPrChange></w:rPr><w:t>Fed.</w:t></w:r>"
    found = read_changes(with_body(sent, paragraph(formatted)), [with_body(sent, paragraph(run("Fed.")))])
    assert (found["rows"], found["formatting"]) == ([], 1)


def test_a_comment_without_a_change_is_a_row_with_the_words_it_stands_at(sent: bytes) -> None:
    redline = Redline(sent)
    redline.comment("godkendt", "Hvem godkender?")
    (row,) = rows(redline.saved(), sent)
    assert (row["kind"], row["place"]) == ("comment", "7.1")
    assert (row["comments"][0]["anchor"], row["comments"][0]["text"]) == ("godkendt", "Hvem godkender?")
    assert row["before"] == row["after"] == TEXT[0]


def test_answers_to_a_comment_stand_under_it_and_one_row_is_made(sent: bytes) -> None:
    redline = Redline(sent)
    redline.comment("godkendt", "Hvem godkender?")
    redline.comment("underdatabehandlere", "Kommunen gør.")
    content = redline.saved()
    parts = zipfile.ZipFile(io.BytesIO(content))
    comments = parts.read("word/comments.xml").decode()
    first, second = comments.split("<w:comment ")[1:3]
    marked = comments.replace(first, first.replace("<w:p>", '<w:p w14:paraId="AAAA0001">')).replace(
        second, second.replace("<w:p>", '<w:p w14:paraId="AAAA0002">')
    )
    marked = (
        marked.replace("<w:comments ", f"<w:comments {NS.split(' ')[1]} ", 1)
        if "xmlns:w14" not in marked
        else marked
    )
    extended = (
        f"<w15:commentsEx {NS}>"
        '<w15:commentEx w15:paraId="AAAA0002" w15:paraIdParent="AAAA0001" w15:done="0"/></w15:commentsEx>'
    )
    content = with_part(content, "word/comments.xml", b"", comments.encode(), marked.encode())
    content = with_part(content, "word/commentsExtended.xml", extended.encode())
    kind = b"http://schemas.microsoft.com/office/2011/relationships/commentsExtended"
    link = b'<Relationship Id="rId99" Type="' + kind + b'" Target="commentsExtended.xml"/></Relationships>'
    content = with_part(content, "word/_rels/document.xml.rels", b"", b"</Relationships>", link)
    (row,) = rows(content, sent)
    assert row["comments"][0]["text"] == "Hvem godkender?"
    assert [each["text"] for each in row["comments"][0]["replies"]] == ["Kommunen gør."]


def test_our_own_comments_that_come_back_are_no_wishes(sent: bytes) -> None:
    ours = Redline(sent, author="Sekretariatet")
    ours.comment("godkendt", "Afvist: kommunerne godkender selv.")
    went_out = ours.saved()
    assert rows(went_out, went_out) == []
    theirs = Redline(went_out)
    theirs.comment("Indsigelse", "Hvorfor skriftligt?")
    (row,) = rows(theirs.saved(), went_out)
    assert row["comments"][0]["text"] == "Hvorfor skriftligt?"


def test_changes_nobody_marked_are_found_by_comparing_with_what_was_sent(sent: bytes) -> None:
    redline = Redline(sent)
    redline.replace("60 dage", "10 dage")
    redline.insert_paragraph("Listen står", "Databehandleren hæfter ikke.")
    redline.delete_paragraph("7.1")
    redline.accept_all()
    found = rows(redline.saved(), sent)
    assert [(row["kind"], row["tracked"], row["place"]) for row in found] == [
        ("delete", False, "7.1"),
        ("replace", False, "7.3"),
        ("insert", False, "7.4"),
    ]
    assert [piece for piece in found[1]["pieces"] if piece[0] != "same"] == [["del", "60"], ["ins", "10"]]


def test_a_paragraph_rewritten_without_a_mark_is_one_row_by_its_number(sent: bytes) -> None:
    redline = Redline(sent)
    redline.find("Listen står").runs[0].text = "7.4\tUdgår."
    (row,) = rows(redline.saved(), sent)
    assert (row["kind"], row["place"], row["tracked"]) == ("replace", "7.4", False)


def test_an_unmarked_change_beside_a_marked_one_is_found(sent: bytes) -> None:
    redline = Redline(sent)
    redline.find("Listen står").runs[0].text = "7.4\tListen står hos databehandleren."
    redline.replace("60 dage", "30 dage")
    found = rows(redline.saved(), sent)
    assert [(row["place"], row["tracked"]) for row in found] == [("7.3", True), ("7.4", False)]


def test_a_row_of_a_table_that_was_inserted_is_one_row(sent: bytes) -> None:
    redline = Redline(sent)
    table = redline.word.tables[0]
    added = table.add_row()
    added.cells[0].text, added.cells[1].text = "Fjord Cloud", "USA"
    added._tr.get_or_add_trPr().append(redline._change("w:ins"))
    (row,) = rows(redline.saved(), sent)
    assert (row["kind"], row["after"], row["clause"], row["tracked"]) == (
        "insert",
        "Fjord Cloud | USA",
        "B.1",
        True,
    )


def test_a_change_in_a_cell_and_in_a_header_is_found(sent: bytes) -> None:
    redline = Redline(sent)
    redline.replace("Danmark", "USA")
    redline.word.sections[0].header.paragraphs[0].text = "Leverandørens vilkår gælder."
    found = rows(redline.saved(), sent)
    assert [(row["part"], row["before"], row["after"]) for row in found] == [
        ("", "Danmark", "USA"),
        ("Sidehoved", "", "Leverandørens vilkår gælder."),
    ]


def test_a_file_of_twenty_changes_and_comments_gives_twenty_rows(word: Callable[..., bytes]) -> None:
    lines = [f"{number}.1\tBestemmelse nummer {number} om emne {number}." for number in range(2, 22)]
    sent = word(*lines)
    redline = Redline(sent)
    for number in range(2, 22):
        kind = number % 4
        if kind == 0:
            redline.replace(f"emne {number}.", f"sag {number}.")
        elif kind == 1:
            redline.comment(f"nummer {number} ", f"Kommentar {number}")
        elif kind == 2:
            redline.insert_paragraph(f"emne {number}.", f"Nyt vilkår {number}.")
        else:
            redline.delete_paragraph(f"emne {number}.")
    found = rows(redline.saved(), sent)
    assert len(found) == 20
    assert {row["kind"] for row in found} == {"replace", "comment", "insert", "delete"}
    assert {row["place"] for row in found} == {f"{number}.1" for number in range(2, 22)}


def test_a_file_that_rests_on_an_earlier_round_is_compared_with_that(sent: bytes) -> None:
    second = Redline(sent)
    for old in ("60 dage", "godkendt", "Danmark", "Nordhavn"):
        second.replace(old, f"nyt for {old}")
    second.accept_all()
    redline = Redline(sent)
    redline.replace("skriftligt", "mundtligt")
    found = read_changes(redline.saved(), [second.saved(), sent])
    assert found["base"] == 1
    assert [row["place"] for row in found["rows"]] == ["7.3"]


def test_a_text_of_the_supplier_s_own_rests_on_none_of_ours(sent: bytes, word: Callable[..., bytes]) -> None:
    own = Redline(word("Vores vilkår", "Vi hæfter ikke.", "Vi varsler ikke."))
    own.replace("ikke", "aldrig")
    found = read_changes(own.saved(), [sent])
    assert found["base"] is None
    assert [row["after"] for row in found["rows"]] == ["Vi hæfter aldrig."]
    assert [each["text"] for each in found["paragraphs"]] == [
        "Vores vilkår",
        "Vi hæfter aldrig.",
        "Vi varsler ikke.",
    ]


def test_a_reference_to_something_outside_is_not_followed_and_a_document_type_is_refused(sent: bytes) -> None:
    body = zipfile.ZipFile(io.BytesIO(sent)).read("word/document.xml")
    head, rest = body.split(b"?>", 1)
    bomb = head + b'?><!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + rest
    with pytest.raises(RefusedFileError, match="udefra"):
        read_changes(with_part(sent, "word/document.xml", bomb, body, bomb), [sent])


@pytest.mark.parametrize("content", [b"", b"PK\x05\x06" + bytes(18), b"%PDF-1.7 not word", b"x" * 1000])
def test_what_is_no_word_file_is_refused_with_words(content: bytes, sent: bytes) -> None:
    with pytest.raises(RefusedFileError):
        read_changes(content, [sent])


def test_a_document_of_endless_paragraphs_is_refused(sent: bytes) -> None:
    with pytest.raises(RefusedFileError, match="længere end"):
        read_changes(with_body(sent, paragraph(run("x")) * 7_000), [sent])


def test_deeply_nested_changes_do_not_break_the_reader(sent: bytes) -> None:
    nested = f"<w:ins {BY}>" * 100 + run("dybt") + "</w:ins>" * 100
    (row,) = rows(with_body(sent, paragraph(nested)), sent)
    assert row["after"] == "dybt"
    too_deep = f"<w:ins {BY}>" * 5_000 + run("x") + "</w:ins>" * 5_000
    with pytest.raises(RefusedFileError):
        read_changes(with_body(sent, paragraph(too_deep)), [sent])


def test_markup_in_the_words_stays_words(sent: bytes) -> None:
    redline = Redline(sent)
    odd = "<script>alert(1)</script> {{ x }} & <w:p> æøå"
    redline.replace("60 dage", odd)
    redline.word.paragraphs[0].runs[0].font.size = Pt(30)
    (row,) = rows(redline.saved(), sent)
    assert odd in row["after"]


def test_two_texts_are_compared_paragraph_by_paragraph_and_word_by_word() -> None:
    found = compare_texts(
        ["Ens.", "Varslet er 60 dage.", "Væk."], ["Ens.", "Varslet er 30 dage.", "Nyt her."]
    )
    assert found[0] == {"before": 0, "after": 0, "pieces": [["same", "Ens."]]}
    assert found[1]["pieces"] == [
        ["same", "Varslet er "],
        ["del", "60"],
        ["ins", "30"],
        ["same", " dage."],
    ]
    assert {(each["before"], each["after"]) for each in found[2:]} == {(2, None), (None, 2)}


def test_a_change_in_a_footnote_is_found_with_its_place(sent: bytes) -> None:
    def noted(inside: str) -> bytes:
        notes = f'<w:footnotes {NS}><w:footnote w:id="2"><w:p>{inside}</w:p></w:footnote></w:footnotes>'
        kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
        link = b'<Relationship Id="rId98" Type="' + kind + b'" Target="footnotes.xml"/></Relationships>'
        content = with_part(sent, "word/footnotes.xml", notes.encode())
        return with_part(content, "word/_rels/document.xml.rels", b"", b"</Relationships>", link)

    changed = noted(run("Loft: ") + f"<w:ins {BY}>{run('100.000 kr.')}</w:ins>")
    (row,) = rows(changed, noted(run("Loft: ")))
    assert (row["part"], row["kind"], row["after"]) == ("Fodnote 2", "insert", "Loft: 100.000 kr.")


def test_thousands_of_alike_paragraphs_are_refused_in_time(sent: bytes) -> None:
    alike = with_body(sent, "".join(paragraph(run(f"Punkt {number % 3}")) for number in range(5_000)))
    with pytest.raises(RefusedFileError, match=r"1\.000 ændringer|lang tid"):
        read_changes(alike, [sent])
