"""What is found in signed PDFs: good ones, changed ones, other texts, and what hides from the eye."""

import io

import pytest
from docx import Document

from documents.signatures.child import examined
from documents.signatures.facts import Facts, facts_from
from documents.signatures.limited import examine
from documents.signatures.verdict import signature_rows, verdict_of
from tests.papers import AGREEMENT, Issuer, paper, self_signed, signed, swapped

HALF = "handler mindst 60 dage før den tages i brug."
SENT = paper(AGREEMENT)
ISSUER = Issuer()
LEO = ISSUER.signer("Leo Nordlys")


def look(content: bytes, *, anchors: list[bytes] | None = None, number: str = "") -> Facts:
    """Read a file as the limited process does, without starting one."""
    trusted = [ISSUER.pem] if anchors is None else anchors
    return examined(io.BytesIO(content), io.BytesIO(SENT), True, trusted, number)


def test_a_valid_signature_tells_who_when_and_that_nothing_was_changed() -> None:
    """Through the limited process itself, as an upload is."""
    sent, copy = io.BytesIO(SENT), io.BytesIO(signed(SENT, LEO))
    facts = examine(copy, sent, sent_is_pdf=True, anchors=[ISSUER.pem])
    one = facts.signatures[0]
    assert (one.name, one.organisation, one.cvr) == ("Leo Nordlys", "Nordlys Data A/S", "98915001")
    assert (one.pades, one.intact, one.covers_all, one.changed_after) == (True, True, True, "")
    assert (one.trust, one.time_from) == ("trusted", "signer")
    verdict = verdict_of(facts)
    assert (verdict.obstacles, verdict.doubts) == ([], [])
    assert verdict.label == "underskrift og tekst er i orden"
    words = dict(signature_rows(one))
    assert words["Underskriver"] == "Leo Nordlys, Nordlys Data A/S"
    assert "oplyst af underskriverens egen computer" in words["Tidspunkt"]
    assert facts_from(facts.as_data()) == facts, "what is stored is what was found"


def test_without_configured_issuers_nothing_is_pretended() -> None:
    facts = look(signed(SENT, LEO), anchors=[])
    said = "Underskriverens certifikat er ikke slået op hos en betroet udsteder."
    words = dict(signature_rows(facts.signatures[0]))
    assert said in words["Certifikat"]
    assert words["Underskriver ifølge certifikatet"] == "Leo Nordlys, Nordlys Data A/S"
    verdict, trusted = verdict_of(facts), verdict_of(look(signed(SENT, LEO)))
    [doubt] = verdict.doubts
    assert doubt == (
        "Leo Nordlys: Integriteten er i orden, men underskriverens identitet er ikke bekræftet. " + said
    )
    assert (verdict.tone, verdict.label) == ("warning", doubt.split(": ")[1].split(".")[0].lower())
    assert (trusted.tone, trusted.doubts) == ("success", [])
    assert verdict.label != trusted.label


def test_a_changed_file_is_never_called_whole_because_nobody_knows_its_signer() -> None:
    verdict = verdict_of(look(signed(SENT, LEO).replace(b"60 dage", b"30 dage"), anchors=[]))
    assert verdict.obstacles
    assert (verdict.tone, verdict.label) == ("error", "afvist")
    assert not any("er i orden" in each for each in verdict.doubts)


def test_a_time_stamp_of_an_unknown_issuer_is_not_called_a_proof_of_the_time() -> None:
    stamped = signed(SENT, LEO, stamper=ISSUER.stamper())
    sources = [look(stamped, anchors=anchors).signatures[0] for anchors in ([ISSUER.pem], [])]
    assert [each.time_from for each in sources] == ["timestamp", "unproved_timestamp"]
    assert "hvis udsteder ikke er slået op" in dict(signature_rows(sources[1]))["Tidspunkt"]


def test_a_file_changed_after_the_signature_is_refused() -> None:
    good = signed(SENT, LEO)
    assert b"60 dage" in good
    verdict = verdict_of(look(good.replace(b"60 dage", b"30 dage")))
    assert any("ændret, efter at der blev skrevet under" in each for each in verdict.obstacles)
    assert verdict_of(look(good)).obstacles == []


def test_what_is_added_after_the_signature_is_refused_but_a_second_signature_is_not() -> None:
    good = signed(SENT, LEO)
    both = look(signed(good, ISSUER.signer("Bente Aalborg"), field="Kommunen"))
    assert [each.changed_after for each in both.signatures] == ["added", ""]
    assert verdict_of(both).obstacles == []
    from pyhanko.pdf_utils import generic
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer = IncrementalPdfFileWriter(io.BytesIO(good), strict=False)
    more = generic.StreamObject(stream_data=b"BT /F1 10 Tf 50 300 Td (Punkt 7 bortfalder.) Tj ET")
    writer.add_stream_to_page(0, writer.add_object(more))
    changed = io.BytesIO()
    writer.write(changed)
    found = look(changed.getvalue())
    assert found.signatures[0].changed_after == "changed"
    assert any("tilføjet eller ændret indhold" in each for each in verdict_of(found).obstacles)


def test_an_expired_certificate_needs_a_reason_and_a_time_stamp_answers_when() -> None:
    late = ISSUER.signer("Udløbet Underskriver", expired=True)
    assert look(signed(SENT, late)).signatures[0].trust == "expired"
    assert verdict_of(look(signed(SENT, late))).about_signers
    stamped = look(signed(SENT, LEO, stamper=ISSUER.stamper())).signatures[0]
    assert (stamped.time_from, stamped.trust) == ("timestamp", "trusted")


def test_self_signed_and_unknown_issuers_are_told_apart() -> None:
    assert look(signed(SENT, self_signed("Selv"))).signatures[0].trust == "self_signed"
    stranger = Issuer("En anden CA").signer("Fremmed")
    assert look(signed(SENT, stranger)).signatures[0].trust == "untrusted"
    assert verdict_of(look(signed(SENT, stranger))).about_identity


def test_an_older_form_of_signature_is_read_and_named() -> None:
    one = look(signed(SENT, LEO, pades=False)).signatures[0]
    assert (one.intact, one.pades) == (True, False)
    assert dict(signature_rows(one))["Underskriftens form"] == "ældre form for PDF-underskrift"


@pytest.mark.parametrize(
    ("old", "new", "sent", "now"),
    [
        ("60 dage", "30 dage", "60", "30"),
        ("24 timer", "42 timer", "24", "42"),
        ("må ikke overføre", "må overføre", "ikke", ""),
        ("sletter", "beholder", "sletter", "beholder"),
        ("skriftligt", "skrifteligt", "skriftligt.", "skrifteligt."),
    ],
)
def test_each_changed_word_is_shown_with_what_was_sent(old: str, new: str, sent: str, now: str) -> None:
    facts = look(signed(paper(swapped(AGREEMENT, old, new)), LEO))
    assert facts.text.outcome == "differs"
    assert [(each.sent, each.signed) for each in facts.text.differences] == [(sent, now)]
    assert verdict_of(facts).about_text


def test_a_page_taken_out_shows_what_is_missing() -> None:
    facts = look(signed(paper(AGREEMENT[:1]), LEO))
    assert facts.text.outcome == "differs"
    assert "inden 24 timer" in facts.text.differences[0].sent


def test_another_agreement_is_refused_also_one_of_the_same_template() -> None:
    other = paper([["Lejekontrakt om kontorer", "Lejeren betaler huslejen den første i hver måned."]])
    assert look(signed(other, LEO)).text.outcome == "another"
    sister = paper(swapped(AGREEMENT, "A-2026-001", "A-2026-002"))
    assert look(signed(sister, LEO), number="A-2026-001").text.outcome == "another"
    assert look(signed(SENT, LEO), number="A-2026-001").text.outcome == "same"
    assert verdict_of(look(signed(other, LEO))).obstacles


@pytest.mark.parametrize(
    "drawn",
    [
        b"1 g BT /F1 10 Tf 50 300 Td (Punkt 7 bortfalder.) Tj ET",  # white on white
        b"BT 3 Tr /F1 10 Tf 50 300 Td (Punkt 7 bortfalder.) Tj ET",  # without ink
        b"BT /F1 10 Tf 50 -90 Td (Punkt 7 bortfalder.) Tj ET",  # outside the page
    ],
)
def test_text_that_cannot_be_seen_is_told(drawn: bytes) -> None:
    facts = look(signed(paper(AGREEMENT, {0: drawn}), LEO))
    said = " ".join([*facts.text.hidden, *(each.signed for each in facts.text.differences)])
    assert "7 bortfalder." in said
    assert verdict_of(facts).about_text


def test_white_letters_on_a_dark_bar_are_seen() -> None:
    bar = b"0.1 g 40 290 300 30 re f 1 g BT /F1 10 Tf 50 300 Td (Punkt 7 bortfalder.) Tj ET"
    facts = look(signed(paper(AGREEMENT, {0: bar}), LEO))
    assert facts.text.hidden == []
    assert "Punkt 7 bortfalder." in facts.text.differences[0].signed


def test_painting_over_the_text_is_told() -> None:
    """The words are still in the file, and something else is seen in their place."""
    whited = look(signed(paper(AGREEMENT, {0: b"1 g 300 700 100 40 re f"}), LEO))
    assert whited.text.outcome == "differs"
    crossed = look(signed(paper(AGREEMENT, {0: b"2 w 50 722 m 400 722 l S"}), LEO))
    assert crossed.text.drawn_over == [1]
    assert verdict_of(crossed).about_text
    assert look(signed(SENT, LEO)).text.drawn_over == []


def test_a_text_that_is_only_a_picture_is_a_scanned_copy() -> None:
    verdict = verdict_of(look(signed(paper([[], []]), LEO)))
    assert (verdict.is_scanned, verdict.label) == (True, "skannet kopi")
    assert verdict_of(look(paper([[], []]))).is_scanned
    assert not verdict_of(look(signed(SENT, LEO))).is_scanned


def test_covers_and_signature_pages_are_listed_and_hidden_terms_are_not_let_through() -> None:
    cover = ["Underskrevet digitalt", "Dokumentnøgle: QX7-99"]
    last = ["Underskrifter", "Leo Nordlys har underskrevet med MitID Erhverv 2026-11-03"]
    facts = look(signed(paper([cover, *AGREEMENT, last]), LEO))
    verdict = verdict_of(facts)
    assert facts.text.outcome == "same"
    assert verdict.doubts == []
    assert any("QX7-99" in each for each in verdict.notes), "what stands on the cover is shown"
    sly = ["Underskrifter", "Leo Nordlys har underskrevet. Fristen i punkt 10 er dog 72 timer."]
    assert verdict_of(look(signed(paper([*AGREEMENT, sly]), LEO))).about_text


def test_a_stamp_on_every_page_is_listed_and_a_term_on_every_page_is_not() -> None:
    stamp = [["Penneo dokumentnøgle: ABCD-1234", *lines] for lines in AGREEMENT]
    facts = look(signed(paper(stamp), LEO))
    assert (facts.text.outcome, facts.text.stamps) == ("same", ["Penneo dokumentnøgle: ABCD-1234"])
    term = [["Underskrevet: punkt 7 gælder ikke", *lines] for lines in AGREEMENT]
    assert look(signed(paper(term), LEO)).text.outcome == "differs"


def test_the_word_file_is_enough_where_no_pdf_was_sent() -> None:
    word = Document()
    for lines in AGREEMENT:
        for line in lines[:-1]:
            word.add_paragraph(line)
    out = io.BytesIO()
    word.save(out)
    same = examined(io.BytesIO(signed(SENT, LEO)), out, False, [])
    assert same.text.outcome == "same", same.text.differences
    changed = io.BytesIO(signed(paper(swapped(AGREEMENT, "60 dage", "30 dage")), LEO))
    assert examined(changed, out, False, []).text.outcome == "differs"


def test_line_breaks_hyphens_and_ligatures_are_no_differences() -> None:
    lines = [
        [line.replace("underdatabehandler mindst", "underdatabe-") for line in AGREEMENT[0]],
        AGREEMENT[1],
    ]
    lines[0] = [
        part
        for line in lines[0]
        for part in (
            [
                "Databehandleren skal varsle om en ny underdatabe-",
                "handler mindst 60 dage før den tages i brug.",
            ]
            if "underdatabe-" in line
            else [line]
        )
    ]
    facts = look(signed(paper(lines), LEO))
    assert facts.text.outcome == "same", facts.text.differences


@pytest.mark.parametrize(
    "content",
    [b"%PDF-1.7\nnonsense\n%%EOF", b"", SENT[: len(SENT) // 2], b"%PDF-1.7\n" + b"[" * 200_000 + b"\n%%EOF"],
)
def test_a_broken_file_is_refused_and_does_no_harm(content: bytes) -> None:
    facts = examine(io.BytesIO(content), io.BytesIO(SENT), sent_is_pdf=True, anchors=[])
    assert verdict_of(facts).obstacles or verdict_of(facts).is_scanned
    assert not facts.signatures


def test_a_file_with_a_password_is_refused_with_what_to_do() -> None:
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.pdf_utils.writer import copy_into_new_writer

    writer = copy_into_new_writer(PdfFileReader(io.BytesIO(SENT), strict=False))
    writer.encrypt("ejer", "bruger")
    out = io.BytesIO()
    writer.write(out)
    assert "adgangskode" in verdict_of(look(out.getvalue())).obstacles[0]


INK = b" 0 0 0 rg 60 700 400 12 re f 60 680 300 12 re f"


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_page_of_ink_without_words_is_seen_wherever_it_stands(place: int) -> None:
    """An appendix as a picture, or as drawn outlines, is signed along with the rest."""
    pages = [*AGREEMENT[:place], [], *AGREEMENT[place:]]
    verdict = verdict_of(look(signed(paper(pages, {place: INK}), LEO)))
    assert f"Side {place + 1} har indhold uden tekst" in " ".join(verdict.doubts)
    blank = verdict_of(look(signed(paper(pages), LEO)))
    assert blank.doubts == [], "an empty page says nothing"
